-- How each directional claim is tested, one row per claim.
select
    nullif(trim(claim_id), '') as claim_id,
    nullif(trim(claim_kind), '') as claim_kind,
    nullif(trim(key_a), '') as key_a,
    nullif(trim(key_b), '') as key_b,
    cast(nullif(trim(multiplier), '') as integer) as multiplier,
    nullif(trim(reason_code), '') as reason_code
from {{ ref('claims_map') }}
