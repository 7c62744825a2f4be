select
    source_code,
    label_da,
    label_en,
    note_da,
    note_en,
    sort_order
from pub_financing_sources
order by sort_order
