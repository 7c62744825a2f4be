-- Printed places and what they stand for, one row per printed place.
select
    nullif(trim(location_printed), '') as location_printed,
    nullif(trim(location), '') as location,
    nullif(trim(delivery_mode_code), '') as delivery_mode_code,
    nullif(trim(region_code), '') as region_code
from {{ ref('catalogue_locations') }}
