-- How the study was done, in our own words, one row per fact.
select
    nullif(trim(topic_id), '') as topic_id,
    nullif(trim(fact_id), '') as fact_id,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    nullif(trim(text_da), '') as text_da,
    nullif(trim(text_en), '') as text_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_method_facts') }}
