-- Shares and means with their uncertainty, one row per asked-for estimate, group and outcome code.
-- `is_suppressed` marks what disclosure control withholds (fit_suppression, over all published tables together).
select
    {{ var('wave') }} as wave,
    keys.estimate_key,
    keys.spec_id,
    specs.figure_id,
    specs.outcome_variable,
    keys.outcome_key,
    specs.statistic,
    specs.group_variable,
    keys.group_code,
    specs.domain_id,
    'calibrated' as variance_mode,
    fitted.estimate,
    fitted.std_error,
    fitted.ci_low,
    fitted.ci_high,
    fitted.degrees_of_freedom,
    fitted.n_unweighted,
    counts.n_with_outcome,
    fitted.n_weighted,
    fitted.design_effect,
    suppression.is_suppressed
from {{ ref('int_estimation__keys') }} as keys
inner join {{ ref('int_estimation__counts') }} as counts
    on keys.estimate_index = counts.estimate_index
inner join {{ ref('fit_estimates') }} as fitted
    on keys.estimate_index = fitted.estimate_index
inner join {{ ref('stg_reporting__estimates') }} as specs
    on keys.spec_id = specs.spec_id
inner join {{ ref('fit_suppression') }} as suppression
    on
        suppression.row_group = 'estimates'
        and keys.estimate_key = suppression.row_key
