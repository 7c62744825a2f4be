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
from read_parquet('sources/warehouse/pub_catalogue_region_category.parquet')
