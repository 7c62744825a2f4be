-- What changed from edition to edition, one row per edition.
select
    version,
    revised_on,
    change_da,
    change_en,
    cast(sort_order as integer) as sort_order
from {{ ref('stg_reporting__revisions') }}
