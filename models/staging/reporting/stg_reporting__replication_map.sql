-- Where the warehouse computes each printed number, one row per printed number.
select
    {{ trimmed("estimate_id") }} as estimate_id,
    {{ trimmed("number_key") }} as number_key,
    {{ trimmed("measure") }} as measure,
    {{ trimmed("rule") }} as rule,
    cast({{ trimmed("printed_decimals") }} as integer) as printed_decimals,
    cast({{ trimmed("tolerance") }} as double) as tolerance,
    {{ trimmed("reason_code") }} as reason_code
from {{ ref('replication_map') }}
