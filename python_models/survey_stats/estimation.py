"""Means, shares, totals, ratios and differences of domains, with design-based standard errors, from cells.

All that a weighted mean and its stratified, calibrated, linearised variance need from the rows is, per cell
(see :mod:`survey_stats.cells`), a handful of sums over the domain's members: of the weights, of their
squares, and of both times y and y². Estimates are computed side by side, a block of columns at a time.

With y of domain D, final weight w and N = sum of w over the domain:

    mean      sum w y / N              score z_i = (y_i - mean) / N   in the domain, 0 outside (Binder 1983)
    total     sum w y                  score z_i = y_i
    ratio     R = sum w y / sum w x    score z_i = (y_i - R x_i) / sum w x

and the variance of the score total is that of :mod:`survey_stats.cells`. Scores of non-members are zero but
what calibration explains of them is not: a domain is never a filtered design. R's ``survey`` computes the
same with ``calibrate`` and ``svymean``, ``svytotal``, ``svyratio``, ``svyby``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.cells import SampleCells, cell_design, centred_squares
from survey_stats.codes import FloatArray, IntArray, read_numbers
from survey_stats.errors import (
    EmptyDomainError,
    InconsistentCellError,
    InvalidOutcomeError,
    InvalidWeightError,
    OverlappingDomainsError,
    ShapeError,
)
from survey_stats.inference import logit_interval, t_interval, t_p_value

__all__ = [
    "DifferenceTests",
    "DomainSums",
    "Estimates",
    "RatioSums",
    "WeightedSums",
    "cell_design",
    "difference_tests",
    "estimate_means",
    "estimate_ratios",
    "estimate_totals",
]

# Numbers in one dense (cells x estimates) array: 0.8 MB, so that a block's arrays stay in cache.
_BLOCK_SIZE = 100_000
# Sums of squares carry round-off of some 1e-16 of their size; a spread below this is no spread.
_ROUND_OFF = 1e-13
# A standard error below this share of that of a simple random sample is round-off.
_NO_ERROR = 1e-9


@dataclass(frozen=True)
class DomainSums:
    """Sums of K estimates over the cells in which their domains have members, one entry each (E entries).

    For samples whose weights are constant inside a cell; :class:`WeightedSums` needs no such thing.

    Attributes
    ----------
    estimate_index : (E,) in 0..K-1.
    cell_index : (E,) position in the cell table.
    n : (E,) domain members with a valid outcome. Several entries for one estimate and cell add up.
    sum_y, sum_y2 : (E,) unweighted sums of the members' y and y², in units of the outcome, y taken from
        ``origin``.
    n_estimates : K; without it the largest index + 1.
    origin : (K,) subtracted from y before summing (zeros by default). Needed only for outcomes that are
        far from zero against their spread (calendar years, say), whose squares would cancel.
    labels : K names that error messages use.
    """

    estimate_index: ArrayLike
    cell_index: ArrayLike
    n: ArrayLike
    sum_y: ArrayLike
    sum_y2: ArrayLike
    n_estimates: int | None = None
    origin: ArrayLike | None = None
    labels: Sequence[str] | None = None


@dataclass(frozen=True)
class WeightedSums:
    """As :class:`DomainSums`, for weights w (base weights) that may differ inside a cell.

    ``estimate_index``, ``cell_index``, ``n`` (E,) as there; ``sum_w``, ``sum_wy``, ``sum_wy2``, ``sum_w2``,
    ``sum_w2y``, ``sum_w2y2`` (E,) sums over the members of w, w y, w y², w², w² y, w² y², y taken from
    ``origin``; ``n_estimates``, ``origin``, ``labels`` as there.
    """

    estimate_index: ArrayLike
    cell_index: ArrayLike
    n: ArrayLike
    sum_w: ArrayLike
    sum_wy: ArrayLike
    sum_wy2: ArrayLike
    sum_w2: ArrayLike
    sum_w2y: ArrayLike
    sum_w2y2: ArrayLike
    n_estimates: int | None = None
    origin: ArrayLike | None = None
    labels: Sequence[str] | None = None


@dataclass(frozen=True)
class RatioSums:
    """Sums of K ratios y / x over cells (E entries): those of :class:`WeightedSums`, with x and x y.

    ``sum_wx``, ``sum_wx2``, ``sum_wxy``, ``sum_w2x``, ``sum_w2x2``, ``sum_w2xy`` (E,).
    """

    y: WeightedSums
    sum_wx: ArrayLike
    sum_wx2: ArrayLike
    sum_wxy: ArrayLike
    sum_w2x: ArrayLike
    sum_w2x2: ArrayLike
    sum_w2xy: ArrayLike


@dataclass(frozen=True)
class Estimates:
    """K estimates with their uncertainty; every field is (K,).

    Replicated samples (``cells.replicate_factor``) take the standard error from the replicates instead.
    ``std_error``, ``ci_low`` and ``ci_high`` are NaN in a domain of one person. Where the outcome does
    not vary (shares of exactly 0 or 1 included) the standard error is 0, as in R, and the bounds are
    NaN: certainty from a sample is never claimed. ``n_weighted`` is N_d. ``design_effect`` is the
    variance over that of a simple random sample of n from N_d (without replacement if the design has
    stratum populations, with replacement otherwise; R: ``deff = TRUE`` and ``deff = "replace"``).
    """

    estimate: FloatArray
    std_error: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    degrees_of_freedom: IntArray
    n_unweighted: IntArray
    n_weighted: FloatArray
    design_effect: FloatArray


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


def estimate_means(
    cells: SampleCells, sums: DomainSums | WeightedSums, *, is_share: ArrayLike = False, level: float = 0.95
) -> Estimates:
    """Weighted domain means with linearised standard errors (formulas: the module's text).

    Parameters
    ----------
    cells : the sample.
    sums : K estimates; see :class:`DomainSums`.
    is_share : (K,) or one bool: the outcome is 0/1 and the interval is a logit interval.
    level : coverage of the t intervals, whose degrees of freedom are units minus strata.

    Raises
    ------
    EmptyDomainError : an estimate without a member: its label. SQL's GROUP BY yields no such estimate.
    InconsistentCellError, InvalidOutcomeError, ShapeError : broken sums, with estimate and cell.
    """
    return _estimate(cells, sums, is_share=is_share, level=level, totals=False)


def estimate_totals(cells: SampleCells, sums: DomainSums | WeightedSums, *, level: float = 0.95) -> Estimates:
    """Weighted domain totals, sum of w y: as :func:`estimate_means`, with score z = y and t intervals.

    With y = 1 the total is the size of the domain. ``origin`` must be zero. Raises as
    :func:`estimate_means`.
    """
    return _estimate(cells, sums, is_share=False, level=level, totals=True)


def estimate_ratios(cells: SampleCells, sums: RatioSums, *, level: float = 0.95) -> Estimates:
    """Weighted ratios of domain totals, sum w y / sum w x, with t intervals.

    The design effect is that of the total of y - R x, as R's ``svyratio`` has it. Raises as
    :func:`estimate_means`, and ``InvalidOutcomeError`` where the denominator's total is zero.
    """
    table = _SumTable(cells, sums.y)
    entries = len(np.asarray(sums.y.estimate_index))
    x, x2, xy, w2x, w2x2, w2xy = (
        read_numbers(name, getattr(sums, name), entries)
        for name in ("sum_wx", "sum_wx2", "sum_wxy", "sum_w2x", "sum_w2x2", "sum_w2xy")
    )
    estimate_index = np.asarray(sums.y.estimate_index, dtype=np.int64)
    cell = np.asarray(sums.y.cell_index, dtype=np.int64)
    y, y2, w2y, w2y2 = (
        read_numbers(name, getattr(sums.y, name), entries)
        for name in ("sum_wy", "sum_wy2", "sum_w2y", "sum_w2y2")
    )

    def total(values: FloatArray, factor: FloatArray) -> FloatArray:
        return np.bincount(estimate_index, weights=factor[cell] * values, minlength=table.size)

    denominator = total(x, cells.factor)
    zero = np.flatnonzero(~(np.abs(denominator) > 0))
    if len(zero):
        raise InvalidOutcomeError(
            f"{table.name(zero[0])} has a denominator that sums to {denominator[zero[0]]}; a ratio needs "
            "another one"
        )
    ratio = total(y, cells.factor) / denominator
    r = ratio[estimate_index]
    # The sums of u = y - R x, whose total is zero and whose scores, over the denominator, are the ratio's.
    residual = WeightedSums(
        estimate_index,
        cell,
        sums.y.n,
        sums.y.sum_w,
        y - r * x,
        np.maximum(y2 - 2 * r * xy + r**2 * x2, 0),
        sums.y.sum_w2,
        w2y - r * w2x,
        np.maximum(w2y2 - 2 * r * w2xy + r**2 * w2x2, 0),
        n_estimates=table.size,
        labels=sums.y.labels,
    )
    of_total = _estimate(cells, residual, is_share=False, level=level, totals=True, size=y2 + r**2 * x2)
    std_error = of_total.std_error / np.abs(denominator)
    if cells.replicate_factor is not None:
        replicates = [
            total(y, factor) / total(x, factor) for factor in np.ascontiguousarray(cells.replicate_factor.T)
        ]
        std_error = replicate_error(np.stack(replicates))
    df = of_total.degrees_of_freedom
    low, high = t_interval(ratio, std_error, df, level)
    return Estimates(
        ratio, std_error, low, high, df, of_total.n_unweighted, of_total.n_weighted, of_total.design_effect
    )


def difference_tests(
    cells: SampleCells,
    sums: DomainSums | WeightedSums,
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
    Raises else as :func:`estimate_means`.
    """
    table = _SumTable(cells, sums)
    one, two = (np.atleast_1d(np.asarray(index, dtype=np.int64)) for index in (first, second))
    if one.shape != two.shape or one.ndim != 1:
        raise ShapeError(f"first has shape {one.shape} and second {two.shape}; they must be equally long")
    for index in (one, two):
        if len(index) and not (index.min() >= 0 and index.max() < table.size):
            raise ShapeError(f"an estimate index lies outside 0..{table.size - 1}")
    difference, std_error = np.empty(len(one)), np.empty(len(one))
    for chunk in table.chunks(len(one)):
        left, right = _Block(cells, table, one[chunk]), _Block(cells, table, two[chunk])
        overlap = np.argwhere(left.n + right.n > cells.n[:, None])
        if len(overlap):
            cell, pair = overlap[0]
            raise OverlappingDomainsError(
                f"{table.name(one[chunk][pair])} and {table.name(two[chunk][pair])} together exceed the "
                f"respondents of cell {cell}, so they overlap; compare with the complement instead"
            )
        difference[chunk] = left.estimate - right.estimate
        if cells.replicate_factor is None:
            std_error[chunk] = np.sqrt(_variance(cells, (left, right.negated())))
        else:
            std_error[chunk] = replicate_error(left.replicates() - right.replicates())
    lone = (table.n_unweighted[one] < 2) | (table.n_unweighted[two] < 2)
    std_error = np.where(lone, np.nan, std_error)
    df = np.full(len(one), cells.degrees_of_freedom, dtype=np.int64)
    if degrees_of_freedom is not None:
        df = np.minimum(df, np.asarray(degrees_of_freedom, dtype=np.int64))
    low, high = t_interval(difference, std_error, df, level)
    statistic = difference / np.where(std_error > 0, std_error, np.nan)
    return DifferenceTests(difference, std_error, low, high, statistic, df, t_p_value(statistic, df))


def replicate_error(estimates: FloatArray) -> FloatArray:
    """Standard errors (K,) from the estimates (B, K) of B replicates: their standard deviation.

    Divisor B - 1, around their mean. NaN where a replicate has no member of the domain.
    """
    return np.sqrt(estimates.var(axis=0, ddof=1))


class _SumTable:
    """Checked domain sums, and their dense (C, k) arrays for a selection of estimates."""

    def __init__(
        self, cells: SampleCells, sums: DomainSums | WeightedSums, size: FloatArray | None = None
    ) -> None:
        entries = len(np.asarray(sums.estimate_index))
        self.cells = len(cells.n)
        self.labels = sums.labels
        estimate, cell = (
            read_numbers(name, values, entries).astype(np.int64)
            for name, values in (("estimate_index", sums.estimate_index), ("cell_index", sums.cell_index))
        )
        self.size = (
            int(sums.n_estimates) if sums.n_estimates is not None else int(estimate.max(initial=-1)) + 1
        )
        if entries and not (estimate.min() >= 0 and estimate.max() < self.size):
            raise ShapeError(f"estimate_index lies outside 0..{self.size - 1}")
        if entries and not (cell.min() >= 0 and cell.max() < self.cells):
            raise ShapeError(f"cell_index lies outside 0..{self.cells - 1}, the rows of the cell table")
        if sums.labels is not None and len(sums.labels) != self.size:
            raise ShapeError(f"{len(sums.labels)} labels for {self.size} estimates")
        self.origin = (
            np.zeros(self.size) if sums.origin is None else read_numbers("origin", sums.origin, self.size)
        )
        # Sorted by estimate, so that a selection of estimates is a few slices.
        order = np.argsort(estimate, kind="stable")
        self.cell = cell[order]
        self.start = np.searchsorted(estimate[order], np.arange(self.size + 1))
        if isinstance(sums, DomainSums):
            names = ("n", "sum_y", "sum_y2")
        else:
            names = ("n", "sum_w", "sum_wy", "sum_wy2", "sum_w2", "sum_w2y", "sum_w2y2")
        columns = tuple(read_numbers(name, getattr(sums, name), entries)[order] for name in names)
        self._check(
            estimate[order], dict(zip(names, columns, strict=True)), None if size is None else size[order]
        )
        if isinstance(sums, DomainSums):
            n, y, y2 = columns
            d = (cells.sum_w / cells.n)[self.cell]
            columns = (n, n * d, y * d, y2 * d, n * d**2, y * d**2, y2 * d**2)
        # n, and the sums of w, w y, w y², w², w² y, w² y².
        self.columns = columns
        counts = np.bincount(estimate[order], weights=columns[0], minlength=self.size)
        self.n_unweighted = np.rint(counts).astype(np.int64)
        empty = np.flatnonzero(self.n_unweighted == 0)
        if len(empty):
            raise EmptyDomainError(
                f"{self.name(empty[0])} has no member in the sample ({len(empty)} such); "
                "leave such estimates out or widen the domain"
            )

    def name(self, estimate: int) -> str:
        return f"estimate {estimate}" + ("" if self.labels is None else f" ({self.labels[estimate]})")

    def _check(self, estimate: IntArray, columns: dict[str, FloatArray], squares: FloatArray | None) -> None:
        n, *sums = columns.values()
        size = columns.get("sum_w", n)
        y, y2 = (columns.get(f"sum_w{name}", columns.get(f"sum_{name}")) for name in ("y", "y2"))
        for problem, error, bad in (
            ("a count that is missing or negative", InconsistentCellError, ~(np.isfinite(n) & (n >= 0))),
            ("a sum that is missing or infinite", InvalidOutcomeError, ~np.isfinite(sum(sums))),
            (
                "sum_y² above n * sum_y2, which no values have",
                InconsistentCellError,
                y**2 > size * y2 + 1e-9 * np.abs(size * (y2 if squares is None else squares)),
            ),
        ):
            if bad.any():
                row = int(np.flatnonzero(bad)[0])
                values = ", ".join(f"{name} {column[row]}" for name, column in columns.items())
                raise error(
                    f"{self.name(estimate[row])} has {problem} in cell {self.cell[row]} ({values}); "
                    "sum over members with valid outcomes only"
                )

    def chunks(self, total: int) -> list[slice]:
        step = max(1, _BLOCK_SIZE // max(self.cells, 1))
        return [slice(start, min(start + step, total)) for start in range(0, total, step)]

    def dense(self, selection: IntArray) -> tuple[FloatArray, ...]:
        """(C, k) arrays of the columns for the k selected estimates."""
        k = len(selection)
        lengths = self.start[selection + 1] - self.start[selection]
        column = np.repeat(np.arange(k), lengths)
        offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        entry = np.repeat(self.start[selection], lengths) + offset
        flat = self.cell[entry] * k + column
        return tuple(
            np.bincount(flat, weights=values[entry], minlength=self.cells * k).reshape(self.cells, k)
            for values in self.columns
        )


class _Block:
    """Point estimates of k estimates, and the scores of their domains' members by cell.

    A member's weighted score is u = d (slope (y - centre)), d its base weight. (C, k) arrays: ``n`` members;
    ``w``, ``w2`` sums of base weights and squares; ``slope``; ``deviation``, ``deviation2`` mean of
    y - centre weighted by d and by d²; ``spread2`` sum of d² (y - mean)² around the latter mean. ``srs`` (k,)
    variance of the estimate had the domain's respondents been a simple random sample.
    """

    def __init__(
        self,
        cells: SampleCells,
        table: _SumTable,
        selection: IntArray,
        *,
        totals: bool = False,
        size: FloatArray | None = None,
    ) -> None:
        n, w, wy, wy2, w2, w2y, w2y2 = table.dense(selection)
        crowded = np.argwhere(n > cells.n[:, None])
        if len(crowded):
            cell, column = crowded[0]
            raise InconsistentCellError(
                f"{table.name(selection[column])} has {n[cell, column]:g} members in cell {cell}, which has "
                f"{cells.n[cell]:g} respondents; count every respondent once in the domain"
            )
        self.cells, self.wy, self.totals = cells, wy, totals
        self.n, self.w, self.w2 = n, w, w2
        self.n_weighted = cells.factor @ w
        weightless = np.flatnonzero(~(np.abs(self.n_weighted) > 0))
        if len(weightless):
            raise InvalidWeightError(
                f"the weights of {table.name(selection[weightless[0]])} sum to "
                f"{self.n_weighted[weightless[0]]}; a domain needs respondents with weight"
            )
        total = cells.factor @ wy
        mean = total / self.n_weighted
        cell_mean = np.divide(wy, w, out=np.zeros_like(wy), where=w > 0)
        # Where weights do not differ, both means are the same but for round-off: make them the same.
        varies = w2 * n - w**2 > _ROUND_OFF * w2 * n
        cell_mean2 = np.divide(w2y, w2, out=cell_mean.copy(), where=varies & (w2 > 0))
        scale = wy2 if size is None else size[selection]
        within = np.maximum(wy2 - wy * cell_mean, 0)
        within[within <= _ROUND_OFF * wy2] = 0
        spread2 = np.maximum(w2y2 - w2y * cell_mean2, 0)
        spread2[spread2 <= _ROUND_OFF * w2y2] = 0
        deviation = np.where(w > 0, cell_mean - mean, 0)
        deviation2 = np.where(w > 0, cell_mean2 - mean, 0)
        # A constant outcome leaves round-off between cell mean and mean: treat it as the zero it is.
        squares = within.sum(axis=0) + (w * deviation**2).sum(axis=0)
        constant = squares <= _ROUND_OFF * (scale if scale.ndim == 1 else scale.sum(axis=0))
        deviation[:, constant], deviation2[:, constant] = 0, 0
        within[:, constant], spread2[:, constant] = 0, 0

        members = n.sum(axis=0)
        population_variance = (cells.factor @ (within + w * deviation**2)) / self.n_weighted
        unit_variance = np.divide(
            population_variance * members, members - 1, out=np.full_like(members, np.nan), where=members > 1
        )
        outside = 1 - members / self.n_weighted if cells.has_population else 1
        self.varies = varies
        self.spread2 = spread2
        if totals:
            if size is not None:
                cell_mean[:, constant], cell_mean2[:, constant] = 0, 0
            self.estimate = total
            self.slope = np.broadcast_to(cells.factor[:, None], n.shape)
            self.deviation, self.deviation2 = np.where(w > 0, cell_mean, 0), np.where(w > 0, cell_mean2, 0)
            self.srs = unit_variance * outside / members * self.n_weighted**2
        else:
            self.estimate = mean + table.origin[selection]
            self.slope = cells.factor[:, None] / self.n_weighted
            self.deviation, self.deviation2 = deviation, deviation2
            self.srs = unit_variance * outside / members

    def negated(self) -> "_Block":
        """The same scores with the other sign."""
        self.slope = -self.slope
        return self

    def replicates(self) -> FloatArray:
        """(B, k) estimates of the replicates, from ``origin``."""
        factor = self.cells.replicate_factor.T
        total = factor @ self.wy
        if self.totals:
            return total
        size = factor @ self.w
        return np.divide(total, size, out=np.full_like(total, np.nan), where=size > 0)


def _variance(cells: SampleCells, parts: tuple[_Block, ...]) -> FloatArray:
    """Variance (k,) of the total of the scores of ``parts``, disjoint domains, all others scoring zero."""
    score_total = sum(part.slope * part.w * part.deviation for part in parts)
    explained = cells.explained(score_total)
    total = score_total - cells.sum_w[:, None] * explained
    if cells.unit_index is not None:
        units = cells.by_unit @ total
        centre = (cells.by_stratum @ total) / cells.stratum_units[:, None]
        centre[cells.is_lone] = 0
        return cells.correction[cells.unit_stratum] @ (units - centre[cells.unit_stratum]) ** 2
    cell_mean = total / cells.n[:, None]
    squares = np.zeros_like(total)
    others = [cells.n[:, None], cells.sum_w[:, None], cells.sum_w2[:, None]]
    for part in parts:
        u = part.slope * part.deviation - explained
        u2 = part.slope * part.deviation2 - explained
        mean_w = np.divide(part.w, part.n, out=np.zeros_like(part.w), where=part.n > 0)
        squares += part.slope**2 * part.spread2 + part.n * (u * mean_w - cell_mean) ** 2
        # Spread of the weights themselves; nil, exactly, where they do not differ.
        squares += np.where(
            part.varies,
            (part.w2 - part.w * mean_w) * u2**2
            + part.w * mean_w * part.slope * (part.deviation2 - part.deviation) * (u2 + u),
            0,
        )
        others = [whole - own for whole, own in zip(others, (part.n, part.w, part.w2), strict=True)]
    n, w, w2 = others
    mean_w = np.divide(w, n, out=np.zeros_like(w), where=n > 0.5)
    squares += np.where(n > 0.5, n * (explained * mean_w + cell_mean) ** 2, 0)
    spread = w2 - w * mean_w
    squares += np.where((n > 0.5) & (spread > _ROUND_OFF * w2), spread * explained**2, 0)
    return centred_squares(cells, total, np.maximum(squares, 0))


def _estimate(
    cells: SampleCells,
    sums: DomainSums | WeightedSums,
    *,
    is_share: ArrayLike,
    level: float,
    totals: bool,
    size: FloatArray | None = None,
) -> Estimates:
    """``size`` (E,) the squares that the outcome's are a small difference of; default its own.

    Round-off, and what counts as constant, is judged by them.
    """
    table = _SumTable(cells, sums, size)
    if totals and table.origin.any():
        raise ValueError("totals are sums of the outcome itself: leave origin out")
    share = np.broadcast_to(np.asarray(is_share, dtype=bool), (table.size,))
    _check_shares(table, share)
    if size is not None:
        size = np.bincount(np.asarray(sums.estimate_index), weights=size, minlength=table.size)
    estimate, std_error, weighted, srs = (np.empty(table.size) for _ in range(4))
    for chunk in table.chunks(table.size):
        block = _Block(cells, table, np.arange(chunk.start, chunk.stop), totals=totals, size=size)
        estimate[chunk], weighted[chunk], srs[chunk] = block.estimate, block.n_weighted, block.srs
        if cells.replicate_factor is None:
            std_error[chunk] = np.sqrt(_variance(cells, (block,)))
        else:
            std_error[chunk] = replicate_error(block.replicates())
    # What calibration or the design fixes has no error, but for round-off.
    scale = np.where(srs > 0, np.sqrt(srs), np.abs(estimate) / np.sqrt(table.n_unweighted))
    std_error[std_error <= _NO_ERROR * scale] = 0
    std_error = np.where(table.n_unweighted > 1, std_error, np.nan)
    df = np.full(table.size, cells.degrees_of_freedom, dtype=np.int64)
    low, high = t_interval(estimate, std_error, df, level)
    logit_low, logit_high = logit_interval(estimate, std_error, df, level)
    return Estimates(
        estimate=estimate,
        std_error=std_error,
        ci_low=np.where(share, logit_low, low),
        ci_high=np.where(share, logit_high, high),
        degrees_of_freedom=df,
        n_unweighted=table.n_unweighted,
        n_weighted=weighted,
        design_effect=np.divide(std_error**2, srs, out=np.full_like(srs, np.nan), where=srs > 0),
    )


def _check_shares(table: _SumTable, share: np.ndarray) -> None:
    """A 0/1 outcome has w y² = w y between 0 and w; anything else has no logit interval."""
    _, w, wy, wy2, *_ = table.columns
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
