"""Weighted regressions of the respondents, as rows of fit_regressions."""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa

from fitting.tables import Table
from survey_stats.errors import EmptyDomainError, EmptyLevelError, SingularDesignError
from survey_stats.kernel import RegressionFit, regression_design, weighted_least_squares

_CANNOT_BE_TOLD = (EmptyDomainError, EmptyLevelError, SingularDesignError)
_NUMBERS = ("coefficient", "std_error", "statistic", "p_value", "ci_low", "ci_high")
# Of fit_regressions. Named, since a delivery may leave no model to tell.
COLUMNS = pa.schema(
    [
        *((name, pa.string()) for name in ("model_id", "variable_name", "level_code")),
        *((name, pa.float64()) for name in _NUMBERS),
        *((name, pa.int64()) for name in ("degrees_of_freedom", "n_unweighted")),
        *((name, pa.float64()) for name in ("n_weighted", "r_squared")),
    ]
)


def fit_regression(
    rows: Table,
    outcome: str,
    references: Mapping[str, float | None],
    stratum_respondents: Mapping[object, int],
    level: float,
) -> tuple[RegressionFit, tuple[str, ...], tuple]:
    """Fit one model.

    Parameters
    ----------
    rows : one column per variable of the model, ``calibrated_weight`` and ``stratum_code``, (R,) each; every
        row has all values.
    outcome : name of the dependent variable.
    references : regressor -> its reference category, None for a numeric one; in order.
    stratum_respondents : stratum -> respondents of the full design (n_h).
    level : coverage of the intervals.

    Returns the fit, and variable and category (None for intercept and numeric terms) of each coefficient.
    Raises as :func:`regression_design` and :func:`weighted_least_squares`.
    """
    columns = {name: np.asarray(rows[name], dtype=np.float64) for name in (outcome, *references)}
    design = regression_design(
        columns,
        tuple(references),
        {name: reference for name, reference in references.items() if reference is not None},
    )
    fit = weighted_least_squares(
        design.x,
        columns[outcome],
        np.asarray(rows["calibrated_weight"]),
        np.asarray(rows["stratum_code"]),
        design.term_names,
        stratum_respondents=stratum_respondents,
        level=level,
    )
    return fit, design.variables, design.categories


def regression_terms(
    models: Table,
    terms: Table,
    rows_of: Callable[[str, list[str]], Table],
    cells: Table,
    level: float,
) -> list[dict]:
    """Fit every model: one row per model and coefficient, named as the columns of ``fit_regressions``.

    Parameters
    ----------
    models : ``model_id, outcome_variable, domain_id`` in order.
    terms : ``model_id, variable_name, reference_value`` in order; a reference of NULL marks a numeric term.
    rows_of : domain and variables -> columns of the respondents in it who have all of them.
    cells : calibration cells, for ``stratum_code`` and ``stratum_respondents_n``.
    level : coverage of the intervals.

    A model that the answers cannot tell (nobody in its domain or reference category, one answer for all) has
    no rows, as models of too few persons have none that are shown. What has no value is None.
    """
    respondents = dict(zip(cells["stratum_code"], cells["stratum_respondents_n"], strict=True))
    reference_values = np.ma.filled(np.ma.asarray(terms["reference_value"], dtype=np.float64), np.nan)
    table = []
    for model_id, outcome, domain in zip(
        models["model_id"], models["outcome_variable"], models["domain_id"], strict=True
    ):
        of_model = np.flatnonzero(np.asarray(terms["model_id"]) == model_id)
        references = {
            str(terms["variable_name"][t]): None
            if np.isnan(reference_values[t])
            else float(reference_values[t])
            for t in of_model
        }
        try:
            fit, variables, categories = fit_regression(
                rows_of(str(domain), [str(outcome), *references]),
                str(outcome),
                references,
                respondents,
                level,
            )
        except _CANNOT_BE_TOLD:
            continue
        table += [
            {
                "model_id": model_id,
                "variable_name": variable,
                "level_code": "linear" if category is None else f"{category:.0f}",
                "coefficient": fit.coefficients[p],
                "std_error": fit.std_error[p],
                "statistic": _number(fit.statistic[p]),
                "p_value": _number(fit.p_value[p]),
                "ci_low": _number(fit.ci_low[p]),
                "ci_high": _number(fit.ci_high[p]),
                "degrees_of_freedom": fit.degrees_of_freedom,
                "n_unweighted": fit.n_unweighted,
                "n_weighted": fit.n_weighted,
                "r_squared": _number(fit.r_squared),
            }
            for p, (variable, category) in enumerate(zip(variables, categories, strict=True))
        ]
    return table


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
