select
    variable_name,
    label_da,
    label_en,
    code,
    code_label_da,
    code_label_en,
    is_split,
    variable_sort,
    code_sort
from read_parquet('sources/warehouse/pub_cube_groups.parquet')
