-- In the cube, a withheld row has company in every table line it stands in: among the categories of its background and
-- their total, and among the categories of its split and their total. Else it would follow by subtraction.
with

backgrounds as (
    select distinct
        outcome_id,
        group_variable as variable_name,
        split_variable
    from {{ ref('pub_cube') }}
    where group_variable is not null
),

splits as (
    select distinct
        outcome_id,
        group_variable,
        split_variable
    from {{ ref('pub_cube') }}
    where split_variable is not null
),

lines as (
    -- down the categories of a background, within one split category
    select
        outcome_id,
        'groups of ' || group_variable || ' in ' || split_code as line,
        is_suppressed
    from {{ ref('pub_cube') }}
    where group_variable is not null
    union all
    select
        totals.outcome_id,
        'groups of ' || backgrounds.variable_name || ' in ' || totals.split_code as line,
        totals.is_suppressed
    from {{ ref('pub_cube') }} as totals
    inner join backgrounds
        on
            totals.outcome_id = backgrounds.outcome_id
            and totals.split_variable is not distinct from backgrounds.split_variable
    where totals.group_variable is null
    union all
    -- across the categories of a split, within one category of a background
    select
        outcome_id,
        'splits by ' || split_variable || ' of ' || coalesce(group_variable, 'all') || ' ' || group_code as line,
        is_suppressed
    from {{ ref('pub_cube') }}
    where split_variable is not null
    union all
    select
        totals.outcome_id,
        'splits by ' || splits.split_variable || ' of ' || coalesce(totals.group_variable, 'all') || ' '
        || totals.group_code as line,
        totals.is_suppressed
    from {{ ref('pub_cube') }} as totals
    inner join splits
        on
            totals.outcome_id = splits.outcome_id
            and totals.group_variable is not distinct from splits.group_variable
    where totals.split_variable is null
)

select
    outcome_id,
    line
from lines
group by outcome_id, line
having count(*) filter (where is_suppressed) = 1
