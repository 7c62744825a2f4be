select
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
    is_suppressed
from read_parquet('sources/warehouse/pub_cube.parquet')
