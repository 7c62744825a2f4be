select
    'numbers' as ledger,
    report_ref,
    arg_min(estimate_id, sort_order) as first_id,
    count(*) as n
from pub_replication
group by report_ref
union all
select
    'claims' as ledger,
    report_ref,
    arg_min(claim_id, sort_order) as first_id,
    count(*) as n
from pub_claims
group by report_ref
