"""Generalised linear models by quasi-likelihood, with a design-based sandwich covariance.

The coefficients solve sum w x (y - mu) mu'/V(mu) = 0, with mu = g^-1(x'b + offset); each respondent has the
score z_i = H^-1 x_i (y_i - mu_i) mu'/V, H = sum w x x' mu'²/V (Binder 1983; R's ``svyglm``), whose covariance
is that of :mod:`survey_stats.kernel.variance`. Only the mean's form is assumed, not that counts are Poisson
or weights are copies of persons. The rows pass once for each Newton step, and once for the scores; a step is
halved while it makes the deviance larger. Steps end when the next one would move the fitted values by less
than 1e-11 of their scale: beyond what R's default of 1e-8 asks of the deviance.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from survey_stats.errors import InvalidOutcomeError, ModelNotConvergedError, SeparationError
from survey_stats.kernel.blocks import WELL_CONDITIONED, Scratch, cross_product, times, triangle_of
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.regression import (
    CentredFit,
    RegressionFit,
    RegressionRows,
    SeenRows,
    condition_of,
    far_from_zero,
    inference_of,
    shift_back,
    shifted,
    solve_triangle,
)
from survey_stats.kernel.variance import ScoreSums

FamilyName = Literal["gaussian", "binomial", "poisson"]

_CONVERGED = 1e-11
# A converged model's last step moves no linear predictor by as much.
_STILL_MOVING = 1e-3
# From this condition of the scaled regressors on, what squares it loses digits that the data have.
_ILL_CONDITIONED = 1e3
_MOST_STEPS = 50
_MOST_HALVINGS = 30

Batches = Callable[[], Iterable[tuple[RegressionRows, FloatArray]]]


@dataclass(frozen=True)
class Moments:
    """At some linear predictor, (R,) each: an outcome's ``mean``, its ``slope`` (V of the mean), ``residual``
    y - mean, without cancelling where the two are close, and unit ``deviance``, computed when called."""

    mean: FloatArray
    slope: FloatArray
    residual: FloatArray
    deviance: Callable[[], FloatArray]


@dataclass(frozen=True)
class Family:
    """Mean and variance of an outcome, with the canonical link.

    ``at``(y, eta) its :class:`Moments`, ``mean``(eta) and ``slope``(eta) those alone; ``link``(mu) and
    ``variance``(mu); the ``start`` of mu from y; ``low``, ``high`` limits of y.
    """

    name: str
    at: Callable[[FloatArray, FloatArray], Moments]
    link: Callable[[FloatArray], FloatArray]
    variance: Callable[[FloatArray], FloatArray]
    start: Callable[[FloatArray], FloatArray]
    low: float
    high: float

    def mean(self, eta: FloatArray) -> FloatArray:
        """(R,) means at linear predictors (R,)."""
        return self.at(np.zeros_like(eta), eta).mean

    def slope(self, eta: FloatArray) -> FloatArray:
        """(R,) derivatives of the means."""
        return self.at(np.zeros_like(eta), eta).slope


def _gaussian(y: FloatArray, eta: FloatArray) -> Moments:
    return Moments(eta, np.ones_like(eta), y - eta, lambda: (y - eta) ** 2)


def _binomial(y: FloatArray, eta: FloatArray) -> Moments:
    # One exponential, of what is not positive, gives both tails without rounding either to 0 or 1.
    small = np.exp(-np.abs(eta))
    far = 1 / (1 + small)
    near = small * far
    is_up, rest = eta >= 0, 1 - y
    up, down = np.where(is_up, far, near), np.where(is_up, near, far)

    def deviance() -> FloatArray:
        lost = np.log1p(small) + np.where(is_up, rest * eta, -y * eta)
        if (inside := y * rest).any():
            lost += _entropy(y, inside > 0)
        return 2 * lost

    return Moments(up, far * near, y * down - rest * up, deviance)


def _entropy(y: FloatArray, inside: np.ndarray) -> FloatArray:
    """y log y + (1 - y) log(1 - y), which is zero at 0 and 1, outside ``inside``."""
    found, p = np.zeros_like(y), y[inside]
    found[inside] = p * np.log(p) + (1 - p) * np.log1p(-p)
    return found


def _poisson(y: FloatArray, eta: FloatArray) -> Moments:
    mu = np.exp(eta)
    return Moments(mu, mu, y - mu, lambda: 2 * (y * np.log(np.where(y > 0, y, 1)) - y * eta - (y - mu)))


_FAMILIES = {
    family.name: family
    for family in (
        Family("gaussian", _gaussian, lambda mu: mu, np.ones_like, lambda y: y, -np.inf, np.inf),
        Family(
            "binomial",
            _binomial,
            lambda mu: np.log(mu / (1 - mu)),
            lambda mu: mu * (1 - mu),
            lambda y: (y + 0.5) / 2,
            0.0,
            1.0,
        ),
        Family("poisson", _poisson, np.log, lambda mu: mu, lambda y: y + 0.1, 0.0, np.inf),
    )
}


def family_of(name: str) -> Family:
    """The family of a name: ``gaussian`` (identity), ``binomial`` (logit) or ``poisson`` (log)."""
    if name not in _FAMILIES:
        raise InvalidOutcomeError(f"family is 'gaussian', 'binomial' or 'poisson', not {name!r}")
    return _FAMILIES[name]


@dataclass(frozen=True)
class GlmFit(RegressionFit):
    """A :class:`RegressionFit` with what its predictions need.

    ``family`` name; ``steps`` Newton steps taken; ``deviance`` weighted, and ``null_deviance`` that of the
    mean alone. ``inverse`` is H^-1 and ``r_squared`` 1 - deviance / null_deviance.
    """

    family: str
    steps: int
    deviance: float
    null_deviance: float


def fit_glm(
    cells: SampleCells,
    batches: Batches,
    term_names: Sequence[str],
    family: str,
    *,
    level: float = 0.95,
) -> GlmFit:
    """Fit y on x by quasi-likelihood; formulas: the module's text.

    ``batches`` gives rows and offsets (R,) anew each time it is called. Degrees of freedom, ``level`` and
    errors as :func:`survey_stats.kernel.regression.fit_rows`, and

    Raises
    ------
    InvalidOutcomeError : an outcome that the family does not have (below 0, or above 1 for ``binomial``).
    SeparationError : a term predicts the outcome perfectly, so that its coefficient is infinite.
    ModelNotConvergedError : steps that do not converge.
    """
    names, how = tuple(term_names), family_of(family)
    triangle, seen = _first_pass(cells, batches, names, how)
    centre = far_from_zero(triangle, names)
    if centre is None:
        centre = np.zeros(len(names) + 1)
    centre[-1] = 0
    if centre.any():
        batches = _moved(batches, lambda rows: shifted(rows, centre))
        triangle, seen = _first_pass(cells, batches, names, how)
    coefficients, _ = solve_triangle(triangle, names, seen.n)
    factor, basis = triangle[: len(names), : len(names)], None
    length = np.sqrt((factor**2).sum(axis=0))
    condition = condition_of(triangle)
    if condition > _ILL_CONDITIONED:
        # Newton steps square the condition of x: where it is bad they are taken in a basis of its columns.
        basis = np.linalg.inv(factor / length) / length[:, None]
        batches = _moved(batches, lambda rows: replace(rows, x=times(rows.x, basis)))
        coefficients = (factor / length) @ (length * coefficients)
    step, steps = coefficients, 1
    deviance = np.inf
    while True:
        pass_ = _one_pass(cells, batches, coefficients, how)
        halvings = 0
        while not pass_.deviance <= deviance * (1 + 1e-9) and steps > 1:
            if halvings == _MOST_HALVINGS:
                raise ModelNotConvergedError(f"the {family} model does not converge: its deviance grows")
            step, halvings = step / 2, halvings + 1
            coefficients = coefficients - step
            pass_ = _one_pass(cells, batches, coefficients, how)
        deviance = pass_.deviance
        inverse = _inverse(pass_.hessian, names, family, basis)
        step = inverse @ pass_.score
        scale = pass_.hessian_scale
        if step @ pass_.hessian @ step <= (_CONVERGED**2) * scale:
            _refuse_separation(step if basis is None else basis @ step, seen.peak, names, family)
            break
        if steps == _MOST_STEPS:
            _refuse_separation(step if basis is None else basis @ step, seen.peak, names, family)
            raise ModelNotConvergedError(f"the {family} model does not converge in {_MOST_STEPS} steps")
        coefficients, steps = coefficients + step, steps + 1
    is_well = condition <= WELL_CONDITIONED or basis is not None
    vcov, null_deviance = _covariance(
        cells, batches, coefficients, inverse, how, seen, names, is_well=is_well
    )
    if basis is not None:
        coefficients, vcov, inverse = basis @ coefficients, basis @ vcov @ basis.T, basis @ inverse @ basis.T
    centred = CentredFit(centre[:-1], coefficients, vcov, inverse)
    back = shift_back(centre)
    coefficients, vcov, inverse = back @ coefficients, back @ vcov @ back.T, back @ inverse @ back.T
    return GlmFit(
        **inference_of(names, coefficients, vcov, seen.degrees_of_freedom(cells) + 1 - len(names), level),
        n_unweighted=round(seen.n),
        n_weighted=float(seen.sum_w),
        r_squared=float(1 - deviance / null_deviance) if null_deviance > 0 else float("nan"),
        family=family,
        steps=steps,
        deviance=float(deviance),
        null_deviance=float(null_deviance),
        inverse=inverse,
        centred=centred,
    )


@dataclass
class _Pass:
    """Sums of one pass at given coefficients; ``hessian_scale`` is the sum of w mu'²/V."""

    hessian: FloatArray
    score: FloatArray
    deviance: float
    hessian_scale: float


