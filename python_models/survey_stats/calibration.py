"""Calibration of survey weights to population margins by raking, on cells, within strata.

The auxiliary variables are categorical, so the g-weight is the same for all respondents who share a
stratum and a combination of categories. Such a combination is a **calibration cell**; everything here
works on the table of cells, whose size does not grow with the sample.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.codes import FloatArray, IntArray, read_factor, read_factors, read_numbers
from survey_stats.errors import (
    CalibrationNotConvergedError,
    DuplicateMarginError,
    InvalidWeightError,
    MarginCategoryAbsentError,
    MarginTotalsDisagreeError,
    SampleCategoryAbsentError,
    ShapeError,
    UnknownMarginVariableError,
)

# Variables of one stratum must agree on its size; registers are integers, so only round-off is allowed.
MARGIN_TOTAL_TOLERANCE = 1e-9

Totals = Mapping[tuple, float]


@dataclass(frozen=True)
class AuxiliaryBlock:
    """The calibration variables of one stratum as a 0/1 matrix.

    Attributes
    ----------
    stratum : code of the stratum.
    rows : (C_h,) positions of the stratum's cells in the cell table.
    columns : P_h pairs (variable, category), in the order of the columns of ``matrix``.
    matrix : (C_h, P_h), one column for every observed category of every variable. Its rank is below P_h
        (each variable's columns sum to one), which the solvers here allow for. Without any variable it
        is one column of ones, ``("total", "all")``.
    """

    stratum: object
    rows: IntArray
    columns: tuple[tuple, ...]
    matrix: FloatArray


@dataclass(frozen=True)
class WeightDiagnostics:
    """Spread of g-weights and weights over N respondents.

    Attributes: ``n``; ``g_min``, ``g_max``; ``g_percentiles`` mapping percent -> g-weight;
    ``design_effect`` Kish's 1 + cv² of the weights (Kish 1992); ``effective_n`` = n / deff.
    """

    n: int
    g_min: float
    g_max: float
    g_percentiles: Mapping[float, float]
    design_effect: float
    effective_n: float


@dataclass(frozen=True)
class CalibrationResult:
    """Outcome of :func:`rake_cells` over C cells.

    Attributes
    ----------
    g_weight : (C,) factor from base weight to calibrated weight, positive.
    iterations : Newton steps taken, the largest over the strata.
    max_relative_margin_error : largest |achieved - wanted| / wanted over all margins.
    blocks : one :class:`AuxiliaryBlock` per stratum.
    """

    g_weight: FloatArray
    iterations: int
    max_relative_margin_error: float
    blocks: tuple[AuxiliaryBlock, ...]


def margin_totals(
    stratum: ArrayLike, variable: ArrayLike, category: ArrayLike, population: ArrayLike
) -> dict[tuple, float]:
    """Turn four columns (M,) of a margin table into the mapping that :func:`rake_cells` takes.

    Raises ``DuplicateMarginError`` when a (stratum, variable, category) occurs twice and
    ``MissingCodeError``/``ShapeError`` on missing codes or unequal lengths.
    """
    counts = read_numbers("population", population)
    strata, variables, categories = (
        read_factor(name, codes, len(counts))
        for name, codes in (("stratum", stratum), ("variable", variable), ("category", category))
    )
    totals: dict[tuple, float] = {}
    for h, v, c, count in zip(strata.index, variables.index, categories.index, counts, strict=True):
        key = (strata.levels[h], variables.levels[v], categories.levels[c])
        if key in totals:
            raise DuplicateMarginError(
                f"{_name(*key)} has two population counts; keep one row for each category"
            )
        totals[key] = float(count)
    return totals


def auxiliary_blocks(stratum: ArrayLike, categories: Mapping[str, ArrayLike]) -> tuple[AuxiliaryBlock, ...]:
    """Build the 0/1 calibration matrix of each stratum.

    ``stratum`` (C,) codes; ``categories`` variable -> (C,) codes. Strata come out in sorted order.
    """
    strata = read_factor("stratum", stratum)
    factors = read_factors(categories, len(strata.index))
    blocks = []
    for h, code in enumerate(strata.levels):
        rows = np.flatnonzero(strata.index == h)
        columns, indicators = [], []
        for factor in factors:
            index = factor.index[rows]
            for level in np.unique(index):
                columns.append((factor.name, factor.levels[level]))
                indicators.append(index == level)
        if not columns:
            columns, indicators = [("total", "all")], [np.ones(len(rows), dtype=bool)]
        matrix = np.stack(indicators, axis=1).astype(np.float64)
        blocks.append(AuxiliaryBlock(code, rows, tuple(columns), matrix))
    return tuple(blocks)


def rake_cells(
    stratum: ArrayLike,
    categories: Mapping[str, ArrayLike],
    base_weight_total: ArrayLike,
    totals: Totals,
    *,
    tolerance: float = 1e-12,
    max_iterations: int = 100,
) -> CalibrationResult:
    """Rake cells to population margins within each stratum (exponential distance).

    Finds g = exp(x'lambda) with sum over cells of ``base_weight_total`` * g * x equal to the margins, the
    raking-ratio case (case 2) of Deville & Särndal (1992, section 2). The equations are the gradient of a
    convex function of lambda, which damped Newton steps minimise: quadratic convergence where iterative
    proportional fitting, with the same limit, is linear.

    Parameters
    ----------
    stratum : (C,) codes.
    categories : variable -> (C,) codes; at least one variable.
    base_weight_total : (C,) sum of the base weights of the cell's respondents, positive.
    totals : (stratum, variable, category) -> population count, for exactly the variables of
        ``categories``. Categories with count 0 may be listed when the sample has nobody in them.
    tolerance : largest relative deviation from any margin that counts as converged.
    max_iterations : Newton steps per stratum.

    Raises
    ------
    InvalidWeightError, MissingCodeError, ShapeError : broken input, with the cell.
    UnknownMarginVariableError, MarginCategoryAbsentError, SampleCategoryAbsentError,
    MarginTotalsDisagreeError : sample and margins do not fit, with stratum, variable and category.
    CalibrationNotConvergedError : margins that positive weights cannot meet, with the worst margin.
    """
    base = read_numbers("base_weight_total", base_weight_total)
    if not categories:
        raise UnknownMarginVariableError("no calibration variable given; name at least one in categories")
    strata = read_factor("stratum", stratum, len(base))
    bad = np.flatnonzero(~(np.isfinite(base) & (base > 0)))
    if len(bad):
        raise InvalidWeightError(
            f"base_weight_total of cell {bad[0]} (stratum {strata.levels[strata.index[bad[0]]]!r}) is "
            f"{base[bad[0]]}; base weights must be positive and finite"
        )
    blocks = auxiliary_blocks(stratum, categories)
    targets = _match_margins(blocks, tuple(categories), totals)

    g_weight = np.ones(len(base))
    iterations, worst_error = 0, 0.0
    for block, target in zip(blocks, targets, strict=True):
        g, steps, error = _rake_block(block, base[block.rows], target, tolerance, max_iterations)
        g_weight[block.rows] = g
        iterations, worst_error = max(iterations, steps), max(worst_error, error)
    return CalibrationResult(g_weight, iterations, worst_error, blocks)


def weight_diagnostics(
    n: ArrayLike,
    g_weight: ArrayLike,
    weight: ArrayLike,
    percentiles: tuple[float, ...] = (1, 5, 25, 50, 75, 95, 99),
) -> WeightDiagnostics:
    """Describe g-weights and weights, each cell counted as its ``n`` respondents.

    ``n`` (C,) respondents, ``g_weight`` (C,), ``weight`` (C,) calibrated weight of one respondent.
    A percentile is the smallest g-weight below or at which that percentage of respondents lies.
    Raises ``InvalidWeightError`` on negative, missing or all-zero input, ``ShapeError`` on unequal lengths.
    """
    counts = read_numbers("n", n)
    g, w = (
        read_numbers(name, values, len(counts))
        for name, values in (("g_weight", g_weight), ("weight", weight))
    )
    for name, values in (("n", counts), ("g_weight", g), ("weight", w)):
        bad = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
        if len(bad) or not values.sum() > 0:
            where = f"cell {bad[0]} has {values[bad[0]]}" if len(bad) else "all are zero"
            raise InvalidWeightError(
                f"{name}: {where}; values must be finite, not negative, and not all zero"
            )
    size = counts.sum()
    occupied = counts > 0
    order = np.argsort(g[occupied], kind="stable")
    sorted_g, cumulated = g[occupied][order], np.cumsum(counts[occupied][order])
    positions = np.searchsorted(cumulated, np.asarray(percentiles) / 100 * size * (1 - 1e-12))
    design_effect = size * (counts @ w**2) / (counts @ w) ** 2
    return WeightDiagnostics(
        n=int(size),
        g_min=float(sorted_g[0]),
        g_max=float(sorted_g[-1]),
        g_percentiles={p: float(sorted_g[i]) for p, i in zip(percentiles, positions, strict=True)},
        design_effect=float(design_effect),
        effective_n=float(size / design_effect),
    )


def _name(stratum: object, variable: object, category: object | None = None) -> str:
    text = f"stratum {stratum!r}, variable {variable!r}"
    return text if category is None else f"{text}, category {category!r}"


def _match_margins(
    blocks: tuple[AuxiliaryBlock, ...], variables: tuple[str, ...], totals: Totals
) -> tuple[FloatArray, ...]:
    """Line the margins up with the columns of each block, after checking that the two tell one story."""
    sampled = {block.stratum for block in blocks}
    for key, count in totals.items():
        if not isinstance(key, tuple) or len(key) != 3:
            raise ShapeError(f"totals are keyed by (stratum, variable, category), got {key!r}")
        if not (np.isfinite(count) and count >= 0):
            raise InvalidWeightError(
                f"population count of {_name(*key)} is {count}; it must be finite and >= 0"
            )
        if key[1] not in variables:
            raise UnknownMarginVariableError(
                f"totals hold variable {key[1]!r}, which is no calibration variable; "
                "leave it out of totals or add it to categories"
            )
        if key[0] not in sampled and count > 0:
            raise MarginCategoryAbsentError(
                f"{_name(*key)} has population {count:g} but the sample has no respondent in the stratum; "
                "merge the stratum with another"
            )
    observed = {(block.stratum, *column) for block in blocks for column in block.columns}
    for key, count in totals.items():
        if count > 0 and key not in observed:
            raise MarginCategoryAbsentError(
                f"{_name(*key)} has population {count:g} but no respondent; "
                "merge it with another category in sample and margins"
            )
    targets = []
    for block in blocks:
        for variable in variables:
            if not any(key[0] == block.stratum and key[1] == variable for key in totals):
                raise UnknownMarginVariableError(
                    f"{_name(block.stratum, variable)} has no margins; add them or leave the variable out"
                )
        for variable, category in block.columns:
            if not totals.get((block.stratum, variable, category), 0) > 0:
                raise SampleCategoryAbsentError(
                    f"{_name(block.stratum, variable, category)} has respondents but no population in the "
                    "margins; add its count, or recode the respondents"
                )
        target = np.array([totals[(block.stratum, *column)] for column in block.columns], dtype=np.float64)
        sums = {v: target[[column[0] == v for column in block.columns]].sum() for v in variables}
        first = variables[0]
        for variable, size in sums.items():
            if abs(size - sums[first]) > MARGIN_TOTAL_TOLERANCE * sums[first]:
                raise MarginTotalsDisagreeError(
                    f"stratum {block.stratum!r}: variable {first!r} sums to {sums[first]:.10g} and variable "
                    f"{variable!r} to {size:.10g}; correct the margins so that all variables give one total"
                )
        targets.append(target)
    return tuple(targets)


def _rake_block(
    block: AuxiliaryBlock, base: FloatArray, target: FloatArray, tolerance: float, max_iterations: int
) -> tuple[FloatArray, int, float]:
    """Solve one stratum: minimise sum(base * exp(X lambda)) - target'lambda by damped Newton steps."""
    x = block.matrix
    variables = len({variable for variable, _ in block.columns})
    # Start from the ratio estimator, the same factor everywhere: it already meets the stratum total.
    dual = np.full(x.shape[1], np.log(target.sum() / variables / base.sum()) / variables)

    def objective(at: FloatArray) -> float:
        with np.errstate(over="ignore"):
            return float(base @ np.exp(x @ at) - target @ at)

    def weights_and_error(at: FloatArray) -> tuple[FloatArray, FloatArray]:
        g = np.exp(x @ at)
        return g, (base * g) @ x - target

    g, gap = weights_and_error(dual)
    error = float(np.max(np.abs(gap) / target))
    steps = 0
    while error > tolerance and steps < max_iterations:
        hessian = x.T @ ((base * g)[:, None] * x)
        # Least squares, since the columns of each variable sum to one; scaled to unit diagonal first.
        scale = 1 / np.sqrt(np.diag(hessian))
        direction = scale * np.linalg.lstsq(hessian * np.outer(scale, scale), -gap * scale, rcond=1e-13)[0]
        length, now = 1.0, objective(dual)
        while length > 1e-8 and not objective(dual + length * direction) <= now + 1e-12 * abs(now):
            length /= 2
        if length <= 1e-8:
            break
        dual = dual + length * direction
        g, gap = weights_and_error(dual)
        error = float(np.max(np.abs(gap) / target))
        steps += 1
    if not error <= tolerance:
        worst = int(np.argmax(np.abs(gap) / target))
        raise CalibrationNotConvergedError(
            f"raking stopped after {steps} of {max_iterations} steps; worst is "
            f"{_name(block.stratum, *block.columns[worst])}: {target[worst] + gap[worst]:.10g} instead of "
            f"{target[worst]:.10g} (relative error {error:.2g}, tolerance {tolerance:.2g}). If more steps do "
            "not help, no positive weights meet these margins: merge sparse categories"
        )
    return g, steps, error
