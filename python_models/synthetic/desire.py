"""Desire for training (question 15, answers 1 to 5; 0 to 100 points in the appendix table)."""

from __future__ import annotations

import numpy as np

from synthetic.local_search import descend
from synthetic.regression_targets import LinearModel
from synthetic.scales import exponential_family, systematic_draw

POINTS_A_STEP = 25
POINTS = np.arange(5) * POINTS_A_STEP
# Answer shares at the average expected score, ours; the spread gives the printed standard errors.
SHARES = np.array([0.047, 0.1215, 0.341, 0.3455, 0.145])
MEAN_POINTS = 59.0
# Single changes and exchanges looked at in one step of the search.
SINGLES, EXCHANGES = 2500, 2500
# Part of half a printed digit that the slopes may be off.
SLOPE_TOLERANCE = 0.0045


def draw_points(expected: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Points (n,) in 0, 25 ... 100 drawn with the given expectations."""
    probability = exponential_family(SHARES, POINTS, expected)
    return POINTS[systematic_draw(probability, rng)]


def assign_desire(
    models: list[LinearModel],
    aims: list[np.ndarray],
    points: np.ndarray,
    weight: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Points (n,) of all managers, those of the persons in the largest model being drawn here.

    ``models`` from smallest to largest, ``aims`` their slopes; ``points`` (n,) of everybody outside the
    largest model (the rest is overwritten).
    """
    largest = models[-1]
    rows = np.flatnonzero(largest.rows)
    part = largest.x[:, 1:] @ aims[-1]
    w = weight[rows]
    points = points.copy()
    points[rows] = draw_points(MEAN_POINTS + part - (w @ part) / w.sum(), rng)

    pull = np.vstack([model.pull for model in models]) / SLOPE_TOLERANCE
    wanted = np.concatenate(aims) / SLOPE_TOLERANCE
    names = [name for model in models for name in model.names]
    unit = np.ascontiguousarray(pull[:, rows].T) * POINTS_A_STEP
    keys = largest.x.T

    def candidates(generator):
        single = generator.permutation(len(rows))[:SINGLES]
        sign = np.where(generator.random(len(single)) < 0.5, -1, 1)
        now = points[rows[single]]
        sign = np.where(now == POINTS[0], 1, np.where(now == POINTS[-1], -1, sign))
        # Neighbours in an order that sorts by the regressors share most of them: exchanging a step
        # between the two moves the slopes by little, which is what the last phase needs.
        order = np.lexsort(keys[generator.permutation(len(keys))])
        pair = generator.permutation(len(order) - 1)[:EXCHANGES]
        rising, falling = order[pair], order[pair + 1]
        fits = (points[rows[rising]] < POINTS[-1]) & (points[rows[falling]] > POINTS[0])
        rising, falling = rising[fits], falling[fits]
        changed = np.concatenate([np.column_stack([single, single]), np.column_stack([rising, falling])])
        steps = np.concatenate([np.column_stack([sign, sign]), np.tile([1, -1], (len(rising), 1))])
        effects = np.concatenate([unit[single] * sign[:, None], unit[rising] - unit[falling]])
        return changed, points[rows[changed]] + steps * POINTS_A_STEP, effects

    def apply(changed, goals):
        points[rows[changed]] = goals

    gap = pull @ points - wanted
    descend(gap, candidates, apply, rng, names)
    return points
