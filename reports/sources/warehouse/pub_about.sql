select
    key,
    value_da,
    value_en
from read_parquet('sources/warehouse/pub_about.parquet')
