-- What may be wrong with a delivered row, one row per delivery and reason.
select
    {{ trimmed("delivery") }} as delivery,
    {{ trimmed("rejection_reason") }} as rejection_reason,
    {{ trimmed("column_name") }} as column_name,
    {{ trimmed("severity") }} as severity,
    {{ trimmed("remedy") }} as remedy
from {{ ref('codebook_rejections') }}
