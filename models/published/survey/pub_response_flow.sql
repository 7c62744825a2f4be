-- From population to final data, one row per stratum (and all) and measure; what disclosure control withholds is NULL.
select
    wave,
    number_key,
    stratum_code,
    measure_id,
    cast(sort_order as integer) as sort_order,
    case when not is_suppressed then round(value, 6) end as value,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_response_flow') }}
