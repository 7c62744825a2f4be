-- Shares, means and regression coefficients of all waves at hand side by side, one row per wave and number, each from
-- its own sample and weights, before disclosure control. What est_regression_terms leaves out of a wave is not here.
select
    waves.wave,
    waves.number_key,
    waves.spec_id,
    waves.figure_id,
    waves.outcome_variable,
    waves.outcome_key,
    waves.statistic,
    waves.group_variable,
    waves.group_code,
    waves.domain_id,
    waves.variance_mode,
    waves.estimate,
    waves.std_error,
    waves.ci_low,
    waves.ci_high,
    waves.degrees_of_freedom,
    waves.n_unweighted,
    waves.n_with_outcome,
    waves.n_weighted,
    waves.design_effect,
    waves.is_suppressed
from {{ all_waves(ref('est_figure_estimates')) }} as waves
union all by name
select
    terms.wave,
    terms.number_key,
    terms.model_id as spec_id,
    terms.figure_id,
    terms.outcome_variable,
    terms.model_id as outcome_key,
    'coefficient' as statistic,
    terms.variable_name as group_variable,
    terms.level_code as group_code,
    terms.variance_mode,
    terms.coefficient as estimate,
    terms.std_error,
    terms.ci_low,
    terms.ci_high,
    terms.degrees_of_freedom,
    terms.n_unweighted,
    false as is_suppressed
from {{ all_waves(ref('est_regression_terms')) }} as terms
where not terms.is_reference
