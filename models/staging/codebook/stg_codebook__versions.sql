-- Survey waves and their questionnaires, one row per codebook version.
select
    nullif(trim(codebook_version), '') as codebook_version,
    cast(nullif(trim(wave_year), '') as integer) as wave_year,
    cast(nullif(trim(field_start_on), '') as date) as field_start_on,
    cast(nullif(trim(field_end_on), '') as date) as field_end_on,
    cast(nullif(trim(register_reference_on), '') as date) as register_reference_on,
    cast(nullif(trim(catalogue_read_on), '') as date) as catalogue_read_on,
    nullif(trim(note_da), '') as note_da,
    nullif(trim(note_en), '') as note_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('codebook_versions') }}
