select
    stratum_code,
    measure_id,
    sort_order,
    value
from pub_response_flow
order by stratum_code, sort_order
