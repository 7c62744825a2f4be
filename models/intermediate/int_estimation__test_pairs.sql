-- Differences to test, one row per test: the two estimates, the second subtracted from the first.
-- A family is what a reader takes in at one look and what multiple comparisons are adjusted over: the tests of
-- one outcome in one figure.
select
    tests.test_id,
    first_keys.estimate_index as first_index,
    second_keys.estimate_index as second_index,
    tests.figure_id || '|' || specs.outcome_variable as test_family
from {{ ref('stg_reporting__tests') }} as tests
inner join {{ ref('stg_reporting__estimates') }} as specs
    on tests.spec_id = specs.spec_id
inner join {{ ref('int_estimation__keys') }} as first_keys
    on
        tests.spec_id = first_keys.spec_id
        and tests.group_code_a = first_keys.group_code
        and tests.outcome_key = first_keys.outcome_key
inner join {{ ref('int_estimation__keys') }} as second_keys
    on
        tests.spec_id = second_keys.spec_id
        and tests.group_code_b = second_keys.group_code
        and tests.outcome_key = second_keys.outcome_key
