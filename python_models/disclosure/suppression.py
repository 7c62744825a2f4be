"""Primary and complementary suppression over all published tables at once.

Primary: a row is withheld that tells of fewer persons than the threshold, by itself or as the few who
gave, or did not give, an answer. Complementary: as many other rows as it takes that

* no cell that is withheld, and no other cell of so few persons, follows from what is shown;
* no sum of withheld cells that follows is itself smaller than the threshold;
* the bounds of every withheld cell, by linear programming, are as wide as asked (:mod:`disclosure.audit`).

What a single sum exposes takes the cheapest row of that sum along. What is still bounded too tightly is
loosened by a linear program: of all tables that move it far enough and agree with the relations, the one
that changes the least of what is shown; what it changes is withheld (Fischetti & Salazar 2001 solve the
same problem exactly). More is withheld than the least possible, but the result is safe and the same at
every build.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.optimize import linprog
from scipy.sparse import coo_array, hstack

from disclosure.audit import Attack, needed_width, steps_to_know
from disclosure.system import BoolArray, FloatArray, IntArray, System, small_cells

# More rounds than ever needed: beyond, something is wrong.
_MAXIMUM_ROUNDS = 20
# What a row costs beside the size of its cell, and what a needed one does: enough to be left alone.
_PRICE_OF_A_ROW = 0.3
_PRICE_OF_NEED = 1e4
_NO_CHANGE = 1e-6


def unsafe_rows(system: System, n_persons: ArrayLike, threshold: int) -> BoolArray:
    """Primary rule, (N,): rows on too few persons (nobody included), or that publish a small cell."""
    unsafe = np.asarray(n_persons) < threshold
    unsafe[system.published_row[small_cells(system, threshold)[system.published_cell]]] = True
    return unsafe


def protected_cells(system: System, is_shown: ArrayLike, threshold: int) -> BoolArray:
    """Cells that must not follow from the shown rows, (K,).

    Small ones, and shares and sums that only withheld rows publish. The size of a group that is large enough
    is no secret; where it protects a small one, the bounds of that see to it.

    Where nobody is, nobody is to be protected.
    """
    withheld = system.shown_by(~np.asarray(is_shown)) & ~system.shown_by(is_shown)
    return (withheld & ~system.is_size & (system.count > 0)) | small_cells(system, threshold)


def suppress(
    system: System,
    n_persons: ArrayLike,
    threshold: int,
    *,
    cost: ArrayLike,
    is_needed: ArrayLike,
    minimum_share: float,
) -> BoolArray:
    """Which of N rows to withhold, (N,) bool.

    Parameters
    ----------
    n_persons : (N,) persons that a row is about.
    threshold : smallest number of persons that may be told.
    cost : (N,) what withholding a row loses; of several that would do, the cheapest is taken, and of equal
    ones the first.
    is_needed : (N,) bool, rows withheld only where no others would do.
    minimum_share : width that the bounds of a withheld cell must have, as a share of its value.

    Raises ``ValueError`` where no row is left whose withholding would help.
    """
    choice = _Choice(system, threshold, np.asarray(cost, np.float64), np.asarray(is_needed, bool))
    choice.shown[unsafe_rows(system, n_persons, threshold)] = False
    attack = Attack(system, needed_width(system, threshold, minimum_share))
    for _ in range(_MAXIMUM_ROUNDS):
        choice.settle()
        narrow = attack.narrow(choice.shown, protected_cells(system, choice.shown, threshold))
        if not narrow.any():
            return ~choice.shown
        before = choice.shown.sum()
        choice.loosen(narrow, attack)
        if choice.shown.sum() == before:
            break
    names = [system.name[k] for k in np.flatnonzero(narrow)[:10]]
    raise ValueError(
        f"{narrow.sum()} cells can still be bounded too tightly, among them: " + "; ".join(names)
    )


class _Choice:
    """Rows still shown, and what of the relations gives withheld cells away."""

    def __init__(self, system: System, threshold: int, cost: FloatArray, is_needed: BoolArray) -> None:
        self.system, self.threshold, self.cost, self.is_needed = system, threshold, cost, is_needed
        self.shown = np.ones(system.n_rows, dtype=bool)
        self.n_relations = system.n_relations
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

    def settle(self) -> None:
        """Withhold rows until no guarded cell follows by single sums, nor a small sum of them."""
        while True:
            step = steps_to_know(self.system, self.shown)
            exposed = self._exposed_relations(step)
            if not len(exposed):
                return
            self._protect(exposed, step)

    def loosen(self, narrow: BoolArray, attack: Attack) -> None:
        """Withhold the rows that must change for the cells ``narrow`` to be larger by the width they need."""
        system = self.system
        size = len(system.count)
        narrow = self._apart(narrow)
        is_shown = system.shown_by(self.shown)
        needed = system.shown_by(self.shown & self.is_needed)
        n_rows = np.bincount(system.published_cell[self.shown[system.published_row]], minlength=size)
        # A little for every change keeps the table near the true one.
        price = np.where(is_shown, np.log2(2 + system.count) + _PRICE_OF_A_ROW * n_rows, 0.0) + 1e-3
        shape = (system.n_relations, size)
        sums = coo_array((system.coefficient, (system.relation, system.cell)), shape=shape)
        price += np.where(needed & ~narrow, _PRICE_OF_NEED, 0.0)
        # Changes up and changes down, (2K,).
        least = np.concatenate([np.where(narrow, attack.need, 0.0), np.zeros(size)])
        most = np.concatenate([np.full(size, np.inf), np.where(narrow, 0.0, system.count)])
        found = linprog(
            np.concatenate([price, price]),
            A_eq=hstack([sums, -sums]).tocsr(),
            b_eq=np.zeros(system.n_relations),
            bounds=np.stack([least, most], axis=1),
            method="highs-ds",
        )
        if found.x is None:
            raise ValueError(f"no table was found in which withheld cells differ enough: {found.message}")
        change = found.x[:size] - found.x[size:]
        changed = (np.abs(change) > _NO_CHANGE) & is_shown
        self.shown[system.published_row[changed[system.published_cell]]] = False
        attack.add(np.where(np.abs(change) > _NO_CHANGE, change, 0.0))

    def _apart(self, cells: BoolArray) -> BoolArray:
        """Of ``cells``, small ones first, such as share no relation: not all parts of a sum can grow."""
        chosen = np.zeros_like(cells)
        taken: set[int] = set()
        for k in sorted(np.flatnonzero(cells).tolist(), key=lambda k: (self.system.count[k], k)):
            relations = self.relations_of[k].tolist()
            if taken.isdisjoint(relations):
                taken.update(relations)
                chosen[k] = True
        return chosen

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

    def _price(self, rows: IntArray, k: int, is_total: bool) -> tuple:
        """What is withheld last: rows that are needed, then totals, then large groups."""
        if not len(rows):
            return False, is_total, float(self.system.count[k]), k
        return bool(self.is_needed[rows].any()), is_total, float(self.cost[rows].max()), k

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
            chosen = min(known, key=lambda k: self._price(rows_of[k], k, k in totals))
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
