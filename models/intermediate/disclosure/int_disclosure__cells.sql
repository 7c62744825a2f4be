-- Persons behind every published number, one row per outcome variable, domain, category of the background, category of
-- the split and answer. `persons` is the sum of the marks of the persons inside (modulo 2^64): cells of equal number
-- and sum hold the same persons, by whatever names, and the sum of disjoint cells is that of their union.
with

register_tables as (
    select distinct
        'disposition' as outcome_variable,
        'sample' as domain_id,
        variable_name as group_variable,
        'all' as split_variable
    from {{ ref('est_register_margins') }}
    union all
    select
        'disposition' as outcome_variable,
        'sample' as domain_id,
        'all' as group_variable,
        'all' as split_variable
),

tables as (
    select
        outcome_variable,
        domain_id,
        group_variable,
        split_variable
    from {{ ref('int_disclosure__tables') }}
    union all
    select
        outcome_variable,
        domain_id,
        group_variable,
        split_variable
    from register_tables
),

used as (
    select group_variable as variable_name
    from tables
    union
    select split_variable as variable_name
    from tables
),

-- Backgrounds of managers from their answers; of the sample from the register, unknown region included.
categories as (
    select
        person_id,
        variable_name,
        code,
        false as of_sample
    from {{ ref('int_survey__values') }}
    where variable_name in (select used.variable_name from used)
    union all
    select
        person_id,
        variable_name,
        code,
        true as of_sample
    from {{ ref('int_register__values') }}
    where variable_name in (select register_tables.group_variable from register_tables)
    union all
    select
        person_id,
        'all' as variable_name,
        'all' as code,
        unnest([true, false]) as of_sample
    from {{ ref('int_response__dispositions') }}
)

select
    tables.outcome_variable,
    tables.domain_id,
    tables.group_variable,
    groups.code as group_code,
    tables.split_variable,
    splits.code as split_code,
    answers.code as outcome_code,
    any_value(answers.value) as outcome_value,
    count(*) as n_persons,
    cast(sum(answers.person_mark) % 18446744073709551616 as ubigint) as persons
from tables
inner join {{ ref('int_disclosure__answers') }} as answers
    on
        tables.outcome_variable = answers.outcome_variable
        and tables.domain_id = answers.domain_id
inner join categories as groups
    on
        answers.person_id = groups.person_id
        and tables.group_variable = groups.variable_name
        and groups.of_sample = (tables.domain_id = 'sample')
inner join categories as splits
    on
        answers.person_id = splits.person_id
        and tables.split_variable = splits.variable_name
        and splits.of_sample = (tables.domain_id = 'sample')
group by all
