-- How the study was done, in our own words, one row per fact; and in the deliverer's own words, in whatever language,
-- why a delivery is as it should be although it is unusual.
select
    {{ trimmed("topic_id") }} as topic_id,
    {{ trimmed("fact_id") }} as fact_id,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    {{ trimmed("text_da") }} as text_da,
    {{ trimmed("text_en") }} as text_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_method_facts') }}
union all
select
    'acknowledged' as topic_id,
    signal as fact_id,
    label_da,
    label_en,
    sentence as text_da,
    sentence as text_en,
    cast(row_number() over (order by signal) as integer) as sort_order
from {{ ref('stg_deliveries__acknowledgements') }}
