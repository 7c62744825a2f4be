-- Measures of the published catalogue summary, one row per measure.
select
    {{ trimmed("measure_id") }} as measure_id,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("unit") }} as unit,
    cast({{ trimmed("price_dkk") }} as integer) as price_dkk,
    {{ trimmed("note_da") }} as note_da,
    {{ trimmed("note_en") }} as note_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('catalogue_summary_measures') }}
