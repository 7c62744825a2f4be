"""t-tests of the differences between the means of disjoint domains."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import OverlappingDomainsError, ShapeError
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray, IntArray
from survey_stats.kernel.inference import t_interval, t_p_value
from survey_stats.kernel.scores import Scores, variance_of
from survey_stats.kernel.sums import SumTable, WeightedSums


@dataclass(frozen=True)
class DifferenceTests:
    """T tests of differences first - second; every field is (T,). NaN where the standard error is not > 0."""

    difference: FloatArray
    std_error: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    statistic: FloatArray
    degrees_of_freedom: IntArray
    p_value: FloatArray


def difference_tests(
    cells: SampleCells,
    sums: WeightedSums,
    first: ArrayLike,
    second: ArrayLike,
    *,
    degrees_of_freedom: ArrayLike | None = None,
    level: float = 0.95,
) -> DifferenceTests:
    """t-tests of the difference between the means of disjoint domains.

    The score of a difference is the difference of the scores, so its variance holds the covariance that
    calibration and stratification put between the two estimates.

    ``first``, ``second`` (T,) estimate indices into ``sums``; the difference is first - second. The two
    domains must share no respondent. Sums cannot prove that, but domains that hold more members of a
    cell than it has respondents raise ``OverlappingDomainsError``. ``degrees_of_freedom`` (T,): units minus
    strata of the whole sample unless given (R's ``svyttest`` counts in the two groups and takes one less).
    Raises else as :func:`survey_stats.kernel.estimates.estimate_means`.
    """
    table = SumTable(sums, cells.sum_w, cells.n)
    one, two = (np.atleast_1d(np.asarray(index, dtype=np.int64)) for index in (first, second))
    if one.shape != two.shape or one.ndim != 1:
        raise ShapeError(f"first has shape {one.shape} and second {two.shape}; they must be equally long")
    for index in (one, two):
        if len(index) and not (index.min() >= 0 and index.max() < table.size):
            raise ShapeError(f"an estimate index lies outside 0..{table.size - 1}")
    difference, std_error = np.empty(len(one)), np.empty(len(one))
    for chunk in table.chunks(len(one)):
        left, right = Scores(cells, table, one[chunk]), Scores(cells, table, two[chunk])
        overlap = np.argwhere(left.dense(left.n) + right.dense(right.n) > cells.n[:, None])
        if len(overlap):
            cell, pair = overlap[0]
            raise OverlappingDomainsError(
                f"{table.name(one[chunk][pair])} and {table.name(two[chunk][pair])} together exceed the "
                f"respondents of cell {cell}, so they overlap; compare with the complement instead"
            )
        difference[chunk] = left.estimate - right.estimate
        if cells.replicates is None:
            std_error[chunk] = np.sqrt(variance_of(cells, (left, right.negated())))
        else:
            replicated = left.replicated() - right.replicated()
            std_error[chunk] = cells.replicates.std_error(replicated, difference[chunk])
    lone = (table.n_used[one] < 2) | (table.n_used[two] < 2)
    std_error = np.where(lone, np.nan, std_error)
    df = np.full(len(one), cells.degrees_of_freedom, dtype=np.int64)
    if degrees_of_freedom is not None:
        df = np.minimum(df, np.asarray(degrees_of_freedom, dtype=np.int64))
    low, high = t_interval(difference, std_error, df, level)
    statistic = difference / np.where(std_error > 0, std_error, np.nan)
    return DifferenceTests(difference, std_error, low, high, statistic, df, t_p_value(statistic, df))
