-- Provider categories of the catalogue, one row per category.
select
    nullif(trim(category_code), '') as category_code,
    nullif(trim(category_printed), '') as category_printed,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    nullif(trim(provider_type_code), '') as provider_type_code,
    nullif(trim(search_route), '') as search_route,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('catalogue_provider_categories') }}
