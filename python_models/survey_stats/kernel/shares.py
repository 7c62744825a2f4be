"""Intervals of shares, by the methods of R's ``svyciprop``, and Wilson's."""

import numpy as np

from survey_stats.errors import LevelError
from survey_stats.kernel import special
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.inference import logit_interval, t_interval, t_quantile

METHODS = ("logit", "xlogit", "mean", "asin", "beta", "wilson", "likelihood")


def share_interval(
    method: str, share: FloatArray, std_error: FloatArray, df: FloatArray, n: FloatArray, level: float
) -> tuple[FloatArray, FloatArray]:
    """Bounds (K,) of shares (K,) with their standard errors, degrees of freedom and respondents n (K,).

    ``logit`` and ``xlogit`` t on the log-odds; ``mean`` t on the share; ``asin`` t on the arcsine of its
    root; ``beta`` Clopper-Pearson's interval of the effective sample size (Korn & Graubard 1998), which is
    p (1 - p) / se² times the square of t with n - 1 over t with df degrees of freedom; ``wilson`` Wilson's
    (1927) of that size; ``likelihood`` all shares whose deviance, over the design effect, stays below t²
    (R interpolates the same set along a profile, and so agrees to some digits only). NaN where the standard
    error is not positive. Raises ``LevelError`` on another method.
    """
    if method in ("logit", "xlogit"):
        return logit_interval(share, std_error, df, level)
    if method == "mean":
        return t_interval(share, std_error, df, level)
    inside = (share > 0) & (share < 1) & (std_error > 0) & (df >= 1)
    p, se = np.where(inside, share, 0.5), np.where(inside, std_error, np.nan)
    t = t_quantile(level, df)
    if method == "asin":
        half = t * se / (2 * np.sqrt(p * (1 - p)))
        centre = np.arcsin(np.sqrt(p))
        return np.sin(centre - half) ** 2, np.sin(centre + half) ** 2
    if method in ("beta", "wilson"):
        size = p * (1 - p) / se**2 * (t_quantile(level, n - 1) / t) ** 2
        if method == "beta":
            tail = (1 - level) / 2
            low = special.betaincinv(size * p, size * (1 - p) + 1, tail)
            return low, special.betaincinv(size * p + 1, size * (1 - p), 1 - tail)
        z = special.ndtri((1 + level) / 2)
        centre = (p + z**2 / (2 * size)) / (1 + z**2 / size)
        half = z / (1 + z**2 / size) * np.sqrt(p * (1 - p) / size + z**2 / (4 * size**2))
        return centre - half, centre + half
    if method == "likelihood":
        allowed = t**2 * se**2 / (2 * p * (1 - p))
        return _root(p, allowed, -1), _root(p, allowed, 1)
    raise LevelError(f"interval is one of {', '.join(METHODS)}, not {method!r}")


def _root(p: FloatArray, allowed: FloatArray, side: int) -> FloatArray:
    """The share on one side of p whose divergence from it is ``allowed``, by bisection of the log-odds."""
    near = special.logit(p)
    far = near + side * 700.0
    for _ in range(200):
        middle = (near + far) / 2
        divergence = special.xlogy(p, p) - p * special.log_expit(middle) + special.xlogy(1 - p, 1 - p)
        divergence = divergence - (1 - p) * special.log_expit(-middle)
        is_inside = divergence <= allowed
        near, far = np.where(is_inside, middle, near), np.where(is_inside, far, middle)
    return np.where(np.isfinite(allowed), special.expit(near), np.nan)
