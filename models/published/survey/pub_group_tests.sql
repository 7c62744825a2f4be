-- Differences between groups with their t-tests, one row per tested difference (first minus second group).
{%- set decimals = shown_decimals('tests.std_error') %}
select
    tests.wave,
    tests.figure_id,
    tests.test_id,
    tests.number_key_a,
    tests.number_key_b,
    tests.outcome_variable,
    outcomes.label_da as outcome_label_da,
    outcomes.label_en as outcome_label_en,
    tests.outcome_key,
    outcome_codes.label_da as outcome_value_label_da,
    outcome_codes.label_en as outcome_value_label_en,
    tests.group_variable,
    tests.group_code_a,
    codes_a.label_da as group_a_label_da,
    codes_a.label_en as group_a_label_en,
    tests.group_code_b,
    codes_b.label_da as group_b_label_da,
    codes_b.label_en as group_b_label_en,
    'calibrated' as variance_mode,
    {%- for column in ["difference", "std_error", "ci_low", "ci_high"] %}
    case when not tests.is_suppressed then round(tests.{{ column }}, {{ decimals }}) end as {{ column }},
    {%- endfor %}
    case when not tests.is_suppressed then {{ shown_p_value('tests.p_value') }} end as p_value,
    case when not tests.is_family_suppressed then {{ shown_p_value('tests.p_value_holm') }} end as p_value_holm,
    tests.test_family,
    cast(tests.n_tests_in_family as integer) as n_tests_in_family,
    cast(tests.degrees_of_freedom as integer) as degrees_of_freedom,
    case when not tests.is_suppressed then tests.stars end as stars,
    tests.is_suppressed,
    -- The report prints stars, not differences.
    {{ provenance('false') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from {{ ref('est_group_tests') }} as tests
inner join {{ ref('dim_variable') }} as outcomes
    on tests.outcome_variable = outcomes.variable_name
left join {{ ref('dim_code') }} as outcome_codes
    on
        tests.outcome_variable = outcome_codes.variable_name
        and tests.outcome_key = outcome_codes.code
left join {{ ref('dim_code') }} as codes_a
    on
        tests.group_variable = codes_a.variable_name
        and tests.group_code_a = codes_a.code
left join {{ ref('dim_code') }} as codes_b
    on
        tests.group_variable = codes_b.variable_name
        and tests.group_code_b = codes_b.code
