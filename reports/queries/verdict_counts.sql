select 'numbers' as ledger, verdict, count(*) as n from pub_replication group by verdict union all select 'claims' as ledger, verdict, count(*) as n from pub_claims group by verdict
