-- Sampled and responding persons by register variables, one row per observed combination within a stratum:
-- what the response model is fitted on.
select
    stratum_code,
    {%- for variable in calibration_variables() %}
    cast({{ variable }} as string) as {{ variable }}_code,
    {%- endfor %}
    count(*) as n_sampled,
    sum(case when is_complete then 1 else 0 end) as n_responded
from {{ ref('int_sample__persons') }}
group by
    stratum_code,
    {%- for variable in calibration_variables() %}
    {{ variable }}{{ "," if not loop.last }}
    {%- endfor %}
