-- Differences to test, one row per test: the two numbers, the second subtracted from the first.
-- A family is what a reader takes in at one look and what multiple comparisons are adjusted over: the tests of
-- one outcome in one figure.
select
    tests.test_id,
    first_numbers.number_key as number_key_a,
    second_numbers.number_key as number_key_b,
    tests.figure_id || '|' || first_numbers.outcome_variable as test_family
from {{ ref('stg_reporting__tests') }} as tests
inner join {{ ref('int_estimation__asked') }} as first_numbers
    on
        first_numbers.asked_by = 'figure'
        and tests.spec_id = first_numbers.request_id
        and tests.group_code_a = first_numbers.group_code
        and tests.outcome_key = first_numbers.outcome_key
inner join {{ ref('int_estimation__asked') }} as second_numbers
    on
        second_numbers.asked_by = 'figure'
        and tests.spec_id = second_numbers.request_id
        and tests.group_code_b = second_numbers.group_code
        and tests.outcome_key = second_numbers.outcome_key
