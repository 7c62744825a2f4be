select * from pub_weight_diagnostics order by stratum_code, sort_order
