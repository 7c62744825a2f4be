-- Differences of the cube to test, one row per outcome and pair of categories of a variable that splits.
-- A family is what stands in one figure: the tests of a question's share and mean, else those of one outcome.
with

numbers as (
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

figures as (
    select
        outcome_variable,
        count(*) = 2 and bool_or(statistic = 'mean') as is_pair
    from {{ ref('int_estimation__cube_outcomes') }}
    group by outcome_variable
)

select
    first_numbers.outcome_id || '|' || first_numbers.group_variable || '|' || first_numbers.group_code || '|'
    || second_numbers.group_code as test_id,
    first_numbers.number_key as number_key_a,
    second_numbers.number_key as number_key_b,
    'cube|' || case when figures.is_pair then figures.outcome_variable else first_numbers.outcome_id end as test_family,
    first_numbers.outcome_id,
    first_numbers.group_variable,
    first_numbers.group_code as group_code_a,
    second_numbers.group_code as group_code_b
from numbers as first_numbers
inner join numbers as second_numbers
    on
        first_numbers.outcome_id = second_numbers.outcome_id
        and first_numbers.group_variable = second_numbers.group_variable
        and first_numbers.group_code < second_numbers.group_code
inner join figures
    on first_numbers.outcome_variable = figures.outcome_variable
