select * from pub_register_margins order by coalesce(nullif(list_position(['sector', 'age_group', 'gender', 'origin', 'region', 'education'], variable_name), 0), 7), category_sort
