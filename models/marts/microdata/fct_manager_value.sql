-- Restricted. One row per manager of the final data and variable with a valid value, with the weight to use.
select
    {{ var('wave') }} as wave,
    survey_values.person_id,
    survey_values.variable_name,
    survey_values.code,
    survey_values.value,
    weights.stratum_code,
    weights.calibrated_weight
from {{ ref('int_survey__values') }} as survey_values
inner join {{ ref('int_weights__persons') }} as weights
    on survey_values.person_id = weights.person_id
