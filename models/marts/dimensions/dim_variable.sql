-- Every variable of the deliveries and the analysis, one row per variable, with labels and question wording.
select
    variable_name,
    source,
    question_number,
    item_number,
    block_code,
    block_label_da,
    block_label_en,
    response_type,
    code_list,
    scale_direction,
    label_da,
    label_en,
    question_da,
    question_en,
    is_free_text,
    reported_in,
    derived_from,
    sort_order
from {{ ref('stg_codebook__variables') }}
