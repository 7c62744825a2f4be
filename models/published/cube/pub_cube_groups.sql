-- Backgrounds and splits of the cube with their labels, one row per background and category.
with

used as (
    select distinct
        group_variable as variable_name,
        group_code as code
    from {{ ref('int_estimation__asked') }}
    where
        asked_by = 'cube'
        and group_variable != 'all'
)

select
    used.variable_name,
    variables.label_da,
    variables.label_en,
    used.code,
    codes.label_da as code_label_da,
    codes.label_en as code_label_en,
    backgrounds.is_split,
    cast(backgrounds.sort_order as integer) as variable_sort,
    cast(codes.sort_order as integer) as code_sort
from used
inner join {{ ref('stg_reporting__cube_backgrounds') }} as backgrounds
    on used.variable_name = backgrounds.variable_name
inner join {{ ref('dim_variable') }} as variables
    on used.variable_name = variables.variable_name
inner join {{ ref('dim_code') }} as codes
    on
        used.variable_name = codes.variable_name
        and used.code = codes.code
