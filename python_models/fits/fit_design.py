"""Degrees of freedom and t quantile of the sample: one row."""

from fitting.calibration import design_constants
from fitting.tables import arrow_table


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("fit_calibration").order("calibration_cell_id").fetchnumpy()
    return arrow_table(design_constants(cells, dbt.config.meta_get("confidence_level")))
