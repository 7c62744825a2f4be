-- Restricted. One row per sampled person: register variables, disposition and, for complete respondents, weights.
select
    {{ var('wave') }} as wave,
    profiles.person_id,
    profiles.stratum_code,
    sample.age_years,
    sample.region_code,
    {%- for variable in calibration_variables() %}
    profiles.{{ variable }}_code,
    {%- endfor %}
    profiles.disposition,
    profiles.is_complete,
    profiles.is_manager,
    weights.base_weight,
    weights.calibrated_weight
from {{ ref('int_response__profiles') }} as profiles
inner join {{ ref('stg_register__sample') }} as sample
    on profiles.person_id = sample.person_id
left join {{ ref('int_weights__persons') }} as weights
    on profiles.person_id = weights.person_id
