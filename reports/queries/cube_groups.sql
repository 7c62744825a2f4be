select * from pub_cube_groups order by variable_sort, code_sort