def _moved(batches: Batches, move: Callable[[RegressionRows], RegressionRows]) -> Batches:
    """The batches with their rows changed."""
    return lambda: ((move(rows), offset) for rows, offset in batches())


def _first_pass(
    cells: SampleCells, batches: Batches, names: tuple[str, ...], how: Family
) -> tuple[FloatArray, SeenRows]:
    """The triangle of weighted least squares from R's starting values, and what was seen."""
    seen = SeenRows(cells, names)

    def working() -> Iterator[tuple[FloatArray, FloatArray, FloatArray]]:
        is_again = seen.n > 0
        for rows, offset in batches():
            weight, y = seen.weigh(cells, rows, is_again=is_again), rows.y
            if len(bad := np.flatnonzero((y < how.low) | (y > how.high))):
                raise InvalidOutcomeError(
                    f"the outcome is {y[bad[0]]:g} in some row; family {how.name!r} needs numbers from "
                    f"{how.low:g} to {how.high:g}"
                )
            mu = how.start(y)
            slope = how.variance(mu)
            yield rows.x, how.link(mu) - offset + (y - mu) / slope, weight * slope

    triangle = triangle_of(working)
    seen.check()
    return triangle, seen


def _one_pass(cells: SampleCells, batches: Batches, coefficients: FloatArray, how: Family) -> _Pass:
    size = len(coefficients)
    found, scratch = _Pass(np.zeros((size, size)), np.zeros(size), 0.0, 0.0), Scratch()
    for rows, offset in batches():
        weight = cells.factor.take(rows.cell) * rows.sum_w
        eta = rows.x @ coefficients + offset
        with np.errstate(over="ignore", invalid="ignore"):
            own = how.at(rows.y, eta)
            found.deviance += float(weight @ own.deviance())
            curvature = weight * own.slope
            found.hessian += cross_product(rows.x, scratch.scaled(rows.x, curvature))
            found.score += rows.x.T @ (weight * own.residual)
        found.hessian_scale += float(curvature.sum())
    if np.isnan(found.deviance):
        found.deviance = np.inf
    return found


