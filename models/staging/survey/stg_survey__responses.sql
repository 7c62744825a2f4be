-- One row per person with a complete or partial questionnaire. Free text stays in `raw`.
select
    person_id,
    status_code,
    status_label,
    answered_on
from {{ ref('base_survey__checked_responses') }}
where rejection_reason is null
