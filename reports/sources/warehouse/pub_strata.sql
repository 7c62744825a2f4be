select
    stratum_code,
    label_da,
    label_en,
    population_n,
    sample_n,
    complete_n,
    managers_n,
    sampling_fraction,
    response_rate_gross,
    mean_base_weight,
    sort_order
from read_parquet('sources/warehouse/pub_strata.parquet')