def _refuse_separation(step: FloatArray, peak: FloatArray, names: tuple[str, ...], family: str) -> None:
    """Coefficients that grow for ever leave a last step that moves values whose weight has vanished."""
    moved = np.abs(step) * peak
    if moved.max(initial=0) > _STILL_MOVING:
        raise SeparationError(
            f"the {family} model has no finite coefficients: {names[int(np.argmax(moved))]!r} (and what goes "
            "with it) predicts some outcomes perfectly; merge its categories or leave it out"
        )


def _inverse(
    hessian: FloatArray, names: tuple[str, ...], family: str, basis: FloatArray | None
) -> FloatArray:
    """H^-1. ``basis`` (P, P) that of the regressors, to name a term in errors; None for their own."""
    length = np.sqrt(np.diag(hessian))
    if not ((length > 0) & np.isfinite(length)).all():
        culprit = names[int(np.argmin(np.where(np.isfinite(length), length, 0)))]
        raise SeparationError(
            f"the {family} model leaves {culprit!r} without information: the outcome hardly varies where it "
            "is not zero; merge its categories or leave it out"
        )
    values, vectors = np.linalg.eigh(hessian / np.outer(length, length))
    if values[0] <= 1e-14:
        direction = vectors[:, 0] if basis is None else basis @ (vectors[:, 0] / length)
        culprit = names[int(np.argmax(np.abs(direction)))]
        raise SeparationError(
            f"the {family} model cannot tell {culprit!r} from other terms where the outcome varies; merge "
            "categories or leave it out"
        )
    return (vectors / values) @ vectors.T / np.outer(length, length)


