"""Tables that agree with all that is published: proofs that a cell may have other values than its own.

A table stands as its changes from the true one. Whoever is handed tables need not know where they come from:
they are checked by arithmetic.
"""

from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csc_array

from disclosure.programs import ROUND_OFF
from disclosure.system import BoolArray, FloatArray, IntArray, System


@dataclass
class Tables:
    """Changes of cells in T tables.

    Attributes
    ----------
    cell, change : of each table, the cells that change in it, and by how much.
    """

    cell: list[IntArray] = field(default_factory=list)
    change: list[FloatArray] = field(default_factory=list)

    def add(self, cell: IntArray, change: FloatArray) -> None:
        """Add a table, but one in which nothing changes."""
        nearest = np.round(change)
        change = np.where(np.abs(change - nearest) < ROUND_OFF, nearest, change)
        if change.any():
            self.cell.append(cell[change != 0])
            self.change.append(change[change != 0])

    def matrix(self, n_cells: int) -> csc_array:
        """Changes, (K, T) sparse; a cell that stands twice in a table changes by the sum."""
        cell = np.concatenate([np.zeros(0, dtype=np.int64), *self.cell])
        change = np.concatenate([np.zeros(0), *self.change])
        table = np.repeat(np.arange(len(self.cell)), [len(cells) for cells in self.cell])
        return csc_array((change, (cell, table)), shape=(n_cells, len(self.cell)))


def possible(system: System, tables: csc_array, known: BoolArray) -> tuple[BoolArray, BoolArray]:
    """Which of T tables agree with all cells ``known`` (K,), and which of these are of whole persons.

    ``tables`` : (K, T), changes of the cells. In a table that agrees, no known cell changes, every relation
    adds up, and no cell is negative.
    """
    n_tables = tables.shape[1]
    table = np.repeat(np.arange(n_tables), np.diff(tables.indptr))
    cell, change = tables.indices, tables.data
    false = known[cell] | (system.count[cell] + change < -ROUND_OFF)
    left = csc_array(system.matrix @ tables)
    size = csc_array(abs(system.matrix) @ abs(tables))
    # Sums of large changes leave larger errors than sums of small ones.
    off = csc_array(abs(left) - ROUND_OFF * size)
    agrees = np.bincount(table[false], minlength=n_tables) == 0
    agrees &= (off.max(axis=0).toarray().ravel() if off.shape[0] else np.zeros(n_tables)) <= ROUND_OFF
    part = ~system.is_sum[cell] & (change != np.round(change))
    return agrees, agrees & (np.bincount(table[part], minlength=n_tables) == 0)


def varied(system: System, tables: csc_array, known: BoolArray, whole: BoolArray) -> FloatArray:
    """How much each cell varies over those of the tables (K, T) that agree with what is known, (K,).

    Cells ``whole`` (K,) vary over tables of whole persons only.
    """
    agrees, is_whole = possible(system, tables, known)
    table = np.repeat(np.arange(tables.shape[1]), np.diff(tables.indptr))
    cell, change = tables.indices, tables.data
    counts = np.where(whole[cell], is_whole[table], agrees[table])
    low, high = np.zeros((2, len(known)))
    np.minimum.at(low, cell[counts], change[counts])
    np.maximum.at(high, cell[counts], change[counts])
    return high - low


def enough(system: System, tables: Tables, known: BoolArray, whole: BoolArray, need: FloatArray) -> Tables:
    """Of tables, some over which each cell varies as much as it needs (K,) if it does so over all."""
    matrix = tables.matrix(len(known))
    agrees, is_whole = possible(system, matrix, known)
    low, high = np.zeros((2, len(known)))
    kept = Tables()
    for t in np.flatnonzero(agrees).tolist():
        cell, change = tables.cell[t], tables.change[t]
        counts = (high[cell] - low[cell] < need[cell] - ROUND_OFF) & (is_whole[t] | ~whole[cell])
        counts &= (change < low[cell]) | (change > high[cell])
        if counts.any():
            kept.cell.append(cell)
            kept.change.append(change)
            cell, change = cell[counts], change[counts]
            low[cell], high[cell] = np.minimum(low[cell], change), np.maximum(high[cell], change)
    return kept
