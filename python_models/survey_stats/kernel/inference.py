"""Student's t quantiles and p-values, and intervals.

From ``scipy.special`` (``scipy.stats`` takes a second to import); from 10,000 degrees of freedom on by the
expansions around the normal distribution, which are then exact to the last digits and spare loading scipy.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import LevelError
from survey_stats.kernel import special
from survey_stats.kernel.codes import FloatArray

# From so many degrees of freedom on, what the expansions leave out is below 1e-12 of the figure.
_MANY = 10_000


def check_level(level: float) -> float:
    """Coverage of an interval. Raises ``LevelError`` where it does not lie between 0 and 1."""
    try:
        number = float(level)
    except (TypeError, ValueError):
        number = np.nan
    if not 0 < number < 1:
        hint = f"; for {level} per cent write {number / 100:g}" if 1 < number < 100 else ""
        raise LevelError(f"level is {level!r}; it is a share between 0 and 1, such as 0.95{hint}")
    return number


def t_quantile(level: float, degrees_of_freedom: ArrayLike) -> FloatArray:
    """Half-width factor of a two-sided interval of coverage ``level`` in (0, 1). NaN where df < 1."""
    level = check_level(level)
    df = np.asarray(degrees_of_freedom, dtype=np.float64)
    if df.size and df.min() >= _MANY:
        return _expanded_quantile(level, df)
    return np.where(df >= 1, special.stdtrit(np.maximum(df, 1), (1 + level) / 2), np.nan)


def _expanded_quantile(level: float, df: FloatArray) -> FloatArray:
    """Cornish & Fisher's expansion of t's quantile to 1/df³ (Abramowitz & Stegun 1964, 26.7.5)."""
    # Loaded where it is needed: with the fractions that it brings along.
    from statistics import NormalDist

    z = NormalDist().inv_cdf((1 + level) / 2)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + (first + (second + third / df) / df) / df


def t_p_value(statistic: ArrayLike, degrees_of_freedom: ArrayLike) -> FloatArray:
    """Two-sided p-value of Student's t. NaN where the statistic is NaN or df < 1.

    Twice the lower tail, exact where 1 - CDF would cancel.
    """
    df = np.asarray(degrees_of_freedom, dtype=np.float64)
    t = np.abs(np.asarray(statistic, dtype=np.float64))
    if df.size and df.min() >= _MANY:
        return _expanded_p_value(t, df)
    return np.where(df >= 1, 2 * special.stdtr(np.maximum(df, 1), -t), np.nan)


def _expanded_p_value(t: FloatArray, df: FloatArray) -> FloatArray:
    """The normal deviate with the tail of t, by Hill's (1970, Algorithm 395) expansion, and its p-value."""
    a = df - 0.5
    b = 48 * a**2
    y = a * np.log1p(t**2 / df)
    z = ((((-0.4 * y - 3.3) * y - 24) * y - 85.5) / (0.8 * y**2 + 100 + b) + y + 3) / b + 1
    return np.vectorize(math.erfc, otypes=[np.float64])(z * np.sqrt(y / 2))


def t_interval(
    estimate: FloatArray, std_error: FloatArray, degrees_of_freedom: ArrayLike, level: float
) -> tuple[FloatArray, FloatArray]:
    """Symmetric t interval, arrays (K,). NaN where the standard error is not positive: no zero width."""
    half = t_quantile(level, degrees_of_freedom) * np.where(std_error > 0, std_error, np.nan)
    return estimate - half, estimate + half


def logit_interval(
    share: FloatArray, std_error: FloatArray, degrees_of_freedom: ArrayLike, level: float
) -> tuple[FloatArray, FloatArray]:
    """t interval on the log-odds scale, back-transformed: it stays in (0, 1) (Korn & Graubard 1998).

    Equals R's ``svyciprop(method = "logit")``. NaN for shares of exactly 0 or 1 and where the standard
    error is not positive.
    """
    inside = (share > 0) & (share < 1) & (std_error > 0)
    p = np.where(inside, share, 0.5)
    half = t_quantile(level, degrees_of_freedom) * np.where(inside, std_error, np.nan) / (p * (1 - p))
    odds = np.log(p / (1 - p))
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(half - odds)), 1 / (1 + np.exp(-half - odds))
