-- The five regions and the flexible category, one row per region.
select
    nullif(trim(region_code), '') as region_code,
    nullif(trim(region_printed), '') as region_printed,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(is_flexible), '') as boolean) as is_flexible,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('catalogue_regions') }}
