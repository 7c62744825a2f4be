select
    wave,
    stratum_code,
    measure_id,
    sort_order,
    value,
    is_synthetic
from read_parquet('sources/warehouse/pub_weight_diagnostics.parquet')
