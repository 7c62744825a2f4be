-- Every answered cell of the survey delivery, one row per person and question, checked against the codebook.
-- An answer must be a code of its code list, or a whole number between the codebook's bounds where the question asks
-- for one, and its question must have been asked of that person (routing). A year cannot lie after the answer, and
-- two tasks cannot have one place in a ranking. `rejection_reason` names the first rule that is broken.
{%- set columns = delivered_columns(
    "survey_response", ["person_id", "status_code", "answered_on", "q21_text", "q22_text"]
) %}
with

delivered as (
    select
        nullif(trim(person_id), '') as person_id,
        {{ dbt.safe_cast("nullif(trim(answered_on), '')", "date") }} as answered_on,
        {%- for column in columns %}
        nullif(trim({{ column }}), '') as {{ column }}{{ "," if not loop.last }}
        {%- endfor %}
    from {{ ref('survey_response') }}
),

answers as (
    select
        person_id,
        answered_on,
        variable_name,
        answer_code
    from delivered
    unpivot (
        answer_code for variable_name in (
            {%- for column in columns %}
            {{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        )
    ) as unpivoted
),

-- Answers that share their place with another task of the same ranking.
repeated_places as (
    select
        answers.person_id,
        variables.question_number,
        answers.answer_code
    from answers
    inner join {{ ref('stg_codebook__variables') }} as variables
        on
            answers.variable_name = variables.variable_name
            and variables.response_type = 'rank'
    group by answers.person_id, variables.question_number, answers.answer_code
    having count(*) > 1
),

-- The condition variable of every routing rule is q1, q18 or q21: one small lookup per person.
conditions as (
    select
        person_id,
        variable_name,
        answer_code
    from answers
    where variable_name in (select routing.condition_variable from {{ ref('stg_codebook__routing') }} as routing)
),

broken_routing as (
    select distinct
        answers.person_id,
        answers.variable_name
    from answers
    inner join {{ ref('stg_codebook__routing') }} as routing
        on answers.variable_name = routing.variable_name
    left join conditions
        on
            answers.person_id = conditions.person_id
            and routing.condition_variable = conditions.variable_name
    where
        conditions.answer_code is null
        or not list_contains(string_split(routing.condition_codes, ';'), conditions.answer_code)
)

select
    answers.person_id,
    answers.variable_name,
    answers.answer_code,
    coalesce(codes.is_missing, false) as is_missing_code,
    case
        when variables.variable_name is null then 'question not in the codebook'
        when codes.code is null and variables.response_type not in ('integer', 'year')
            then 'answer code not in the codebook'
        -- A plain cast would round 3.5 without a word.
        when codes.code is null and not regexp_full_match(answers.answer_code, '-?(0|[1-9]\d{0,5})')
            then 'answer is not a whole number'
        when
            codes.code is null
            and not cast(answers.answer_code as integer) between variables.min_value and variables.max_value
            then 'number out of range'
        when broken_routing.person_id is not null then 'answered although not asked (routing)'
        when
            codes.code is null
            and variables.response_type = 'year'
            and cast(answers.answer_code as integer) > extract(year from answers.answered_on)
            then 'year lies after the answer'
        when repeated_places.person_id is not null then 'place given more than once'
    end as rejection_reason
from answers
left join {{ ref('stg_codebook__variables') }} as variables
    on
        answers.variable_name = variables.variable_name
        and variables.source = 'survey'
left join {{ ref('stg_codebook__codes') }} as codes
    on
        variables.code_list = codes.code_list
        and answers.answer_code = codes.code
left join broken_routing
    on
        answers.person_id = broken_routing.person_id
        and answers.variable_name = broken_routing.variable_name
left join repeated_places
    on
        answers.person_id = repeated_places.person_id
        and variables.question_number = repeated_places.question_number
        and variables.response_type = 'rank'
        and answers.answer_code = repeated_places.answer_code
