"""Calibration of survey weights to population margins, on cells, in the whole sample or within groups.

The g-weight is the same for all respondents who share the values of the auxiliary variables. Such a
combination is a **calibration cell**; everything here works on the table of cells, whose size does not
grow with the sample while the auxiliary variables are categorical.

With d the base weights, x the auxiliary variables and T their population totals, g = F(x'lambda) where
lambda solves sum d g x = T (Deville & Särndal 1992, equation 2.5). F belongs to a distance between g and 1:

    linear    F(u) = 1 + u            generalised regression; cut off at bounds if there are any
    raking    F(u) = exp(u)           positive weights; cut off at bounds if there are any
    logit     F rises from L to U     smooth, needs bounds L < 1 < U (their case 6)

Each F is the derivative of a convex function, so lambda minimises a convex objective, and damped Newton
steps find it wherever a solution exists: quadratic convergence where iterative proportional fitting, with
the same limit as raking, is linear.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, logit

from survey_stats.codes import FloatArray, IntArray, read_factor, read_factors, read_numbers
from survey_stats.errors import (
    BoundsError,
    CalibrationNotConvergedError,
    DuplicateMarginError,
    InvalidOutcomeError,
    InvalidWeightError,
    MarginCategoryAbsentError,
    MarginTotalsDisagreeError,
    SampleCategoryAbsentError,
    ShapeError,
    UnknownMarginVariableError,
)

# Variables of one stratum must agree on its size; registers are integers, so only round-off is allowed.
MARGIN_TOTAL_TOLERANCE = 1e-9

# Variable name of the population size itself, a column of ones.
INTERCEPT = "(intercept)"

Totals = Mapping[tuple, float]
Method = Literal["raking", "linear", "logit"]


@dataclass(frozen=True)
class AuxiliaryBlock:
    """The calibration variables of one group of respondents as a matrix.

    Attributes
    ----------
    group : code of the group (a stratum, say) within which margins are met.
    rows : (C_h,) positions of the group's cells in the cell table.
    columns : P_h pairs (variable, category), in the order of the columns of ``matrix``; category None for
        numeric variables and the intercept.
    matrix : (C_h, P_h): a 0/1 column for every observed category of every variable, then the numeric ones.
        Its rank may be below P_h (each variable's columns sum to one), which the solvers here allow for.
        Without any variable it is one column of ones, ``("(intercept)", None)``.
    """

    group: object
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
    """Outcome of :func:`calibrate_cells` over C cells.

    Attributes
    ----------
    g_weight : (C,) factor from base to calibrated weight; may be negative in ``linear`` without bounds.
    iterations : Newton steps taken, the largest over the groups.
    max_relative_margin_error : largest |achieved - wanted| / wanted over all margins; wanted totals near
        zero, which only numeric variables can have, are measured against sum d |x| instead.
    blocks : one :class:`AuxiliaryBlock` per group.
    """

    g_weight: FloatArray
    iterations: int
    max_relative_margin_error: float
    blocks: tuple[AuxiliaryBlock, ...]


def margin_totals(
    stratum: ArrayLike, variable: ArrayLike, category: ArrayLike, population: ArrayLike
) -> dict[tuple, float]:
    """Turn four columns (M,) of a margin table into the mapping that :func:`calibrate_cells` takes.

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
                f"{_namer('stratum')(*key)} has two population counts; keep one row for each category"
            )
        totals[key] = float(count)
    return totals


