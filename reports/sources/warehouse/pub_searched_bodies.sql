select
    body_name,
    body_type,
    body_type_label_da,
    body_type_label_en,
    provider_in_catalogue,
    n_courses,
    sort_order
from read_parquet('sources/warehouse/pub_searched_bodies.parquet')
