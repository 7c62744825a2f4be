-- Main results in our own words, one row per finding; what stands between braces is filled in and tested.
select
    {{ trimmed("finding_id") }} as finding_id,
    {{ trimmed("page_id") }} as page_id,
    {{ trimmed("is_main") }} = 'true' as is_main,
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("subject_da") }} as subject_da,
    {{ trimmed("subject_en") }} as subject_en,
    {{ trimmed("text_da") }} as text_da,
    {{ trimmed("text_en") }} as text_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_findings') }}
