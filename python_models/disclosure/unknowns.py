"""What an attacker does not know: cells that are not known, those that follow from each other as one.

Where all but two cells of a relation are known, the one follows from the other: they are one unknown. Of
shares, this halves the programs: who did not give an answer is known with who did.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.sparse import coo_array, csc_array, csr_array
from scipy.sparse.csgraph import connected_components

from disclosure.system import BoolArray, FloatArray, IntArray, System

_EXACT = 1e-9
# No bound is farther than this.
_FAR = 1e6
# So many times the bounds of all others bound each unknown anew.
_TURNS = 5


@dataclass(frozen=True)
class Unknowns:
    """U unknowns and the relations between them.

    Attributes
    ----------
    of_cell : (K,) unknown that each cell follows from, -1 where it is known.
    ratio : (K,) change of the cell per change of its unknown; 0 where it is known.
    matrix : (R, U) sparse; over every relation, the changes of the unknowns add to zero.
    least, most : (U,) least and greatest change.
    grain : (U,) of which changes are multiples because persons are whole; 0 where only sums of answers are.
    """

    of_cell: IntArray
    ratio: FloatArray
    matrix: csc_array
    least: FloatArray
    most: FloatArray
    grain: FloatArray

    @cached_property
    def _cells(self) -> tuple[IntArray, IntArray]:
        order = np.argsort(self.of_cell, kind="stable")
        return order, np.searchsorted(self.of_cell[order], np.arange(len(self.least) + 1))

    def cells(self, unknowns: IntArray) -> tuple[IntArray, IntArray]:
        """Cells that follow from some unknowns, and which of these each follows from, by place."""
        order, start = self._cells
        length = start[unknowns + 1] - start[unknowns]
        first = np.repeat(start[unknowns] - np.cumsum(length) + length, length)
        return order[first + np.arange(length.sum())], np.repeat(np.arange(len(unknowns)), length)

    def block(self, unknowns: IntArray) -> csc_array:
        """Columns of some unknowns, and of the relations those that hold any of them."""
        start = self.matrix.indptr[unknowns]
        length = self.matrix.indptr[unknowns + 1] - start
        end = np.cumsum(length)
        entry = np.repeat(start - end + length, length) + np.arange(length.sum())
        relations, relation = np.unique(self.matrix.indices[entry], return_inverse=True)
        return csc_array(
            (self.matrix.data[entry], relation, np.concatenate([[0], end])),
            shape=(len(relations), len(unknowns)),
        )

    def near(self, chosen: BoolArray, distance: int) -> BoolArray:
        """Unknowns (U,) that are ``chosen`` or at most so many relations away."""
        pattern = abs(self.matrix)
        for _ in range(distance):
            chosen = chosen | (pattern.T @ (pattern @ chosen.astype(np.float64)) > 0)
        return chosen

    def bounds(self, fixed: BoolArray | None = None) -> tuple[FloatArray, FloatArray]:
        """Least and greatest changes, (U,), that the relations leave, one after the other.

        Those ``fixed`` (U,) do not change.
        """
        free = np.ones(len(self.least), dtype=bool) if fixed is None else ~fixed
        least, most = np.where(free, self.least, 0.0), np.where(free, self.most, 0.0)
        least, most = np.maximum(least, -_FAR), np.minimum(most, _FAR)
        matrix = coo_array(self.matrix)
        relation, unknown, value = matrix.row, matrix.col, matrix.data
        for _ in range(_TURNS):
            ends = np.stack([value * least[unknown], value * most[unknown]])
            low, high = ends.min(axis=0), ends.max(axis=0)
            # What the others of the relation leave.
            others = [np.bincount(relation, end, matrix.shape[0])[relation] - end for end in (low, high)]
            ends = -np.stack(others) / value
            np.maximum.at(least, unknown, ends.min(axis=0))
            np.minimum.at(most, unknown, ends.max(axis=0))
        return least, most

    def groups(self, fixed: BoolArray | None = None) -> list[IntArray]:
        """Unknowns that relations tie together, those ``fixed`` (U,) left out: they do not change."""
        return tied(self.matrix, np.ones(len(self.least), dtype=bool) if fixed is None else ~fixed)


def tied(matrix: csc_array, free: BoolArray) -> list[IntArray]:
    """Columns of a matrix (R, C) that are ``free`` (C,), by the rows that tie them together."""
    entry = coo_array(matrix)
    is_free = free[entry.col]
    rows, cols = len(free) + entry.row[is_free], entry.col[is_free]
    shape = (len(free) + matrix.shape[0],) * 2
    component = connected_components(coo_array((np.ones(len(cols)), (rows, cols)), shape=shape))[1]
    members = np.flatnonzero(free)
    if not len(members):
        return []
    order = np.argsort(component[members], kind="stable")
    return np.split(members[order], np.flatnonzero(np.diff(component[members[order]])) + 1)


def unknowns(system: System, known: BoolArray) -> Unknowns:
    """Unknowns of a system where the cells ``known`` (K,), and what follows from them, are known."""
    size = len(system.count)
    root, ratio = np.arange(size), np.ones(size)
    ratio[system.known_from(known)] = 0.0
    is_open = ratio[system.cell] != 0
    entries = system.matrix.data[is_open], (system.relation[is_open], system.cell[is_open])
    while True:
        matrix = coo_array(entries, shape=system.matrix.shape).tocsr()
        matrix.data[np.abs(matrix.data) < _EXACT] = 0.0
        matrix.eliminate_zeros()
        length = np.diff(matrix.indptr)
        single = matrix.indices[matrix.indptr[:-1][length == 1]]
        start = matrix.indptr[:-1][length == 2]
        if not len(single) and not len(start):
            break
        relation = np.repeat(np.arange(len(length)), length)
        if len(single):
            is_known = np.zeros(size, dtype=bool)
            is_known[single] = True
            ratio[is_known[root]] = 0.0
            is_open = ~is_known[matrix.indices]
            entries = matrix.data[is_open], (relation[is_open], matrix.indices[is_open])
            continue
        pair = np.stack([matrix.indices[start], matrix.indices[start + 1]])
        values = np.stack([matrix.data[start], matrix.data[start + 1]])
        order = np.argsort(pair, axis=0)
        pair, values = np.take_along_axis(pair, order, 0), np.take_along_axis(values, order, 0)
        # Of each unknown, the first relation that ties it to one of a lower number.
        later, first = np.unique(pair[1], return_index=True)
        parent, factor = np.arange(size), np.ones(size)
        parent[later], factor[later] = pair[0, first], -values[0, first] / values[1, first]
        while (parent[parent] != parent).any():
            factor, parent = factor * factor[parent], parent[parent]
        ratio *= factor[root]
        root = parent[root]
        entries = matrix.data * factor[matrix.indices], (relation, parent[matrix.indices])
    is_unknown = ratio != 0
    names, of_cell = np.unique(root[is_unknown], return_inverse=True)
    number = np.full(size, -1)
    number[is_unknown] = of_cell
    down = -system.count[is_unknown] / ratio[is_unknown]
    least, most = np.full(len(names), -np.inf), np.full(len(names), np.inf)
    up = ratio[is_unknown] > 0
    np.maximum.at(least, of_cell[up], down[up])
    np.minimum.at(most, of_cell[~up], down[~up])
    reduced = matrix[:, names]
    reduced = csr_array(reduced[np.diff(reduced.indptr) > 0])
    grain = np.zeros(len(names))
    of_persons = is_unknown & ~system.is_sum
    np.maximum.at(grain, number[of_persons], 1 / np.abs(ratio[of_persons]))
    least, most = np.minimum(least, 0), np.maximum(most, 0)
    return Unknowns(number, ratio, csc_array(reduced), least, most, grain)
