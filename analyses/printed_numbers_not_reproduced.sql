-- Which printed numbers do not come out, and why.
select
    report_ref,
    description_en,
    printed_text,
    our_value,
    verdict,
    reason_en
from {{ ref('pub_replication') }}
where verdict != 'reproduced'
order by sort_order
