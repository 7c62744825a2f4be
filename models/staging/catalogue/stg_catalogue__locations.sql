-- Printed places and what they stand for, one row per printed place.
select
    {{ trimmed("location_printed") }} as location_printed,
    {{ trimmed("location") }} as location,
    {{ trimmed("delivery_mode_code") }} as delivery_mode_code,
    {{ trimmed("region_code") }} as region_code
from {{ ref('catalogue_locations') }}
