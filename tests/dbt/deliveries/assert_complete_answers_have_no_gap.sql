{{ config(group="survey_microdata") }}
-- Complete managers answered or declined every question they were asked: whoever lacks q18 or q15 would silently
-- leave the regressions.
select dispositions.person_id
from {{ ref('int_response__dispositions') }} as dispositions
left join {{ ref('int_survey__values') }} as training
    on
        dispositions.person_id = training.person_id
        and training.variable_name = 'training_status'
left join {{ ref('int_survey__values') }} as desire
    on
        dispositions.person_id = desire.person_id
        and desire.variable_name = 'desire'
where
    dispositions.is_manager
    and (training.person_id is null or desire.person_id is null)
