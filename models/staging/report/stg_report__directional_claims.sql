-- Directional statements of the report, one row per statement.
select
    nullif(trim(claim_id), '') as claim_id,
    nullif(trim(report_ref), '') as report_ref,
    nullif(trim(section), '') as section,
    nullif(trim(outcome), '') as outcome,
    nullif(trim(predictor), '') as predictor,
    nullif(trim(reference_group), '') as reference_group,
    nullif(trim(population), '') as population,
    nullif(trim(direction), '') as direction,
    nullif(trim(significant), '') as significant,
    nullif(trim(evidence), '') as evidence,
    cast(nullif(trim(source_line), '') as integer) as source_line,
    nullif(trim(description), '') as description
from {{ ref('directional_claims') }}
