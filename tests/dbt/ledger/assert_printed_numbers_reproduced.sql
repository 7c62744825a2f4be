-- The share of computable printed numbers that come out as printed must not fall below the committed level.
-- With another delivery than the default one a number that differs is a finding, which the ledger shows.
-- Reference categories (0.00 by definition) are left out: they would only flatter the share.
select
    count(*) filter (where verdict = 'reproduced') / count(*) as share_reproduced,
    {{ var('minimum_share_reproduced') }} as committed_level
from {{ ref('pub_replication') }}
where
    verdict in ('reproduced', 'differs')
    and statistic != 'coef_reference'
having
    {{ is_default_delivery() }}
    and count(*) filter (where verdict = 'reproduced') / count(*) < {{ var('minimum_share_reproduced') }}
