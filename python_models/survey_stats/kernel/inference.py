"""Student's t quantiles and p-values, and intervals, from ``scipy.special`` (``scipy.stats`` takes a second
to import)."""

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import LevelError
from survey_stats.kernel import special
from survey_stats.kernel.codes import FloatArray


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
    return np.where(df >= 1, special.stdtrit(np.maximum(df, 1), (1 + level) / 2), np.nan)


def t_p_value(statistic: ArrayLike, degrees_of_freedom: ArrayLike) -> FloatArray:
    """Two-sided p-value of Student's t. NaN where the statistic is NaN or df < 1.

    Through the incomplete beta function, exact in the far tail where 1 - CDF would cancel
    (Abramowitz & Stegun 1964, 26.7.1).
    """
    df = np.asarray(degrees_of_freedom, dtype=np.float64)
    t2 = np.asarray(statistic, dtype=np.float64) ** 2
    return np.where(df >= 1, special.betainc(np.maximum(df, 1) / 2, 0.5, df / (df + t2)), np.nan)


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
    return special.expit(special.logit(p) - half), special.expit(special.logit(p) + half)
