-- Differences between groups with their t-tests, one row per test. Suppressed when either estimate is.
select
    {{ var('wave') }} as wave,
    tests.test_id,
    pairs.number_key_a,
    pairs.number_key_b,
    tests.figure_id,
    tests.spec_id,
    specs.outcome_variable,
    tests.outcome_key,
    specs.group_variable,
    tests.group_code_a,
    tests.group_code_b,
    specs.domain_id,
    fitted.difference,
    fitted.std_error,
    fitted.ci_low,
    fitted.ci_high,
    fitted.statistic,
    fitted.degrees_of_freedom,
    fitted.p_value,
    fitted.p_value_holm,
    pairs.test_family,
    count(fitted.p_value) over (partition by pairs.test_family) as n_tests_in_family,
    {{ stars('fitted.p_value', 'figures') }} as stars,
    estimates_a.is_suppressed or estimates_b.is_suppressed as is_suppressed
from {{ ref('stg_reporting__tests') }} as tests
inner join {{ ref('stg_reporting__estimates') }} as specs
    on tests.spec_id = specs.spec_id
inner join {{ ref('int_estimation__test_pairs') }} as pairs
    on tests.test_id = pairs.test_id
inner join {{ ref('fit_group_tests') }} as fitted
    on tests.test_id = fitted.test_id
inner join {{ ref('est_estimates') }} as estimates_a
    on pairs.number_key_a = estimates_a.number_key
inner join {{ ref('est_estimates') }} as estimates_b
    on pairs.number_key_b = estimates_b.number_key
