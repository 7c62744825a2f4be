"""The model of response, as rows of fit_response_model."""

from fitting.calibration import calibration_categories
from fitting.tables import Table
from survey_stats.kernel import response_model


def response_terms(cells: Table, references: Table) -> list[dict]:
    """Fit the model of response: one row per stratum and coefficient, then one per joint test.

    ``cells``: ``stratum_code, n_sampled, n_responded`` and the register variables as ``<variable>_code``;
    ``references``: ``variable_name, reference_code``. Rows are named as the columns of
    ``fit_response_model``. Raises as :func:`response_model`.
    """
    reference_codes = dict(zip(references["variable_name"], references["reference_code"], strict=True))
    categories = calibration_categories(cells)
    fit = response_model(
        cells["stratum_code"],
        categories,
        cells["n_sampled"],
        cells["n_responded"],
        {variable: reference_codes[variable] for variable in categories},
    )
    coefficients = [
        {
            "stratum_code": fit.stratum[p],
            "row_type": "coefficient",
            "variable_name": fit.variable[p],
            "level_code": fit.category[p],
            "coefficient": fit.coefficient[p],
            "std_error": fit.std_error[p],
            "statistic": fit.statistic[p],
            "degrees_of_freedom": 1,
            "p_value": fit.p_value[p],
        }
        for p in range(len(fit.stratum))
    ]
    joint_tests = [
        {
            "stratum_code": fit.test_stratum[t],
            "row_type": "joint_test",
            "variable_name": fit.test_variable[t],
            "statistic": fit.test_statistic[t],
            "degrees_of_freedom": fit.test_degrees_of_freedom[t],
            "p_value": fit.test_p_value[t],
        }
        for t in range(len(fit.test_stratum))
    ]
    return coefficients + joint_tests
