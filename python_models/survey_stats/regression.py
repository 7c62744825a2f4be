"""Weighted least squares with a strata-aware sandwich covariance, weights taken as given."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.codes import Factor, FloatArray, read_factor, read_numbers
from survey_stats.errors import (
    EmptyLevelError,
    InconsistentCellError,
    InvalidOutcomeError,
    InvalidWeightError,
    ShapeError,
    SingleUnitStratumError,
    SingularDesignError,
)
from survey_stats.inference import t_interval, t_p_value

INTERCEPT = "(intercept)"
# Columns are scaled to length one first; below this share of the largest singular value they are
# collinear to within what double precision can tell.
_RANK_TOLERANCE = 1e-10


@dataclass(frozen=True)
class RegressionDesign:
    """Regressor matrix of R rows and P terms, from :func:`regression_design`.

    ``x`` (R, P); ``term_names`` P names: ``(intercept)``, ``variable`` or ``variable[category]``;
    ``variables`` and ``categories`` P entries: what each column stands for, category None for the
    intercept and numeric terms.
    """

    x: FloatArray
    term_names: tuple[str, ...]
    variables: tuple[str, ...]
    categories: tuple


@dataclass(frozen=True)
class RegressionFit:
    """A fitted regression with P terms.

    ``term_names`` P names; ``coefficients``, ``std_error``, ``statistic``, ``p_value``, ``ci_low``,
    ``ci_high`` (P,); ``vcov`` (P, P); ``degrees_of_freedom`` of every t; ``n_unweighted`` rows;
    ``n_weighted`` sum of their weights; ``r_squared`` weighted share of variance explained.
    """

    term_names: tuple[str, ...]
    coefficients: FloatArray
    std_error: FloatArray
    statistic: FloatArray
    p_value: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    vcov: FloatArray
    degrees_of_freedom: int
    n_unweighted: int
    n_weighted: float
    r_squared: float


def regression_design(
    columns: Mapping[str, ArrayLike],
    terms: Sequence[str],
    references: Mapping[str, object],
    levels: Mapping[str, Sequence] | None = None,
) -> RegressionDesign:
    """Build the regressor matrix: an intercept, then the terms in the order given.

    Parameters
    ----------
    columns : variable -> (R,) codes or numbers; rows of the analysis only, nothing missing.
    terms : variables to use.
    references : variable -> reference category. These terms become one 0/1 column per other category, in
        the order of ``levels``; all other terms enter as numbers.
    levels : variable -> categories that must occur; without it, those observed, sorted.

    Raises
    ------
    EmptyLevelError : a category, or the reference, without a row.
    InvalidOutcomeError : a numeric term missing or infinite, with the row.
    MissingCodeError, ShapeError : codes missing or lengths differing.
    """
    unknown = [term for term in terms if term not in columns]
    if unknown or not terms:
        raise ShapeError(f"terms {unknown or list(terms)} are not among the columns {sorted(columns)}")
    rows = len(np.asarray(columns[terms[0]]))
    parts, variables, categories = [np.ones(rows)], [INTERCEPT], [None]
    for term in terms:
        if term not in references:
            values = read_numbers(term, columns[term], rows)
            _require_finite(f"regressor {term!r}", values)
            parts.append(values)
            variables.append(term)
            categories.append(None)
            continue
        factor = read_factor(term, columns[term], rows)
        wanted = tuple(levels[term]) if levels and term in levels else factor.levels
        missing = [level for level in (references[term], *wanted) if level not in factor.levels]
        if missing:
            raise EmptyLevelError(
                f"variable {term!r} has no row in category {missing[0]!r}; rows have {list(factor.levels)}. "
                "Merge the category or choose another reference"
            )
        unlisted = [level for level in factor.levels if level not in wanted and level != references[term]]
        if unlisted:
            raise EmptyLevelError(f"variable {term!r} has rows in {unlisted}, which are not among its levels")
        for level in wanted:
            if level != references[term]:
                parts.append((factor.index == factor.levels.index(level)).astype(np.float64))
                variables.append(term)
                categories.append(level)
    names = tuple(v if c is None else f"{v}[{c}]" for v, c in zip(variables, categories, strict=True))
    return RegressionDesign(np.stack(parts, axis=1), names, tuple(variables), tuple(categories))


def weighted_least_squares(
    x: ArrayLike,
    y: ArrayLike,
    weight: ArrayLike,
    stratum: ArrayLike,
    term_names: Sequence[str],
    *,
    stratum_respondents: Mapping[object, int] | None = None,
    level: float = 0.95,
) -> RegressionFit:
    """Regress y on x with survey weights; standard errors by linearisation (Binder 1983; Fuller 1975).

    b = (X'WX)^-1 X'Wy. With scores u_i = w_i x_i (y_i - x_i'b), centred within their stratum,
    V = (X'WX)^-1 [sum_h n_h/(n_h - 1) sum_i u_i u_i'] (X'WX)^-1. No finite population correction.

    The rows are a domain of a larger sample wherever non-members or missing items were left out. Those
    respondents score zero but belong to the design, so n_h is the stratum's full count, which
    ``stratum_respondents`` gives: this equals R's ``svyglm`` on ``subset()`` of the full design. t uses
    R's degrees of freedom, counted inside the rows: rows - strata + 1 - P.

    Parameters
    ----------
    x : (R, P) regressors, intercept included (see :func:`regression_design`).
    y : (R,) outcome. weight : (R,) positive. stratum : (R,) codes. term_names : P names.
    stratum_respondents : stratum -> n_h of the full design; None when the rows are the full design.
    level : coverage of the t intervals.

    Raises
    ------
    SingularDesignError : collinear regressors, all of them named; or no degrees of freedom left.
    EmptyLevelError : a regressor that is zero in every row (a category nobody has).
    InvalidOutcomeError, InvalidWeightError : missing, infinite or negative numbers, with the row.
    InconsistentCellError : a stratum count below its rows, or none given for it.
    SingleUnitStratumError, ShapeError.
    """
    names = tuple(term_names)
    outcome = read_numbers("y", y)
    rows = len(outcome)
    regressors = np.asarray(x, dtype=np.float64)
    if regressors.shape != (rows, len(names)):
        raise ShapeError(f"x has shape {regressors.shape}, y and term_names ask for ({rows}, {len(names)})")
    w = read_numbers("weight", weight, rows)
    bad = np.flatnonzero(~(np.isfinite(w) & (w > 0)))
    if len(bad):
        raise InvalidWeightError(
            f"weight of row {bad[0]} is {w[bad[0]]}; weights must be positive and finite"
        )
    _require_finite("outcome y", outcome)
    for name, column in zip(names, regressors.T, strict=True):
        _require_finite(f"regressor {name!r}", column)
        if not column.any():
            raise EmptyLevelError(f"regressor {name!r} is zero in every row; merge or drop the category")
    strata = read_factor("stratum", stratum, rows)
    stratum_n = _stratum_counts(strata, stratum_respondents)

    root = np.sqrt(w)
    scaled = root[:, None] * regressors
    length = np.sqrt((scaled**2).sum(axis=0))
    left, size, right = np.linalg.svd(scaled / length, full_matrices=False)
    if rows < len(names) or size[-1] <= _RANK_TOLERANCE * size[0]:
        null = np.abs(right[-1])
        culprits = [name for name, part in zip(names, null, strict=True) if part > 1e-6 * null.max()]
        raise SingularDesignError(f"regressors {culprits} are collinear over {rows} rows; drop one of them")
    df = rows - len(strata.levels) + 1 - len(names)
    if df < 1:
        raise SingularDesignError(f"{rows} rows leave {df} degrees of freedom for {len(names)} terms")

    inverse = (right.T / size) / length[:, None]
    coefficients = inverse @ (left.T @ (root * outcome))
    residual = outcome - regressors @ coefficients
    # Influence of each row on the coefficients; scores times the bread, formed without squaring it.
    influence = (root * residual)[:, None] * (left @ inverse.T)
    vcov = np.zeros((len(names), len(names)))
    for h, n_h in enumerate(stratum_n):
        of_stratum = influence[strata.index == h]
        centre = of_stratum.sum(axis=0) / n_h
        deviation = of_stratum - centre
        zeros = n_h - len(of_stratum)
        vcov += n_h / (n_h - 1) * (deviation.T @ deviation + zeros * np.outer(centre, centre))

    std_error = np.sqrt(np.diag(vcov))
    statistic = np.divide(coefficients, std_error, out=np.full(len(names), np.nan), where=std_error > 0)
    low, high = t_interval(coefficients, std_error, df, level)
    mean = (w @ outcome) / w.sum()
    total_squares = w @ (outcome - mean) ** 2
    return RegressionFit(
        term_names=names,
        coefficients=coefficients,
        std_error=std_error,
        statistic=statistic,
        p_value=t_p_value(statistic, df),
        ci_low=low,
        ci_high=high,
        vcov=vcov,
        degrees_of_freedom=df,
        n_unweighted=rows,
        n_weighted=float(w.sum()),
        r_squared=float(1 - (w @ residual**2) / total_squares) if total_squares > 0 else float("nan"),
    )


def _require_finite(name: str, values: FloatArray) -> None:
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        raise InvalidOutcomeError(
            f"{name} is {values[bad[0]]} in row {bad[0]} ({len(bad)} such rows); leave such rows out"
        )


def _stratum_counts(strata: Factor, respondents: Mapping[object, int] | None) -> FloatArray:
    """n_h of each stratum that the rows touch; strata without rows add nothing to the variance."""
    inside = np.bincount(strata.index, minlength=len(strata.levels)).astype(np.float64)
    if respondents is None:
        counts = inside
    else:
        counts = np.array([float(respondents.get(code, np.nan)) for code in strata.levels])
        for code, full, rows in zip(strata.levels, counts, inside, strict=True):
            if not full >= rows:
                raise InconsistentCellError(
                    f"stratum_respondents gives {full} for stratum {code!r}, which has {rows:g} rows in the "
                    "analysis; give the count of all respondents of the stratum"
                )
    for code, count in zip(strata.levels, counts, strict=True):
        if count < 2:
            raise SingleUnitStratumError(
                f"stratum {code!r} has one respondent, so no variance; merge it with another stratum"
            )
    return counts
