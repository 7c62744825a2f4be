-- Sampled and responding persons by register variables, one row per observed combination within a stratum:
-- what the response model is fitted on.
select
    stratum_code,
    {%- for variable in calibration_variables() %}
    {{ variable }}_code,
    {%- endfor %}
    count(*) as n_sampled,
    count(*) filter (where is_complete) as n_responded
from {{ ref('int_response__profiles') }}
group by all
