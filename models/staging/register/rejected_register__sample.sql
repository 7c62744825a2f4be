-- Sampled persons whose register row breaks the contract, as delivered, with the reason.
select
    person_id,
    stratum_code,
    gender_code,
    age_years_delivered,
    origin_code,
    region_code,
    education_code,
    industry_code,
    rejection_reason
from {{ ref('base_register__checked_sample') }}
where rejection_reason is not null
