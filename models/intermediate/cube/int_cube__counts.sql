-- Persons behind every row of the cube, one row per outcome and group: what disclosure control looks at.
-- `answers_id` is the same for outcomes that rest on the same answers of the same persons.
select
    grid.outcome_index,
    grid.group_index,
    outcomes.outcome_variable || '|' || outcomes.domain_id as answers_id,
    outcomes.outcome_key,
    outcomes.statistic = 'share' as is_share,
    groups.group_variable,
    groups.group_code,
    groups.split_variable,
    groups.split_code,
    groups.n_managers,
    coalesce(fitted.n_unweighted, 0) as n_persons,
    case when outcomes.statistic = 'share' then coalesce(fitted.outcome_sum, 0) else 0 end as n_with_outcome
from {{ ref('int_cube__grid') }} as grid
inner join {{ ref('dim_cube_outcome') }} as outcomes
    on grid.outcome_index = outcomes.outcome_index
inner join {{ ref('int_cube__groups') }} as groups
    on grid.group_index = groups.group_index
left join {{ ref('fit_cube') }} as fitted
    on
        grid.outcome_index = fitted.outcome_index
        and grid.group_index = fitted.group_index
