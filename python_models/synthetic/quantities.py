"""Years as a manager (question 2) and number of employees (question 3) inside their groups."""

from __future__ import annotations

import numpy as np

from synthetic.background import YOUNGEST_START

WITHOUT_PERSONNEL = 3
LONGEST_CAREER = 45
# Largest span that fits an organisation of under 10 and of 10 to 49 employees.
LARGEST_SPAN = {1: 8, 2: 48}
BISECTIONS = 60


def years_as_manager(group, age, trained, weight, limits, means, tolerance, unknown, rng) -> np.ndarray:
    """Years (n,) inside experience groups, not before the age of `YOUNGEST_START`.

    ``limits`` group -> (low, high); ``means`` weighted mean wanted of the untrained and of the trained,
    each within ``tolerance``; ``unknown`` (n,) bool, whose years do not count in the means.
    """
    low = np.array([limits[code][0] for code in group])
    high = np.array([min(limits[code][1], LONGEST_CAREER) for code in group])
    high = np.maximum(np.minimum(high, age - YOUNGEST_START), low)
    return _spread(low, high, trained, np.where(unknown, 0.0, weight), means, tolerance, rng)


def span_of_control(group, kind, size, trained, weight, limits, means, tolerance, rng) -> np.ndarray:
    """Employees (n,) inside span groups; over 100 is the top code; few or none without personnel."""
    low = np.array([limits[code][0] for code in group])
    high = np.array([limits[code][1] for code in group])
    for code, largest in LARGEST_SPAN.items():
        high = np.where(size == code, np.maximum(np.minimum(high, largest), low), high)
    has_personnel = kind != WITHOUT_PERSONNEL
    low = np.where(has_personnel & (group == 1), 1, low)
    high = np.where(~has_personnel & (group == 1), 2, high)
    return _spread(low, high, trained, weight, means, tolerance, rng)


def _spread(low, high, trained, weight, means, tolerance, rng) -> np.ndarray:
    """Integers in [low, high], low + range * u**a with the power a of each status set by bisection."""
    uniform = np.round(rng.random(len(low)), 9)
    values = np.zeros(len(low), dtype=int)
    for status, mean in zip((False, True), means, strict=True):
        rows = np.flatnonzero(trained == status)
        lo, hi, w = low[rows], high[rows], weight[rows]

        def at(power, rows=rows, lo=lo, hi=hi):
            return lo + np.minimum((np.round(uniform[rows] ** power, 9) * (hi - lo + 1)).astype(int), hi - lo)

        bounds = (0.1, 10.0)
        for _ in range(BISECTIONS):
            power = sum(bounds) / 2
            bounds = (power, bounds[1]) if w @ at(power) / w.sum() > mean else (bounds[0], power)
        chosen = at(power)
        off = float(w @ chosen / w.sum() - mean)
        if abs(off) > tolerance:
            raise ValueError(
                f"mean {off + mean:.2f} instead of {mean} for trained={status}: the groups leave no room"
            )
        values[rows] = chosen
    return values
