-- Every directional claim of the report tested on our figures of the report's wave, one row per claim.
select
    claims.wave,
    claims.claim_id,
    claims.number_key,
    claims.number_key_b,
    claims.report_ref,
    descriptions.description_da,
    descriptions.description_en,
    claims.printed_direction,
    claims.printed_significant,
    claims.claim_kind,
    round(claims.our_estimate, 6) as our_estimate,
    round(claims.our_std_error, 6) as our_std_error,
    case when claims.p_value is not null then {{ shown_p_value('claims.p_value') }} end as p_value,
    claims.our_direction,
    claims.verdict,
    reasons.reason_da,
    reasons.reason_en,
    cast(substr(claims.claim_id, 2) as integer) as sort_order,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ in_report_wave(ref('est_claims')) }} as claims
left join {{ ref('stg_reporting__ledger_reasons') }} as reasons
    on claims.reason_code = reasons.reason_code
left join {{ ref('stg_report__claim_descriptions') }} as descriptions
    on claims.claim_id = descriptions.claim_id
