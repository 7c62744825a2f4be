select * from pub_response_flow order by stratum_code, sort_order
