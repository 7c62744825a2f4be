"""Weighted regressions, weights taken as given: one row per model and coefficient."""

import numpy as np
import pyarrow as pa

from survey_stats.warehouse import fit_regression


def model(dbt, session):
    dbt.config(materialized="table")
    level = dbt.config.meta_get("confidence_level")
    cells = dbt.ref("int_weights__calibration_cells").fetchnumpy()
    respondents = dict(zip(cells["stratum_code"], cells["stratum_respondents_n"], strict=True))
    values = dbt.ref("int_estimation__regression_values")
    terms = dbt.ref("int_estimation__regression_terms").order("model_id, term_order")
    models = dbt.ref("stg_reporting__models").order("sort_order").fetchnumpy()
    rows = []
    for model_id, outcome in zip(models["model_id"], models["outcome_variable"], strict=True):
        of_model = f"model_id = '{model_id}'"
        right_hand = {
            name: np.ma.filled(column, np.nan) if name == "reference_value" else column
            for name, column in terms.filter(of_model).fetchnumpy().items()
        }
        fit, variables, categories = fit_regression(
            values.filter(of_model).fetchnumpy(), outcome, right_hand, respondents, level
        )
        rows += [
            {
                "model_id": model_id,
                "variable_name": variable,
                "level_code": "linear" if category is None else f"{category:.0f}",
                "coefficient": fit.coefficients[p],
                "std_error": fit.std_error[p],
                "statistic": fit.statistic[p],
                "p_value": fit.p_value[p],
                "ci_low": fit.ci_low[p],
                "ci_high": fit.ci_high[p],
                "degrees_of_freedom": fit.degrees_of_freedom,
                "n_unweighted": fit.n_unweighted,
                "n_weighted": fit.n_weighted,
                "r_squared": fit.r_squared,
            }
            for p, (variable, category) in enumerate(zip(variables, categories, strict=True))
        ]
    return pa.Table.from_pylist(rows)
