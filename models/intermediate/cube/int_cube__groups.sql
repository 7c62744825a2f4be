-- Groups of the cube, one row per category of a background and category of a split (`all` without one),
-- also those that nobody is in. `group_index` numbers them 0, 1, ...
with

categories as (
    select
        variable_name,
        code,
        is_split
    from {{ ref('int_cube__categories') }}
    group by variable_name, code, is_split
),

grid as (
    select
        backgrounds.variable_name as group_variable,
        backgrounds.code as group_code,
        splits.variable_name as split_variable,
        splits.code as split_code
    from categories as backgrounds
    inner join categories as splits
        on
            splits.is_split
            and (backgrounds.variable_name != splits.variable_name or splits.variable_name = 'all')
),

counted as (
    select
        backgrounds.variable_name as group_variable,
        backgrounds.code as group_code,
        splits.variable_name as split_variable,
        splits.code as split_code,
        count(*) as n_managers
    from {{ ref('int_cube__categories') }} as backgrounds
    inner join {{ ref('int_cube__categories') }} as splits
        on
            backgrounds.person_id = splits.person_id
            and splits.is_split
    group by backgrounds.variable_name, backgrounds.code, splits.variable_name, splits.code
)

select
    row_number() over (
        order by grid.group_variable, grid.group_code, grid.split_variable, grid.split_code
    ) - 1 as group_index,
    grid.group_variable,
    grid.group_code,
    grid.split_variable,
    grid.split_code,
    coalesce(counted.n_managers, 0) as n_managers
from grid
left join counted
    on
        grid.group_variable = counted.group_variable
        and grid.group_code = counted.group_code
        and grid.split_variable = counted.split_variable
        and grid.split_code = counted.split_code
