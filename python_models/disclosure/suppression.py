"""Primary and complementary suppression over all published tables at once.

Primary: a row is withheld that tells of fewer persons than the threshold, by itself or as the few who gave, or did not
give, an answer. Complementary: as many other rows as it takes that

* no cell that is withheld, and no other cell of so few persons, follows from what is shown;
* no sum of withheld cells that follows is itself smaller than the threshold;
* the bounds of every withheld cell, by linear programming, are as wide as asked (:mod:`disclosure.audit`).

Greedy: what is exposed takes the cheapest row of the relation that exposes it along. More is withheld than the least
possible, but the result is safe, the same at every build, and explained by one relation at a time.
"""

import numpy as np
from numpy.typing import ArrayLike

from disclosure.audit import bounds, known_cells, needed_width, steps_to_know
from disclosure.cells import BoolArray, IntArray, System


def small_cells(system: System, threshold: int) -> BoolArray:
    """Cells of at least one person, but fewer than the threshold, (K,)."""
    return ~system.is_sum & (system.count > 0) & (system.count < threshold)


def unsafe_rows(system: System, n_persons: ArrayLike, threshold: int) -> BoolArray:
    """Primary rule, (N,): rows on fewer persons than the threshold (nobody included), or that publish a small cell."""
    unsafe = np.asarray(n_persons) < threshold
    unsafe[system.published_row[small_cells(system, threshold)[system.published_cell]]] = True
    return unsafe


def protected_cells(system: System, is_shown: ArrayLike, threshold: int) -> BoolArray:
    """Cells that must not follow from the shown rows, (K,): those that withheld rows alone would publish, and small ones."""
    withheld = system.shown_by(~np.asarray(is_shown)) & ~system.shown_by(is_shown)
    return withheld | small_cells(system, threshold)


def suppress(
    system: System,
    n_persons: ArrayLike,
    threshold: int,
    *,
    cost: ArrayLike,
    minimum_share: float,
) -> BoolArray:
    """Which of N rows to withhold, (N,) bool.

    Parameters
    ----------
    n_persons : (N,) persons that a row is about.
    threshold : smallest number of persons that may be told.
    cost : (N,) what withholding a row loses; of several that would do, the cheapest is taken, and of equal ones the
        first.
    minimum_share : width that the bounds of a withheld cell must have, as a share of its value.

    Raises ``ValueError`` where no row is left whose withholding would help.
    """
    choice = _Choice(system, threshold, np.asarray(cost, dtype=np.float64))
    choice.withhold(np.flatnonzero(unsafe_rows(system, n_persons, threshold)))
    while True:
        choice.settle()
        shown = choice.shown
        guarded = protected_cells(system, shown, threshold) & ~known_cells(system, shown)
        found = bounds(system, shown, np.flatnonzero(guarded), minimum_share)
        narrow = found.high - found.low < needed_width(system, minimum_share)[found.cell] - 1e-6
        if not narrow.any():
            return ~choice.shown
        choice.widen(found.cell[narrow])


