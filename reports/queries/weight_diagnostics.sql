select
    stratum_code,
    measure_id,
    sort_order,
    value
from pub_weight_diagnostics
order by stratum_code, sort_order
