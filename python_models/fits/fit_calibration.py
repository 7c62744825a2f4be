"""Calibrated weights: one row per calibration cell."""

import pyarrow as pa
from survey_stats.calibration import margin_totals, rake_cells


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_weights__calibration_cells").order("calibration_cell_id").fetchnumpy()
    codes = {name: name.removesuffix("_code") for name in cells if name.endswith("_code")}
    margins = dbt.ref("stg_register__population_totals").fetchnumpy()
    calibrated = [variable in codes.values() for variable in margins["variable_name"]]
    totals = margin_totals(
        *(margins[name][calibrated] for name in ("stratum_code", "variable_name", "category_code", "population_n"))
    )
    result = rake_cells(
        cells["stratum_code"],
        {variable: cells[name] for name, variable in codes.items() if variable != "stratum"},
        cells["n_respondents"] * cells["base_weight"],
        totals,
    )
    return pa.table(
        {
            "calibration_cell_id": cells["calibration_cell_id"],
            "g_weight": result.g_weight,
            "calibrated_weight": cells["base_weight"] * result.g_weight,
        }
    )
