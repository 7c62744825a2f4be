"""Calibrated weights: one row per calibration cell."""

import pyarrow as pa

from survey_stats.warehouse import calibrate


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_weights__calibration_cells").order("calibration_cell_id").fetchnumpy()
    result = calibrate(cells, dbt.ref("stg_register__population_totals").fetchnumpy())
    return pa.table(
        {
            "calibration_cell_id": cells["calibration_cell_id"],
            "g_weight": result.g_weight,
            "calibrated_weight": cells["base_weight"] * result.g_weight,
        }
    )
