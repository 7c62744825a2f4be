-- Background variables of the cube, one row per variable.
select
    nullif(trim(variable_name), '') as variable_name,
    cast(nullif(trim(is_split), '') as boolean) as is_split,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_cube_backgrounds') }}
