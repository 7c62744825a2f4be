"""Means, shares, totals and differences of domains, with design-based standard errors, from cells.

Respondents who share a stratum and a combination of calibration categories share their weights and
their calibration variables. So all that a weighted mean and its stratified, calibrated, linearised
variance need from the rows is, per such **calibration cell**, the number of domain members and their
sums of y and y². Estimates are computed side by side, a block of columns at a time.

With y of domain d, calibrated weight w = g * base weight, N_d = sum of w over the domain:

    mean      ybar = sum w y / N_d
    score     z_i = (y_i - ybar) / N_d in the domain, 0 outside it (Binder 1983)
    residual  e_i = z_i - x_i'B, B the base-weighted regression of z on the calibration variables
              within the stratum (Särndal, Swensson & Wretman 1989)
    variance  sum over strata of (1 - n_h/N_h) n_h/(n_h - 1) sum_i (w_i e_i - their stratum mean)²
              (Lumley 2010, chapter 2)

Scores of non-members are zero but their residuals are not: a domain is never a filtered design.
R's ``survey`` computes the same with ``calibrate(calfun = "raking")`` and ``svymean``/``svyby``.
In mode ``pweight`` the weights are taken as given and e = z.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.calibration import auxiliary_blocks
from survey_stats.codes import Factor, FloatArray, IntArray, read_factor, read_numbers
from survey_stats.errors import (
    EmptyDomainError,
    InconsistentCellError,
    InvalidOutcomeError,
    InvalidWeightError,
    OverlappingDomainsError,
    PopulationTooSmallError,
    ShapeError,
    SingleUnitStratumError,
)
from survey_stats.inference import logit_interval, t_interval, t_p_value

VarianceMode = Literal["calibrated", "pweight"]

# Numbers in one dense (cells x estimates) array: 1.6 MB, so that a block's arrays stay in cache.
_BLOCK_SIZE = 200_000
# Singular values of the scaled 0/1 calibration matrix below this share of the largest count as zero.
_RANK_TOLERANCE = 1e-9
# Sums of squares carry round-off of some 1e-16 of their size; a spread below this is no spread.
_ROUND_OFF = 1e-13


@dataclass(frozen=True)
class CellDesign:
    """A stratified sample, compressed to C cells with constant weights. Built by :func:`cell_design`.

    Attributes
    ----------
    mode : ``calibrated`` or ``pweight``.
    n : (C,) respondents of the cell, domain members or not.
    weight : (C,) final weight of one respondent.
    stratum_levels : H codes; stratum_index : (C,) in 0..H-1.
    stratum_n : (H,) respondents.
    sampling_fraction : (H,) n_h / N_h, zeros without a finite population correction.
    has_population : whether stratum populations were given.
    projections : per stratum (rows (C_h,), basis (C_h, r), root (C_h,), base_weight (C_h,)): an
        orthonormal basis of the calibration variables scaled by root = sqrt(n * base weight).
        Empty in mode ``pweight``.
    """

    mode: VarianceMode
    n: FloatArray
    weight: FloatArray
    stratum_levels: tuple
    stratum_index: IntArray
    stratum_n: FloatArray
    sampling_fraction: FloatArray
    has_population: bool
    projections: tuple[tuple[IntArray, FloatArray, FloatArray, FloatArray], ...]

    @property
    def degrees_of_freedom(self) -> int:
        """Respondents minus strata."""
        return int(self.stratum_n.sum()) - len(self.stratum_n)


@dataclass(frozen=True)
class DomainSums:
    """Sums of K estimates over the cells in which their domains have members, one entry each (E entries).

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
class Estimates:
    """K estimates with their uncertainty; every field is (K,).

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


def cell_design(
    stratum: ArrayLike,
    n: ArrayLike,
    weight: ArrayLike,
    *,
    base_weight: ArrayLike | None = None,
    categories: Mapping[str, ArrayLike] | None = None,
    population: Mapping[object, float] | None = None,
    mode: VarianceMode = "calibrated",
) -> CellDesign:
    """Describe the sample behind the estimates.

    Parameters
    ----------
    stratum : (C,) codes.
    n : (C,) all respondents of the cell, at least 1.
    weight : (C,) final (calibrated) weight of one respondent, positive.
    base_weight : (C,) weight of one respondent before calibration; mode ``calibrated`` only.
    categories : variable -> (C,) codes of the calibration variables; mode ``calibrated`` only.
    population : stratum -> size, for the finite population correction; None for none.
    mode : which variance, see the module's text.

    Raises
    ------
    InvalidWeightError : weight, base weight or n missing, infinite or not positive, with the cell.
    SingleUnitStratumError, PopulationTooSmallError : with the stratum.
    ShapeError, MissingCodeError : arrays do not fit, or codes are missing.
    """
    if mode not in ("calibrated", "pweight"):
        raise ValueError(f"mode is 'calibrated' or 'pweight', not {mode!r}")
    strata = read_factor("stratum", stratum)
    count = _positive("n", n, strata)
    final = _positive("weight", weight, strata)
    stratum_n = np.bincount(strata.index, weights=count, minlength=len(strata.levels))
    for code, size in zip(strata.levels, stratum_n, strict=True):
        if size < 2:
            raise SingleUnitStratumError(
                f"stratum {code!r} has one respondent, so no variance; merge it with another stratum"
            )
    fraction = np.zeros(len(strata.levels))
    if population is not None:
        for h, (code, size) in enumerate(zip(strata.levels, stratum_n, strict=True)):
            total = population.get(code)
            if total is None or not total >= size:
                raise PopulationTooSmallError(
                    f"stratum {code!r} has {size:g} respondents and population {total}; "
                    "give the stratum's population size, which cannot be below the sample"
                )
            fraction[h] = size / total
    projections = []
    if mode == "calibrated":
        if base_weight is None or categories is None:
            raise ValueError("mode 'calibrated' needs base_weight and categories; or choose mode 'pweight'")
        base = _positive("base_weight", base_weight, strata)
        for block in auxiliary_blocks(stratum, categories):
            root = np.sqrt(count[block.rows] * base[block.rows])
            left, size, _ = np.linalg.svd(root[:, None] * block.matrix, full_matrices=False)
            basis = left[:, size > _RANK_TOLERANCE * size[0]]
            projections.append((block.rows, basis, root, base[block.rows]))
    return CellDesign(
        mode=mode,
        n=count,
        weight=final,
        stratum_levels=strata.levels,
        stratum_index=strata.index,
        stratum_n=stratum_n,
        sampling_fraction=fraction,
        has_population=population is not None,
        projections=tuple(projections),
    )


def estimate_means(
    design: CellDesign, sums: DomainSums, *, is_share: ArrayLike = False, level: float = 0.95
) -> Estimates:
    """Weighted domain means with linearised standard errors (formulas: the module's text).

    Parameters
    ----------
    design : from :func:`cell_design`.
    sums : K estimates; see :class:`DomainSums`.
    is_share : (K,) or one bool: the outcome is 0/1 and the interval is a logit interval.
    level : coverage of the t intervals, whose degrees of freedom are respondents minus strata.

    Raises
    ------
    EmptyDomainError : an estimate without a member: its label. SQL's GROUP BY yields no such estimate.
    InconsistentCellError, InvalidOutcomeError, ShapeError : broken sums, with estimate and cell.
    """
    return _estimate(design, sums, is_share=is_share, level=level, totals=False)


def estimate_totals(design: CellDesign, sums: DomainSums, *, level: float = 0.95) -> Estimates:
    """Weighted domain totals, sum of w y: as :func:`estimate_means`, with score z = y and t intervals.

    With y = 1 the total is the size of the domain. ``origin`` must be zero. Raises as
    :func:`estimate_means`.
    """
    return _estimate(design, sums, is_share=False, level=level, totals=True)


def difference_tests(
    design: CellDesign, sums: DomainSums, first: ArrayLike, second: ArrayLike, *, level: float = 0.95
) -> DifferenceTests:
    """t-tests of the difference between the means of disjoint domains.

    The score of a difference is the difference of the scores, so its variance holds the covariance that
    calibration and stratification put between the two estimates.

    ``first``, ``second`` (T,) estimate indices into ``sums``; the difference is first - second. The two
    domains must share no respondent. Sums cannot prove that, but domains that hold more members of a
    cell than it has respondents raise ``OverlappingDomainsError``. Degrees of freedom: respondents minus
    strata (R's ``svyttest`` takes one less). Raises else as :func:`estimate_means`.
    """
    table = _SumTable(design, sums)
    one, two = (np.atleast_1d(np.asarray(index, dtype=np.int64)) for index in (first, second))
    if one.shape != two.shape or one.ndim != 1:
        raise ShapeError(f"first has shape {one.shape} and second {two.shape}; they must be equally long")
    for index in (one, two):
        if len(index) and not (index.min() >= 0 and index.max() < table.size):
            raise ShapeError(f"an estimate index lies outside 0..{table.size - 1}")
    difference, variance = np.empty(len(one)), np.empty(len(one))
    for chunk in table.chunks(len(one)):
        left, right = _MeanBlock(design, table, one[chunk]), _MeanBlock(design, table, two[chunk])
        overlap = np.argwhere(left.n + right.n > design.n[:, None])
        if len(overlap):
            cell, pair = overlap[0]
            raise OverlappingDomainsError(
                f"{table.name(one[chunk][pair])} and {table.name(two[chunk][pair])} together exceed the "
                f"respondents of cell {cell}, so they overlap; compare with the complement instead"
            )
        difference[chunk] = left.estimate - right.estimate
        parts = ((left.n, left.score, left.spread), (right.n, -right.score, right.spread))
        variance[chunk] = _variance(design, parts)
    lone = (table.n_unweighted[one] < 2) | (table.n_unweighted[two] < 2)
    std_error = np.where(lone, np.nan, np.sqrt(variance))
    df = np.full(len(one), design.degrees_of_freedom, dtype=np.int64)
    low, high = t_interval(difference, std_error, df, level)
    statistic = difference / np.where(std_error > 0, std_error, np.nan)
    return DifferenceTests(difference, std_error, low, high, statistic, df, t_p_value(statistic, df))


class _SumTable:
    """Checked domain sums, and their dense (C, k) arrays for a selection of estimates."""

    def __init__(self, design: CellDesign, sums: DomainSums) -> None:
        entries = len(np.asarray(sums.estimate_index))
        self.cells = len(design.n)
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
        self.columns = tuple(
            read_numbers(name, values, entries)[order]
            for name, values in (("n", sums.n), ("sum_y", sums.sum_y), ("sum_y2", sums.sum_y2))
        )
        self._check(estimate[order])
        counts = np.bincount(estimate[order], weights=self.columns[0], minlength=self.size)
        self.n_unweighted = np.rint(counts).astype(np.int64)
        empty = np.flatnonzero(self.n_unweighted == 0)
        if len(empty):
            raise EmptyDomainError(
                f"{self.name(empty[0])} has no member in the sample ({len(empty)} such); "
                "leave such estimates out or widen the domain"
            )

    def name(self, estimate: int) -> str:
        return f"estimate {estimate}" + ("" if self.labels is None else f" ({self.labels[estimate]})")

    def _check(self, estimate: IntArray) -> None:
        n, sum_y, sum_y2 = self.columns
        for problem, error, bad in (
            ("a count that is missing or negative", InconsistentCellError, ~(np.isfinite(n) & (n >= 0))),
            ("a sum that is missing or infinite", InvalidOutcomeError, ~np.isfinite(sum_y + sum_y2)),
            (
                "sum_y² above n * sum_y2, which no values have",
                InconsistentCellError,
                sum_y**2 > n * sum_y2 + 1e-9 * np.abs(n * sum_y2),
            ),
        ):
            if bad.any():
                row = int(np.flatnonzero(bad)[0])
                raise error(
                    f"{self.name(estimate[row])} has {problem} in cell {self.cell[row]} (n {n[row]}, "
                    f"sum_y {sum_y[row]}, sum_y2 {sum_y2[row]}); sum over members with valid outcomes only"
                )

    def chunks(self, total: int) -> list[slice]:
        step = max(1, _BLOCK_SIZE // max(self.cells, 1))
        return [slice(start, min(start + step, total)) for start in range(0, total, step)]

    def dense(self, selection: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        """(C, k) arrays of n, sum_y, sum_y2 for the k selected estimates."""
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


class _MeanBlock:
    """Point estimates of k estimates and the scores of their domains' members, by cell.

    ``n`` (C, k) members; ``score`` (C, k) mean score of the cell's members; ``spread`` (C, k) sum of
    squared deviations of the members' scores from it; ``srs`` (k,) variance of the estimate had the
    domain's respondents been a simple random sample.
    """

    def __init__(
        self, design: CellDesign, table: _SumTable, selection: IntArray, *, totals: bool = False
    ) -> None:
        n, sum_y, sum_y2 = table.dense(selection)
        crowded = np.argwhere(n > design.n[:, None])
        if len(crowded):
            cell, column = crowded[0]
            raise InconsistentCellError(
                f"{table.name(selection[column])} has {n[cell, column]:g} members in cell {cell}, which has "
                f"{design.n[cell]:g} respondents; count every respondent once in the domain"
            )
        self.n = n
        self.n_weighted = design.weight @ n
        total = design.weight @ sum_y
        mean = total / self.n_weighted
        cell_mean = np.divide(sum_y, n, out=np.zeros_like(n), where=n > 0)
        within = np.maximum(sum_y2 - sum_y * cell_mean, 0)
        within[within <= _ROUND_OFF * sum_y2] = 0
        deviation = np.where(n > 0, cell_mean - mean, 0)
        # A constant outcome leaves round-off between cell mean and mean: treat it as the zero it is.
        constant = (within.sum(axis=0) + (n * deviation**2).sum(axis=0)) <= _ROUND_OFF * sum_y2.sum(axis=0)
        deviation[:, constant], within[:, constant] = 0, 0

        members = n.sum(axis=0)
        squares = (design.weight @ (within + n * deviation**2)) / self.n_weighted
        unit_variance = np.divide(
            squares * members, members - 1, out=np.full_like(members, np.nan), where=members > 1
        )
        outside = 1 - members / self.n_weighted if design.has_population else 1
        if totals:
            self.estimate = total
            scale = np.ones_like(mean)
            score = np.where(n > 0, cell_mean, 0)
        else:
            self.estimate = mean + table.origin[selection]
            scale = 1 / self.n_weighted
            score = deviation * scale
        self.score = score
        self.spread = within * scale**2
        self.srs = unit_variance * outside / members * (scale * self.n_weighted) ** 2


def _variance(design: CellDesign, parts: tuple[tuple[FloatArray, FloatArray, FloatArray], ...]) -> FloatArray:
    """Stratified variance (k,) of the total of scores that ``parts`` describe, non-members scoring zero.

    Each part is a disjoint group of respondents: members (C, k), their mean score (C, k), their sum of
    squared deviations from it (C, k). All terms are sums of squares, so nothing cancels.
    """
    score_total = sum(n * score for n, score, _ in parts)
    fitted = np.zeros_like(score_total)
    for rows, basis, root, base in design.projections:
        # Base-weighted regression on the cells: X(X'DX)^-1 X'd z = D^-1/2 QQ' D^-1/2 d z, D = n d.
        scaled = score_total[rows] * (base / root)[:, None]
        fitted[rows] = (basis @ (basis.T @ scaled)) / root[:, None]
    weight, count = design.weight[:, None], design.n[:, None]
    indicator = np.equal.outer(np.arange(len(design.stratum_levels)), design.stratum_index).astype(np.float64)
    contribution = indicator @ (weight * (score_total - count * fitted))
    centre = (contribution / design.stratum_n[:, None])[design.stratum_index]
    others = count - sum(n for n, _, _ in parts)
    squares = others * (weight * fitted + centre) ** 2
    for n, score, spread in parts:
        squares += weight**2 * spread + n * (weight * (score - fitted) - centre) ** 2
    correction = (1 - design.sampling_fraction) * design.stratum_n / (design.stratum_n - 1)
    return correction @ (indicator @ squares)


def _estimate(
    design: CellDesign, sums: DomainSums, *, is_share: ArrayLike, level: float, totals: bool
) -> Estimates:
    table = _SumTable(design, sums)
    if totals and table.origin.any():
        raise ValueError("totals are sums of the outcome itself: leave origin out")
    share = np.broadcast_to(np.asarray(is_share, dtype=bool), (table.size,))
    _check_shares(table, share)
    estimate, variance, weighted, srs = (np.empty(table.size) for _ in range(4))
    for chunk in table.chunks(table.size):
        block = _MeanBlock(design, table, np.arange(chunk.start, chunk.stop), totals=totals)
        estimate[chunk], weighted[chunk], srs[chunk] = block.estimate, block.n_weighted, block.srs
        variance[chunk] = _variance(design, ((block.n, block.score, block.spread),))
    std_error = np.where(table.n_unweighted > 1, np.sqrt(variance), np.nan)
    df = np.full(table.size, design.degrees_of_freedom, dtype=np.int64)
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
    """A 0/1 outcome has sum_y2 = sum_y between 0 and n; anything else has no logit interval."""
    n, sum_y, sum_y2 = table.columns
    of_share = np.repeat(share, np.diff(table.start))
    shifted = np.flatnonzero(share & (table.origin != 0))
    wrong = of_share & ((np.abs(sum_y2 - sum_y) > 1e-9 * n) | (sum_y < 0) | (sum_y > n))
    if len(shifted) or wrong.any():
        culprit = shifted[0] if len(shifted) else np.searchsorted(table.start, np.argmax(wrong), "right") - 1
        raise InvalidOutcomeError(
            f"{table.name(culprit)} is declared a share but its outcome is not 0/1; "
            "code it 0/1 with origin 0, or declare it a mean"
        )


def _positive(name: str, values: ArrayLike, strata: Factor) -> FloatArray:
    numbers = read_numbers(name, values, len(strata.index))
    bad = np.flatnonzero(~(np.isfinite(numbers) & (numbers > 0)))
    if len(bad):
        code = strata.levels[strata.index[bad[0]]]
        raise InvalidWeightError(
            f"{name} of cell {bad[0]} (stratum {code!r}) is {numbers[bad[0]]}; it must be positive and finite"
        )
    return numbers
