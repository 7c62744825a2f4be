"""Balanced rounding: turning probabilities into a draw that keeps given sums, without luck deciding them.

Two tools. `cube_sample` is the cube method: probabilities walk, at random but inside the subspace in
which every balancing sum stays what it was, until they are 0 or 1 (Deville and Tillé 2004, with the fast
flight phase of Chauvet and Tillé 2006). `fix_counts` repairs the few units by which counts of categories
still miss their integer targets after landing.
"""

from __future__ import annotations

import numpy as np

from synthetic.local_search import best_changes, scores_together

# A probability this close to 0 or 1 has arrived.
ARRIVED = 1e-9
# Entries of a null vector below this are round-off.
NULL_ENTRY = 1e-11
# A swap is sought among so many of the best single changes.
SWAP_POOL = 1500
# What the likeliest pair of units is worth: less than any gap, so that it decides between equally good ones.
TASTE = 2e-3


class RepairError(ValueError):
    """Counts that no exchange of units can bring to their targets."""


def cube_sample(probability: np.ndarray, balancing: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw a 0/1 sample with given inclusion probabilities, balanced on given variables.

    ``probability`` (n,), in [0, 1]; ``balancing`` (n, p): the sums of ``balancing[i] * probability[i]`` are
    kept exactly during the flight; in landing the last columns are given up first, so put the most
    important first. Returns a boolean array (n,).
    Source: Deville and Tillé (2004), section 4; flight in windows of p + 1 units: Chauvet and Tillé (2006).
    """
    pi = np.clip(np.asarray(probability, dtype=float), 0.0, 1.0).copy()
    columns = np.asarray(balancing, dtype=float)
    scale = np.abs(columns).max(axis=0)
    columns = columns / np.where(scale > 0, scale, 1.0)
    for kept in range(columns.shape[1], -1, -1):
        _flight(pi, columns[:, :kept], rng)
    return pi > 0.5


def _flight(pi: np.ndarray, columns: np.ndarray, rng: np.random.Generator) -> None:
    """Move ``pi`` in place until no more than p units are strictly between 0 and 1."""
    p = columns.shape[1]
    waiting = list(np.flatnonzero((pi > ARRIVED) & (pi < 1 - ARRIVED))[::-1])
    window: list[int] = []
    while True:
        while len(window) < p + 1 and waiting:
            window.append(waiting.pop())
        if len(window) <= p:
            return
        direction = _null_vector(columns[window].T)
        now = pi[window]
        with np.errstate(divide="ignore", invalid="ignore"):
            up = np.where(
                direction > 0, (1 - now) / direction, np.where(direction < 0, -now / direction, np.inf)
            )
            down = np.where(
                direction > 0, now / direction, np.where(direction < 0, (now - 1) / direction, np.inf)
            )
        far_up, far_down = up.min(), down.min()
        step = far_up if rng.random() * (far_up + far_down) < far_down else -far_down
        moved = np.clip(now + step * direction, 0.0, 1.0)
        moved[moved < ARRIVED] = 0.0
        moved[moved > 1 - ARRIVED] = 1.0
        pi[window] = moved
        window = [unit for unit in window if 0.0 < pi[unit] < 1.0]


def _null_vector(matrix: np.ndarray) -> np.ndarray:
    """A vector that ``matrix`` (p, p + 1) sends to zero, entries below round-off set to zero."""
    if matrix.shape[0] == 0:
        return np.ones(matrix.shape[1])
    vector = np.linalg.svd(matrix)[2][-1]
    vector = np.where(np.abs(vector) < NULL_ENTRY, 0.0, vector)
    return vector if vector[np.argmax(np.abs(vector) > 0)] > 0 else -vector


def fix_counts(
    chosen: np.ndarray,
    groups: np.ndarray,
    targets: np.ndarray,
    probability: np.ndarray,
    max_exchanges: int = 2000,
) -> np.ndarray:
    """Exchange units until every group holds the wanted number of chosen units.

    ``chosen`` (n,) bool; ``groups`` (n, v): category index (0-based over all variables) of each unit in each
    of v variables; ``targets`` (k,): wanted counts per category; ``probability`` (n,) decides between equally
    good exchanges (likely units enter, unlikely ones leave). Single entries, exits and swaps are tried.
    Raises ``RepairError`` with the categories that stay wrong.
    """
    taste = np.round(np.where(chosen, 1 - probability, probability), 9)
    # Of equally good changes the first is made: that of the likeliest unit.
    order = np.argsort(-taste, kind="stable")
    taste, chosen, groups = taste[order], chosen[order], groups[order]
    open_to_change = (probability[order] > ARRIVED) & (probability[order] < 1 - ARRIVED)
    n, variables = groups.shape
    membership = np.zeros((n, len(targets)))
    membership[np.arange(n)[:, None], groups] = 1.0
    gap = targets - membership[chosen].sum(axis=0)
    for _ in range(max_exchanges):
        if not gap.any():
            repaired = np.empty(n, dtype=bool)
            repaired[order] = chosen
            return repaired
        # A change of unit i moves the gap by -sign_i * membership_i.
        sign = np.where(chosen, -1.0, 1.0)
        score = variables - 2 * sign * (membership @ gap)
        score[~open_to_change] = np.inf
        units = best_changes(
            score,
            0.0,
            lambda: _swaps(sign, score, membership, taste),  # noqa: B023
            decimals=9,
            least_gain=TASTE,
        )
        if units is None:
            break
        for unit in units:
            gap = gap - sign[unit] * membership[unit]
            chosen[unit] = ~chosen[unit]
            open_to_change[unit] = False
    wrong = {int(k): int(gap[k]) for k in np.flatnonzero(gap)}
    raise RepairError(f"counts still miss their targets by {wrong} (category index: missing units)")


def _swaps(sign, score, membership, taste):
    """The most promising changes, and what any two of them add to the squared gap, less their taste."""
    pool = np.argsort(score, kind="stable")[:SWAP_POOL]
    pool = pool[np.isfinite(score[pool])]
    both = scores_together(score[pool], sign[pool, None] * membership[pool])
    return pool, both - TASTE / 2 * (taste[pool, None] + taste[None, pool])
