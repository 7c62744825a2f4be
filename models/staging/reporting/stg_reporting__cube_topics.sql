-- Topics of the cube, one row per topic.
select
    nullif(trim(topic_id), '') as topic_id,
    nullif(trim(slug_da), '') as slug_da,
    nullif(trim(slug_en), '') as slug_en,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_cube_topics') }}
