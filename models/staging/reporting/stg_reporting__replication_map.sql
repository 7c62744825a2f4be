-- Where the warehouse computes each printed number, one row per printed number.
select
    nullif(trim(estimate_id), '') as estimate_id,
    nullif(trim(ledger_key), '') as ledger_key,
    nullif(trim(rule), '') as rule,
    cast(nullif(trim(printed_decimals), '') as integer) as printed_decimals,
    cast(nullif(trim(tolerance), '') as double) as tolerance,
    nullif(trim(reason_code), '') as reason_code
from {{ ref('replication_map') }}
