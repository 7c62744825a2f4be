-- The model of response with labels, one row per stratum and coefficient or joint test.
select
    {{ var('wave') }} as wave,
    stratum_code,
    row_type,
    variable_name,
    level_code,
    coefficient,
    std_error,
    statistic,
    degrees_of_freedom,
    p_value
from {{ ref('fit_response_model') }}
