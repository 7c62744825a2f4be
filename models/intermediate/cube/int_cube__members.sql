-- Members of the groups of the cube, one row per manager and group.
select
    groups.group_index,
    backgrounds.person_id
from {{ ref('int_cube__categories') }} as backgrounds
inner join {{ ref('int_cube__categories') }} as splits
    on
        backgrounds.person_id = splits.person_id
        and splits.is_split
inner join {{ ref('int_cube__groups') }} as groups
    on
        backgrounds.variable_name = groups.group_variable
        and backgrounds.code = groups.group_code
        and splits.variable_name = groups.split_variable
        and splits.code = groups.split_code
