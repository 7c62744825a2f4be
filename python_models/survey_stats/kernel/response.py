"""The model of response: one logistic regression on register variables per stratum, from grouped counts."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import (
    InvalidOutcomeError,
    ModelNotConvergedError,
    SeparationError,
    ShapeError,
    SingularDesignError,
)
from survey_stats.kernel import special
from survey_stats.kernel.blocks import triangle
from survey_stats.kernel.codes import FloatArray, IntArray, read_factor, read_numbers
from survey_stats.kernel.margins import INTERCEPT
from survey_stats.kernel.regression import RegressionDesign, regression_design, solve_triangle

# A log-odds coefficient this large means a fitted probability of 0 or 1 to nine digits.
_INFINITE_LOG_ODDS = 20.0
# Newton's steps end when one moves no log-odds by more than this: the next would move them by its square.
_CONVERGED = 1e-12
_MOST_STEPS = 50


@dataclass(frozen=True)
class ResponseModel:
    """Fitted response models of all strata, flat: M terms and T joint tests.

    Terms, each (M,): ``stratum``, ``term_name``, ``variable``, ``category`` (None for the intercept),
    ``coefficient`` in log-odds, ``std_error``, ``statistic`` (z), ``p_value`` (two-sided, normal).
    Joint Wald tests that all coefficients of a variable are zero, each (T,): ``test_stratum``,
    ``test_variable``, ``test_statistic`` (chi-square), ``test_degrees_of_freedom``, ``test_p_value``.
    Per stratum, each (H,): ``strata``, ``n``, ``n_responded``.
    """

    stratum: tuple
    term_name: tuple[str, ...]
    variable: tuple[str, ...]
    category: tuple
    coefficient: FloatArray
    std_error: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    test_stratum: tuple
    test_variable: tuple[str, ...]
    test_statistic: FloatArray
    test_degrees_of_freedom: IntArray
    test_p_value: FloatArray
    strata: tuple
    n: IntArray
    n_responded: IntArray


def response_model(
    stratum: ArrayLike,
    categories: Mapping[str, ArrayLike],
    n: ArrayLike,
    n_responded: ArrayLike,
    references: Mapping[str, object],
) -> ResponseModel:
    """Fit P(respond) = logit^-1(x'b) by maximum likelihood in every stratum.

    The standard errors are those of the model (the sample drawn is the population of interest here), not
    design-based ones. Joint tests: W = b'V^-1 b over a variable's coefficients (Wald 1943).

    Parameters
    ----------
    stratum : (C,) codes. categories : variable -> (C,) codes; a row is one combination of them.
    n, n_responded : (C,) persons sampled and persons who responded, 0 <= n_responded <= n, n >= 1.
    references : variable -> reference category, for every variable.

    Raises
    ------
    InvalidOutcomeError : counts out of range, with the row.
    EmptyLevelError : a reference category that a stratum lacks.
    SeparationError : a category in which all or none responded, with stratum, variable and category;
        or fitted probabilities of 0 or 1.
    SingularDesignError : categories that follow from others, with stratum and terms.
    ModelNotConvergedError : with the stratum.
    """
    sampled = read_numbers("n", n)
    responded = read_numbers("n_responded", n_responded, len(sampled))
    bad = np.flatnonzero(~((sampled >= 1) & (responded >= 0) & (responded <= sampled)))
    if len(bad):
        raise InvalidOutcomeError(
            f"row {bad[0]} has {responded[bad[0]]} responses of {sampled[bad[0]]} sampled; "
            "counts must satisfy 0 <= n_responded <= n and n >= 1"
        )
    without = [variable for variable in categories if variable not in references]
    if without or not categories:
        raise ShapeError(f"variables {without} have no reference category; every variable needs one")
    strata = read_factor("stratum", stratum, len(sampled))
    terms, tests = [], []
    for h, code in enumerate(strata.levels):
        rows = np.flatnonzero(strata.index == h)
        columns = {variable: np.asarray(codes)[rows] for variable, codes in categories.items()}
        _refuse_separation(code, columns, sampled[rows], responded[rows])
        x = regression_design(columns, tuple(columns), references)
        _refuse_collinear(code, x, sampled[rows])
        coefficient, vcov = _logistic(x.x, responded[rows], sampled[rows], code)
        error = np.sqrt(np.diag(vcov))
        for p, name in enumerate(x.term_names):
            z = coefficient[p] / error[p]
            p_value = 2 * special.ndtr(-abs(z))
            terms.append((code, name, x.variables[p], x.categories[p], coefficient[p], error[p], z, p_value))
        for variable in columns:
            of = [p for p, name in enumerate(x.variables) if name == variable and name != INTERCEPT]
            b = coefficient[of]
            wald = float(b @ np.linalg.solve(vcov[np.ix_(of, of)], b))
            tests.append((code, variable, wald, len(of), special.chdtrc(len(of), wald)))
    stratum_, name, variable, category, estimate, error, z, p_value = zip(*terms, strict=True)
    test_stratum, test_variable, wald, df, test_p = zip(*tests, strict=True)
    return ResponseModel(
        stratum=stratum_,
        term_name=name,
        variable=variable,
        category=category,
        coefficient=np.array(estimate),
        std_error=np.array(error),
        statistic=np.array(z),
        p_value=np.array(p_value),
        test_stratum=test_stratum,
        test_variable=test_variable,
        test_statistic=np.array(wald),
        test_degrees_of_freedom=np.array(df),
        test_p_value=np.array(test_p),
        strata=strata.levels,
        n=np.bincount(strata.index, weights=sampled).astype(np.int64),
        n_responded=np.bincount(strata.index, weights=responded).astype(np.int64),
    )


def _refuse_collinear(stratum: object, x: RegressionDesign, sampled: FloatArray) -> None:
    weighted = np.sqrt(sampled)[:, None] * np.column_stack([x.x, np.ones(len(sampled))])
    try:
        solve_triangle(triangle(weighted), x.term_names, sampled.sum())
    except SingularDesignError as error:
        raise SingularDesignError(f"the response model of stratum {stratum!r}: {error}") from error


def _logistic(
    x: FloatArray, responded: FloatArray, sampled: FloatArray, stratum: object
) -> tuple[FloatArray, FloatArray]:
    """Coefficients (P,) of P(respond) = logit^-1(x'b) and their covariance (P, P), the inverse information.

    Newton's method from zero, which for the logit is Fisher scoring (McCullagh & Nelder 1989, section 2.5).
    ``x`` (R, P); ``responded``, ``sampled`` (R,). Raises as :func:`response_model`.
    """
    coefficient = np.zeros(x.shape[1])
    for _ in range(_MOST_STEPS):
        log_odds = x @ coefficient
        if not np.max(np.abs(log_odds)) <= _INFINITE_LOG_ODDS:
            raise SeparationError(
                f"the response model of stratum {stratum!r} fits a share of 0 or 1; merge sparse categories"
            )
        share = 1 / (1 + np.exp(-log_odds))
        information = x.T @ ((sampled * share * (1 - share))[:, None] * x)
        step = np.linalg.solve(information, x.T @ (responded - sampled * share))
        if np.max(np.abs(x @ step)) <= _CONVERGED:
            return coefficient + step, np.linalg.inv(information)
        coefficient = coefficient + step
    raise ModelNotConvergedError(
        f"the response model of stratum {stratum!r} did not converge; merge sparse categories"
    )


def _refuse_separation(
    stratum: object, columns: Mapping[str, ArrayLike], sampled: FloatArray, responded: FloatArray
) -> None:
    for variable, codes in columns.items():
        factor = read_factor(variable, codes)
        drawn = np.bincount(factor.index, weights=sampled)
        answered = np.bincount(factor.index, weights=responded)
        for level, total, some in zip(factor.levels, drawn, answered, strict=True):
            if some in (0, total):
                raise SeparationError(
                    f"stratum {stratum!r}, variable {variable!r}, category {level!r}: {some:g} of {total:g} "
                    "responded, so its coefficient is infinite; merge the category with another"
                )
