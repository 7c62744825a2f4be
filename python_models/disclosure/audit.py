"""What an attacker can compute from everything published: exact values by arithmetic, bounds by linear programs.

The attacker knows every cell that a shown row publishes and every relation, and that no cell is negative. The bounds
of a withheld cell are the least and the greatest value it has in any table that agrees with all that (the attacker's
problem; Fischetti & Salazar 2001; Hundepool et al. 2012, section 4.4).
"""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import connected_components

from disclosure.cells import BoolArray, FloatArray, IntArray, System

# Counts are whole numbers, sums of answers have at most six decimals: what solvers leave is far below.
_ROUND_OFF = 1e-4


@dataclass(frozen=True)
class Bounds:
    """What follows about M cells from all that is published.

    Attributes
    ----------
    cell : (M,) the cells asked for.
    low, high : (M,) bounds: exact at their end where the interval is narrower than needed, else at least as wide
        as stated.
    """

    cell: IntArray
    low: FloatArray
    high: FloatArray


def steps_to_know(system: System, is_shown: ArrayLike) -> IntArray:
    """How many single sums, one after the other, it takes to know a cell, (K,): 0 if a shown row publishes it,
    -1 if it never follows so."""
    step = np.where(system.shown_by(is_shown), 0, -1)
    n_relations = int(system.relation.max(initial=-1)) + 1
    for n_steps in itertools.count(1):
        unknown = step[system.cell] < 0
        n_unknown = np.bincount(system.relation[unknown], minlength=n_relations)
        solved = unknown & (n_unknown == 1)[system.relation]
        if not solved.any():
            return step
        step[system.cell[solved]] = n_steps


def known_cells(system: System, is_shown: ArrayLike) -> BoolArray:
    """Cells that a shown row publishes or that follow by single sums, (K,)."""
    return steps_to_know(system, is_shown) >= 0


def needed_width(system: System, minimum_share: float) -> FloatArray:
    """Width that the interval of each cell must have: a share of its value, and one person at least."""
    return np.maximum(minimum_share * system.count, 1.0)


def bounds(system: System, is_shown: ArrayLike, cells: ArrayLike, minimum_share: float) -> Bounds:
    """Bounds of ``cells`` (indices) from what the rows ``is_shown`` publish.

    Tables that agree with all that is published are looked for first where only the answers to one question differ
    from the true ones, then anywhere. Until a cell's interval is as wide as needed, it is sought with programs of
    its own; so a narrow interval is exact, and a wide one at least as wide as stated.
    """
    asked = np.asarray(cells, dtype=np.int64)
    low, high = system.count.copy(), system.count.copy()
    need = needed_width(system, minimum_share)
    is_free = ~known_cells(system, is_shown)
    is_open = np.zeros(len(low), dtype=bool)
    is_open[asked] = is_free[asked]
    search = _Search(system, need, low, high)
    everywhere = np.zeros(len(low), dtype=np.int64)
    for part, is_last in ((system.question, False), (everywhere, True)):
        for members in _components(system, is_free, part):
            if is_open[members].any():
                search.widen(members, is_open, is_last=is_last)
    return Bounds(asked, low[asked], high[asked])


def _components(system: System, is_free: BoolArray, part: IntArray) -> list[IntArray]:
    """Free cells that relations tie together, those of different parts apart."""
    free = np.flatnonzero(is_free)
    entries = np.flatnonzero(is_free[system.cell])
    # One node per cell, and one per relation and part.
    key = system.relation[entries] * (int(part.max()) + 1) + part[system.cell[entries]]
    node = np.unique(key, return_inverse=True)[1]
    position = np.full(len(is_free), -1)
    position[free] = np.arange(len(free))
    size = len(free) + int(node.max(initial=-1)) + 1
    edges = coo_array(
        (np.ones(len(entries)), (position[system.cell[entries]], len(free) + node)), shape=(size, size)
    )
    component = connected_components(edges, directed=False)[1][: len(free)]
    order = np.argsort(component, kind="stable")
    return np.split(free[order], np.flatnonzero(np.diff(component[order])) + 1)


class _Search:
    """Looks for tables that differ from the true one and agree with all that is published."""

    def __init__(self, system: System, need: FloatArray, low: FloatArray, high: FloatArray) -> None:
        self.system, self.need, self.low, self.high = system, need, low, high
        shape = (int(system.relation.max(initial=-1)) + 1, len(system.count))
        self.matrix = coo_array((system.coefficient, (system.relation, system.cell)), shape=shape).tocsc()

    def widen(self, members: IntArray, is_open: BoolArray, *, is_last: bool) -> None:
        """Move cells ``members``, all others as they are; close those whose interval is wide enough.

        In the last search every cell still open gets two programs of its own.
        """
        block = self.matrix[:, members].tocsr()
        block = block[np.diff(block.indptr) > 0]
        truth = self.system.count[members]
        target = block @ truth
        scale = np.maximum(self.need[members], 1.0)

        def solve(objective: FloatArray) -> None:
            STATS["lp"] += 1
            found = linprog(objective, A_eq=block, b_eq=target, bounds=(0, None), method="highs")
            if found.status == 3:
                # Unbounded: any number would do; the interval ends nowhere.
                ...
            np.minimum(self.low[members], found.x, out=found.x) if False else None
            self.low[members] = np.minimum(self.low[members], found.x)
            self.high[members] = np.maximum(self.high[members], found.x)
            wide = self.high[members] - self.low[members] >= self.need[members]
            is_open[members[wide]] = False

        random = np.random.default_rng(len(members))
        for _ in range(_TRIES):
            still = is_open[members]
            if not still.any():
                return
            before = still.sum()
            solve(np.where(still, random.choice([-1.0, 1.0], len(members)) / scale, 0.0))
            STATS["rounds"] = STATS.get("rounds", 0) + 1
            _ = before
        if is_last:
            for i in np.flatnonzero(is_open[members]):
                for sign in (1.0, -1.0):
                    if is_open[members[i]]:
                        objective = np.zeros(len(members))
                        objective[i] = sign
                        solve(objective)


STATS = {"lp": 0}
_TRIES = 6
