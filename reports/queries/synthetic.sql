select bool_or(is_synthetic) as is_synthetic from pub_figures
