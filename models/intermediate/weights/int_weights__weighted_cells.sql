-- Calibration cells with their final weight, one row per cell: the sample as the estimators see it.
select
    cells.*,
    calibrated.raked_g_weight,
    calibrated.g_weight,
    calibrated.calibrated_weight
from {{ ref('int_weights__calibration_cells') }} as cells
inner join {{ ref('fit_calibration') }} as calibrated
    on cells.calibration_cell_id = calibrated.calibration_cell_id
