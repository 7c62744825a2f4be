-- Numbers the report prints, one row per printed number.
select
    nullif(trim(estimate_id), '') as estimate_id,
    nullif(trim(report_ref), '') as report_ref,
    nullif(trim(section), '') as section,
    nullif(trim(statistic), '') as statistic,
    nullif(trim(outcome), '') as outcome,
    nullif(trim(outcome_category), '') as outcome_category,
    nullif(trim(group_by), '') as group_by,
    nullif(trim(group_value), '') as group_value,
    cast(nullif(trim(value), '') as double) as printed_value,
    nullif(trim(unit), '') as unit,
    nullif(trim(significance), '') as significance,
    cast(nullif(trim(n), '') as integer) as n_printed,
    cast(nullif(trim(n_alt), '') as integer) as n_printed_second,
    cast(nullif(trim(source_line), '') as integer) as source_line,
    nullif(trim(note), '') as note,
    nullif(trim(value_as_printed), '') as printed_text,
    cast(nullif(trim(approx), '') as boolean) as is_approximate,
    cast(nullif(trim(se), '') as double) as printed_std_error,
    nullif(trim(duplicate_of), '') as duplicate_of
from {{ ref('published_estimates') }}
