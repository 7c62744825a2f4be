select
    source_code,
    label_da,
    label_en,
    variable_name,
    note_da,
    note_en,
    sort_order
from read_parquet('sources/warehouse/pub_financing_sources.parquet')
