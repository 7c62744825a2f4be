-- Directional statements of the report in plain sentences for readers, one row per statement.
select
    nullif(trim(claim_id), '') as claim_id,
    nullif(trim(description_da), '') as description_da,
    nullif(trim(description_en), '') as description_en
from {{ ref('claim_descriptions') }}
