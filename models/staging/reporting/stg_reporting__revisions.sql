-- Published editions, one row per edition.
select
    nullif(trim(version), '') as version,
    cast(nullif(trim(revised_on), '') as date) as revised_on,
    nullif(trim(change_da), '') as change_da,
    nullif(trim(change_en), '') as change_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_revisions') }}
