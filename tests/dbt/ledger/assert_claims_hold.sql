-- No testable claim may fail unless the report contradicts it itself (verdict report_inconsistent).
-- Synthetic microdata are drawn so that they hold; with real ones a failing claim is a finding, not an error.
select
    claim_id,
    printed_direction,
    printed_significant,
    our_estimate,
    p_value
from {{ ref('pub_claims') }}
where
    verdict = 'fails'
    and {{ var('microdata_are_synthetic') }}
