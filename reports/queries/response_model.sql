select * from pub_response_model order by stratum_code, row_type, variable_name, level_code
