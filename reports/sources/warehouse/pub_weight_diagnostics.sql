select
    stratum_code,
    measure_id,
    sort_order,
    value
from read_parquet('sources/warehouse/pub_weight_diagnostics.parquet')
