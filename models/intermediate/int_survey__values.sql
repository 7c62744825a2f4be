-- Analysis variables of the managers in the final data, one row per manager and variable with a valid value.
-- Which variable comes from which answer, and how, is the codebook's: `derivation` is copy, recode, bin or
-- calculation (the mean of the valid answers). Don't-know answers drop out, except where a bin keeps them.
with

managers as (
    select person_id
    from {{ ref('int_response__dispositions') }}
    where is_manager
),

answers as (
    select
        answers.person_id,
        answers.variable_name,
        answers.answer_code as code,
        answers.is_missing_code
    from {{ ref('stg_survey__answers') }} as answers
    inner join managers
        on answers.person_id = managers.person_id
),

derivations as (
    select
        variable_name,
        derivation,
        unnest(string_split(derived_from, ';')) as source_variable
    from {{ ref('stg_codebook__variables') }}
    where source = 'derived'
),

delivered as (
    select
        person_id,
        variable_name,
        code,
        cast(code as double) as value
    from answers
    where not is_missing_code
),

copied as (
    select
        delivered.person_id,
        derivations.variable_name,
        delivered.code,
        delivered.value
    from delivered
    inner join derivations
        on
            derivations.derivation = 'copy'
            and delivered.variable_name = derivations.source_variable
),

recoded as (
    select
        delivered.person_id,
        recodes.variable_name,
        recodes.code,
        cast(recodes.code as double) as value
    from delivered
    inner join {{ ref('stg_codebook__recodes') }} as recodes
        on
            delivered.variable_name = recodes.source_variable
            and delivered.code = recodes.source_code
),

binned as (
    select
        answers.person_id,
        bins.variable_name,
        bins.code,
        cast(bins.code as double) as value
    from answers
    inner join {{ ref('stg_codebook__bins') }} as bins
        on
            answers.variable_name = bins.source_variable
            and cast(answers.code as integer) >= bins.lower_bound
            and cast(answers.code as integer) <= coalesce(bins.upper_bound, cast(answers.code as integer))
),

calculated as (
    select
        delivered.person_id,
        derivations.variable_name,
        avg(delivered.value) as value
    from delivered
    inner join derivations
        on
            derivations.derivation = 'calculation'
            and delivered.variable_name = derivations.source_variable
    group by delivered.person_id, derivations.variable_name
),

register_values as (
    select
        register_values.person_id,
        register_values.variable_name,
        register_values.code,
        cast(register_values.code as double) as value
    from {{ ref('int_register__values') }} as register_values
    inner join managers
        on register_values.person_id = managers.person_id
    where not register_values.is_missing_code
)

select
    person_id,
    variable_name,
    code,
    value
from delivered
union all
select
    person_id,
    variable_name,
    code,
    value
from copied
union all
select
    person_id,
    variable_name,
    code,
    value
from recoded
union all
select
    person_id,
    variable_name,
    code,
    value
from binned
union all
select
    person_id,
    variable_name,
    cast(value as varchar) as code,
    value
from calculated
union all
select
    person_id,
    variable_name,
    code,
    value
from register_values
