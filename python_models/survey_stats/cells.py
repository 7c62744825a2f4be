"""The sample, compressed to cells, and the linearised variance of anything that is a sum of scores over it.

A **cell** holds respondents of one stratum (and one primary sampling unit, if the sample is clustered) who
share their calibration variables. Weights may differ inside a cell, but the factor g from base weight d to
final weight w = g d is one number per cell. An estimate with scores z_i (its linearisation, zero outside the
domain) has the weighted scores

    u_i = w_i z_i - d_i h_c

where h_c takes away what the calibration variables explain: with weights d before and w = g d after a
calibration on x, h = g x'B and B = (sum d x x')^-1 sum x u/g (Särndal, Swensson & Wretman 1989; R's
``calibrate``). Several calibrations apply in their order. The variance is (Lumley 2010, chapter 2)

    sum over strata of (1 - n_h/N_h) n_h/(n_h - 1) sum over units of (u - their mean)²

over the primary sampling units of the stratum, which are the respondents in a sample without clusters.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csr_array

from survey_stats.calibration import AuxiliaryBlock, auxiliary_blocks
from survey_stats.codes import Factor, FloatArray, IntArray, read_factor, read_numbers
from survey_stats.errors import InvalidWeightError, PopulationTooSmallError, SingleUnitStratumError

VarianceMode = Literal["calibrated", "pweight"]
Lonely = Literal["fail", "adjust"]

# Singular values of the scaled calibration matrix below this share of the largest count as zero.
_RANK_TOLERANCE = 1e-9


@dataclass(frozen=True)
class CalibrationStep:
    """One calibration that the sample has been through, over C cells.

    ``blocks`` the calibration variables, group by group; ``factor_before`` (C,) weight before this
    calibration over base weight; ``g_weight`` (C,) weight after over weight before.
    """

    blocks: tuple[AuxiliaryBlock, ...]
    factor_before: FloatArray
    g_weight: FloatArray


@dataclass(frozen=True)
class SampleCells:
    """A stratified, possibly clustered and calibrated sample, compressed to C cells, H strata and U units.

    Attributes
    ----------
    n : (C,) respondents. sum_w, sum_w2 : (C,) sums of their base weights and of the squares.
    factor : (C,) final weight over base weight.
    stratum_levels : H codes; stratum_index : (C,) in 0..H-1.
    unit_index : (C,) primary sampling unit of the cell in 0..U-1; None where respondents are the units.
    stratum_units : (H,) units n_h. sampling_fraction : (H,) n_h / N_h, zeros without a correction.
    has_population : whether stratum populations were given.
    steps : calibrations in their order, empty if weights are taken as given.
    lonely : what a stratum of one unit does: ``fail``, or ``adjust``, which takes its deviation from the
        centre of all scores, zero, in place of the deviation from its own mean (R's option of that name).
    replicate_factor : (C, B) final weight over base weight in each of B replicates; None without replicates,
        else variances come from the replicates, and cells are units.
    """

    n: FloatArray
    sum_w: FloatArray
    sum_w2: FloatArray
    factor: FloatArray
    stratum_levels: tuple
    stratum_index: IntArray
    unit_index: IntArray | None
    stratum_units: FloatArray
    sampling_fraction: FloatArray
    has_population: bool
    steps: tuple[CalibrationStep, ...] = ()
    lonely: Lonely = "fail"
    replicate_factor: FloatArray | None = None

    def __post_init__(self) -> None:
        lone = np.flatnonzero((self.stratum_units < 2) & (self.sampling_fraction < 1))
        if len(lone) and self.lonely == "fail":
            raise SingleUnitStratumError(
                f"stratum {self.stratum_levels[lone[0]]!r} has one "
                f"{'respondent' if self.unit_index is None else 'primary sampling unit'}, so no variance; "
                "merge it with another stratum (or choose lonely='adjust')"
            )

    @property
    def degrees_of_freedom(self) -> int:
        """Units minus strata; with replicates, at most their number less one."""
        df = int(self.stratum_units.sum()) - len(self.stratum_units)
        return df if self.replicate_factor is None else min(df, self.replicate_factor.shape[1] - 1)

    @property
    def weight(self) -> FloatArray:
        """(C,) mean final weight of the cell's respondents."""
        return self.factor * self.sum_w / self.n

    @cached_property
    def by_stratum(self) -> csr_array:
        """(H, C) 0/1: sums cells to strata."""
        return _indicator(self.stratum_index, len(self.stratum_levels))

    @cached_property
    def by_unit(self) -> csr_array:
        """(U, C) 0/1: sums cells to units. Only for clustered samples."""
        return _indicator(self.unit_index, int(self.unit_index.max()) + 1)

    @cached_property
    def unit_stratum(self) -> IntArray:
        """(U,) stratum of each unit."""
        stratum = np.empty(int(self.unit_index.max()) + 1, dtype=np.int64)
        stratum[self.unit_index] = self.stratum_index
        return stratum

    @cached_property
    def correction(self) -> FloatArray:
        """(H,) (1 - f_h) n_h/(n_h - 1), and 1 - f_h for a stratum of one unit."""
        n = self.stratum_units
        return (1 - self.sampling_fraction) * np.divide(n, n - 1, out=np.ones_like(n), where=n > 1)

    @cached_property
    def is_lone(self) -> np.ndarray:
        """(H,) strata of one unit, whose score is not centred."""
        return self.stratum_units < 2

    @cached_property
    def _bases(self) -> tuple[tuple[tuple[IntArray, FloatArray, FloatArray], ...], ...]:
        """Per step and block: rows, orthonormal basis of the scaled calibration variables, the scale."""
        steps = []
        for step in self.steps:
            bases = []
            for block in step.blocks:
                root = np.sqrt(self.sum_w[block.rows] * step.factor_before[block.rows])
                length = np.sqrt(((root[:, None] * block.matrix) ** 2).sum(axis=0))
                matrix = root[:, None] * block.matrix / np.where(length > 0, length, 1)
                left, size, _ = np.linalg.svd(matrix, full_matrices=False)
                bases.append((block.rows, left[:, size > _RANK_TOLERANCE * size[0]], root))
            steps.append(tuple(bases))
        return tuple(steps)

    def explained(self, score_total: FloatArray) -> FloatArray:
        """h (C, K): what calibration explains of the scores, per unit of base weight.

        ``score_total`` (C, K) is the cell's sum of w_i z_i.
        """
        fitted = np.zeros_like(score_total)
        if not self.steps:
            return fitted
        remaining = score_total.astype(np.float64, copy=True)
        for step, bases in zip(self.steps, self._bases, strict=True):
            for rows, basis, root in bases:
                g, before = step.g_weight[rows, None], step.factor_before[rows, None]
                scale = root[:, None]
                scaled = np.divide(
                    remaining[rows], g * scale, out=np.zeros_like(remaining[rows]), where=g * scale != 0
                )
                share = np.divide(
                    basis @ (basis.T @ scaled), scale, out=np.zeros_like(scaled), where=scale > 0
                )
                explained = before * g * share
                fitted[rows] += explained
                remaining[rows] -= self.sum_w[rows, None] * explained
        return fitted

    def split(self, origin: IntArray, cells: "SampleCells") -> "SampleCells":
        """The same sample in the finer ``cells``: cell i lies in cell ``origin[i]`` of this table."""
        steps = []
        for step in self.steps:
            blocks = []
            for block in step.blocks:
                place = np.full(len(self.n), -1)
                place[block.rows] = np.arange(len(block.rows))
                rows = np.flatnonzero(place[origin] >= 0)
                blocks.append(replace(block, rows=rows, matrix=block.matrix[place[origin[rows]]]))
            steps.append(CalibrationStep(tuple(blocks), step.factor_before[origin], step.g_weight[origin]))
        return replace(cells, factor=self.factor[origin], steps=tuple(steps))


def centred_squares(cells: SampleCells, total: FloatArray, squares: FloatArray) -> FloatArray:
    """Variance (K,) of sums of weighted scores whose respondents are the units.

    ``total`` (C, K) sums of u; ``squares`` (C, K) sums of (u - the cell's mean u)². Sums of squares only, so
    that nothing cancels.
    """
    contribution = cells.by_stratum @ total
    centre = contribution / cells.stratum_units[:, None]
    centre[cells.is_lone] = 0
    between = cells.n[:, None] * (total / cells.n[:, None] - centre[cells.stratum_index]) ** 2
    return cells.correction @ (cells.by_stratum @ (squares + between))


def unit_variance(cells: SampleCells, total: FloatArray) -> FloatArray:
    """Covariance (K, K) of sums of weighted scores in a clustered sample. ``total`` (C, K) sums of u."""
    units = cells.by_unit @ total
    centre = (cells.by_stratum @ total) / cells.stratum_units[:, None]
    centre[cells.is_lone] = 0
    deviation = units - centre[cells.unit_stratum]
    return (cells.correction[cells.unit_stratum, None] * deviation).T @ deviation


class ScoreSums:
    """Sums of weighted scores and of their products, gathered batch by batch; then their covariance.

    For estimates whose scores are known row by row (regression coefficients, proportions of a table). Holds
    (C, K) and (H, K, K) numbers however many rows pass.
    """

    def __init__(self, cells: SampleCells, size: int) -> None:
        self.cells = cells
        self.total = np.zeros((len(cells.n), size))
        self.base_product = np.zeros((len(cells.n), size))
        self.products = np.zeros((len(cells.stratum_levels), size, size))

    def add(self, cell: IntArray, sum_w: FloatArray, sum_w2: FloatArray, score: FloatArray) -> None:
        """Add R groups of respondents: cell (R,), sums (R,) of base weights and squares, score z (R, K)."""
        factor = self.cells.factor[cell]
        to_cell = _indicator(cell, len(self.cells.n))
        self.total += to_cell @ ((factor * sum_w)[:, None] * score)
        weighted = (factor * sum_w2)[:, None] * score
        if self.cells.steps:
            self.base_product += to_cell @ weighted
        if self.cells.unit_index is None:
            stratum = self.cells.stratum_index[cell]
            squared = factor[:, None] * weighted
            for h in np.unique(stratum):
                rows = stratum == h
                self.products[h] += score[rows].T @ squared[rows]

    def covariance(self) -> FloatArray:
        """(K, K), by the formula of the module's text."""
        cells = self.cells
        explained = cells.explained(self.total)
        total = self.total - cells.sum_w[:, None] * explained
        if cells.unit_index is not None:
            return unit_variance(cells, total)
        contribution = cells.by_stratum @ total
        centred = np.where(cells.is_lone[:, None], 0, contribution)
        vcov = np.zeros(self.products.shape[1:])
        for h, (correction, size) in enumerate(zip(cells.correction, cells.stratum_units, strict=True)):
            squares = self.products[h]
            if cells.steps:
                rows = cells.stratum_index == h
                mixed = self.base_product[rows].T @ explained[rows]
                squares = (
                    squares
                    - (mixed + mixed.T)
                    + (cells.sum_w2[rows, None] * explained[rows]).T @ explained[rows]
                )
            vcov += correction * (squares - np.outer(centred[h], centred[h]) / size)
        return vcov


def cell_design(
    stratum: ArrayLike,
    n: ArrayLike,
    weight: ArrayLike,
    *,
    base_weight: ArrayLike | None = None,
    categories: Mapping[str, ArrayLike] | None = None,
    population: Mapping[object, float] | None = None,
    mode: VarianceMode = "calibrated",
) -> SampleCells:
    """A sample without clusters whose weights are constant inside a cell, calibrated within strata.

    Parameters
    ----------
    stratum : (C,) codes.
    n : (C,) all respondents of the cell, at least 1.
    weight : (C,) final (calibrated) weight of one respondent, positive.
    base_weight : (C,) weight of one respondent before calibration; mode ``calibrated`` only.
    categories : variable -> (C,) codes of the calibration variables; mode ``calibrated`` only.
    population : stratum -> size, for the finite population correction; None for none.
    mode : ``calibrated``, or ``pweight`` to take the weights as given.

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
    base, steps = final, ()
    if mode == "calibrated":
        if base_weight is None or categories is None:
            raise ValueError("mode 'calibrated' needs base_weight and categories; or choose mode 'pweight'")
        base = _positive("base_weight", base_weight, strata)
        steps = (CalibrationStep(auxiliary_blocks(stratum, categories), np.ones(len(count)), final / base),)
    respondents = np.bincount(strata.index, weights=count, minlength=len(strata.levels))
    return SampleCells(
        n=count,
        sum_w=count * base,
        sum_w2=count * base**2,
        factor=final / base,
        stratum_levels=strata.levels,
        stratum_index=strata.index,
        unit_index=None,
        stratum_units=respondents,
        sampling_fraction=sampling_fractions(strata.levels, respondents, population),
        has_population=population is not None,
        steps=steps,
    )


def sampling_fractions(
    strata: tuple, units: FloatArray, population: Mapping[object, float] | None
) -> FloatArray:
    """n_h / N_h (H,), zeros where ``population`` is None.

    Raises ``PopulationTooSmallError`` naming a stratum whose population is missing or below its sample.
    """
    if population is None:
        return np.zeros(len(strata))
    for code, size in zip(strata, units, strict=True):
        total = population.get(code)
        if total is None or not total >= size:
            raise PopulationTooSmallError(
                f"stratum {code!r} has {size:g} respondents and population {total}; "
                "give the stratum's population size, which cannot be below the sample"
            )
    return units / np.array([population[code] for code in strata], dtype=np.float64)


def _indicator(index: IntArray, size: int) -> csr_array:
    """(size, len(index)) 0/1 matrix that sums rows with the same index."""
    return csr_array((np.ones(len(index)), (index, np.arange(len(index)))), shape=(size, len(index)))


def _positive(name: str, values: ArrayLike, strata: Factor) -> FloatArray:
    numbers = read_numbers(name, values, len(strata.index))
    bad = np.flatnonzero(~(np.isfinite(numbers) & (numbers > 0)))
    if len(bad):
        code = strata.levels[strata.index[bad[0]]]
        raise InvalidWeightError(
            f"{name} of cell {bad[0]} (stratum {code!r}) is {numbers[bad[0]]}; it must be positive and finite"
        )
    return numbers
