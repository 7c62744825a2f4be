-- Interviews with training officers, one row per organisation.
select
    cast(nullif(trim(interview_number), '') as integer) as interview_number,
    nullif(trim(organisation), '') as organisation,
    nullif(trim(organisation_type), '') as organisation_type,
    cast(nullif(trim(n_interviews), '') as integer) as n_interviews
from {{ ref('expert_interviews') }}
