-- What codes that are no answers are called, one row per list and code: verdicts, steps of the response, strata, tables.
select
    code_list,
    code,
    label_da,
    label_en,
    cast(sort_order as integer) as sort_order
from {{ ref('stg_reporting__code_labels') }}
