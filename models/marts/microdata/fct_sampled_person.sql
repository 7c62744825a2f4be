-- Restricted. One row per sampled person: register variables, disposition and, for complete respondents, weights.
select
    {{ var('wave') }} as wave,
    persons.person_id,
    persons.stratum_code,
    persons.age_years,
    persons.region,
    {%- for variable in calibration_variables() %}
    persons.{{ variable }},
    {%- endfor %}
    persons.disposition,
    persons.is_complete,
    persons.is_manager,
    weights.base_weight,
    weights.calibrated_weight
from {{ ref('int_sample__persons') }} as persons
left join {{ ref('fit_calibration') }} as weights
    on persons.calibration_cell_id = weights.calibration_cell_id
