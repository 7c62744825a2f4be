"""What an attacker can compute from everything published: by arithmetic, and bounds by linear programs.

The attacker knows every cell that a shown row publishes and every relation, and that no cell is negative.
The bounds of a withheld cell are the least and the greatest value it has in any table that agrees with all
that (the attacker's problem; Fischetti & Salazar 2001; Hundepool et al. 2012, section 4.4).
"""

import itertools

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from disclosure.system import BoolArray, FloatArray, IntArray, System, small_cells

# What solvers leave of a width that is just enough.
_ROUND_OFF = 1e-6
_UNBOUNDED = 3
# Programs that move all cells at once: after so many, hardly a cell is moved further.
_TRIES = 24


def steps_to_know(system: System, is_shown: ArrayLike) -> IntArray:
    """How many single sums, one after the other, it takes to know a cell, (K,).

    0 if a shown row publishes it, -1 if it never follows so.
    """
    step = np.where(system.shown_by(is_shown), 0, -1)
    for n_steps in itertools.count(1):
        unknown = step[system.cell] < 0
        n_unknown = np.bincount(system.relation[unknown], minlength=system.n_relations)
        solved = unknown & (n_unknown == 1)[system.relation]
        if not solved.any():
            return step
        step[system.cell[solved]] = n_steps


def known_cells(system: System, is_shown: ArrayLike) -> BoolArray:
    """Cells that a shown row publishes or that follow by single sums, (K,)."""
    return steps_to_know(system, is_shown) >= 0


def needed_width(system: System, threshold: int, minimum_share: float) -> FloatArray:
    """Width that the interval of each withheld cell must have, (K,).

    A share of its value and one person at least; of a cell smaller than the threshold, its whole value.
    """
    share = np.where(small_cells(system, threshold), 1.0, minimum_share)
    return np.maximum(share * system.count, 1.0)


class Attack:
    """Bounds of unknown cells, found step by step.

    Every solution of a linear program is a table that agrees with all that is published; what a cell
    varies over all tables found, its true value among them, is at most the interval an attacker is left
    with. Withholding more rows keeps all of these tables possible, so the bounds stay while rows are added
    to what is withheld.

    Attributes
    ----------
    low, high : (K,) bounds so far.
    """

    def __init__(self, system: System, need: FloatArray) -> None:
        self.system, self.need = system, need
        self.low, self.high = system.count.copy(), system.count.copy()
        shape = (system.n_relations, len(system.count))
        self._matrix = coo_array((system.coefficient, (system.relation, system.cell)), shape=shape).tocsc()

    def narrow(self, is_shown: ArrayLike, guarded: BoolArray, *, exact: bool = False) -> BoolArray:
        """Which of the cells ``guarded`` (K,) an attacker can bound too tightly, given the rows shown.

        With ``exact``, the bounds of those are the attacker's own, by two programs each; else they are the
        best of some programs that move all cells at once, and a cell may be named that is safe.
        """
        is_free = ~known_cells(self.system, is_shown)
        is_open = guarded & is_free & ~self._wide()
        components = [c for c in self._components(is_free) if is_open[c].any()]
        direction = np.random.default_rng(0)
        n_open = []
        for turn in range(_TRIES):
            components = [c for c in components if is_open[c].any()]
            if not components or (turn > 5 and n_open[-4] - n_open[-1] <= 0.03 * n_open[-4]):
                break
            cells = np.concatenate(components)
            signs = direction.choice([-1.0, 1.0], len(cells))
            if turn % 2:
                signs[~is_open[cells]] = 0
            self._solve(cells, signs / np.maximum(self.need[cells], 1.0))
            is_open &= ~self._wide()
            n_open.append(int(is_open.sum()))
        if exact:
            for cells in components:
                for k in cells[is_open[cells]]:
                    for sign in (1.0, -1.0):
                        self._solve(cells, np.where(cells == k, sign, 0.0))
            is_open &= ~self._wide()
        return is_open | (guarded & ~is_free)

    def add(self, change: FloatArray) -> None:
        """Take another table into account that agrees with all that is published: its differences, (K,)."""
        self.low = np.minimum(self.low, self.system.count + change)
        self.high = np.maximum(self.high, self.system.count + change)

    def _wide(self) -> BoolArray:
        return self.high - self.low >= self.need - _ROUND_OFF

    def _solve(self, cells: IntArray, objective: FloatArray) -> None:
        """Let ``cells`` vary, all others as they are, and keep what the program finds."""
        block = self._matrix[:, cells].tocsr()
        block = block[np.diff(block.indptr) > 0]
        found = linprog(
            objective, A_eq=block, b_eq=block @ self.system.count[cells], bounds=(0, None), method="highs-ds"
        )
        if found.status == _UNBOUNDED:
            # Some cells stand in no sum that ends; a bound far outside what is needed will do.
            limits = np.stack(
                [np.zeros(len(cells)), self.system.count[cells] + 10 * self.need[cells]], axis=1
            )
            found = linprog(
                objective, A_eq=block, b_eq=block @ self.system.count[cells], bounds=limits, method="highs-ds"
            )
        if found.x is None:
            raise RuntimeError(f"the linear program of {len(cells)} cells was not solved: {found.message}")
        self.low[cells] = np.minimum(self.low[cells], found.x)
        self.high[cells] = np.maximum(self.high[cells], found.x)

    def _components(self, is_free: BoolArray) -> list[IntArray]:
        """Free cells that relations tie together."""
        free = np.flatnonzero(is_free)
        matrix = self._matrix[:, free].tocoo()
        size = len(free) + self.system.n_relations
        edges = coo_array((np.ones(matrix.nnz), (matrix.col, len(free) + matrix.row)), shape=(size, size))
        component = connected_components(edges, directed=False)[1][: len(free)]
        order = np.argsort(component, kind="stable")
        return np.split(free[order], np.flatnonzero(np.diff(component[order])) + 1)
