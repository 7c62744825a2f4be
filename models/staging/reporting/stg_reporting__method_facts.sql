-- How the study was done, in our own words, one row per fact.
select
    {{ trimmed("topic_id") }} as topic_id,
    {{ trimmed("fact_id") }} as fact_id,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("text_da") }} as text_da,
    {{ trimmed("text_en") }} as text_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_method_facts') }}
