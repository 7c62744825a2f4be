-- Differences between leader types and between sectors with their t-tests, one row per outcome of the cube and pair of
-- categories (first minus second). p_value_holm is adjusted over all tests of the figure that shows the outcome.
{%- set decimals = shown_decimals('std_error') %}
with

tests as (
    select
        pairs.*,
        fitted.difference,
        fitted.std_error,
        fitted.ci_low,
        fitted.ci_high,
        fitted.p_value,
        fitted.p_value_holm,
        first_numbers.is_suppressed or second_numbers.is_suppressed as is_suppressed
    from {{ ref('int_estimation__test_pairs') }} as pairs
    inner join {{ ref('fit_group_tests') }} as fitted
        on pairs.test_id = fitted.test_id
    inner join {{ ref('est_estimates') }} as first_numbers
        on pairs.number_key_a = first_numbers.number_key
    inner join {{ ref('est_estimates') }} as second_numbers
        on pairs.number_key_b = second_numbers.number_key
    where pairs.asked_by = 'cube'
)

select
    {{ var('wave') }} as wave,
    outcome_id,
    test_id,
    number_key_a,
    number_key_b,
    group_variable,
    group_code_a,
    group_code_b,
    {%- for column in ["difference", "std_error", "ci_low", "ci_high"] %}
    case when not is_suppressed then round({{ column }}, {{ decimals }}) end as {{ column }},
    {%- endfor %}
    case when not is_suppressed then {{ shown_p_value('p_value') }} end as p_value,
    -- One adjusted p-value can tell what another test of the family came to.
    case
        when not bool_or(is_suppressed) over (partition by test_family) then {{ shown_p_value('p_value_holm') }}
    end as p_value_holm,
    is_suppressed,
    {{ provenance('false') }} as provenance,
    {{ var('microdata_are_synthetic') }} as is_synthetic
from tests
