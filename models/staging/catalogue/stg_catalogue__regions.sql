-- The five regions and the flexible category, one row per region.
select
    {{ trimmed("region_code") }} as region_code,
    {{ trimmed("region_printed") }} as region_printed,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('catalogue_regions') }}
