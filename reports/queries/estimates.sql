select * from pub_estimates order by figure_id, outcome_variable, statistic, group_variable, group_sort, outcome_sort, number_key
