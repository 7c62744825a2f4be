select
    claim_id,
    report_ref,
    description_da,
    description_en,
    printed_direction,
    printed_significant,
    our_estimate,
    our_direction,
    p_value,
    verdict,
    reason_da,
    reason_en
from pub_claims
order by sort_order
