select
    wave,
    number_key,
    variable_name,
    variable_label_da,
    variable_label_en,
    category_code,
    category_label_da,
    category_label_en,
    category_sort,
    share_respondents,
    share_sample,
    share_weighted,
    share_population,
    is_suppressed,
    provenance,
    is_synthetic
from read_parquet('sources/warehouse/pub_register_margins.parquet')
