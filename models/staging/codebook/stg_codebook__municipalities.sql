-- Danish municipalities and their regions, one row per municipality.
select
    {{ trimmed("municipality_code") }} as municipality_code,
    {{ trimmed("municipality_name") }} as municipality_name,
    {{ trimmed("region_code") }} as region_code
from {{ ref('codebook_municipalities') }}
