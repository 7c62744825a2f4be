select
    wave,
    number_key,
    stratum_code,
    measure_id,
    sort_order,
    value,
    is_synthetic
from read_parquet('sources/warehouse/pub_response_flow.parquet')
