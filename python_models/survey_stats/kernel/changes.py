"""Changes between independent samples, such as the waves of a repeated cross-section.

Samples that are drawn independently of each other have no covariance, so variances add up:

    change = later - earlier        V(change) = V(earlier) + V(later)

That persons may be drawn twice by chance does not matter: the draws are independent. A panel, which asks
the same persons on purpose, needs the term -2 Cov(earlier, later), estimated from the persons of both waves
(Kish 1965, section 12.4); leaving it out mostly overstates the standard error of a change.

The degrees of freedom of a sum of two estimated variances are approximated by Satterthwaite's formula
(Satterthwaite 1946; Welch 1947), from those of each sample:

    df = (V1 + V2)^2 / (V1^2 / df1 + V2^2 / df2)
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import InvalidOutcomeError, ShapeError
from survey_stats.kernel.codes import FloatArray, read_numbers
from survey_stats.kernel.inference import t_interval, t_p_value


@dataclass(frozen=True)
class Changes:
    """K changes, later minus earlier, with t intervals and two-sided p-values; every field is (K,).

    All but ``change`` is NaN where a standard error is missing, and ``ci_low``, ``ci_high``, ``p_value`` and
    ``degrees_of_freedom`` also where neither sample shows any variation.
    """

    change: FloatArray
    std_error: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    degrees_of_freedom: FloatArray
    p_value: FloatArray


def independent_changes(
    earlier: ArrayLike,
    earlier_std_error: ArrayLike,
    earlier_degrees_of_freedom: ArrayLike,
    later: ArrayLike,
    later_std_error: ArrayLike,
    later_degrees_of_freedom: ArrayLike,
    *,
    level: float = 0.95,
) -> Changes:
    """Changes of K estimates between two independent samples (formulas: the module's text).

    ``earlier``, ``later`` (K,) estimates, with standard errors (NaN: not known) and design degrees of
    freedom; ``level`` the coverage of the intervals. R: ``svycontrast`` on a design with the strata of both.

    Raises
    ------
    ShapeError : columns of different lengths.
    InvalidOutcomeError : a negative standard error, with its position.
    """
    given = {
        "earlier": earlier,
        "earlier_std_error": earlier_std_error,
        "earlier_degrees_of_freedom": earlier_degrees_of_freedom,
        "later": later,
        "later_std_error": later_std_error,
        "later_degrees_of_freedom": later_degrees_of_freedom,
    }
    columns = [read_numbers(name, values) for name, values in given.items()]
    if len({len(values) for values in columns}) > 1:
        raise ShapeError(f"{', '.join(given)} differ in length: {', '.join(str(len(v)) for v in columns)}")
    first, first_error, first_df, second, second_error, second_df = columns
    for name, errors in (("earlier_std_error", first_error), ("later_std_error", second_error)):
        if len(negative := np.flatnonzero(errors < 0)):
            raise InvalidOutcomeError(f"{name} {negative[0]} is {errors[negative[0]]}, below 0")
    change = second - first
    variance = first_error**2 + second_error**2
    std_error = np.sqrt(variance)
    positive = variance > 0
    # Shares of the variance: squares of squares of small numbers would lose digits.
    with np.errstate(invalid="ignore", divide="ignore"):
        df = 1 / ((first_error**2 / variance) ** 2 / first_df + (second_error**2 / variance) ** 2 / second_df)
        statistic = change / std_error
    df = np.where(positive, df, np.nan)
    low, high = t_interval(change, std_error, df, level)
    return Changes(change, std_error, low, high, df, np.where(positive, t_p_value(statistic, df), np.nan))
