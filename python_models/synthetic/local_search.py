"""Deterministic local search: single changes, and pairs of changes, that bring sums within tolerances.

``best_changes`` is the step of every search here: the best single change, else the best pair. ``descend``
takes it from changes that are listed anew for every step; the repair of answers (`constrained_draw`) and of
counts (`balanced`) know all their changes beforehand, and score them without listing what each does.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

# Scores are compared after rounding, so that a processor's last bits decide nothing.
COMPARED_DECIMALS = 7
# A pair is sought among so many of the best single changes; more where the distance is that to zero,
# whose pairs a matrix product gives.
PAIR_POOL = 250
WIDE_PAIR_POOL = 1500
LEAST_GAIN = 1e-6


class SearchStalledError(ValueError):
    """The search ended with a target outside its tolerance."""


def distance(gap: np.ndarray, goal: float) -> np.ndarray:
    """Squared distance (...,) of ``gap`` (..., J) from the box in which every entry is within ``goal``."""
    outside = np.maximum(np.abs(gap) - goal, 0.0) if goal else gap
    return np.einsum("...j,...j->...", outside, outside)


def descend(
    gap,
    candidates,
    apply,
    rng,
    names,
    goal: float = 0.9,
    max_steps: int = 8000,
    patience: int = 40,
    rounds: int = 6,
    must_arrive: bool = True,
):
    """Make changes until every entry of ``gap`` is within ``goal``.

    ``gap`` (J,) deviations in units of their tolerance; ``candidates(rng)`` returns (rows, goals, effects):
    possible changes and what each adds to the gap, (m, J); a change may move several rows at once, then
    ``rows`` is (m, r). ``apply(rows, goals)`` makes changes. In every step the best single change is made,
    else the best pair of changes of different rows. The distance is that to zero at first, which leaves
    room in all directions, and that to the box once the first has come to rest; the two alternate, since
    each moves the other off its resting place. Returns the final gap. Raises ``SearchStalledError`` naming
    the worst target when all ``rounds`` have ended after ``patience`` fruitless steps in a row, unless
    everything is within its tolerance or ``must_arrive`` is off.
    """
    gap = np.asarray(gap, dtype=float).copy()
    for box, allowed in ((0.0, 3), (goal, patience)) * rounds:
        fruitless = 0
        for _ in range(max_steps):
            if distance(gap, goal) == 0:
                return gap
            now = distance(gap, box)
            rows, goals, effects = candidates(rng)
            after = np.round(distance(gap + effects, box), COMPARED_DECIMALS)
            chosen = best_changes(after, now, lambda: _pairs(gap, rows, effects, after, now, box))  # noqa: B023
            if chosen is None:
                fruitless += 1
                if fruitless > allowed:
                    break
                continue
            fruitless = 0
            gap = gap + effects[chosen].sum(axis=0)
            apply(rows[chosen], goals[chosen])
    worst = int(np.argmax(np.abs(gap)))
    if must_arrive and np.abs(gap[worst]) > 1:
        raise SearchStalledError(
            f"target '{names[worst]}' stays {gap[worst]:.2f} tolerances off ({(np.abs(gap) > 1).sum()} of "
            f"{len(gap)} outside); widen its tolerance or allow more changes"
        )
    return gap


def best_changes(
    score: np.ndarray,
    now: float,
    pairs: Callable[[], tuple[np.ndarray, np.ndarray]],
    decimals: int = COMPARED_DECIMALS,
    least_gain: float = LEAST_GAIN,
) -> np.ndarray | None:
    """Positions of the change with the least score, or of two changes together, or None where none helps.

    ``score`` (m,) rounded distances after each change, ``now`` that before it; what does not gain more than
    ``least_gain`` does not help. ``pairs()``, asked only where no single change helps, gives positions (p,)
    and the score (p, p) of any two of them, infinite where they exclude each other; the first of those that
    are least after rounding to ``decimals`` is taken.
    """
    best = int(np.argmin(score))
    if score[best] < now - least_gain:
        return np.array([best])
    pool, both = pairs()
    if not both.size:
        return None
    # Only what rounding may make the least is rounded.
    near = np.flatnonzero(both <= both.min() + 10.0**-decimals)
    rounded = np.round(both.flat[near], decimals)
    best = int(np.argmin(rounded))
    first, second = np.unravel_index(near[best], both.shape)
    return pool[[first, second]] if rounded[best] < now - least_gain else None


def scores_together(score: np.ndarray, effects: np.ndarray, now: float = 0.0) -> np.ndarray:
    """(p, p) squared distance after two changes: from those after each (p,) and before, and effects (p, J).

    |gap + a + b|^2 = |gap + a|^2 + |gap + b|^2 - |gap|^2 + 2 ab
    """
    both = 2 * effects @ effects.T
    both += score[:, None] + score[None, :] - now
    np.fill_diagonal(both, np.inf)
    return both


def _pairs(gap, rows, effects, after, now, box):
    """The most promising changes, and the distance after any two of them that move different rows."""
    pool = np.argsort(after, kind="stable")[: PAIR_POOL if box else WIDE_PAIR_POOL]
    part = effects[pool]
    if box:
        # Pairs are the same both ways: each is looked at once, a row at a time, which stays in the cache.
        both = np.full((len(pool), len(pool)), np.inf)
        for i in range(len(pool) - 1):
            both[i, i + 1 :] = distance((gap + part[i]) + part[i + 1 :], box)
    else:
        both = scores_together(after[pool], part, now)
    for alike in _same_rows(rows[pool]):
        both[alike[:, None], alike] = np.inf
    return pool, both


def _same_rows(rows):
    """For every row of ``rows`` (m,) or (m, r) that several changes move, their positions."""
    members = rows.reshape(len(rows), -1)
    position = np.repeat(np.arange(len(members)), members.shape[1])
    order = np.argsort(members, axis=None, kind="stable")
    starts = np.flatnonzero(np.diff(members.ravel()[order], prepend=-1))
    return [alike for alike in np.split(position[order], starts[1:]) if alike[0] != alike[-1]]
