"""Final weights: one row per calibration cell."""

from fitting.calibration import calibrated_weights
from fitting.tables import arrow_table


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_weights__calibration_cells").order("calibration_cell_id").fetchnumpy()
    margins = dbt.ref("int_weights__margins").fetchnumpy()
    return arrow_table(calibrated_weights(cells, margins, dbt.config.meta_get("maximum_g_weight")))
