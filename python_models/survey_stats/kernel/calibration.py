"""Calibration of survey weights to population margins, on cells, in the whole sample or within groups.

The g-weight is the same for all respondents who share the values of the auxiliary variables. Such a
combination is a **calibration cell**; everything here works on the table of cells, whose size does not
grow with the sample while the auxiliary variables are categorical.

With d the base weights, x the auxiliary variables and T their population totals, g = F(x'lambda) where
lambda solves sum d g x = T (Deville & Särndal 1992, equation 2.5). F belongs to a distance
(:mod:`survey_stats.kernel.distances`) and is the derivative of a convex function, so lambda minimises a
convex objective, and damped Newton steps find it wherever a solution exists: quadratic convergence where
iterative proportional fitting, with the same limit as raking, is linear. The steps are taken in an
orthonormal basis of the variables, so that nearly collinear ones are met as exactly as any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import (
    BoundsError,
    CalibrationNotConvergedError,
    InvalidWeightError,
    UnknownMarginVariableError,
)
from survey_stats.kernel.codes import FloatArray, read_factor, read_numbers
from survey_stats.kernel.distances import Distance, Method, distance_of
from survey_stats.kernel.margins import (
    RANK_TOLERANCE,
    AuxiliaryBlock,
    Namer,
    Totals,
    auxiliary_blocks,
    match_margins,
    namer,
)


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
    BoundsError : bounds on one side of 1, or within which no weights meet the margins (shown by linear
        programming), with the worst margin.
    CalibrationNotConvergedError : margins that the method cannot meet, with the worst one.
    """
    distance = distance_of(method, bounds)
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
    name = namer(group_name)
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
    distance, name = distance_of(method, bounds), namer(group_name)
    g_weight = np.ones_like(base_weight_totals)
    for replicate in range(base_weight_totals.shape[1]):
        for block, target in zip(blocks, targets, strict=True):
            base = base_weight_totals[block.rows, replicate]
            try:
                g_weight[block.rows, replicate] = _solve(block, base, target, distance, 1e-12, 100, name)[0]
            except (CalibrationNotConvergedError, BoundsError) as error:
                raise type(error)(f"replicate {replicate}: {error}") from error
    return g_weight


def _solve(
    block: AuxiliaryBlock,
    base: FloatArray,
    target: FloatArray,
    distance: Distance,
    tolerance: float,
    max_iterations: int,
    name: Namer,
) -> tuple[FloatArray, int, float]:
    """Solve one block: minimise sum(base * integral(X lambda)) - target'lambda by damped Newton steps."""
    x = block.matrix
    size = np.abs(base) @ np.abs(x)
    scale = np.where(np.abs(target) > 1e-6 * size, np.abs(target), size)
    scale = np.where(scale > 0, scale, 1.0)
    z, to_z = _orthonormal(x, base)
    target_z = to_z.T @ target
    dual = _start(z, base, target_z, distance)

    def objective(at: FloatArray) -> float:
        with np.errstate(over="ignore", invalid="ignore"):
            return float(base @ distance.integral(z @ at) - target_z @ at)

    def state(at: FloatArray) -> tuple[FloatArray, FloatArray, float]:
        """g, how far its margins are off, and the largest relative deviation."""
        with np.errstate(over="ignore", invalid="ignore"):
            g = distance.g(z @ at)
            gap = (base * g) @ x - target
        return g, gap, float(np.max(np.abs(gap) / scale))

    g, gap, error = state(dual)
    steps = 0
    while error > tolerance and steps < max_iterations:
        hessian = z.T @ ((base * distance.slope(z @ dual))[:, None] * z)
        direction = np.linalg.lstsq(hessian, -to_z.T @ gap, rcond=1e-14)[0]
        length, now = 1.0, objective(dual)
        # Near the solution round-off hides the descent of the objective, but not that of the gap.
        while length > 1e-8:
            tried = state(dual + length * direction)
            if objective(dual + length * direction) <= now or tried[2] < error / 2:
                break
            length /= 2
        if length <= 1e-8:
            break
        dual = dual + length * direction
        g, gap, error = tried
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


def _orthonormal(x: FloatArray, base: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Z (R, r) and A (P, r) with Z = X A, and Z orthonormal under weights |base|; r is the rank of X."""
    root = np.sqrt(np.abs(base))[:, None]
    length = np.sqrt(((root * x) ** 2).sum(axis=0))
    length = np.where(length > 0, length, 1.0)
    left, values, right = np.linalg.svd(root * (x / length), full_matrices=False)
    kept = values > RANK_TOLERANCE * values[0]
    to_z = (right[kept].T / values[kept]) / length[:, None]
    z = np.where(root > 0, left[:, kept] / np.where(root > 0, root, 1), x @ to_z)
    return z, to_z


def _start(z: FloatArray, base: FloatArray, target: FloatArray, distance: Distance) -> FloatArray:
    """Start from the ratio estimator, the same factor everywhere, where the columns of z span a constant."""
    ones = z.T @ np.abs(base)
    ratio = target @ ones / base.sum()
    if np.abs(z @ ones - 1).max() < 1e-9 and distance.lower < ratio < distance.upper:
        return ones * distance.inverse(ratio)
    return np.zeros(z.shape[1])


def _attainable(
    x: FloatArray, base: FloatArray, target: FloatArray, scale: FloatArray, distance: Distance
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
