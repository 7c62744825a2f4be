select * from pub_codebook order by variable_sort, code_sort
