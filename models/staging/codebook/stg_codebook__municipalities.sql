-- Danish municipalities and their regions, one row per municipality.
select
    nullif(trim(municipality_code), '') as municipality_code,
    nullif(trim(municipality_name), '') as municipality_name,
    nullif(trim(region_code), '') as region_code
from {{ ref('codebook_municipalities') }}
