"""Logistic regression of response on register variables: one row per coefficient or joint test."""

import pyarrow as pa

from survey_stats.response import response_model
from survey_stats.warehouse import calibration_categories


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_response__cells").fetchnumpy()
    references = dbt.ref("stg_codebook__reference_categories").fetchnumpy()
    reference_codes = dict(zip(references["variable_name"], references["reference_code"], strict=True))
    categories = calibration_categories(cells)
    fit = response_model(
        cells["stratum_code"],
        categories,
        cells["n_sampled"],
        cells["n_responded"],
        {variable: reference_codes[variable] for variable in categories},
    )
    terms = {
        "stratum_code": fit.stratum,
        "row_type": ["coefficient"] * len(fit.stratum),
        "variable_name": fit.variable,
        "level_code": fit.category,
        "coefficient": fit.coefficient,
        "std_error": fit.std_error,
        "statistic": fit.statistic,
        "degrees_of_freedom": [1] * len(fit.stratum),
        "p_value": fit.p_value,
    }
    tests = {
        "stratum_code": fit.test_stratum,
        "row_type": ["joint_test"] * len(fit.test_stratum),
        "variable_name": fit.test_variable,
        "level_code": [None] * len(fit.test_stratum),
        "coefficient": [None] * len(fit.test_stratum),
        "std_error": [None] * len(fit.test_stratum),
        "statistic": fit.test_statistic,
        "degrees_of_freedom": fit.test_degrees_of_freedom,
        "p_value": fit.test_p_value,
    }
    return pa.table({name: [*terms[name], *tests[name]] for name in terms})
