-- Group comparisons asked for, one row per difference of two estimates.
select
    {{ trimmed("test_id") }} as test_id,
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("spec_id") }} as spec_id,
    {{ trimmed("group_code_a") }} as group_code_a,
    {{ trimmed("group_code_b") }} as group_code_b,
    {{ trimmed("outcome_key") }} as outcome_key
from {{ ref('reporting_tests') }}
