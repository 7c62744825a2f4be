select
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
    p_value
from pub_response_model
order by stratum_code, row_type, variable_name, level_code
