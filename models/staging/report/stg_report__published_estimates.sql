-- Numbers the report prints, one row per printed number.
select
    {{ trimmed("estimate_id") }} as estimate_id,
    {{ trimmed("report_ref") }} as report_ref,
    {{ trimmed("section") }} as section,
    {{ trimmed("statistic") }} as statistic,
    {{ trimmed("outcome") }} as outcome,
    {{ trimmed("outcome_category") }} as outcome_category,
    {{ trimmed("group_by") }} as group_by,
    {{ trimmed("group_value") }} as group_value,
    cast({{ trimmed("value") }} as double) as printed_value,
    {{ trimmed("unit") }} as unit,
    {{ trimmed("significance") }} as significance,
    cast({{ trimmed("n") }} as integer) as n_printed,
    cast({{ trimmed("n_alt") }} as integer) as n_printed_second,
    cast({{ trimmed("source_line") }} as integer) as source_line,
    {{ trimmed("note") }} as note,
    {{ trimmed("value_as_printed") }} as printed_text,
    cast({{ trimmed("approx") }} as boolean) as is_approximate,
    cast({{ trimmed("se") }} as double) as printed_std_error,
    {{ trimmed("duplicate_of") }} as duplicate_of
from {{ ref('published_estimates') }}
