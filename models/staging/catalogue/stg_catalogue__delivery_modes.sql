-- Ways a course is held, one row per delivery mode.
select
    nullif(trim(delivery_mode_code), '') as delivery_mode_code,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('catalogue_delivery_modes') }}
