-- Why a printed number or claim cannot or need not come out, one row per reason.
select
    nullif(trim(reason_code), '') as reason_code,
    nullif(trim(reason_da), '') as reason_da,
    nullif(trim(reason_en), '') as reason_en
from {{ ref('ledger_reasons') }}
