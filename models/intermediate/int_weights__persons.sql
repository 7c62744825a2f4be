-- Weights of every complete respondent, one row per person.
-- Weights are a property of the calibration cell: found on cells, joined back to persons.
select
    profiles.person_id,
    profiles.stratum_code,
    profiles.is_manager,
    cells.calibration_cell_id,
    cells.base_weight,
    calibrated.raked_g_weight,
    calibrated.g_weight,
    calibrated.calibrated_weight
from {{ ref('int_response__profiles') }} as profiles
inner join {{ ref('int_weights__calibration_cells') }} as cells
    on
        profiles.stratum_code = cells.stratum_code
        {%- for variable in calibration_variables() %}
        and profiles.{{ variable }}_code = cells.{{ variable }}_code
        {%- endfor %}
inner join {{ ref('fit_calibration') }} as calibrated
    on cells.calibration_cell_id = calibrated.calibration_cell_id
where profiles.is_complete