class _Choice:
    """Rows still shown, and what of the relations gives withheld cells away."""

    def __init__(self, system: System, threshold: int, cost: np.ndarray) -> None:
        self.system, self.threshold, self.cost = system, threshold, cost
        self.shown = np.ones(system.n_rows, dtype=bool)
        self.small = small_cells(system, threshold)
        self.n_relations = int(system.relation.max(initial=-1)) + 1
        order = np.argsort(system.relation, kind="stable")
        self.members = np.split(
            system.cell[order], np.searchsorted(system.relation[order], np.arange(1, self.n_relations))
        )
        self.coefficients = np.split(
            system.coefficient[order], np.searchsorted(system.relation[order], np.arange(1, self.n_relations))
        )
        order = np.argsort(system.cell, kind="stable")
        self.relations_of = np.split(
            system.relation[order], np.searchsorted(system.cell[order], np.arange(1, len(system.count)))
        )
        order = np.argsort(system.published_cell, kind="stable")
        self.rows_of = np.split(
            system.published_row[order],
            np.searchsorted(system.published_cell[order], np.arange(1, len(system.count))),
        )
        self.cells_of: list[list[int]] = [[] for _ in range(system.n_rows)]
        for row, k in zip(system.published_row.tolist(), system.published_cell.tolist(), strict=True):
            self.cells_of[row].append(k)
        # Cells that no row publishes, and that must stay unknown all the same, to protect others.
        self.kept_unknown = np.zeros(len(system.count), dtype=bool)

    def withhold(self, rows: IntArray) -> None:
        self.shown[rows] = False

    def settle(self) -> None:
        """Withhold rows until no guarded cell follows by single sums, and no sum of withheld cells is small."""
        while True:
            step = steps_to_know(self.system, self.shown)
            exposed = self._exposed_relations(step)
            if not len(exposed):
                return
            self._protect(exposed, step)

    def widen(self, cells: IntArray) -> None:
        """Withhold one more row beside each of ``cells``."""
        step = steps_to_know(self.system, self.shown)
        chosen = []
        for k in cells.tolist():
            open_relations = [r for r in self.relations_of[k] if (step[self.members[r]] >= 0).any()]
            if open_relations:
                chosen.append(open_relations[0])
        self._protect(list(dict.fromkeys(chosen)), step)

    def _exposed_relations(self, step: IntArray) -> IntArray:
        system = self.system
        known = step >= 0
        guarded = protected_cells(system, self.shown, self.threshold) | self.kept_unknown

        def per_relation(entries: BoolArray, weights: np.ndarray | None = None) -> np.ndarray:
            weights = None if weights is None else weights[entries]
            return np.bincount(system.relation[entries], weights=weights, minlength=self.n_relations)

        # A guarded cell that follows: from the relations whose other cells were known before it.
        entry_step = np.where(known, step, len(step))[system.cell]
        last = np.full(self.n_relations, -1)
        np.maximum.at(last, system.relation, entry_step)
        is_last = entry_step == last[system.relation]
        follows = (guarded & known & (step > 0))[system.cell] & is_last
        exposed = (per_relation(follows) > 0) & (per_relation(is_last) == 1)
        if exposed.any():
            # What follows in one step comes first: what follows from that may be settled with it.
            return np.flatnonzero(exposed & (last == last[exposed].min()))
        # A sum of several withheld cells that follows and is small.
        unknown = ~known[system.cell]
        is_total = system.coefficient < 0
        open_total = per_relation(unknown & is_total) > 0
        of_sums = per_relation(system.is_sum[system.cell]) > 0
        has_guarded = per_relation(unknown & guarded[system.cell]) > 0
        hidden_sum = per_relation(unknown & ~is_total, system.count[system.cell])
        exposed = has_guarded & ~open_total & ~of_sums & (hidden_sum < self.threshold)
        return np.flatnonzero(exposed)

    def _price(self, rows: IntArray, k: int) -> float:
        return float(self.cost[rows].max()) if len(rows) else float(self.system.count[k])

    def _protect(self, relations: IntArray, step: IntArray) -> None:
        """Of each relation, make one cell that is known unknown: the one whose rows cost least.

        Relations that share a cell wait for the next turn: one row may serve both.
        """
        touched: set[int] = set()
        for r in relations:
            members = self.members[r].tolist()
            if not touched.isdisjoint(members):
                continue
            totals = set(self.members[r][self.coefficients[r] < 0].tolist())
            rows_of = {k: self.rows_of[k][self.shown[self.rows_of[k]]] for k in members}
            known = [k for k in members if len(rows_of[k]) or (step[k] > 0 and not self.kept_unknown[k])]
            if not known:
                continue
            chosen = min(known, key=lambda k: (k in totals, self._price(rows_of[k], k), k))
            if len(rows_of[chosen]):
                self.shown[rows_of[chosen]] = False
                touched.update(members, *(self.cells_of[row] for row in rows_of[chosen]))
            else:
                # No row states it: what it follows from comes next.
                self.kept_unknown[chosen] = True
                touched.update(members)
        if not touched:
            names = "; ".join(self.system.name[k] for k in self.members[relations[0]])
            raise ValueError(f"no row is left whose withholding would protect {names}")
