-- Numbers the report prints, one row per printed number.
select
    {{ trimmed("estimate_id") }} as estimate_id,
    {{ trimmed("report_ref") }} as report_ref,
    {{ trimmed("section") }} as section,
    {{ trimmed("statistic") }} as statistic,
    cast({{ trimmed("value") }} as double) as printed_value,
    {{ trimmed("unit") }} as unit,
    {{ trimmed("significance") }} as significance,
    cast({{ trimmed("n") }} as integer) as n_printed,
    {{ trimmed("value_as_printed") }} as printed_text,
    cast({{ trimmed("se") }} as double) as printed_std_error,
    {{ trimmed("duplicate_of") }} as duplicate_of
from {{ ref('published_estimates') }}
