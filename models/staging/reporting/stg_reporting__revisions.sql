-- Published editions, one row per edition.
select
    {{ trimmed("version") }} as version,
    cast({{ trimmed("revised_on") }} as date) as revised_on,
    {{ trimmed("change_da") }} as change_da,
    {{ trimmed("change_en") }} as change_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_revisions') }}
