"""Means, shares, totals and ratios of domains, with design-based standard errors, from cells.

R's ``survey`` computes the same with ``calibrate`` and ``svymean``, ``svytotal``, ``svyratio``, ``svyby``.
Estimates are computed side by side, a block of columns at a time (:mod:`survey_stats.kernel.scores`).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import InvalidOutcomeError
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray, IntArray, read_numbers
from survey_stats.kernel.inference import logit_interval, t_interval
from survey_stats.kernel.scores import Scores, variance_of
from survey_stats.kernel.sums import SumTable, WeightedSums

# A standard error below this share of that of a simple random sample is round-off.
_NO_ERROR = 1e-9
# Residuals of a ratio lose that of their digits in which numerator and denominator agree.
_NO_RESIDUAL = 1e-14


@dataclass(frozen=True)
class Estimates:
    """K estimates with their uncertainty; every field is (K,).

    Samples with replicate weights take the standard error from the replicates instead. ``std_error``,
    ``ci_low`` and ``ci_high`` are NaN for the mean of one person. Where the outcome does not vary (shares of
    exactly 0 or 1 included) the standard error is 0, as in R, and the bounds are NaN: certainty from a sample
    is never claimed. ``n_weighted`` is N_d. ``design_effect`` is the variance over that of a simple random
    sample of n from N_d (without replacement if the design has stratum populations, with replacement
    otherwise; R: ``deff = TRUE`` and ``deff = "replace"``).
    """

    estimate: FloatArray
    std_error: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    degrees_of_freedom: IntArray
    n_unweighted: IntArray
    n_weighted: FloatArray
    design_effect: FloatArray


def estimate_means(
    cells: SampleCells, sums: WeightedSums, *, is_share: ArrayLike = False, level: float = 0.95
) -> Estimates:
    """Weighted domain means with linearised standard errors.

    Parameters
    ----------
    cells : the sample.
    sums : K estimates; :class:`DomainSums` or :class:`WeightedSums`.
    is_share : (K,) or one bool: the outcome is 0/1 and the interval is a logit interval.
    level : coverage of the t intervals, whose degrees of freedom are units minus strata.

    Raises
    ------
    EmptyDomainError : an estimate without a member: its label. SQL's GROUP BY yields no such estimate.
    InconsistentCellError, InvalidOutcomeError, ShapeError : broken sums, with estimate and cell.
    """
    table = SumTable(sums, cells.sum_w, cells.n)
    share = np.broadcast_to(np.asarray(is_share, dtype=bool), (table.size,))
    _check_shares(table, share)
    found = _estimated(cells, table, "mean")
    estimate, std_error = found["estimate"], found["std_error"]
    low, high = t_interval(estimate, std_error, found["degrees_of_freedom"], level)
    if share.any():
        bounds = logit_interval(estimate, std_error, found["degrees_of_freedom"], level)
        low, high = (np.where(share, *pair) for pair in zip(bounds, (low, high), strict=True))
    return Estimates(ci_low=low, ci_high=high, **found)


def estimate_totals(cells: SampleCells, sums: WeightedSums, *, level: float = 0.95) -> Estimates:
    """Weighted domain totals, sum of w y: as :func:`estimate_means`, with score z = y and t intervals.

    With y = 1 the total is the size of the domain. Raises as :func:`estimate_means`.
    """
    found = _estimated(cells, SumTable(sums, cells.sum_w, cells.n), "total")
    low, high = t_interval(found["estimate"], found["std_error"], found["degrees_of_freedom"], level)
    return Estimates(ci_low=low, ci_high=high, **found)


def estimate_ratios(
    cells: SampleCells,
    residuals: WeightedSums,
    ratio: ArrayLike,
    sum_wx: ArrayLike,
    *,
    level: float = 0.95,
) -> Estimates:
    """Weighted ratios of domain totals, R = sum w y / sum w x, with t intervals.

    ``residuals`` sums of y - R x, formed person by person, so that nothing of two nearly proportional
    variables cancels; ``ratio`` (K,) R; ``sum_wx`` (E,) sum of d x of each entry. The design effect is
    that of the total of y - R x, as R's ``svyratio`` has it. Raises as :func:`estimate_means`, and
    ``InvalidOutcomeError`` where the denominator's total is zero.
    """
    table = SumTable(residuals, cells.sum_w, cells.n)
    index = np.asarray(residuals.estimate_index, dtype=np.int64)
    cell = np.asarray(residuals.cell_index, dtype=np.int64)
    x = read_numbers("sum_wx", sum_wx, len(index))
    ratio = read_numbers("ratio", ratio, table.size)
    denominator = np.bincount(index, weights=cells.factor[cell] * x, minlength=table.size)
    zero = np.flatnonzero(~(np.abs(denominator) > 0))
    if len(zero):
        raise InvalidOutcomeError(
            f"{table.name(zero[0])} has a denominator that sums to {denominator[zero[0]]}; a ratio needs "
            "another one"
        )
    found = _estimated(cells, table, "ratio", denominator, (index, cell, x))
    std_error = found["std_error"]
    std_error[std_error <= _NO_RESIDUAL * np.abs(ratio)] = 0
    low, high = t_interval(ratio, std_error, found["degrees_of_freedom"], level)
    return Estimates(ci_low=low, ci_high=high, **(found | {"estimate": ratio}))


def _estimated(
    cells: SampleCells,
    table: SumTable,
    kind: str,
    denominator: FloatArray | None = None,
    of_x: tuple[IntArray, IntArray, FloatArray] | None = None,
) -> dict[str, np.ndarray]:
    """All of :class:`Estimates` but the bounds."""
    estimate, std_error, weighted, srs = (np.empty(table.size) for _ in range(4))
    for chunk in table.chunks(table.size):
        selection = np.arange(chunk.start, chunk.stop)
        own = None if denominator is None else denominator[chunk]
        scores = Scores(cells, table, selection, kind, own)
        estimate[chunk], weighted[chunk], srs[chunk] = scores.estimate, scores.n_weighted, scores.srs
        if cells.replicates is None:
            # An unbiased estimate of a variance may be negative (Hartley & Rao's): no standard error then.
            variance = variance_of(cells, (scores,))
            std_error[chunk] = np.sqrt(np.where(variance < 0, np.nan, variance))
        else:
            replicated = scores.replicated(None if of_x is None else _denominators(cells, selection, *of_x))
            std_error[chunk] = cells.replicates.std_error(replicated, scores.estimate)
    # What calibration or the design fixes has no error, but for round-off.
    scale = np.where(srs > 0, np.sqrt(srs), np.abs(estimate) / np.sqrt(np.maximum(table.n_used, 1)))
    std_error[std_error <= _NO_ERROR * scale] = 0
    if kind != "total":
        std_error = np.where(table.n_used > 1, std_error, np.nan)
    return {
        "estimate": estimate,
        "std_error": std_error,
        "degrees_of_freedom": np.full(table.size, cells.degrees_of_freedom, dtype=np.int64),
        "n_unweighted": table.n_unweighted,
        "n_weighted": weighted,
        "design_effect": np.divide(std_error**2, srs, out=np.full_like(srs, np.nan), where=srs > 0),
    }


def _denominators(
    cells: SampleCells, selection: IntArray, index: IntArray, cell: IntArray, x: FloatArray
) -> FloatArray:
    """(B, k) sum w x of the selected estimates in every replicate."""
    dense = np.zeros((len(cells.n), len(selection)))
    inside = (index >= selection[0]) & (index <= selection[-1])
    np.add.at(dense, (cell[inside], index[inside] - selection[0]), x[inside])
    return cells.replicates.factor.T @ dense


def _check_shares(table: SumTable, share: np.ndarray) -> None:
    """A 0/1 outcome has w y² = w y between 0 and w; anything else has no logit interval."""
    _, _, w, wy, wy2, *_ = table.columns
    of_share = np.repeat(share, np.diff(table.start))
    shifted = np.flatnonzero(share & (table.origin != 0))
    slack = 1e-9 * w
    wrong = of_share & ((np.abs(wy2 - wy) > slack) | (wy < -slack) | (wy > w + slack))
    if len(shifted) or wrong.any():
        culprit = shifted[0] if len(shifted) else np.searchsorted(table.start, np.argmax(wrong), "right") - 1
        raise InvalidOutcomeError(
            f"{table.name(culprit)} is declared a share but its outcome is not 0/1; "
            "code it 0/1 with origin 0, or declare it a mean"
        )
