"""Adjustment for multiple comparisons."""

from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import ShapeError
from survey_stats.kernel.codes import FloatArray, read_factor, read_numbers


def holm_adjust(p_value: ArrayLike, family: ArrayLike | None = None) -> FloatArray:
    """Holm's step-down adjusted p-values (Holm 1979), as R's ``p.adjust(method = "holm")``.

    ``p_value`` (K,) in [0, 1]; ``family`` (K,) codes of the set of tests adjusted together, None for one
    set. A NaN p-value stays NaN and does not count as a test. Raises ``ShapeError`` on a p-value outside
    [0, 1], with its position.
    """
    p = read_numbers("p_value", p_value)
    outside = np.flatnonzero((p < 0) | (p > 1))
    if len(outside):
        raise ShapeError(f"p-value {outside[0]} is {p[outside[0]]}, outside [0, 1]")
    families = np.zeros(len(p), dtype=np.int64)
    if family is not None:
        families = read_factor("family", family, len(p)).index
    adjusted = np.full(len(p), np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    order = tested[np.lexsort((p[tested], families[tested]))]
    bounds = np.append(np.flatnonzero(np.diff(families[order], prepend=-1)), len(order))
    for start, stop in pairwise(bounds):
        of_family = order[start:stop]
        steps = p[of_family] * np.arange(len(of_family), 0, -1)
        adjusted[of_family] = np.minimum(np.maximum.accumulate(steps), 1)
    return adjusted
