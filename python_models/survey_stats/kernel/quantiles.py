"""Quantiles of weighted values, by the rules of R's ``svyquantile`` (Hyndman & Fan 1996, for weights)."""

from collections.abc import Callable

import numpy as np

from survey_stats.errors import InvalidOutcomeError
from survey_stats.kernel.codes import FloatArray

RULES = ("math", "school", "hf1", "hf2", "hf3", "hf4", "hf5", "hf6", "hf7", "hf8", "hf9")


def quantile_of(rule: str) -> Callable[[FloatArray, FloatArray, FloatArray], FloatArray]:
    """The function that gives quantiles (K,) of sorted values (N,) with weights (N,) at probabilities (K,).

    ``math`` and ``hf1`` the least value y with F(y) >= p; ``school`` and ``hf2`` the mean of the two values
    between which F jumps over p, where it does not reach it elsewhere; ``hf3`` the nearest value, even ones
    first; ``hf4`` to ``hf9`` interpolate the weighted distribution function linearly between its steps.
    (R's ``shahvaish`` is left out: in survey 4.1 it changes with the scale of the weights.) Raises
    ``InvalidOutcomeError`` on another rule.
    """
    if rule not in RULES:
        raise InvalidOutcomeError(f"rule is one of {', '.join(RULES)}, not {rule!r}")
    if rule in ("math", "hf1"):
        return lambda y, w, p: _at_steps(y, w, p, lambda low, up, tie, place: np.where(tie, low, up))
    if rule in ("school", "hf2"):
        return lambda y, w, p: _at_steps(
            y, w, p, lambda low, up, tie, place: np.where(tie, (low + up) / 2, up)
        )
    if rule == "hf3":
        return _nearest
    if rule == "hf4":
        return _between_steps
    return lambda y, w, p: np.interp(p, _positions(rule, w), y)


def _at_steps(
    y: FloatArray,
    w: FloatArray,
    p: FloatArray,
    chosen: Callable[..., FloatArray],
    *,
    tolerance: float = 1e-12,
) -> FloatArray:
    """Values at which the distribution function steps over p; ``chosen`` says which of two where it ties."""
    reached = np.cumsum(w) / w.sum()
    up = np.minimum(np.searchsorted(reached, p - tolerance), len(y) - 1)
    tie = np.abs(reached[up] - p) <= tolerance
    after = np.minimum(up + 1, len(y) - 1)
    return chosen(y[up], np.where(tie, y[after], y[up]), tie, up + 1)


def _nearest(y: FloatArray, w: FloatArray, p: FloatArray) -> FloatArray:
    values, start = np.unique(y, return_index=True)
    sums = np.add.reduceat(w, start)
    return _at_steps(values, sums, p, lambda low, up, tie, place: np.where(tie & (place % 2 == 0), low, up))


def _between_steps(y: FloatArray, w: FloatArray, p: FloatArray) -> FloatArray:
    reached = np.cumsum(w) / w.sum()
    return np.interp(p, reached, y)


def _positions(rule: str, w: FloatArray) -> FloatArray:
    """Where on the axis of probabilities each sorted value stands."""
    cumulated = np.cumsum(w)
    before, total, last = np.concatenate([[0.0], cumulated[:-1]]), cumulated[-1], w[-1]
    if rule == "hf5":
        return (cumulated - w / 2) / total
    if rule == "hf6":
        return cumulated / (total + last)
    if rule == "hf7":
        return before / max(before[-1], np.finfo(float).tiny)
    if rule == "hf8":
        return (before / 3 + cumulated * 2 / 3) / (total + last / 3)
    return (before * 3 / 8 + cumulated * 5 / 8) / (total + last / 4)
