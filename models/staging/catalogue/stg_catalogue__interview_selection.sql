-- How the interviewed managers were chosen, one row per group and criterion. NULL: no number printed.
select
    {{ trimmed("interview_group") }} as interview_group,
    {{ trimmed("criterion_type") }} as criterion_type,
    {{ trimmed("criterion_code") }} as criterion_code,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("n_interviews") }} as integer) as n_interviews,
    {{ trimmed("note_da") }} as note_da,
    {{ trimmed("note_en") }} as note_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('interview_selection') }}
