-- How the study was done, in our own words, one row per fact.
select
    facts.topic_id,
    topics.label_da as topic_label_da,
    topics.label_en as topic_label_en,
    facts.fact_id,
    facts.label_da,
    facts.label_en,
    facts.text_da,
    facts.text_en,
    cast(topics.sort_order as integer) as topic_sort,
    cast(facts.sort_order as integer) as sort_order
from {{ ref('stg_reporting__method_facts') }} as facts
inner join {{ ref('stg_reporting__code_labels') }} as topics
    on
        topics.code_list = 'method_topic'
        and facts.topic_id = topics.code
