"""Star levels and adjustment for multiple comparisons."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.codes import FloatArray, read_factor, read_numbers
from survey_stats.errors import ShapeError


def star_levels(p_value: ArrayLike, below: Sequence[float], symbol: Sequence[str]) -> tuple[str, ...]:
    """Mark each p-value with the symbol of the strictest threshold that it stays below.

    ``p_value`` (K,); ``below``, ``symbol`` (S,) the legend, one row per level in any order, e.g.
    (0.1, 0.05, 0.01) and ("*", "**", "***"). Returns K symbols, "" where no threshold is met or the
    p-value is NaN. Raises ``ShapeError`` when the legend's columns differ in length, a threshold repeats
    or lies outside (0, 1].
    """
    thresholds = read_numbers("below", below)
    symbols = np.array([*symbol, ""], dtype=object)
    repeated = len(np.unique(thresholds)) < len(thresholds)
    if len(thresholds) != len(symbols) - 1 or repeated or not ((thresholds > 0) & (thresholds <= 1)).all():
        raise ShapeError(
            f"the legend {list(below)} -> {list(symbol)} needs one symbol for each of several different "
            "thresholds in (0, 1]"
        )
    order = np.argsort(thresholds)
    position = np.searchsorted(thresholds[order], read_numbers("p_value", p_value), side="right")
    return tuple(symbols[np.append(order, len(order))[position]])


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
