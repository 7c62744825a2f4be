-- Ways to finance training that the desk research found, one row per source.
select
    nullif(trim(source_code), '') as source_code,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(note_da), '') as note_da,
    nullif(trim(note_en), '') as note_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('financing_sources') }}
