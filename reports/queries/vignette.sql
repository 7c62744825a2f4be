select
    part,
    factor_variable,
    factor_label_da,
    factor_label_en,
    code,
    level_label_da,
    level_label_en,
    is_reference,
    text_da,
    text_en,
    outcome_variable,
    sort_order
from pub_vignette
order by sort_order
