-- Topics of the cube, one row per topic.
select
    {{ trimmed("topic_id") }} as topic_id,
    {{ trimmed("slug_da") }} as slug_da,
    {{ trimmed("slug_en") }} as slug_en,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_cube_topics') }}
