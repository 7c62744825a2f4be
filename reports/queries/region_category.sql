select
    region_code,
    region_label_da,
    region_label_en,
    region_sort,
    category_code,
    category_label_da,
    category_label_en,
    category_sort,
    n_courses,
    n_ects_awarding
from pub_catalogue_region_category
order by region_sort, category_sort
