-- How each directional claim is tested, and what it says in a plain sentence, one row per claim.
select
    {{ trimmed("claim_id") }} as claim_id,
    {{ trimmed("claim_kind") }} as claim_kind,
    {{ trimmed("key_a") }} as key_a,
    {{ trimmed("measure_a") }} as measure_a,
    {{ trimmed("key_b") }} as key_b,
    {{ trimmed("measure_b") }} as measure_b,
    cast({{ trimmed("multiplier") }} as integer) as multiplier,
    {{ trimmed("reason_code") }} as reason_code,
    {{ trimmed("description_da") }} as description_da,
    {{ trimmed("description_en") }} as description_en
from {{ ref('claims_map') }}
