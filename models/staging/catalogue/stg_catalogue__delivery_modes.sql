-- Ways a course is held, one row per delivery mode.
select
    {{ trimmed("delivery_mode_code") }} as delivery_mode_code,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('catalogue_delivery_modes') }}
