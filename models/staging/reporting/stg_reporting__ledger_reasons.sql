-- Why a printed number or claim cannot or need not come out, one row per reason.
select
    {{ trimmed("reason_code") }} as reason_code,
    {{ trimmed("reason_da") }} as reason_da,
    {{ trimmed("reason_en") }} as reason_en
from {{ ref('ledger_reasons') }}
