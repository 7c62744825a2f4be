select
    measure_id,
    label_da,
    label_en,
    value,
    unit,
    note_da,
    note_en
from pub_catalogue_summary
order by sort_order
