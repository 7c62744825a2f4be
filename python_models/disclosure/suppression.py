"""Primary and complementary suppression in linked tables.

A **cell** is anything that is published or withheld as a whole: here one row of an estimates table, with the
counts behind it. A **relation** says that some cells add up to another (a row to its total), or to something
published elsewhere. What a reader can compute from a relation is the sum of its withheld parts, so:

* a withheld cell never stands alone in a relation, the total included;
* the sum of the withheld parts, when the total is known, must itself be fit for publication;
* no withheld cell follows from all relations together (linear algebra; Fischetti & Salazar 2001 call this the
  attacker's problem, here without bounds).

Cells without persons are withheld as well: that nobody is there is told by no row.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

# Eigenvalues of the cross-product of a 0/±1 matrix below this share of the largest are zero, and so are
# squared lengths: the matrices are small, and their smallest true values far above round-off.
_RANK_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Relations:
    """R sums over K cells, in long form with one entry per relation and cell.

    Attributes
    ----------
    relation : (E,) in 0..R-1.
    cell : (E,) in 0..K-1; a cell stands at most once in a relation.
    is_total : (E,) bool, at most one per relation. A relation without a total adds up to a number that is
        published in any case.
    """

    relation: IntArray
    cell: IntArray
    is_total: BoolArray

    @property
    def size(self) -> int:
        """R."""
        return int(self.relation.max(initial=-1)) + 1

    def shifted(self, cells: int) -> "Relations":
        """The same relations over cells numbered from ``cells`` on."""
        return Relations(self.relation, self.cell + cells, self.is_total)


def join_relations(parts: list[Relations]) -> Relations:
    """All relations of ``parts``, over one numbering of cells."""
    starts = np.cumsum([0, *(part.size for part in parts)])
    return Relations(
        np.concatenate([part.relation + start for part, start in zip(parts, starts, strict=False)] or [[]]),
        np.concatenate([part.cell for part in parts] or [[]]),
        np.concatenate([part.is_total for part in parts] or [[]]),
    )


def is_unsafe(counts: ArrayLike, threshold: int) -> BoolArray:
    """Primary rule, per row of ``counts`` (..., M): too few persons, or too few of one kind among them.

    The first measure counts persons and must reach ``threshold``. The others count persons of one kind (with
    the outcome, without it) and must be zero or reach it.
    """
    numbers = np.asarray(counts)
    return (numbers[..., 0] < threshold) | ((numbers[..., 1:] > 0) & (numbers[..., 1:] < threshold)).any(-1)


def withheld(
    counts: ArrayLike,
    relations: Relations,
    threshold: int,
    *,
    cost: ArrayLike,
    already: ArrayLike | None = None,
) -> BoolArray:
    """Which of K cells to withhold, (K,) bool: the primary rule and what protects its cells.

    Parameters
    ----------
    counts : (K, M) persons, and persons of each kind; see :func:`is_unsafe`. All measures add up in every
        relation.
    relations : see :class:`Relations`.
    threshold : smallest count that may be published.
    cost : (K,) what withholding a cell loses; of several that would do, the cheapest is taken, totals last.
        Equal costs in two tables make for equal choices, so that one table does not undo the other.
    already : (K,) bool, withheld before for another reason.

    Raises ``ValueError`` on arrays that do not fit together, a cell twice in a relation, or two totals in
    one.
    """
    numbers = np.asarray(counts)
    size = len(numbers)
    prices = np.asarray(cost, dtype=np.float64)
    hidden = is_unsafe(numbers, threshold)
    if already is not None:
        hidden |= np.asarray(already, dtype=bool)
    _check(relations, size, prices)
    order = np.argsort(relations.relation, kind="stable")
    cell, total = relations.cell[order], relations.is_total[order]
    start = np.searchsorted(relations.relation[order], np.arange(relations.size + 1))
    of_cell: list[list[int]] = [[] for _ in range(size)]
    for r in range(relations.size):
        for k in cell[start[r] : start[r + 1]]:
            of_cell[k].append(r)

    def exposed(r: int) -> bool:
        """Whether relation r tells something about its withheld cells, and has a cell left to withhold."""
        members, is_total = cell[start[r] : start[r + 1]], total[start[r] : start[r + 1]]
        unknown = hidden[members]
        if not unknown.any() or unknown.all():
            return False
        if unknown.sum() == 1:
            return True
        return not unknown[is_total].any() and bool(
            is_unsafe(numbers[members[unknown]].sum(axis=0), threshold)
        )

    def protect(r: int) -> int:
        """Withhold the cheapest cell left in relation r and return it."""
        members, is_total = cell[start[r] : start[r + 1]], total[start[r] : start[r + 1]]
        left = np.flatnonzero(~hidden[members])
        chosen = members[min(left, key=lambda i: (is_total[i], prices[members[i]], members[i]))]
        hidden[chosen] = True
        return int(chosen)

    def settle(cells: ArrayLike) -> None:
        """Protect all relations that hold ``cells``, and those that this touches."""
        queue = deque(dict.fromkeys(r for k in cells for r in of_cell[k]))
        while queue:
            r = queue.popleft()
            while exposed(r):
                queue.extend(of_cell[protect(r)])

    settle(np.flatnonzero(hidden))
    while len(solved := determined(relations, hidden)):
        # Each of these has company in all of its relations and follows all the same: widen the circle.
        open_relations = [
            r for k in solved for r in of_cell[k] if not hidden[cell[start[r] : start[r + 1]]].all()
        ]
        if not open_relations:
            break
        settle([protect(open_relations[0])])
    return hidden


def determined(relations: Relations, hidden: ArrayLike) -> IntArray:
    """Withheld cells that follow from the published ones by linear algebra: their indices, ascending.

    A cell is free when some change of the withheld cells that keeps every relation changes it.
    """
    unknown = np.asarray(hidden, dtype=bool)
    cells = np.flatnonzero(unknown)
    position = np.full(len(unknown), -1)
    position[cells] = np.arange(len(cells))
    entries = unknown[relations.cell]
    rows, row = np.unique(relations.relation[entries], return_inverse=True)
    if not len(rows):
        return np.empty(0, dtype=np.int64)
    matrix = np.zeros((len(rows), len(cells)))
    matrix[row, position[relations.cell[entries]]] = np.where(relations.is_total[entries], -1.0, 1.0)
    size, vectors = np.linalg.eigh(matrix.T @ matrix)
    free = vectors[:, size < _RANK_TOLERANCE * size[-1]]
    bound = matrix.any(axis=0)
    return cells[bound & ((free**2).sum(axis=1) < _RANK_TOLERANCE)]


def _check(relations: Relations, size: int, prices: NDArray) -> None:
    if prices.shape != (size,):
        raise ValueError(f"cost has shape {prices.shape}; one number per cell, ({size},), is expected")
    if len(relations.cell) and not 0 <= relations.cell.min() <= relations.cell.max() < size:
        raise ValueError(f"a relation names a cell outside 0..{size - 1}")
    pairs = np.stack([relations.relation, relations.cell])
    if len(np.unique(pairs, axis=1).T) < len(relations.cell):
        raise ValueError("a cell stands twice in a relation; give each cell one entry")
    totals = relations.relation[relations.is_total]
    if len(np.unique(totals)) < len(totals):
        raise ValueError("a relation has two totals; split it into two relations")