def auxiliary_blocks(
    group: ArrayLike,
    categories: Mapping[str, ArrayLike],
    numeric: Mapping[str, ArrayLike] | None = None,
) -> tuple[AuxiliaryBlock, ...]:
    """Build the calibration matrix of each group.

    ``group`` (C,) codes; ``categories`` variable -> (C,) codes; ``numeric`` variable -> (C,) finite numbers,
    the same for all respondents of a cell. Groups come out in sorted order.
    """
    groups = read_factor("stratum", group)
    factors = read_factors(categories, len(groups.index))
    numbers = {name: read_numbers(name, v, len(groups.index)) for name, v in (numeric or {}).items()}
    for name, values in numbers.items():
        bad = np.flatnonzero(~np.isfinite(values))
        if len(bad):
            raise InvalidOutcomeError(
                f"calibration variable {name!r} is {values[bad[0]]} in cell {bad[0]}; it must be finite"
            )
    blocks = []
    for h, code in enumerate(groups.levels):
        rows = np.flatnonzero(groups.index == h)
        columns, values = [], []
        for factor in factors:
            index = factor.index[rows]
            for level in np.unique(index):
                columns.append((factor.name, factor.levels[level]))
                values.append((index == level).astype(np.float64))
        for name, column in numbers.items():
            columns.append((name, None))
            values.append(column[rows])
        if not columns:
            columns, values = [(INTERCEPT, None)], [np.ones(len(rows))]
        blocks.append(AuxiliaryBlock(code, rows, tuple(columns), np.stack(values, axis=1)))
    return tuple(blocks)


def calibrate_cells(
    group: ArrayLike,
    categories: Mapping[str, ArrayLike],
    base_weight_total: ArrayLike,
    totals: Totals,
    *,
    numeric: Mapping[str, ArrayLike] | None = None,
    method: Method = "raking",
    bounds: tuple[float, float] | None = None,
    group_name: str = "stratum",
    tolerance: float = 1e-12,
    max_iterations: int = 100,
) -> CalibrationResult:
    """Calibrate cells to population margins within each group (formulas: the module's text).

    Parameters
    ----------
    group : (C,) codes; one code everywhere calibrates the whole sample at once.
    categories : variable -> (C,) codes.
    base_weight_total : (C,) sum of the base weights of the cell's respondents, positive.
    totals : (group, variable, category) -> population count, for exactly the variables of ``categories`` and
        ``numeric``. Categories with count 0 may be listed when the sample has nobody in them. Numeric
        variables have category None and the population total of the variable.
    numeric : variable -> (C,) numbers, constant inside a cell; ``(intercept)`` (ones) fixes the group's size.
    method, bounds : see the module's text; bounds (L, U) are limits of g, L < 1 < U.
    group_name : what error messages call a group.
    tolerance : largest relative deviation from any margin that counts as converged.
    max_iterations : Newton steps per group.

    Raises
    ------
    InvalidWeightError, MissingCodeError, ShapeError : broken input, with the cell.
    UnknownMarginVariableError, MarginCategoryAbsentError, SampleCategoryAbsentError,
    MarginTotalsDisagreeError : sample and margins do not fit, with group, variable and category.
    BoundsError : bounds that are no bounds, or within which no weights meet the margins (shown by linear
        programming), with the worst margin.
    CalibrationNotConvergedError : margins that the method cannot meet, with the worst one.
    """
    distance = _distance(method, bounds)
    numeric = numeric or {}
    base = read_numbers("base_weight_total", base_weight_total)
    if not categories and not numeric:
        raise UnknownMarginVariableError("no calibration variable given; name at least one in categories")
    groups = read_factor(group_name, group, len(base))
    bad = np.flatnonzero(~(np.isfinite(base) & (base > 0)))
    if len(bad):
        raise InvalidWeightError(
            f"base_weight_total of cell {bad[0]} ({group_name} {groups.levels[groups.index[bad[0]]]!r}) is "
            f"{base[bad[0]]}; base weights must be positive and finite"
        )
    blocks = auxiliary_blocks(group, categories, numeric)
    name = _namer(group_name)
    targets = match_margins(blocks, tuple(categories), tuple(numeric), totals, name)

    g_weight = np.ones(len(base))
    iterations, worst_error = 0, 0.0
    for block, target in zip(blocks, targets, strict=True):
        g, steps, error = _solve(block, base[block.rows], target, distance, tolerance, max_iterations, name)
        g_weight[block.rows] = g
        iterations, worst_error = max(iterations, steps), max(worst_error, error)
    return CalibrationResult(g_weight, iterations, worst_error, blocks)


