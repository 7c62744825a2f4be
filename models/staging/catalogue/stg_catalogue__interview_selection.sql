-- How the interviewed managers were chosen, one row per group and criterion. NULL: no number printed.
select
    nullif(trim(interview_group), '') as interview_group,
    nullif(trim(criterion_type), '') as criterion_type,
    nullif(trim(criterion_code), '') as criterion_code,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(n_interviews), '') as integer) as n_interviews,
    nullif(trim(note_da), '') as note_da,
    nullif(trim(note_en), '') as note_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('interview_selection') }}
