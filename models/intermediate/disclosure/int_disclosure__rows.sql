-- Everything that may be published about persons, one row per number, and what it costs to withhold it: `is_needed` are
-- numbers that the report prints, those its claims and tests rest on, and means of figures, withheld last; `is_first`
-- those that no figure shows. Of what `guards_nobody`, it is not told either that nobody, or everybody, of a group gave
-- the answer. Of what `is_counted`, the frequencies give the persons one by one; `is_answered` says how many answered a
-- question, `is_unanswered` why others did not.
with

tests_of_figures as (
    select
        number_key_a,
        number_key_b
    from {{ ref('int_estimation__test_pairs') }}
    where asked_by = 'figure'
),

needed as (
    select number_key from {{ ref('stg_reporting__replication_map') }}
    union
    select key_a as number_key from {{ ref('stg_reporting__claims_map') }}
    union
    select key_b as number_key from {{ ref('stg_reporting__claims_map') }}
    union
    select number_key_a as number_key from tests_of_figures
    union
    select number_key_b as number_key from tests_of_figures
    union
    select number_key from {{ ref('int_estimation__asked') }}
    where
        asked_by = 'figure'
        and outcome_key = 'mean'
),

totals as (
    select
        outcome_variable,
        domain_id,
        sum(n_persons) as n_persons
    from {{ ref('int_estimation__counts') }}
    where
        group_variable = 'all'
        and split_variable = 'all'
    group by outcome_variable, domain_id
),

-- Answers that a figure also tells of fewer persons: counted one by one, the others between the two would be told.
told_inside as (
    select distinct
        nested.outcome_variable,
        nested.outer_domain_id as domain_id,
        asked.outcome_key
    from {{ ref('int_disclosure__nested_tables') }} as nested
    inner join {{ ref('int_estimation__asked') }} as asked
        on
            nested.outcome_variable = asked.outcome_variable
            and nested.inner_domain_id = asked.domain_id
    inner join totals as inner_totals
        on
            nested.outcome_variable = inner_totals.outcome_variable
            and nested.inner_domain_id = inner_totals.domain_id
    inner join totals as outer_totals
        on
            nested.outcome_variable = outer_totals.outcome_variable
            and nested.outer_domain_id = outer_totals.domain_id
    where inner_totals.n_persons < outer_totals.n_persons
),

frequencies as (
    select
        asked.number_key,
        bool_or(asked.asked_by in ('frequency', 'status')) and bool_and(told_inside.outcome_key is null) as is_counted,
        bool_or(coalesce(statuses.is_in_denominator, false)) as is_answered,
        bool_or(coalesce(statuses.is_missing, false)) as is_unanswered,
        bool_and(asked.asked_by != 'figure') as is_first
    from {{ ref('int_estimation__asked') }} as asked
    left join {{ ref('stg_codebook__codes') }} as statuses
        on
            asked.asked_by = 'status'
            and statuses.code_list = 'answer_status'
            and asked.outcome_key = statuses.code
    left join told_inside
        on
            asked.outcome_variable = told_inside.outcome_variable
            and asked.domain_id = told_inside.domain_id
            and asked.outcome_key = told_inside.outcome_key
    group by asked.number_key
)

select
    numbers.number_key,
    numbers.outcome_variable,
    numbers.domain_id,
    numbers.group_variable,
    numbers.group_code,
    numbers.split_variable,
    numbers.split_code,
    numbers.outcome_key,
    needed.number_key is not null as is_needed,
    nobody.variable_name is not null as guards_nobody,
    frequencies.is_counted,
    frequencies.is_answered,
    frequencies.is_unanswered,
    frequencies.is_first
from {{ ref('int_estimation__numbers') }} as numbers
left join needed
    on numbers.number_key = needed.number_key
left join {{ ref('stg_codebook__nobody') }} as nobody
    on numbers.outcome_variable = nobody.variable_name
inner join frequencies
    on numbers.number_key = frequencies.number_key