def recalibrate(
    blocks: tuple[AuxiliaryBlock, ...],
    targets: tuple[FloatArray, ...],
    base_weight_totals: FloatArray,
    *,
    method: Method,
    bounds: tuple[float, float] | None,
    group_name: str = "stratum",
) -> FloatArray:
    """g-weights (C, B) of B sets of base weights (C, B) against the same margins: replicate by replicate.

    Base weights may be zero, as replicates leave respondents out. ``targets`` from :func:`match_margins`.
    Raises ``CalibrationNotConvergedError`` or ``BoundsError`` with the replicate.
    """
    distance, name = _distance(method, bounds), _namer(group_name)
    g_weight = np.ones_like(base_weight_totals)
    for replicate in range(base_weight_totals.shape[1]):
        for block, target in zip(blocks, targets, strict=True):
            base = base_weight_totals[block.rows, replicate]
            try:
                g_weight[block.rows, replicate] = _solve(block, base, target, distance, 1e-12, 100, name)[0]
            except (CalibrationNotConvergedError, BoundsError) as error:
                raise type(error)(f"replicate {replicate}: {error}") from error
    return g_weight


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


Namer = Callable[..., str]


def _namer(group_name: str) -> Namer:
    """Names a margin in error messages: by group, variable and category, as far as there are any."""

    def name(group: object, variable: object = None, category: object = None) -> str:
        parts = [
            (group_name, group),
            ("variable", variable),
            ("category", category),
        ]
        return ", ".join(f"{label} {value!r}" for label, value in parts if label and value is not None)

    return name


def match_margins(
    blocks: tuple[AuxiliaryBlock, ...],
    categorical: tuple[str, ...],
    numeric: tuple[str, ...],
    totals: Totals,
    name: Namer,
) -> tuple[FloatArray, ...]:
    """Line the margins up with the columns of each block, after checking that the two tell one story.

    Returns the wanted totals (P_h,) of each block. Raises as :func:`calibrate_cells`.
    """
    sampled = {block.group for block in blocks}
    variables = (*categorical, *numeric)
    for key, count in totals.items():
        if not isinstance(key, tuple) or len(key) != 3:
            raise ShapeError(f"totals are keyed by (stratum, variable, category), got {key!r}")
        if not (np.isfinite(count) and (count >= 0 or key[1] in numeric)):
            raise InvalidWeightError(
                f"population count of {name(*key)} is {count}; it must be finite and >= 0"
            )
        if key[1] not in variables:
            raise UnknownMarginVariableError(
                f"totals hold variable {key[1]!r}, which is no calibration variable; "
                "leave it out of totals or add it to categories"
            )
        if key[0] not in sampled and count != 0:
            raise MarginCategoryAbsentError(
                f"{name(*key)} has population {count:g} but the sample has no respondent in it; "
                "merge it with another, in sample and margins"
            )
    observed = {(block.group, *column) for block in blocks for column in block.columns}
    for key, count in totals.items():
        if count != 0 and key not in observed:
            raise MarginCategoryAbsentError(
                f"{name(*key)} has population {count:g} but no respondent; "
                "merge it with another category in sample and margins"
            )
    targets = []
    for block in blocks:
        for variable in variables:
            if not any(key[0] == block.group and key[1] == variable for key in totals):
                raise UnknownMarginVariableError(
                    f"{name(block.group, variable)} has no margins; add them or leave the variable out"
                )
        for variable, category in block.columns:
            if variable in numeric:
                if (block.group, variable, None) not in totals:
                    raise UnknownMarginVariableError(
                        f"{name(block.group, variable)} is numeric and has categories in the margins; "
                        "give one row with an empty category and the variable's total"
                    )
            elif not totals.get((block.group, variable, category), 0) > 0:
                raise SampleCategoryAbsentError(
                    f"{name(block.group, variable, category)} has respondents but no population in the "
                    "margins; add its count, or recode the respondents"
                )
        target = np.array([totals[(block.group, *column)] for column in block.columns], dtype=np.float64)
        sizes = {
            v: target[[column[0] == v for column in block.columns]].sum()
            for v in variables
            if v in categorical or v == INTERCEPT
        }
        first = next(iter(sizes), None)
        for variable, size in sizes.items():
            if abs(size - sizes[first]) > MARGIN_TOTAL_TOLERANCE * sizes[first]:
                raise MarginTotalsDisagreeError(
                    f"{name(block.group)}: variable {first!r} sums to {sizes[first]:.10g} and variable "
                    f"{variable!r} to {size:.10g}; correct the margins so that all variables give one total"
                )
        targets.append(target)
    return tuple(targets)


