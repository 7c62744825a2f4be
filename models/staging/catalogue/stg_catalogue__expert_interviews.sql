-- Interviews with training officers, one row per organisation.
select
    cast({{ trimmed("interview_number") }} as integer) as interview_number,
    {{ trimmed("organisation") }} as organisation,
    {{ trimmed("organisation_type") }} as organisation_type,
    cast({{ trimmed("n_interviews") }} as integer) as n_interviews
from {{ ref('expert_interviews') }}
