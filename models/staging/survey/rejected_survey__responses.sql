-- Questionnaires that cannot be used, one row per delivered row, as delivered, with the reason.
select
    person_id,
    status_code,
    answered_on_delivered,
    rejection_reason
from {{ ref('base_survey__checked_responses') }}
where rejection_reason is not null
