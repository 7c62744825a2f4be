-- Numbers that the report prints and that come out here too, one row per number.
select
    number_key,
    min(report_ref) as report_ref
from {{ ref('est_replication') }}
where
    verdict = 'reproduced'
    and statistic != 'n'
group by number_key
