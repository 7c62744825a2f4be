-- Group comparisons asked for, one row per difference of two estimates.
select
    nullif(trim(test_id), '') as test_id,
    nullif(trim(figure_id), '') as figure_id,
    nullif(trim(spec_id), '') as spec_id,
    nullif(trim(group_code_a), '') as group_code_a,
    nullif(trim(group_code_b), '') as group_code_b,
    nullif(trim(outcome_key), '') as outcome_key,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_tests') }}
