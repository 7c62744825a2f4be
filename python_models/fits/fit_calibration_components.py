"""Orthonormal functions of the calibration variables: one row per calibration cell and component."""

from fitting.calibration import calibration_components
from fitting.tables import arrow_table


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_weights__calibration_cells").order("calibration_cell_id").fetchnumpy()
    return arrow_table(calibration_components(cells))
