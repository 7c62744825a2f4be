"""The model of response, as rows of fit_response_model.

A category in which everybody who was sampled responded, or nobody, has an infinite log-odds. The likelihood
of the other coefficients then tends to the one without the persons of that category: the model is fitted
without them, and what has no finite value is missing. A census has no model of response at all, which is no
fault of its data.
"""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from fitting.calibration import calibration_categories
from fitting.tables import Table
from survey_stats.errors import EmptyLevelError, ModelNotConvergedError, SeparationError, SingularDesignError
from survey_stats.kernel import ResponseModel, response_model

INTERCEPT = "(intercept)"
# What several sparse categories do together; one at a time they are left out before.
_NO_FINITE_FIT = (EmptyLevelError, ModelNotConvergedError, SeparationError, SingularDesignError)
_MISSING = dict.fromkeys(("coefficient", "std_error", "statistic", "p_value"))


def response_terms(cells: Table, references: Table) -> list[dict]:
    """Fit the model of response: one row per stratum and coefficient, then one per joint test.

    ``cells``: ``stratum_code, n_sampled, n_responded`` and the register variables as ``<variable>_code``;
    ``references``: ``variable_name, reference_code``. Rows are named as the columns of
    ``fit_response_model``; numbers without a finite value are None. Raises as :func:`response_model`, but not
    for what only tells that coefficients are infinite or cannot be told apart.
    """
    reference_codes = dict(zip(references["variable_name"], references["reference_code"], strict=True))
    categories = {name: np.asarray(codes) for name, codes in calibration_categories(cells).items()}
    reference_codes = {variable: reference_codes[variable] for variable in categories}
    strata = np.asarray(cells["stratum_code"])
    coefficients, joint_tests = [], []
    for stratum in np.unique(strata):
        rows = strata == stratum
        terms, tests = _stratum_terms(
            {variable: codes[rows] for variable, codes in categories.items()},
            np.asarray(cells["n_sampled"])[rows],
            np.asarray(cells["n_responded"])[rows],
            reference_codes,
        )
        coefficients += [
            {"stratum_code": stratum, "row_type": "coefficient", "degrees_of_freedom": 1} | row
            for row in terms
        ]
        joint_tests += [{"stratum_code": stratum, "row_type": "joint_test"} | row for row in tests]
    return coefficients + joint_tests


def _stratum_terms(
    categories: Mapping[str, NDArray], n: NDArray, n_responded: NDArray, references: Mapping[str, object]
) -> tuple[list[dict], list[dict]]:
    """Coefficients and joint tests of one stratum, one row each for all categories that were sampled."""
    kept = _with_finite_odds(categories, n, n_responded)
    levels = {variable: np.unique(codes) for variable, codes in categories.items()}
    left = {variable: np.unique(codes[kept]) for variable, codes in categories.items()}
    # Fitted against another category where the reference is left out: nothing is said of that variable then.
    against = {
        variable: references[variable] if references[variable] in of else of[0]
        for variable, of in left.items()
        if len(of) > 1
    }
    told = {variable for variable, reference in against.items() if reference == references[variable]}
    fit = _fit(
        {variable: categories[variable][kept] for variable in against}, n[kept], n_responded[kept], against
    )
    # The intercept is that of everybody in the reference categories.
    if all(references[variable] in of for variable, of in left.items()):
        told.add(INTERCEPT)
    of_fit = dict(_coefficients(fit, told) if fit else ())
    terms = [(INTERCEPT, None)]
    terms += [
        (variable, level) for variable, of in levels.items() for level in of if level != references[variable]
    ]
    tests = dict(_tests(fit) if fit else ())
    return (
        [
            {"variable_name": variable, "level_code": level} | of_fit.get((variable, level), _MISSING)
            for variable, level in terms
        ],
        [
            {"variable_name": variable, "degrees_of_freedom": len(of) - 1}
            | (
                tests[variable]
                if variable in tests and variable in told and len(left[variable]) == len(of)
                else {"statistic": None, "p_value": None}
            )
            for variable, of in levels.items()
        ],
    )


def _with_finite_odds(
    categories: Mapping[str, NDArray], n: NDArray, n_responded: NDArray
) -> NDArray[np.bool_]:
    """Rows in no category in which all or none responded; leaving out one can make another such a one."""
    kept = np.ones(len(n), dtype=bool)
    while True:
        before = kept.copy()
        for codes in categories.values():
            for level in np.unique(codes[kept]):
                rows = kept & (codes == level)
                if n_responded[rows].sum() in (0, n[rows].sum()):
                    kept &= ~rows
        if (kept == before).all():
            return kept


def _fit(
    categories: Mapping[str, NDArray], n: NDArray, n_responded: NDArray, references: Mapping[str, object]
) -> ResponseModel | None:
    if not categories:
        return None
    try:
        return response_model(np.full(len(n), "all"), categories, n, n_responded, references)
    except _NO_FINITE_FIT:
        return None


def _coefficients(fit: ResponseModel, told: set[str]) -> Iterator[tuple[tuple, dict]]:
    """Numbers by variable and category, of the variables in ``told``."""
    for p, variable in enumerate(fit.variable):
        if variable in told:
            yield (
                (variable, fit.category[p]),
                {
                    "coefficient": fit.coefficient[p],
                    "std_error": fit.std_error[p],
                    "statistic": fit.statistic[p],
                    "p_value": fit.p_value[p],
                },
            )


def _tests(fit: ResponseModel) -> Iterator[tuple[str, dict]]:
    for t, variable in enumerate(fit.test_variable):
        yield variable, {"statistic": fit.test_statistic[t], "p_value": fit.test_p_value[t]}
