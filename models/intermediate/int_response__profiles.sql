-- Disposition and weighting variables side by side, one row per sampled person.
select
    dispositions.person_id,
    dispositions.stratum_code,
    dispositions.disposition,
    dispositions.is_complete,
    dispositions.is_manager,
    {%- for variable in calibration_variables() %}
    max(case when register_values.variable_name = '{{ variable }}' then register_values.code end)
        as {{ variable }}_code{{ "," if not loop.last }}
    {%- endfor %}
from {{ ref('int_response__dispositions') }} as dispositions
inner join {{ ref('int_register__values') }} as register_values
    on dispositions.person_id = register_values.person_id
group by all
