-- Weights of every complete respondent, one row per person.
-- Weights are a property of the calibration cell: found on cells, joined back to persons.
select
    respondents.person_id,
    respondents.stratum_code,
    respondents.is_manager,
    cells.calibration_cell_id,
    cells.base_weight,
    calibrated.g_weight,
    calibrated.calibrated_weight
from {{ ref('int_weights__respondents') }} as respondents
inner join {{ ref('int_weights__calibration_cells') }} as cells
    on
        respondents.stratum_code = cells.stratum_code
        {%- for variable in calibration_variables() %}
        and respondents.{{ variable.margin }}_code = cells.{{ variable.margin }}_code
        {%- endfor %}
inner join {{ ref('fit_calibration') }} as calibrated
    on cells.calibration_cell_id = calibrated.calibration_cell_id
