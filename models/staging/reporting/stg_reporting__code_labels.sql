-- Labels of codes that are no answers, one row per list and code.
select
    nullif(trim(code_list), '') as code_list,
    nullif(trim(code), '') as code,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_code_labels') }}