@dataclass(frozen=True)
class _Distance:
    """F, its derivative and its integral, of u = x'lambda (R,); limits of g; value of u at g = ``start``."""

    method: Method
    g: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]
    integral: Callable[[FloatArray], FloatArray]
    lower: float
    upper: float
    inverse: Callable[[float], float]


def _distance(method: str, bounds: tuple[float, float] | None) -> _Distance:
    """The distance function of Deville & Särndal (1992), cases 1, 2, 6 and 7."""
    if method not in ("raking", "linear", "logit"):
        raise ValueError(f"method is 'raking', 'linear' or 'logit', not {method!r}")
    lower, upper = (-np.inf, np.inf) if bounds is None else (float(bounds[0]), float(bounds[1]))
    if not lower < 1 < upper:
        raise BoundsError(f"bounds {(lower, upper)} must lie around 1: they limit calibrated / base weight")
    if method == "logit":
        if not np.isfinite(lower + upper):
            raise BoundsError("method 'logit' needs finite bounds, for instance bounds=(0.3, 3)")
        a, b = upper - 1, 1 - lower
        rate = (upper - lower) / (a * b)

        def part(u: FloatArray) -> FloatArray:
            return expit(rate * u + np.log(b / a))

        return _Distance(
            method,
            g=lambda u: lower + (upper - lower) * part(u),
            slope=lambda u: (upper - lower) * rate * part(u) * (1 - part(u)),
            integral=lambda u: (
                lower * u + (upper - lower) / rate * np.logaddexp(np.log(a), rate * u + np.log(b))
            ),
            lower=lower,
            upper=upper,
            inverse=lambda g: (logit((g - lower) / (upper - lower)) - np.log(b / a)) / rate,
        )
    if method == "raking":
        lower = max(lower, 0.0)
        whole, primitive, inverse = np.exp, np.exp, np.log
        whole_slope = np.exp
    else:
        whole, primitive, inverse = (lambda u: 1 + u), (lambda u: u + u**2 / 2), (lambda g: g - 1)
        whole_slope = np.ones_like
    with np.errstate(divide="ignore"):
        low_u, high_u = inverse(lower), inverse(upper)

    def integral(u: FloatArray) -> FloatArray:
        inside = np.clip(u, low_u, high_u)
        # Outside the bounds F is constant, so its integral is a straight line; 0 * inf cannot occur there.
        over, under = u - inside > 0, u - inside < 0
        line = np.where(over, upper, lower)
        return primitive(inside) + np.where(over | under, line, 0) * (u - inside)

    return _Distance(
        method,
        g=lambda u: whole(np.clip(u, low_u, high_u)),
        slope=lambda u: np.where((u > low_u) & (u < high_u), whole_slope(u), 0.0),
        integral=integral,
        lower=lower,
        upper=upper,
        inverse=inverse,
    )


