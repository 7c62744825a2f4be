-- Differences to test, one row per test: the two numbers, the second subtracted from the first. Figures ask for theirs
-- one by one, the cube for every outcome and pair of categories of a variable that splits. A family is what a reader
-- takes in at one look and what multiple comparisons are adjusted over: the tests of one outcome in one figure; in
-- the cube those of a question's share and mean, else those of one outcome.
with

asked_by_cube as (
    select
        asked.request_id as outcome_id,
        asked.outcome_variable,
        asked.number_key,
        asked.group_variable,
        asked.group_code
    from {{ ref('int_estimation__asked') }} as asked
    inner join {{ ref('stg_reporting__cube_backgrounds') }} as backgrounds
        on
            asked.group_variable = backgrounds.variable_name
            and backgrounds.is_split
    where
        asked.asked_by = 'cube'
        and asked.split_variable = 'all'
),

figures_of_cube as (
    select
        outcome_variable,
        count(*) = 2 and bool_or(statistic = 'mean') as is_pair
    from {{ ref('int_estimation__cube_outcomes') }}
    group by outcome_variable
)

select
    'figure' as asked_by,
    tests.test_id,
    first_numbers.number_key as number_key_a,
    second_numbers.number_key as number_key_b,
    tests.figure_id || '|' || first_numbers.outcome_variable as test_family,
    cast(null as varchar) as outcome_id,
    first_numbers.group_variable,
    tests.group_code_a,
    tests.group_code_b
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
union all
select
    'cube' as asked_by,
    first_numbers.outcome_id || '|' || first_numbers.group_variable || '|' || first_numbers.group_code || '|'
    || second_numbers.group_code as test_id,
    first_numbers.number_key as number_key_a,
    second_numbers.number_key as number_key_b,
    'cube|' || case when figures_of_cube.is_pair then figures_of_cube.outcome_variable else first_numbers.outcome_id end
        as test_family,
    first_numbers.outcome_id,
    first_numbers.group_variable,
    first_numbers.group_code as group_code_a,
    second_numbers.group_code as group_code_b
from asked_by_cube as first_numbers
inner join asked_by_cube as second_numbers
    on
        first_numbers.outcome_id = second_numbers.outcome_id
        and first_numbers.group_variable = second_numbers.group_variable
        and first_numbers.group_code < second_numbers.group_code
inner join figures_of_cube
    on first_numbers.outcome_variable = figures_of_cube.outcome_variable
