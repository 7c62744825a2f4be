-- What may be wrong with a delivered row, one row per delivery and reason.
select
    nullif(trim(delivery), '') as delivery,
    nullif(trim(rejection_reason), '') as rejection_reason,
    nullif(trim(column_name), '') as column_name,
    nullif(trim(severity), '') as severity,
    nullif(trim(remedy), '') as remedy
from {{ ref('codebook_rejections') }}
