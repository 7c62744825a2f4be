"""Weighted regressions, weights taken as given: one row per model and coefficient."""

import pyarrow as pa

from survey_stats.warehouse import regression_terms


def model(dbt, session):
    dbt.config(materialized="table")
    values = dbt.ref("int_estimation__regression_values")
    terms = regression_terms(
        dbt.ref("stg_reporting__models").order("sort_order").fetchnumpy(),
        dbt.ref("int_estimation__regression_terms").order("model_id, term_order").fetchnumpy(),
        lambda model_id: values.filter(f"model_id = '{model_id}'").fetchnumpy(),
        dbt.ref("int_weights__calibration_cells").fetchnumpy(),
        dbt.config.meta_get("confidence_level"),
    )
    return pa.Table.from_pylist(terms)
