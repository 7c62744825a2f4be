-- Shares and means of every outcome of the cube by background and split, one row per outcome and group, also
-- groups with nobody in them. Estimated as the figures are; which rows are withheld: fit_suppression.
select
    {{ var('wave') }} as wave,
    outcomes.outcome_id,
    outcomes.outcome_variable,
    outcomes.outcome_key,
    outcomes.statistic,
    outcomes.domain_id,
    counts.group_variable,
    counts.group_code,
    counts.split_variable,
    counts.split_code,
    'calibrated' as variance_mode,
    fitted.estimate,
    fitted.std_error,
    fitted.ci_low,
    fitted.ci_high,
    fitted.degrees_of_freedom,
    counts.n_persons as n_unweighted,
    case when counts.is_share then counts.n_with_outcome end as n_with_outcome,
    suppression.is_suppressed
from {{ ref('int_cube__counts') }} as counts
inner join {{ ref('dim_cube_outcome') }} as outcomes
    on counts.outcome_index = outcomes.outcome_index
inner join {{ ref('fit_suppression') }} as suppression
    on
        suppression.row_group = 'cube'
        and suppression.row_key = concat_ws(
            '|',
            outcomes.outcome_id,
            counts.group_variable,
            counts.group_code,
            counts.split_variable,
            counts.split_code
        )
left join {{ ref('fit_cube') }} as fitted
    on
        counts.outcome_index = fitted.outcome_index
        and counts.group_index = fitted.group_index
