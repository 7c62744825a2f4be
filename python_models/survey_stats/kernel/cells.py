"""The sample, compressed to cells.

A **cell** holds respondents of one stratum (and one primary sampling unit, if the sample is clustered) who
share their calibration variables. Weights may differ inside a cell, but the factor g from base weight d to
final weight w = g d is one number per cell. Everything that an estimate needs of the respondents outside its
domain is in the table of cells.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import (
    InvalidWeightError,
    OptionError,
    PopulationTooSmallError,
    SingleUnitStratumError,
)
from survey_stats.kernel.codes import Factor, FloatArray, IntArray, read_factor, read_numbers
from survey_stats.kernel.margins import RANK_TOLERANCE, AuxiliaryBlock, auxiliary_blocks
from survey_stats.kernel.replicates import Replicates, rank_degrees_of_freedom
from survey_stats.kernel.unequal import Brewer, TwoPhase

VarianceMode = Literal["calibrated", "pweight"]
Lonely = Literal["fail", "adjust", "remove", "certainty", "average"]
LONELY = ("fail", "adjust", "remove", "certainty", "average")


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
class ResponseStep:
    """An adjustment of the weights for non-response by a logistic model of response, over C cells.

    ``x`` (C, P) regressors; ``inverse`` (P, P) of the sum of v p (1 - p) x x', v the weights before;
    ``residual`` (C,) response less its probability p; ``rest`` (C,) 1 - p; ``factor_before`` (C,) weight
    before over base weight.
    """

    x: FloatArray
    inverse: FloatArray
    residual: FloatArray
    rest: FloatArray
    factor_before: FloatArray

    def explained(self, remaining: FloatArray) -> FloatArray:
        """(C, K) per unit of base weight: v A'H^-1 x (r - p), A = sum of w z (1 - p) x over respondents.

        That is what the estimated probabilities take from the scores (Kim & Kim 2007).
        """
        a = self.x.T @ (self.rest[:, None] * remaining)
        return (self.factor_before * self.residual)[:, None] * (self.x @ (self.inverse @ a))

    def split(self, origin: IntArray) -> "ResponseStep":
        """The same over finer cells."""
        return ResponseStep(
            self.x[origin],
            self.inverse,
            self.residual[origin],
            self.rest[origin],
            self.factor_before[origin],
        )


@dataclass(frozen=True)
class Stage:
    """A later stage of sampling: U units in S strata, a stratum lying inside one unit of the stage before.

    ``unit_index`` (C,) unit of the cell; ``unit_stratum`` (U,) stratum of the unit; ``units`` (S,) units
    drawn; ``sampling_fraction`` (S,) share of the stratum's units that was drawn; ``scale`` (S,) product of
    the sampling fractions of the stages before, which is what the stage counts for.
    """

    unit_index: IntArray
    unit_stratum: IntArray
    units: FloatArray
    sampling_fraction: FloatArray
    scale: FloatArray


@dataclass(frozen=True)
class SampleCells:
    """A stratified, possibly clustered and calibrated sample, compressed to C cells, H strata and U units.

    Attributes
    ----------
    n : (C,) respondents; n_used : (C,) those whose weight is not zero.
    sum_w : (C,) sum of their base weights; spread_w : (C,) sum of the squares around their mean.
    factor : (C,) final weight over base weight.
    stratum_levels : H codes; stratum_index : (C,) in 0..H-1.
    unit_index : (C,) primary sampling unit of the cell in 0..U-1; None where respondents are the units.
    stratum_units : (H,) units n_h. sampling_fraction : (H,) n_h / N_h, zeros without a correction.
    has_population : whether stratum populations were given.
    steps : calibrations in their order, empty if weights are taken as given.
    lonely : what a stratum of one unit adds to a variance (R's ``survey.lonely.psu``): ``fail`` refuses it,
        ``adjust`` takes its deviation from the mean of all units, ``remove`` and ``certainty`` add nothing,
        ``average`` what the other strata add on average.
    later_stages : stages of sampling after the first, which count where populations are finite.
    replicates : replicate weights, from which variances then come; None for linearised variances.
    form : how variances come from the totals of scores in a PPS or two-phase sample, whose units are
        ``unit_index``; None for stratified samples.
    responses : adjustments for non-response, before or between the calibrations.
    """

    n: FloatArray
    n_used: FloatArray
    sum_w: FloatArray
    spread_w: FloatArray
    factor: FloatArray
    stratum_levels: tuple
    stratum_index: IntArray
    unit_index: IntArray | None
    stratum_units: FloatArray
    sampling_fraction: FloatArray
    has_population: bool
    steps: tuple[CalibrationStep, ...] = ()
    lonely: Lonely = "fail"
    later_stages: tuple[Stage, ...] = ()
    replicates: Replicates | None = None
    responses: tuple[ResponseStep, ...] = ()
    form: Brewer | TwoPhase | None = None

    def __post_init__(self) -> None:
        lone = np.flatnonzero(self.is_lone & (self.sampling_fraction < 1))
        if len(lone) and self.form is None and self.lonely == "fail":
            raise SingleUnitStratumError(
                f"stratum {self.stratum_levels[lone[0]]!r} has one "
                f"{'respondent' if self.unit_index is None else 'primary sampling unit'}, so no variance; "
                "merge it with another stratum (or choose lonely='adjust')"
            )
        if self.lonely not in ("remove", "certainty"):
            for number, stage in enumerate(self.later_stages, start=2):
                alone = (stage.units < 2) & (stage.sampling_fraction < 1) & (stage.scale > 0)
                if alone.any():
                    raise SingleUnitStratumError(
                        f"{alone.sum()} units have one unit of several at stage {number}, so no variance "
                        "there; choose lonely='certainty' to leave it out"
                    )

    @cached_property
    def degrees_of_freedom(self) -> int:
        """Units minus strata, those counted that have a weight; with replicates, at most what they allow."""
        used = np.flatnonzero(self.n_used > 0)
        return self.inner_degrees_of_freedom(used, self.n_used[used])

    def inner_degrees_of_freedom(self, cell: IntArray, n_used: FloatArray) -> int:
        """Units minus strata of a domain with ``n_used`` (E,) weighted respondents in cells ``cell`` (E,)."""
        cell = cell[n_used > 0]
        strata = _distinct(self.stratum_index[cell])
        if self.unit_index is None:
            df = round(float(n_used.sum())) - strata
        else:
            df = _distinct(self.unit_index[cell]) - strata
        if self.replicates is None:
            return df
        if self.replicates.counts_rank and len(cell) < np.count_nonzero(self.n_used):
            weights = self.replicates.factor[cell] * self.sum_w[cell, None]
            return min(df, rank_degrees_of_freedom(weights))
        return min(df, self.replicates.degrees_of_freedom)

    @property
    def sum_w2(self) -> FloatArray:
        """(C,) sum of the squares of the base weights."""
        return self.spread_w + self.sum_w**2 / self.n

    @property
    def weight(self) -> FloatArray:
        """(C,) mean final weight of the cell's respondents."""
        return self.factor * self.sum_w / self.n

    @cached_property
    def n_units(self) -> int:
        """Primary sampling units; only for clustered samples."""
        return int(self.unit_index.max()) + 1

    @cached_property
    def unit_stratum(self) -> IntArray:
        """(U,) stratum of each unit."""
        stratum = np.empty(self.n_units, dtype=np.int64)
        stratum[self.unit_index] = self.stratum_index
        return stratum

    @cached_property
    def correction(self) -> FloatArray:
        """(H,) what the squares of a stratum count for: (1 - f_h) n_h/(n_h - 1); strata of one unit apart."""
        n, lone = self.stratum_units, self.is_lone
        correction = (1 - self.sampling_fraction) * np.divide(n, n - 1, out=np.ones_like(n), where=n > 1)
        uncertain = lone & (self.sampling_fraction < 1)
        if self.lonely in ("remove", "certainty"):
            correction[lone] = 0
        elif self.lonely == "average":
            correction[uncertain] = 0
        return correction

    def average_factor(self, members: FloatArray) -> FloatArray:
        """(K,) what the variance of K domains is times where lone units add what the other strata do.

        ``members`` (C, K) respondents of each domain by cell. Strata are counted among those in which the
        domain has members, or all once a calibration ties them together (R's ``onestage``). NaN for a domain
        that has lone units only.
        """
        size = members.shape[1]
        uncertain = self.is_lone & (self.sampling_fraction < 1)
        if self.lonely != "average" or not uncertain.any():
            return np.ones(size)
        present = np.ones((len(uncertain), size), dtype=bool)
        if not self.steps:
            present[:] = False
            cell, estimate = np.nonzero(members > 0)
            present[self.stratum_index[cell], estimate] = True
        known = (present & ~uncertain[:, None]).sum(axis=0)
        return np.divide(present.sum(axis=0), known, out=np.full(size, np.nan), where=known > 0)

    @cached_property
    def is_lone(self) -> np.ndarray:
        """(H,) strata of one unit."""
        return self.stratum_units < 2

    @cached_property
    def _bases(self) -> tuple[tuple[tuple[IntArray | slice, FloatArray, FloatArray, FloatArray], ...], ...]:
        """Per step and block: rows, orthonormal basis q of the calibration variables scaled by the root of
        the weight, and what scores are taken times before q and after it."""
        steps = []
        for step in self.steps:
            bases = []
            for block in step.blocks:
                root = np.sqrt(np.maximum(self.sum_w[block.rows] * step.factor_before[block.rows], 0))
                length = np.sqrt(((root[:, None] * block.matrix) ** 2).sum(axis=0))
                matrix = root[:, None] * block.matrix / np.where(length > 0, length, 1)
                left, size, _ = np.linalg.svd(matrix, full_matrices=False)
                scale = step.g_weight[block.rows] * root
                bases.append(
                    (
                        _as_slice(block.rows),
                        left[:, size > RANK_TOLERANCE * size[0]],
                        np.divide(1, scale, out=np.zeros_like(root), where=scale != 0)[:, None],
                        np.divide(
                            (step.factor_before * step.g_weight)[block.rows],
                            root,
                            out=np.zeros_like(root),
                            where=root > 0,
                        )[:, None],
                    )
                )
            steps.append(tuple(bases))
        return tuple(steps)

    def explained(self, score_total: FloatArray) -> FloatArray:
        """h (C, K): what calibration explains of the scores, per unit of base weight.

        ``score_total`` (C, K) is the cell's sum of w_i z_i. With weights d before and w = g d after a
        calibration on x, h = g x'B and B = (sum d x x')^-1 sum x u/g (Särndal, Swensson & Wretman 1989; R's
        ``calibrate``). Several calibrations apply in their order.
        """
        fitted = np.zeros_like(score_total)
        if not self.steps and not self.responses:
            return fitted
        remaining = score_total.astype(np.float64, copy=True)
        for bases in self._bases:
            for rows, basis, before, after in bases:
                explained = after * (basis @ (basis.T @ (before * remaining[rows])))
                fitted[rows] += explained
                remaining[rows] -= self.sum_w[rows, None] * explained
        for response in reversed(self.responses):
            explained = response.explained(remaining)
            fitted += explained
            remaining -= self.sum_w[:, None] * explained
        return fitted

    def split(
        self, origin: IntArray, n: FloatArray, n_used: FloatArray, sum_w: FloatArray, spread_w: FloatArray
    ) -> "SampleCells":
        """The same sample in finer cells, of which the i-th lies in cell ``origin[i]`` of this table."""
        steps = []
        for step in self.steps:
            blocks = []
            for block in step.blocks:
                place = np.full(len(self.n), -1)
                place[block.rows] = np.arange(len(block.rows))
                rows = np.flatnonzero(place[origin] >= 0)
                blocks.append(replace(block, rows=rows, matrix=block.matrix[place[origin[rows]]]))
            steps.append(CalibrationStep(tuple(blocks), step.factor_before[origin], step.g_weight[origin]))
        replicates = self.replicates
        return replace(
            self,
            n=n,
            n_used=n_used,
            sum_w=sum_w,
            spread_w=spread_w,
            factor=self.factor[origin],
            stratum_index=self.stratum_index[origin],
            unit_index=None if self.unit_index is None else self.unit_index[origin],
            steps=tuple(steps),
            responses=tuple(response.split(origin) for response in self.responses),
            form=None if self.form is None else self.form.split(origin),
            later_stages=tuple(replace(s, unit_index=s.unit_index[origin]) for s in self.later_stages),
            replicates=None if replicates is None else replace(replicates, factor=replicates.factor[origin]),
        )


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
        raise OptionError(f"mode is 'calibrated' or 'pweight', not {mode!r}")
    strata = read_factor("stratum", stratum)
    count = _positive("n", n, strata)
    final = _positive("weight", weight, strata)
    base, steps = final, ()
    if mode == "calibrated":
        if base_weight is None or categories is None:
            raise OptionError("mode 'calibrated' needs base_weight and categories; or choose mode 'pweight'")
        base = _positive("base_weight", base_weight, strata)
        steps = (CalibrationStep(auxiliary_blocks(stratum, categories), np.ones(len(count)), final / base),)
    respondents = np.bincount(strata.index, weights=count, minlength=len(strata.levels))
    return SampleCells(
        n=count,
        n_used=count,
        sum_w=count * base,
        spread_w=np.zeros(len(count)),
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


def _distinct(index: IntArray) -> int:
    return int(np.count_nonzero(np.bincount(index))) if len(index) else 0


def _positive(name: str, values: ArrayLike, strata: Factor) -> FloatArray:
    numbers = read_numbers(name, values, len(strata.index))
    bad = np.flatnonzero(~(np.isfinite(numbers) & (numbers > 0)))
    if len(bad):
        code = strata.levels[strata.index[bad[0]]]
        raise InvalidWeightError(
            f"{name} of cell {bad[0]} (stratum {code!r}) is {numbers[bad[0]]}; it must be positive and finite"
        )
    return numbers


def _as_slice(rows: IntArray) -> IntArray | slice:
    """Rows that follow one another as the slice they are, which numpy need not copy."""
    follow = len(rows) > 0 and bool((np.diff(rows) == 1).all())
    return slice(int(rows[0]), int(rows[-1]) + 1) if follow else rows
