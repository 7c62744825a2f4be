-- Answers that keep the contract, one row per person and answered question.
select
    person_id,
    variable_name,
    answer_code,
    is_missing_code
from {{ ref('base_survey__checked_answers') }}
where rejection_reason is null
