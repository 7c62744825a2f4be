"""Weighted regressions, weights taken as given: one row per model and coefficient."""

import numpy as np
import pyarrow as pa

from fitting.regressions import COLUMNS, regression_terms


def model(dbt, session):
    dbt.config(materialized="table")
    models = dbt.ref("stg_reporting__models").order("sort_order").fetchnumpy()
    terms = dbt.ref("int_estimation__regression_terms").order("model_id, term_order").fetchnumpy()
    # Codes that are numbers are read in a fraction of the time of texts.
    cells = dbt.ref("fit_calibration").project(
        "calibration_cell_id, calibrated_weight, stratum_respondents_n, "
        "cast(stratum_code as smallint) as stratum_code"
    )
    used = {*models["outcome_variable"], *terms["variable_name"], *(f"in_{d}" for d in models["domain_id"])}
    # Read and put in order once, not for each model.
    respondents = (
        dbt.ref("int_survey__respondents")
        .project(", ".join(["person_id", "calibration_cell_id", *sorted(used)]))
        .join(cells.project("calibration_cell_id, calibrated_weight, stratum_code"), "calibration_cell_id")
        .order("person_id")
        .project(", ".join([*sorted(used), "calibrated_weight", "stratum_code"]))
        .fetchnumpy()
    )

    def rows_of(domain, variables):
        # Whoever lacks any of the model's variables is left out (listwise deletion).
        complete = np.ma.filled(respondents[f"in_{domain}"], False).copy()
        for name in variables:
            complete &= ~np.ma.getmaskarray(respondents[name])
        columns = (*variables, "calibrated_weight", "stratum_code")
        return {name: np.asarray(respondents[name])[complete] for name in columns}

    fitted = regression_terms(
        models,
        terms,
        rows_of,
        cells.project("stratum_code, stratum_respondents_n").fetchnumpy(),
        dbt.config.meta_get("confidence_level"),
    )
    return pa.Table.from_pylist(fitted, COLUMNS)
