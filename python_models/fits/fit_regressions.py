"""Weighted regressions, weights taken as given: one row per model and coefficient."""

import pyarrow as pa

from fitting.regressions import COLUMNS, regression_terms


def model(dbt, session):
    dbt.config(materialized="table")
    # Codes that are numbers are read in a fraction of the time of texts.
    cells = dbt.ref("fit_calibration").project(
        "calibration_cell_id, calibrated_weight, stratum_respondents_n, "
        "cast(stratum_code as smallint) as stratum"
    )
    respondents = dbt.ref("int_survey__respondents").join(
        cells.project("calibration_cell_id, calibrated_weight, stratum"), "calibration_cell_id"
    )

    def rows_of(domain, variables):
        # Whoever lacks any of the model's variables is left out (listwise deletion).
        complete = " and ".join(f"{name} is not null" for name in variables)
        columns = ", ".join([*variables, "calibrated_weight", "stratum as stratum_code"])
        return (
            respondents.filter(f"in_{domain} and {complete}").order("person_id").project(columns).fetchnumpy()
        )

    terms = regression_terms(
        dbt.ref("stg_reporting__models").order("sort_order").fetchnumpy(),
        dbt.ref("int_estimation__regression_terms").order("model_id, term_order").fetchnumpy(),
        rows_of,
        cells.project("stratum as stratum_code, stratum_respondents_n").fetchnumpy(),
        dbt.config.meta_get("confidence_level"),
    )
    return pa.Table.from_pylist(terms, COLUMNS)
