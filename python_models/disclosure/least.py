"""The least that has to be withheld of few unknowns: the integer program of Fischetti & Salazar (2001).

What is withheld is binary. Where the attacker bounds a cell too tightly, the dual solution of the attacker's
program says how much wider it were if more was withheld: that is the next cut.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csc_array

from disclosure.programs import ROUND_OFF, Program
from disclosure.system import BoolArray, FloatArray

# A sum without a bound costs nothing.
_FAR = 1e9


class Cuts:
    """What has to be withheld of M unknowns, each of which is ``worth`` (M,) something."""

    def __init__(self, worth: FloatArray) -> None:
        self._worth, self._cuts = worth, []

    def add(self, weight: FloatArray, asked: float, k: int | None) -> None:
        """The weights (M,) of those withheld add to ``asked``; only where ``k`` is withheld, if given."""
        cut = np.append(np.minimum(weight, asked), asked)
        if k is not None:
            cut[[k, -1]] = -asked, 0.0
        self._cuts.append(cut / asked)

    def least(self, below: float) -> BoolArray | None:
        """Which to withhold, (M,), of least worth; None if that is not ``below``."""
        cuts, size = np.stack(self._cuts), len(self._worth)
        sums = cuts[:, -1] - ROUND_OFF, np.full(len(cuts), np.inf)
        # Withheld in part, they are worth no more: mostly that is enough to know.
        whole: ArrayLike | None
        for whole in (None, np.ones(size, dtype=bool)):
            program = Program(
                csc_array(cuts[:, :-1]), np.zeros(size), np.ones(size), sums=sums, whole=whole, gap=0.0
            )
            found = program.cheapest(self._worth)
            if found is None or self._worth @ found > below:
                return None
            if (np.minimum(found, 1 - found) < ROUND_OFF).all():
                break
        return found > 0.5


class Attacker:
    """Programs of one of M unknowns as small and as great as it can be, and what would make it vary more."""

    def __init__(self, matrix: csc_array, sums: FloatArray, least: FloatArray, most: FloatArray) -> None:
        self._least, self._most, self._sums = least, most, np.clip(sums, -_FAR, _FAR)
        nothing = np.zeros(len(least))
        self._program = Program(matrix, nothing, nothing, sums=(sums[0], sums[1]), primal=True)

    def ends(self, k: int, hidden: BoolArray) -> tuple[list[FloatArray], FloatArray, float]:
        """Two tables in which only those ``hidden`` (M,) change, and how wide ``k`` can be at most: by each
        unknown, (M,), if that is hidden, and in any case.
        """
        tables, weight, always = [], np.zeros(len(hidden)), 0.0
        self._program.bound(np.where(hidden, self._least, 0), np.where(hidden, self._most, 0))
        for sign in (-1.0, 1.0):
            table = self._program.cheapest(np.where(np.arange(len(hidden)) == k, sign, 0.0))
            if table is None:
                # That nothing changes is a table: only round-off hides it.
                continue
            tables.append(np.where(np.abs(table) > ROUND_OFF, table, 0.0))
            price, of_sums = self._program.duals()
            weight -= np.minimum(price * self._least, price * self._most)
            always -= np.minimum(of_sums * self._sums[0], of_sums * self._sums[1]).sum()
        return tables, weight, always
