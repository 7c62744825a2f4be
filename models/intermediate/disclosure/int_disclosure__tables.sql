-- Tables of answers that anything published is taken from, one row per outcome variable, domain, background and split.
-- Figures and cube alike; and for each the totals it adds up to.
with

asked as (
    select
        outcome_variable,
        domain_id,
        coalesce(group_variable, 'all') as group_variable,
        'all' as split_variable
    from {{ ref('stg_reporting__estimates') }}
    union
    select
        outcomes.outcome_variable,
        outcomes.domain_id,
        groups.group_variable,
        groups.split_variable
    from {{ ref('int_cube__grid') }} as grid
    inner join {{ ref('dim_cube_outcome') }} as outcomes
        on grid.outcome_index = outcomes.outcome_index
    inner join {{ ref('int_cube__groups') }} as groups
        on grid.group_index = groups.group_index
)

select
    outcome_variable,
    domain_id,
    group_variable,
    split_variable
from asked
union
select
    outcome_variable,
    domain_id,
    group_variable,
    'all' as split_variable
from asked
union
select
    outcome_variable,
    domain_id,
    'all' as group_variable,
    split_variable
from asked
union
select
    outcome_variable,
    domain_id,
    'all' as group_variable,
    'all' as split_variable
from asked
