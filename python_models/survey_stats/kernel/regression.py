"""Weighted least squares with a design-based sandwich covariance, in two passes over rows or groups of rows.

b = (X'WX)^-1 X'Wy. Its linearisation gives each respondent the score z_i = (X'WX)^-1 x_i (y_i - x_i'b)
(Fuller 1975; Binder 1983), whose covariance is that of :mod:`survey_stats.kernel.variance`: strata, clusters,
finite population and calibration count as for any other estimate. The first pass reduces the weighted rows
to a triangle, batch by batch (by QR where squaring X's condition number would cost digits); the second
gathers the scores. Neither holds the rows.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import (
    EmptyDomainError,
    EmptyLevelError,
    InconsistentCellError,
    InvalidOutcomeError,
    InvalidWeightError,
    ShapeError,
    SingularDesignError,
)
from survey_stats.kernel.blocks import WELL_CONDITIONED, times, triangle_of
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import Factor, FloatArray, IntArray, read_factor, read_numbers
from survey_stats.kernel.inference import t_interval, t_p_value
from survey_stats.kernel.margins import INTERCEPT
from survey_stats.kernel.replicates import Replicates
from survey_stats.kernel.variance import ScoreSums

# Columns are scaled to length one first; below this share of the largest singular value they are
# collinear to within what double precision can tell.
_RANK_TOLERANCE = 1e-10
# Variables further from zero than so many of their standard deviations (years, register numbers) are taken
# from their means: else their distance, not their spread, fills the digits.
_FAR = 100
# Nearer to constant than this they are constant, which the intercept is already.
_CONSTANT = 1e-14


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
class RegressionRows:
    """A batch of R rows, each standing for ``n`` respondents of one cell with equal x and y.

    ``x`` (R, P), ``y`` (R,), ``cell`` (R,) position in the cell table, ``n`` (R,) respondents, ``sum_w``,
    ``sum_w2`` (R,) sums of their base weights and of the squares.
    """

    x: FloatArray
    y: FloatArray
    cell: IntArray
    n: FloatArray
    sum_w: FloatArray
    sum_w2: FloatArray

    @cached_property
    def peak(self) -> FloatArray:
        """(P,) largest absolute value of each regressor, NaN where one is."""
        return np.maximum(self.x.max(axis=0, initial=0), -self.x.min(axis=0, initial=0))


@dataclass(frozen=True)
class RegressionFit:
    """A fitted regression with P terms.

    ``term_names`` P names; ``coefficients``, ``std_error``, ``statistic``, ``p_value``, ``ci_low``,
    ``ci_high`` (P,); ``vcov`` (P, P); ``degrees_of_freedom`` of every t; ``n_unweighted`` rows;
    ``n_weighted`` sum of their weights; ``r_squared`` weighted share of variance explained; ``inverse`` (P,
    P) that of the weighted information, (X'WX)^-1; ``centred`` the same fit of centred regressors.
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
    inverse: FloatArray
    centred: "CentredFit"


@dataclass(frozen=True)
class CentredFit:
    """A fit in which regressors are taken from ``centre`` (P,), zero for those that are not far from zero:
    ``coefficients`` (P,), ``vcov`` and ``inverse`` (P, P), from which predictions lose no digits."""

    centre: FloatArray
    coefficients: FloatArray
    vcov: FloatArray
    inverse: FloatArray


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


def fit_rows(
    cells: SampleCells,
    batches: Callable[[], Iterable[RegressionRows]],
    term_names: Sequence[str],
    *,
    level: float = 0.95,
) -> RegressionFit:
    """Regress y on x with the sample's weights; formulas: the module's text.

    Parameters
    ----------
    cells : the whole sample. The rows are a domain of it wherever respondents are left out of them.
    batches : gives the rows anew each time it is called; it is called twice.
    term_names : P names.
    level : coverage of the t intervals. t has R's degrees of freedom, counted inside the rows: units -
        strata + 1 - P. Where none are left, estimates and standard errors stand without bounds and p-values.

    Raises
    ------
    EmptyDomainError : no rows.
    SingularDesignError : collinear regressors, all of them named.
    EmptyLevelError : a regressor that is zero in every row (a category nobody has).
    InvalidOutcomeError : missing or infinite numbers, with the row.
    """
    names = tuple(term_names)
    triangle, seen = _triangulated(cells, batches, names)
    centre = far_from_zero(triangle, names)
    if centre is not None:
        given = batches

        def batches() -> Iterator[RegressionRows]:
            return (shifted(rows, centre) for rows in given())

        triangle, seen = _triangulated(cells, batches, names)
    coefficients, bread = solve_triangle(triangle, names, seen.n)
    is_well = condition_of(triangle) <= WELL_CONDITIONED
    vcov, residual_squares, total_squares = _sandwich(
        cells, batches, names, coefficients, bread, seen, is_well=is_well
    )
    centre = np.zeros(len(names) + 1) if centre is None else centre
    coefficients[0] += centre[-1]
    centred = CentredFit(centre[:-1], coefficients, vcov, bread)
    if centre.any():
        back = shift_back(centre)
        coefficients, vcov, bread = back @ coefficients, back @ vcov @ back.T, back @ bread @ back.T
    total_squares = total_squares if total_squares > 0 else np.nan
    return RegressionFit(
        **inference_of(names, coefficients, vcov, seen.degrees_of_freedom(cells) + 1 - len(names), level),
        n_unweighted=round(seen.n),
        n_weighted=float(seen.sum_w),
        r_squared=float(1 - residual_squares / total_squares),
        inverse=bread,
        centred=centred,
    )


class SeenRows:
    """What the rows of a model add up to: their number and weight, the outcome's mean, and who has weight.

    Checks each batch; names columns that are zero throughout.
    """

    def __init__(self, cells: SampleCells, names: tuple[str, ...]) -> None:
        self.names = names
        self.n, self.sum_w, self.sum_wy, self._start = 0.0, 0.0, 0.0, 0
        self.peak = np.zeros(len(names))
        self._used = np.zeros(len(cells.n))

    def weigh(self, cells: SampleCells, batch: RegressionRows, *, is_again: bool = False) -> FloatArray:
        """Final weights (R,) of a batch, which is checked and counted unless it comes again.

        Raises ``InvalidOutcomeError``, ``InvalidWeightError``."""
        weight = cells.factor.take(batch.cell) * batch.sum_w
        if is_again:
            return weight
        if not np.isfinite(batch.peak.sum() + np.abs(batch.y).sum()):
            _require_finite("outcome y", batch.y, self._start)
            for name, column in zip(self.names, batch.x.T, strict=True):
                _require_finite(f"regressor {name!r}", column, self._start)
        if (weight < 0).any():
            raise InvalidWeightError(
                "regression needs weights that are not negative; calibrate by raking or within bounds"
            )
        self._start += len(batch.y)
        self.peak = np.maximum(self.peak, batch.peak)
        self.n += batch.n.sum()
        self.sum_w += weight.sum()
        self.sum_wy += weight @ batch.y
        self._used += np.bincount(batch.cell, weights=batch.n * (weight > 0), minlength=len(self._used))
        return weight

    def check(self) -> None:
        """Raises ``EmptyDomainError`` and ``EmptyLevelError``."""
        if not self.n:
            raise EmptyDomainError("the regression has no rows; widen the domain")
        for name, largest in zip(self.names, self.peak, strict=True):
            if not largest > 0:
                raise EmptyLevelError(f"regressor {name!r} is zero in every row; merge or drop the category")

    def degrees_of_freedom(self, cells: SampleCells) -> int:
        """Units minus strata among the rows that have weight."""
        used = np.flatnonzero(self._used > 0)
        return cells.inner_degrees_of_freedom(used, self._used[used])


def _triangulated(
    cells: SampleCells, batches: Callable[[], Iterable[RegressionRows]], names: tuple[str, ...]
) -> tuple[FloatArray, SeenRows]:
    """The first pass: R of the QR decomposition of the weighted rows [X y], and what was seen."""
    seen = SeenRows(cells, names)

    def weighted() -> Iterator[tuple[FloatArray, FloatArray, FloatArray]]:
        is_again = seen.n > 0
        for batch in batches():
            yield batch.x, batch.y, seen.weigh(cells, batch, is_again=is_again)

    triangle = triangle_of(weighted)
    seen.check()
    return triangle, seen


def far_from_zero(triangle: FloatArray, names: tuple[str, ...]) -> FloatArray | None:
    """(P + 1,) means to take regressors and outcome from, zero for those near zero; None where all are.

    ``triangle`` of [X y], whose first row holds the weighted means where the first term is the intercept.
    """
    if names[0] != INTERCEPT or not triangle[0, 0]:
        return None
    mean = triangle[0] / triangle[0, 0]
    spread = np.sqrt((triangle[1:] ** 2).sum(axis=0)) / np.abs(triangle[0, 0])
    is_far = (spread * _FAR < np.abs(mean)) & (spread > _CONSTANT * np.abs(mean))
    is_far[0] = False
    return np.where(is_far, mean, 0.0) if is_far.any() else None


def shifted(rows: RegressionRows, centre: FloatArray) -> RegressionRows:
    """The rows with regressors and outcome less ``centre`` (P + 1,)."""
    return replace(rows, x=rows.x - centre[:-1], y=rows.y - centre[-1])


def shift_back(centre: FloatArray) -> FloatArray:
    """(P, P) from coefficients of shifted regressors to those of the regressors as given."""
    back = np.eye(len(centre) - 1)
    back[0] -= centre[:-1]
    return back


def condition_of(triangle: FloatArray) -> float:
    """Condition number of the regressors, scaled to length one."""
    factor = triangle[:, :-1]
    return float(np.linalg.cond(factor / np.sqrt((factor**2).sum(axis=0))))


def solve_triangle(triangle: FloatArray, names: tuple[str, ...], n: float) -> tuple[FloatArray, FloatArray]:
    """b (P,) and (X'WX)^-1 (P, P) from the triangle of [X y]. Raises ``SingularDesignError``, with terms."""
    size = len(names)
    factor, target = triangle[:, :size], triangle[:, size]
    length = np.sqrt((factor**2).sum(axis=0))
    left, singular, right = np.linalg.svd(factor / length, full_matrices=True)
    if len(singular) < size or singular[-1] <= _RANK_TOLERANCE * singular[0]:
        null = np.abs(right[-1])
        culprits = [name for name, part in zip(names, null, strict=True) if part > 1e-6 * null.max()]
        raise SingularDesignError(f"regressors {culprits} are collinear over {n:g} rows; drop one of them")
    inverse = (right.T / singular) / length[:, None]
    return inverse @ (left[:, :size].T @ target), inverse @ inverse.T


def _sandwich(
    cells: SampleCells,
    batches: Callable[[], Iterable[RegressionRows]],
    names: tuple[str, ...],
    coefficients: FloatArray,
    bread: FloatArray,
    seen: SeenRows,
    *,
    is_well: bool,
) -> tuple[FloatArray, float, float]:
    """The second pass: covariance of the coefficients, and weighted squares of residuals and outcome."""
    sums = ScoreSums(cells, len(names))
    residual_squares, total_squares, mean = 0.0, 0.0, seen.sum_wy / seen.sum_w
    replicated = None if cells.replicates is None else ReplicatedFits(cells.replicates, len(names))
    for batch in batches():
        residual = batch.y - batch.x @ coefficients
        x = batch.x if is_well else times(batch.x, bread)
        sums.add(batch.cell, batch.sum_w, batch.sum_w2, x, residual)
        weight = cells.factor.take(batch.cell) * batch.sum_w
        residual_squares += weight @ residual**2
        total_squares += weight @ (batch.y - mean) ** 2
        if replicated is not None:
            replicated.add(batch.cell, batch.sum_w, batch.x, residual)
    if is_well:
        sums.transformed(bread)
    vcov = sums.covariance() if replicated is None else replicated.covariance(names)
    return vcov, residual_squares, total_squares


def inference_of(
    names: tuple[str, ...], coefficients: FloatArray, vcov: FloatArray, df: int, level: float
) -> dict[str, object]:
    """Standard errors, t intervals and p-values of coefficients, as the fields of :class:`RegressionFit`."""
    variance = np.diag(vcov)
    std_error = np.sqrt(np.where(variance < 0, np.nan, variance))
    statistic = np.divide(coefficients, std_error, out=np.full(len(std_error), np.nan), where=std_error > 0)
    low, high = t_interval(coefficients, std_error, df, level)
    return {
        "term_names": names,
        "coefficients": coefficients,
        "std_error": std_error,
        "statistic": statistic,
        "p_value": t_p_value(statistic, df),
        "ci_low": low,
        "ci_high": high,
        "vcov": vcov,
        "degrees_of_freedom": df,
    }


class ReplicatedFits:
    """X'WX and X'We of every replicate, e the (working) residuals of the whole sample's fit."""

    def __init__(self, replicates: Replicates, size: int) -> None:
        self.replicates = replicates
        count = replicates.factor.shape[1]
        self.gram = np.zeros((count, size * size))
        self.moment = np.zeros((count, size))

    def add(self, cell: IntArray, sum_w: FloatArray, x: FloatArray, residual: FloatArray) -> None:
        """Add R rows: cell (R,), sum of base weights (R,), regressors (R, P), residuals (R,)."""
        weight = (self.replicates.factor[cell] * sum_w[:, None]).T
        products = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
        self.gram += weight @ products
        self.moment += weight @ (residual[:, None] * x)

    def steps(self, names: tuple[str, ...]) -> FloatArray:
        """(B, P) what each replicate's coefficients differ from those of the whole sample."""
        size = self.moment.shape[1]
        gram = self.gram.reshape(-1, size, size)
        length = np.sqrt(np.einsum("bii->bi", gram))
        for replicate, (scaled, unit) in enumerate(zip(gram, length, strict=True)):
            if not (unit > 0).all() or np.linalg.cond(scaled / np.outer(unit, unit)) > 1 / _RANK_TOLERANCE:
                raise SingularDesignError(
                    f"regressors {list(names)} are collinear in replicate {replicate}; merge rare categories"
                )
        return np.linalg.solve(gram, self.moment[:, :, None])[:, :, 0]

    def covariance(self, names: tuple[str, ...]) -> FloatArray:
        """(P, P) covariance of the replicates' coefficients."""
        steps = self.steps(names)
        return self.replicates.covariance(steps, np.zeros(steps.shape[1]))


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
    """Regress y on x with survey weights taken as given (pweight), stratified, without finite population.

    The rows are a domain of a larger sample wherever non-members or missing items were left out. Those
    respondents score zero but belong to the design, so n_h is the stratum's full count, which
    ``stratum_respondents`` gives: this equals R's ``svyglm`` on ``subset()`` of the full design.

    Parameters
    ----------
    x : (R, P) regressors, intercept included (see :func:`regression_design`).
    y : (R,) outcome. weight : (R,) positive. stratum : (R,) codes. term_names : P names.
    stratum_respondents : stratum -> n_h of the full design; None when the rows are the full design.
    level : coverage of the t intervals.

    Raises
    ------
    As :func:`fit_rows`, and
    InvalidWeightError : missing, infinite or negative weights, with the row.
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
    strata = read_factor("stratum", stratum, rows)
    counts = _stratum_counts(strata, stratum_respondents)
    # One cell a stratum; its weight sums, which nothing explains away, do not enter.
    cells = SampleCells(
        n=counts,
        n_used=counts,
        sum_w=counts,
        spread_w=np.zeros(len(counts)),
        factor=np.ones(len(counts)),
        stratum_levels=strata.levels,
        stratum_index=np.arange(len(counts)),
        unit_index=None,
        stratum_units=counts,
        sampling_fraction=np.zeros(len(counts)),
        has_population=False,
    )
    batch = RegressionRows(regressors, outcome, strata.index, np.ones(rows), w, w**2)
    return fit_rows(cells, lambda: [batch], names, level=level)


def _require_finite(name: str, values: FloatArray, start: int = 0) -> None:
    bad = np.flatnonzero(~np.isfinite(values))
    if len(bad):
        raise InvalidOutcomeError(
            f"{name} is {values[bad[0]]} in row {start + bad[0]} ({len(bad)} such rows); leave such rows out"
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
    return counts