def _covariance(
    cells: SampleCells,
    batches: Batches,
    coefficients: FloatArray,
    inverse: FloatArray,
    how: Family,
    seen: SeenRows,
    names: tuple[str, ...],
    *,
    is_well: bool,
) -> tuple[FloatArray, float]:
    """Covariance of the coefficients, and the deviance of the mean alone."""
    sums = ScoreSums(cells, len(names))
    mean, null_deviance = how.link(np.array([seen.sum_wy / seen.sum_w])), 0.0
    kept: list[tuple[RegressionRows, FloatArray]] = []
    for rows, offset in batches():
        residual = how.at(rows.y, rows.x @ coefficients + offset).residual
        x = rows.x if is_well else times(rows.x, inverse)
        sums.add(rows.cell, rows.sum_w, rows.sum_w2, x, residual)
        weight = cells.factor.take(rows.cell) * rows.sum_w
        null_deviance += float(weight @ how.at(rows.y, mean).deviance())
        if cells.replicates is not None:
            kept.append((rows, offset))
    if cells.replicates is None:
        if is_well:
            sums.transformed(inverse)
        return sums.covariance(), null_deviance
    return _replicated(cells, kept, coefficients, how, names), null_deviance


def _replicated(
    cells: SampleCells,
    kept: list[tuple[RegressionRows, FloatArray]],
    coefficients: FloatArray,
    how: Family,
    names: tuple[str, ...],
) -> FloatArray:
    """Covariance of the coefficients of all replicates, each fitted to its end."""
    x, y, cell, w = (
        np.concatenate([getattr(rows, n) for rows, _ in kept]) for n in ("x", "y", "cell", "sum_w")
    )
    offset = np.concatenate([o for _, o in kept])
    found = np.empty((cells.replicates.factor.shape[1], len(names)))
    for b, factor in enumerate(cells.replicates.factor.T):
        weight, beta = factor[cell] * w, coefficients.copy()
        for _ in range(_MOST_STEPS):
            eta = x @ beta + offset
            own = how.at(y, eta)
            slope = own.slope
            hessian = x.T @ ((weight * slope)[:, None] * x)
            try:
                step = np.linalg.solve(hessian, x.T @ (weight * own.residual))
            except np.linalg.LinAlgError:
                step = np.full(len(beta), np.nan)
            beta = beta + step
            if step @ hessian @ step <= _CONVERGED**2 * float(weight @ slope):
                break
        else:
            raise ModelNotConvergedError(
                f"the model of replicate {b} does not converge; merge rare categories among {list(names)}"
            )
        found[b] = beta
    return cells.replicates.covariance(found, coefficients)
