select
    wave,
    stratum_code,
    row_type,
    variable_name,
    variable_label_da,
    variable_label_en,
    level_code,
    level_label_da,
    level_label_en,
    coefficient,
    std_error,
    statistic,
    degrees_of_freedom,
    p_value,
    is_synthetic
from read_parquet('sources/warehouse/pub_response_model.parquet')
