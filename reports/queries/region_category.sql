select * from pub_catalogue_region_category order by region_sort, category_sort
