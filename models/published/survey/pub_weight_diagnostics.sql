-- Spread of the weights, one row per stratum (and all) and measure.
select
    wave,
    stratum_code,
    measure_id,
    cast(sort_order as integer) as sort_order,
    round(value, 6) as value,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_weight_diagnostics') }}
