-- Ways to finance training that the desk research found, one row per source.
select
    {{ trimmed("source_code") }} as source_code,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("note_da") }} as note_da,
    {{ trimmed("note_en") }} as note_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('financing_sources') }}
