{{ config(group="survey_microdata") }}
-- Complete managers answered the outcomes of the regressions, don't know included: whoever lacks q15 or q18 would
-- silently leave them. Staging rejects such questionnaires, so this fails when it stops doing so.
select
    dispositions.person_id,
    outcomes.variable_name
from {{ ref('int_response__dispositions') }} as dispositions
cross join (values ('q15'), ('q18')) as outcomes (variable_name)
left join {{ ref('stg_survey__answers') }} as answers
    on
        dispositions.person_id = answers.person_id
        and outcomes.variable_name = answers.variable_name
where
    dispositions.is_manager
    and answers.person_id is null
