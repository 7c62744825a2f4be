select * from pub_regression_terms order by figure_id, model_sort, term_order, level_sort
