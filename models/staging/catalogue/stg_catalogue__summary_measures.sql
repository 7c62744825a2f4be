-- Measures of the published catalogue summary, one row per measure.
select
    nullif(trim(measure_id), '') as measure_id,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    nullif(trim(unit), '') as unit,
    nullif(trim(note_da), '') as note_da,
    nullif(trim(note_en), '') as note_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('catalogue_summary_measures') }}
