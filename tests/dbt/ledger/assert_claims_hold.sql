-- No testable claim may fail unless the report contradicts it itself (verdict report_inconsistent).
select
    claim_id,
    printed_direction,
    printed_significant,
    our_estimate,
    p_value
from {{ ref('pub_claims') }}
where verdict = 'fails'
