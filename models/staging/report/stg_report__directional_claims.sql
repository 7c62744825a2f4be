-- Directional statements of the report, one row per statement.
select
    {{ trimmed("claim_id") }} as claim_id,
    {{ trimmed("report_ref") }} as report_ref,
    {{ trimmed("direction") }} as direction,
    {{ trimmed("significant") }} as significant
from {{ ref('directional_claims') }}
