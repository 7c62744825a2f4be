-- Every delivered questionnaire, one row per delivered row, with the first rule of the contract it breaks.
-- A complete questionnaire of a manager needs an answer to the two outcomes of the regressions: whoever lacks one
-- would silently leave them.
{%- set outcomes = "('q15', 'q18')" %}
with

delivered as (
    select
        nullif(trim(person_id), '') as person_id,
        nullif(trim(status_code), '') as status_code,
        nullif(trim(answered_on), '') as answered_on_delivered,
        {{ dbt.safe_cast("nullif(trim(answered_on), '')", "date") }} as answered_on
    from {{ ref('survey_response') }}
),

counted as (
    select
        person_id,
        count(*) as n_rows
    from delivered
    group by person_id
),

-- A person twice in the register is rejected there, and must not multiply rows here.
register as (
    select
        person_id,
        bool_or(rejection_reason is null) as is_staged
    from {{ ref('base_register__checked_sample') }}
    group by person_id
),

field_period as (
    select
        min(field_start_on) as starts_on,
        max(field_end_on) as ends_on
    from {{ ref('stg_codebook__versions') }}
    where wave_year = {{ var('wave') }}
),

answers as (
    select
        person_id,
        variable_name,
        answer_code
    from {{ ref('base_survey__checked_answers') }}
    where
        rejection_reason is null
        and (variable_name = 'q1' or variable_name in {{ outcomes }})
),

answered as (
    select
        leader_type.person_id,
        count(routing.variable_name) = count(answers.variable_name) as has_outcomes
    from answers as leader_type
    left join {{ ref('stg_codebook__routing') }} as routing
        on
            routing.variable_name in {{ outcomes }}
            and routing.condition_variable = 'q1'
            and list_contains(string_split(routing.condition_codes, ';'), leader_type.answer_code)
    left join answers
        on
            leader_type.person_id = answers.person_id
            and routing.variable_name = answers.variable_name
    where leader_type.variable_name = 'q1'
    group by leader_type.person_id
)

select
    delivered.person_id,
    delivered.status_code,
    delivered.answered_on_delivered,
    delivered.answered_on,
    codes.label_en as status_label,
    case
        when delivered.person_id is null then 'person id is missing'
        when counted.n_rows > 1 then 'person id occurs more than once'
        when register.person_id is null then 'person is not in the register sample'
        when codes.code is null then 'status code is not in the codebook'
        when not register.is_staged then 'register row of the person was rejected'
        when delivered.answered_on is null then 'answer date is missing or no date'
        when not coalesce(delivered.answered_on between field_period.starts_on and field_period.ends_on, false)
            then 'answer date lies outside the field period'
        when delivered.status_code = '1' and not coalesce(answered.has_outcomes, false)
            then 'complete without an answer to q1, q15, q18'
    end as rejection_reason
from delivered
left join counted on delivered.person_id = counted.person_id
left join register on delivered.person_id = register.person_id
left join answered on delivered.person_id = answered.person_id
left join {{ ref('stg_codebook__codes') }} as codes
    on
        codes.code_list = 'response_status'
        and delivered.status_code = codes.code
cross join field_period
