{{ config(group="survey_microdata") }}
-- Complete managers answered the outcomes of the regressions, don't know included: whoever lacks q15 or q18 would
-- silently leave them. Staging rejects such questionnaires, so this fails when it stops doing so.
select persons.person_id
from {{ ref('int_sample__persons') }} as persons
inner join {{ ref('stg_survey__responses') }} as responses
    on persons.person_id = responses.person_id
where
    persons.is_manager
    and (responses.q15 is null or responses.q18 is null)
