-- Labels of codes that are no answers, one row per list and code.
select
    {{ trimmed("code_list") }} as code_list,
    {{ trimmed("code") }} as code,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_code_labels') }}
