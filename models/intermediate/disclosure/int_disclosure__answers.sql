-- Answers behind the published tables, one row per outcome variable, domain and person with a valid answer in it; and
-- the disposition of every sampled person, as an answer over the domain `sample`.
-- `person_mark` is a number of the person's own: its sum over persons tells whether two cells hold the same ones.
with

asked as (
    select distinct
        outcome_variable,
        domain_id
    from {{ ref('int_disclosure__tables') }}
)

select
    asked.outcome_variable,
    asked.domain_id,
    members.person_id,
    answers.code,
    answers.value,
    md5_number_lower(members.person_id) as person_mark
from asked
inner join {{ ref('int_survey__domain_members') }} as members
    on asked.domain_id = members.domain_id
inner join {{ ref('int_survey__values') }} as answers
    on
        members.person_id = answers.person_id
        and asked.outcome_variable = answers.variable_name
union all
select
    'disposition' as outcome_variable,
    'sample' as domain_id,
    person_id,
    disposition as code,
    null as value,
    md5_number_lower(person_id) as person_mark
from {{ ref('int_response__dispositions') }}
