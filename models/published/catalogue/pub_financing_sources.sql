-- Ways to finance training that the training officers named, one row per way.
select
    source_code,
    label_da,
    label_en,
    variable_name,
    note_da,
    note_en,
    cast(sort_order as integer) as sort_order
from {{ ref('stg_catalogue__financing_sources') }}
