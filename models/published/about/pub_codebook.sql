-- The questionnaire and the analysis variables with their answer codes, one row per variable and code.
select
    variables.variable_name,
    variables.source,
    variables.question_number,
    variables.item_number,
    variables.block_label_da,
    variables.block_label_en,
    variables.label_da,
    variables.label_en,
    variables.question_da,
    variables.question_en,
    variables.scale_direction,
    variables.reported_in,
    codes.code,
    codes.label_da as code_label_da,
    codes.label_en as code_label_en,
    codes.is_missing,
    cast(variables.sort_order as integer) as variable_sort,
    cast(codes.sort_order as integer) as code_sort
from {{ ref('dim_variable') }} as variables
left join {{ ref('dim_code') }} as codes
    on variables.variable_name = codes.variable_name