def _solve(
    block: AuxiliaryBlock,
    base: FloatArray,
    target: FloatArray,
    distance: _Distance,
    tolerance: float,
    max_iterations: int,
    name: Namer,
) -> tuple[FloatArray, int, float]:
    """Solve one block: minimise sum(base * integral(X lambda)) - target'lambda by damped Newton steps."""
    x = block.matrix
    size = base @ np.abs(x)
    scale = np.where(np.abs(target) > 1e-6 * size, np.abs(target), size)
    scale = np.where(scale > 0, scale, 1.0)
    dual = _start(x, base, target, distance)

    def objective(at: FloatArray) -> float:
        with np.errstate(over="ignore", invalid="ignore"):
            return float(base @ distance.integral(x @ at) - target @ at)

    def weights_and_gap(at: FloatArray) -> tuple[FloatArray, FloatArray]:
        g = distance.g(x @ at)
        return g, (base * g) @ x - target

    g, gap = weights_and_gap(dual)
    error = float(np.max(np.abs(gap) / scale))
    steps = 0
    while error > tolerance and steps < max_iterations:
        hessian = x.T @ ((base * distance.slope(x @ dual))[:, None] * x)
        # Least squares, since the columns of each variable sum to one; scaled to unit diagonal first.
        diagonal = np.diag(hessian)
        unit = 1 / np.sqrt(np.where(diagonal > 0, diagonal, 1.0))
        direction = unit * np.linalg.lstsq(hessian * np.outer(unit, unit), -gap * unit, rcond=1e-13)[0]
        length, now = 1.0, objective(dual)
        while length > 1e-8 and not objective(dual + length * direction) <= now + 1e-12 * abs(now):
            length /= 2
        if length <= 1e-8:
            break
        dual = dual + length * direction
        g, gap = weights_and_gap(dual)
        error = float(np.max(np.abs(gap) / scale))
        steps += 1
    if not error <= tolerance:
        worst = int(np.argmax(np.abs(gap) / scale))
        where = name(block.group, *block.columns[worst])
        reached = (
            f"{where}: {target[worst] + gap[worst]:.10g} instead of {target[worst]:.10g} "
            f"(relative error {error:.2g}, tolerance {tolerance:.2g})"
        )
        bounded = np.isfinite(distance.upper) or distance.lower > 0
        if bounded and not _attainable(x, base, target, scale, distance):
            raise BoundsError(
                f"no weights between {distance.lower:g} and {distance.upper:g} times the base weight meet "
                f"these margins; worst is {reached}. Widen the bounds or merge sparse categories"
            )
        raise CalibrationNotConvergedError(
            f"{distance.method} stopped after {steps} of {max_iterations} steps; worst is {reached}. If more "
            "steps do not help, no weights of this method meet these margins: merge sparse categories"
        )
    return g, steps, error


def _start(x: FloatArray, base: FloatArray, target: FloatArray, distance: _Distance) -> FloatArray:
    """Start from the ratio estimator, the same factor everywhere, where the columns of x span a constant."""
    ones = np.linalg.lstsq(x, np.ones(len(x)), rcond=1e-12)[0]
    ratio = target @ ones / base.sum()
    if np.abs(x @ ones - 1).max() < 1e-9 and distance.lower < ratio < distance.upper:
        return ones * distance.inverse(ratio)
    return np.zeros(x.shape[1])


def _attainable(
    x: FloatArray, base: FloatArray, target: FloatArray, scale: FloatArray, distance: _Distance
) -> bool:
    """Whether any weights inside the bounds meet the margins to 1e-9, by linear programming (HiGHS)."""
    from scipy.optimize import linprog

    totals = (base[:, None] * x / scale).T
    found = linprog(
        np.zeros(len(base)),
        A_eq=totals,
        b_eq=target / scale,
        bounds=(distance.lower, distance.upper if np.isfinite(distance.upper) else None),
        options={"primal_feasibility_tolerance": 1e-9},
    )
    return found.status != 2
