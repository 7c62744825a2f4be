-- Shares, means and counts with their uncertainty, one row per number asked for, by whomever: figures, cube, register
-- margins, response flow. Everything published about persons is taken from here. `is_suppressed` marks what disclosure
-- control withholds (fit_suppression).
select
    {{ var('wave') }} as wave,
    numbers.number_key,
    numbers.outcome_variable,
    numbers.outcome_key,
    numbers.statistic,
    numbers.domain_id,
    numbers.group_variable,
    numbers.group_code,
    numbers.split_variable,
    numbers.split_code,
    'calibrated' as variance_mode,
    fitted.estimate,
    fitted.std_error,
    fitted.ci_low,
    fitted.ci_high,
    fitted.degrees_of_freedom,
    numbers.n_unweighted,
    numbers.n_with_outcome,
    fitted.n_weighted,
    fitted.design_effect,
    suppression.is_suppressed,
    suppression.decimals
from {{ ref('int_estimation__numbers') }} as numbers
inner join {{ ref('fit_suppression') }} as suppression
    on numbers.number_key = suppression.number_key
left join {{ ref('fit_estimates') }} as fitted
    on numbers.number_key = fitted.number_key
