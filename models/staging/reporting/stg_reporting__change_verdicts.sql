-- What may be said of a change between waves, one row per verdict.
select
    nullif(trim(change_verdict), '') as change_verdict,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_change_verdicts') }}
