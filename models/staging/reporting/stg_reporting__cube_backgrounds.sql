-- Background variables of the cube, one row per variable.
select
    {{ trimmed("variable_name") }} as variable_name,
    cast({{ trimmed("is_split") }} as boolean) as is_split,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_cube_backgrounds') }}
