-- Answers that break the contract, one row per person and question, with the rule they break.
select
    person_id,
    variable_name,
    answer_code,
    rejection_reason
from {{ ref('base_survey__checked_answers') }}
where rejection_reason is not null
