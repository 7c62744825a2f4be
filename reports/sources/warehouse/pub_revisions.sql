select
    version,
    revised_on,
    change_da,
    change_en,
    sort_order
from read_parquet('sources/warehouse/pub_revisions.parquet')
