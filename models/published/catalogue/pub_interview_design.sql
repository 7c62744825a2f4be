-- Table 6.2 and its surroundings: the managers interviewed, one row per group and criterion of selection.
select
    interview_group,
    criterion_type,
    criterion_code,
    label_da,
    label_en,
    cast(n_interviews as integer) as n_interviews,
    note_da,
    note_en,
    cast(sort_order as integer) as sort_order
from {{ ref('stg_catalogue__interview_selection') }}
