-- One row per sampled person with the register variables that describe him or her.
select
    person_id,
    stratum_code,
    gender_code,
    age_years,
    origin_code,
    region_code,
    education_code,
    industry_code
from {{ ref('base_register__checked_sample') }}
where rejection_reason is null
