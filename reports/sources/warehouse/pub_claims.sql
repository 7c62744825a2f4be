select
    claim_id,
    report_ref,
    description_da,
    description_en,
    printed_direction,
    printed_significant,
    our_estimate,
    our_std_error,
    p_value,
    our_direction,
    verdict,
    reason_da,
    reason_en,
    sort_order
from read_parquet('sources/warehouse/pub_claims.parquet')
