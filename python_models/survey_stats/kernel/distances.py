"""Distances between g-weights and one, by which calibration chooses among the weights that meet the margins.

Each belongs to a function F, of which g = F(x'lambda) (Deville & Särndal 1992, cases 1, 2, 6 and 7):

    linear    F(u) = 1 + u            generalised regression; cut off at bounds if there are any
    raking    F(u) = exp(u)           positive weights; cut off at bounds if there are any
    logit     F rises from L to U     smooth, needs bounds L < 1 < U
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from survey_stats.errors import BoundsError, OptionError
from survey_stats.kernel import special
from survey_stats.kernel.codes import FloatArray

Method = Literal["raking", "linear", "logit"]


@dataclass(frozen=True)
class Distance:
    """F, its derivative and its integral, of u = x'lambda (R,); limits of g; value of u at g = ``start``."""

    method: Method
    g: Callable[[FloatArray], FloatArray]
    slope: Callable[[FloatArray], FloatArray]
    integral: Callable[[FloatArray], FloatArray]
    lower: float
    upper: float
    inverse: Callable[[float], float]


def distance_of(method: str, bounds: tuple[float, float] | None) -> Distance:
    """The distance function of Deville & Särndal (1992), cases 1, 2, 6 and 7."""
    if method not in ("raking", "linear", "logit"):
        raise OptionError(f"method is 'raking', 'linear' or 'logit', not {method!r}")
    try:
        lower, upper = (-np.inf, np.inf) if bounds is None else (float(bound) for bound in bounds)
    except (TypeError, ValueError):
        raise BoundsError(f"bounds are {bounds!r}; give two numbers, for instance (0.3, 3)") from None
    if not lower < 1 < upper:
        raise BoundsError(
            f"bounds {(lower, upper)} must lie on both sides of 1: they limit calibrated / base weight"
        )
    if method == "logit":
        if not np.isfinite(lower + upper):
            raise BoundsError("method 'logit' needs finite bounds, for instance bounds=(0.3, 3)")
        a, b = upper - 1, 1 - lower
        rate = (upper - lower) / (a * b)

        def part(u: FloatArray) -> FloatArray:
            return special.expit(rate * u + np.log(b / a))

        return Distance(
            method,
            g=lambda u: lower + (upper - lower) * part(u),
            slope=lambda u: (upper - lower) * rate * part(u) * (1 - part(u)),
            integral=lambda u: (
                lower * u + (upper - lower) / rate * np.logaddexp(np.log(a), rate * u + np.log(b))
            ),
            lower=lower,
            upper=upper,
            inverse=lambda g: (special.logit((g - lower) / (upper - lower)) - np.log(b / a)) / rate,
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

    return Distance(
        method,
        g=lambda u: whole(np.clip(u, low_u, high_u)),
        slope=lambda u: np.where((u > low_u) & (u < high_u), whole_slope(u), 0.0),
        integral=integral,
        lower=lower,
        upper=upper,
        inverse=inverse,
    )
