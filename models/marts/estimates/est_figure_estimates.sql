-- Shares and means of the figures, one row per figure's request, group and outcome: which of est_estimates they show.
select
    estimates.wave,
    estimates.number_key,
    specs.figure_id,
    specs.spec_id,
    estimates.outcome_variable,
    estimates.outcome_key,
    estimates.statistic,
    specs.group_variable,
    asked.group_code,
    estimates.domain_id,
    estimates.variance_mode,
    estimates.estimate,
    estimates.std_error,
    estimates.ci_low,
    estimates.ci_high,
    estimates.degrees_of_freedom,
    estimates.n_unweighted,
    estimates.n_with_outcome,
    estimates.n_weighted,
    estimates.design_effect,
    estimates.is_suppressed,
    estimates.decimals
from {{ ref('int_estimation__asked') }} as asked
inner join {{ ref('stg_reporting__estimates') }} as specs
    on
        asked.asked_by = 'figure'
        and asked.request_id = specs.spec_id
inner join {{ ref('est_estimates') }} as estimates
    on asked.number_key = estimates.number_key
