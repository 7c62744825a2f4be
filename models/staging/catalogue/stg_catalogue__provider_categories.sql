-- Provider categories of the catalogue, one row per category.
select
    {{ trimmed("category_code") }} as category_code,
    {{ trimmed("category_printed") }} as category_printed,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("provider_type_code") }} as provider_type_code,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('catalogue_provider_categories') }}
