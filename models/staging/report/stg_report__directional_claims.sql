-- Directional statements of the report, one row per statement.
select
    {{ trimmed("claim_id") }} as claim_id,
    {{ trimmed("report_ref") }} as report_ref,
    {{ trimmed("section") }} as section,
    {{ trimmed("outcome") }} as outcome,
    {{ trimmed("predictor") }} as predictor,
    {{ trimmed("reference_group") }} as reference_group,
    {{ trimmed("population") }} as population,
    {{ trimmed("direction") }} as direction,
    {{ trimmed("significant") }} as significant,
    {{ trimmed("evidence") }} as evidence,
    cast({{ trimmed("source_line") }} as integer) as source_line,
    {{ trimmed("description") }} as description
from {{ ref('directional_claims') }}
