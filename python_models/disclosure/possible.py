"""Tables that agree with all that is published: proofs that a cell may have other values than its own.

A table stands as its changes from the true one. Whoever is handed tables need not know where they come from:
they are checked by arithmetic.
"""

import numpy as np
from scipy.sparse import csc_array

from disclosure.programs import ROUND_OFF
from disclosure.system import BoolArray, FloatArray, IntArray, System

# So many entries of tables are checked at a time.
_AT_A_TIME = 200_000


class Tables:
    """Changes of a system's cells in tables; those that are no tables of it do not count.

    Attributes
    ----------
    cell, change : of each table, the cells that change in it, and by how much.
    """

    def __init__(self, system: System) -> None:
        self._system = system
        self.cell: list[IntArray] = []
        self.change: list[FloatArray] = []
        # Of the first tables, which were checked and kept: whether they are of whole persons.
        self._is_whole = np.zeros(0, dtype=bool)

    def add(self, cell: IntArray, change: FloatArray) -> None:
        """Add a table, but one in which nothing changes; a cell that stands twice changes by the sum."""
        nearest = np.round(change)
        change = np.where(np.abs(change - nearest) < ROUND_OFF, nearest, change)
        if change.any():
            self.cell.append(cell[change != 0])
            self.change.append(change[change != 0])

    def varied(self, known: BoolArray, whole: BoolArray) -> FloatArray:
        """How much each cell varies over those tables in which no ``known`` cell (K,) changes, (K,).

        Cells ``whole`` (K,) vary over tables of whole persons only.
        """
        agrees = self._agreeing(known)
        table, cell, change = _entries(self.cell, self.change)
        counts = np.where(whole[cell], (agrees & self._is_whole)[table], agrees[table])
        low, high = np.zeros((2, len(known)))
        np.minimum.at(low, cell[counts], change[counts])
        np.maximum.at(high, cell[counts], change[counts])
        return high - low

    def enough(self, known: BoolArray, whole: BoolArray, need: FloatArray) -> "Tables":
        """Some tables over which each cell varies as much as it needs (K,) if it does so over all."""
        low, high = np.zeros((2, len(known)))
        kept = Tables(self._system)
        for t in np.flatnonzero(self._agreeing(known)).tolist():
            cell, change = self.cell[t], self.change[t]
            counts = (high[cell] - low[cell] < need[cell] - ROUND_OFF) & (self._is_whole[t] | ~whole[cell])
            counts &= (change < low[cell]) | (change > high[cell])
            if counts.any():
                kept.add(cell, change)
                cell, change = cell[counts], change[counts]
                low[cell], high[cell] = np.minimum(low[cell], change), np.maximum(high[cell], change)
        return kept

    def _agreeing(self, known: BoolArray) -> BoolArray:
        """Tables (T,) in which no ``known`` cell (K,) changes."""
        self._check()
        table, cell, _ = _entries(self.cell, self.change)
        return np.bincount(table[known[cell]], minlength=len(self.cell)) == 0

    def _check(self) -> None:
        """Keep of the tables added since those in which every relation adds up and no cell is negative."""
        first = len(self._is_whole)
        added = self.cell[first:], self.change[first:]
        del self.cell[first:], self.change[first:]
        size = np.cumsum([len(cells) for cells in added[0]])
        # Not all at a time: a few times what they take is needed for it.
        start = 0
        while start < len(size):
            done = size[start - 1] if start else 0
            end = max(start + 1, int(np.searchsorted(size, done + _AT_A_TIME, side="right")))
            self._keep_right(*(column[start:end] for column in added))
            start = end

    def _keep_right(self, cells: list[IntArray], changes: list[FloatArray]) -> None:
        system, n_tables = self._system, len(cells)
        table, cell, change = _entries(cells, changes)
        tables = csc_array((change, (cell, table)), shape=(len(system.count), n_tables))
        tables.sum_duplicates()
        table = np.repeat(np.arange(n_tables), np.diff(tables.indptr))
        cell, change = tables.indices, tables.data
        is_table = np.bincount(table[system.count[cell] + change < -ROUND_OFF], minlength=n_tables) == 0
        left = system.matrix @ tables
        is_off = np.unique(left.indices[np.abs(left.data) > ROUND_OFF])
        if len(is_off):
            # Sums of large changes leave larger errors than sums of small ones.
            some = tables[:, is_off]
            left = abs(system.matrix @ some) - ROUND_OFF * (abs(system.matrix) @ abs(some))
            is_table[is_off] &= left.max(axis=0).toarray().ravel() <= ROUND_OFF
        part = ~system.is_sum[cell] & (change != np.round(change))
        is_whole = np.bincount(table[part], minlength=n_tables) == 0
        kept = np.flatnonzero(is_table).tolist()
        for all_tables, column in ((self.cell, cell), (self.change, change)):
            parts = np.split(column, tables.indptr[1:-1])
            all_tables += [parts[t].copy() for t in kept]
        self._is_whole = np.append(self._is_whole, is_whole[kept])


def _entries(cells: list[IntArray], changes: list[FloatArray]) -> tuple[IntArray, IntArray, FloatArray]:
    """Table, cell and change of every entry of some tables."""
    table = np.repeat(np.arange(len(cells)), [len(each) for each in cells])
    cell = np.concatenate([np.zeros(0, dtype=np.int64), *cells])
    return table, cell, np.concatenate([np.zeros(0), *changes])
