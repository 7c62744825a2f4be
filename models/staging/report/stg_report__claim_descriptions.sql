-- Directional statements of the report in plain sentences for readers, one row per statement.
select
    {{ trimmed("claim_id") }} as claim_id,
    {{ trimmed("description_da") }} as description_da,
    {{ trimmed("description_en") }} as description_en
from {{ ref('claim_descriptions') }}
