select
    variable_name,
    source,
    question_number,
    item_number,
    block_label_da,
    block_label_en,
    label_da,
    label_en,
    question_da,
    question_en,
    scale_direction,
    reported_in,
    code,
    code_label_da,
    code_label_en,
    is_missing,
    variable_sort,
    code_sort,
    routing_da,
    routing_en,
    figure_ids
from pub_codebook
order by variable_sort, code_sort
