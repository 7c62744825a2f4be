select
    sort_order,
    measure_id,
    label_da,
    label_en,
    value,
    unit,
    note_da,
    note_en
from read_parquet('sources/warehouse/pub_catalogue_summary.parquet')
