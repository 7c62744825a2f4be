-- Complete respondents with the categories their weight depends on, one row per person, non-managers included.
select
    dispositions.person_id,
    dispositions.stratum_code,
    dispositions.is_manager,
    {%- for variable in calibration_variables() %}
    max(case when register_values.variable_name = '{{ variable.analysis_variable }}' then register_values.code end)
        as {{ variable.margin }}_code{{ "," if not loop.last }}
    {%- endfor %}
from {{ ref('int_response__dispositions') }} as dispositions
inner join {{ ref('int_register__values') }} as register_values
    on dispositions.person_id = register_values.person_id
where dispositions.is_complete
group by dispositions.person_id, dispositions.stratum_code, dispositions.is_manager
