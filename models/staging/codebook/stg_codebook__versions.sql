-- Survey waves and their questionnaires, one row per codebook version.
select
    {{ trimmed("codebook_version") }} as codebook_version,
    cast({{ trimmed("wave_year") }} as integer) as wave_year,
    cast({{ trimmed("field_start_on") }} as date) as field_start_on,
    cast({{ trimmed("field_end_on") }} as date) as field_end_on,
    cast({{ trimmed("register_reference_on") }} as date) as register_reference_on,
    cast({{ trimmed("catalogue_read_on") }} as date) as catalogue_read_on,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('codebook_versions') }}
