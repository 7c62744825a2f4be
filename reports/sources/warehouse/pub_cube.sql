select
    wave,
    number_key,
    outcome_id,
    group_variable,
    group_code,
    split_variable,
    split_code,
    estimate,
    std_error,
    ci_low,
    ci_high,
    n_unweighted,
    is_suppressed,
    provenance,
    is_synthetic
from read_parquet('sources/warehouse/pub_cube.parquet')
