-- The default delivery reproduces the report: no testable claim fails unless the report contradicts it itself (verdict
-- report_inconsistent), and the share of computable printed numbers that come out as printed is not below the committed
-- level. Reference categories (0.00 by definition) are left out: they would only flatter the share. With another
-- delivery a claim that fails or a number that differs is a finding, which the ledger shows.
{{ config(enabled=is_default_delivery()) }}
select
    'claim ' || claim_id || ' fails' as problem,
    our_estimate as value
from {{ ref('pub_claims') }}
where verdict = 'fails'

union all

select
    'fewer printed numbers are reproduced than {{ var("minimum_share_reproduced") }} of them' as problem,
    count(*) filter (where verdict = 'reproduced') / count(*) as value
from {{ ref('pub_replication') }}
where
    verdict in ('reproduced', 'differs')
    and statistic != 'coef_reference'
having count(*) filter (where verdict = 'reproduced') / count(*) < {{ var('minimum_share_reproduced') }}
