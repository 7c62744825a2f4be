-- No testable claim may fail unless the report contradicts it itself (verdict report_inconsistent).
-- The default delivery is drawn so that they hold; with another one a failing claim is a finding, not an error.
select
    claim_id,
    printed_direction,
    printed_significant,
    our_estimate,
    p_value
from {{ ref('pub_claims') }}
where
    verdict = 'fails'
    and {{ is_default_delivery() }}
