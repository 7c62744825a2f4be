"""How finely a number may be published, so that it does not tell more persons than it is about.

Digits beyond a hundredth of the standard error say nothing about the population, but they can say who is in
the sample: from a share of ten thousandths of a few hundred persons, the count follows.
"""

import numpy as np
from numpy.typing import ArrayLike

from disclosure.system import FloatArray, IntArray

# The last digit published is at least this share of the standard error.
_SHARE_OF_ERROR = 0.01
# Decimals of a design effect: one more tells nothing of the precision, and something of the weights.
DESIGN_EFFECT_DECIMALS = 1


def decimals(std_error: ArrayLike, at_most: int) -> IntArray:
    """Decimals of an estimate and of its standard error, (N,), from standard errors in the estimate's unit.

    The last digit is no finer than a hundredth of the standard error. Without one, or with none of zero (a
    share of nobody or everybody, whose digits are zeros), ``at_most``.

    Raises ``ValueError`` for a negative standard error.
    """
    error = np.asarray(std_error, dtype=np.float64)
    if (error < 0).any():
        raise ValueError("a standard error is negative")
    with np.errstate(divide="ignore", invalid="ignore"):
        digits = np.floor(-np.log10(_SHARE_OF_ERROR * error) + 1e-9)
    return np.where(np.isfinite(digits), np.clip(digits, 0, at_most), at_most).astype(np.int64)


def weighted_unit(n_weighted: ArrayLike, n_unweighted: ArrayLike, threshold: int) -> FloatArray:
    """Unit that weighted numbers of persons are rounded to, (N,): a power of ten.

    At least the weight of ``threshold`` persons, so that one more or less is not seen.
    """
    mean = np.asarray(n_weighted, dtype=np.float64) / np.maximum(np.asarray(n_unweighted), 1)
    return 10.0 ** np.ceil(np.log10(np.maximum(mean * threshold, 1.0)))
