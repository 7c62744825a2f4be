"""Which rows to withhold so that no guarded cell can be bounded too tightly.

Fischetti & Salazar (2001) withhold the least: an integer program whose cuts come from the attacker's linear
programs. Here each guarded cell in turn takes the table that changes least of what is shown, and what that
table changes is withheld (their heuristic); then every row is shown again that is not needed any more.
"""

import logging
import time
from collections.abc import Iterable
from copy import copy

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import csc_array

from disclosure.least import Attacker, Cuts
from disclosure.possible import Tables
from disclosure.programs import ROUND_OFF, Program
from disclosure.system import BoolArray, FloatArray, IntArray, System
from disclosure.unknowns import Unknowns

_LOG = logging.getLogger(__name__)
# So often a line says how far a long decision is.
_SECONDS_BETWEEN_LINES = 10
# What a change of something withheld costs beside one of something shown, for small changes to be preferred.
_PRICE_OF_CHANGE = 1e-4
# No change beyond this is asked of cells without a bound.
_FAR = 1e6
# What a needed row is worth: more than all others that it might take.
NEEDED = 1e3
# More than so many that are open move at once, until so many programs in turn have been in vain.
_FEW = 2
_IN_VAIN = 2
# The least is looked for by so many programs on each level, an integer one counted as many: a question on its
# own takes fewer. Of so many withheld at most, in so many turns.
_PROGRAMS = 200
_OF_INTEGER = 20
_EXACT = 60
_TURNS = 9
# Less is no gain: of equal choices there are many.
_GAIN = 0.09
# Of more unknowns that hang together, how far one goes takes seconds to see.
_LARGE = 2_000


class Rows:
    """Rows shown and withheld, and which unknowns they publish.

    Attributes
    ----------
    shown : (N,) bool, changed in place.
    """

    def __init__(self, system: System, shown: BoolArray, cost: FloatArray) -> None:
        self.system, self.shown, self.cost = system, shown, cost


class _Group:
    """Unknowns tied together, all others fixed: which of them vary enough, and what is withheld for it.

    Every solution of a program is a table that agrees with all that is published. Withholding more keeps
    these tables possible.
    """

    def __init__(self, protection: "Protection", members: IntArray, tables: list[FloatArray]) -> None:
        unknown = protection.unknowns
        block = unknown.block(members)
        # What nobody asks for and stands in one relation only, leaves room in it.
        is_room = protection.is_room(members) & (np.diff(block.indptr) == 1)
        room = block[:, is_room]
        down, up = unknown.least[members[is_room]], unknown.most[members[is_room]]
        self._room = members[is_room], room, down, up
        self.sums = np.zeros((2, block.shape[0]))
        rising = room.data > 0
        low = -np.where(rising, room.data * up, room.data * down)
        high = -np.where(rising, room.data * down, room.data * up)
        np.add.at(self.sums[0], room.indices, low)
        np.add.at(self.sums[1], room.indices, high)
        self.protection, self.members, self.block = protection, members[~is_room], block[:, ~is_room]
        self.n_room = np.bincount(room.indices, minlength=block.shape[0])
        self.column = np.repeat(np.arange(len(self.members)), np.diff(self.block.indptr))
        members = self.members
        self.most = np.minimum(unknown.most[members], _FAR)
        self.fall = np.minimum(-unknown.least[members], _FAR)
        self.widest = protection.widest[members]
        self.tables: list[FloatArray] = []
        self.low, self.high = np.zeros((2, len(members)))
        for table in tables:
            if table[members].any():
                self._learn(table[members])
        self._program: Program | None = None

    # Widths.

    def _learn(self, table: FloatArray) -> None:
        self.tables.append(table)
        np.minimum(self.low, table, out=self.low)
        np.maximum(self.high, table, out=self.high)

    def _begin_with(self, tables: Iterable[FloatArray]) -> None:
        """Know these tables and no others."""
        self.tables, (self.low, self.high) = [], np.zeros((2, len(self.members)))
        for table in tables:
            self._learn(table)

    def _open(self, need: FloatArray) -> BoolArray:
        """Members that do not vary enough over the tables found."""
        return (need > 0) & (self.high - self.low < need - ROUND_OFF)

    def _solve(
        self,
        cost: FloatArray,
        may_change: BoolArray,
        must_rise: FloatArray,
        free: ArrayLike = (),
        farthest: ArrayLike = np.inf,
    ) -> FloatArray | None:
        """The cheapest table in which members change by at least ``must_rise`` (M,) and only some others do.

        The cost of ``free`` members is that of their rise, not of their change; they change by no more than
        ``farthest``.
        """
        if self._program is None:
            zeros, block = np.zeros(2 * len(self.members)), self.block
            relations, relation = np.unique(block.indices, return_inverse=True)
            matrix = csc_array(
                (
                    np.concatenate([block.data, -block.data]),
                    np.concatenate([relation, relation]),
                    np.concatenate([block.indptr, block.indptr[1:] + block.nnz]),
                ),
                shape=(len(relations), len(zeros)),
            )
            self._program = Program(matrix, zeros, zeros, sums=tuple(self.sums[:, relations]))
        size = len(self.members)
        up, down = np.maximum(must_rise, 0), np.maximum(-must_rise, 0)
        most = np.concatenate(
            [
                np.where((may_change | (up > 0)) & (down == 0), self.most, 0),
                np.where((may_change | (down > 0)) & (up == 0), self.fall, 0),
            ]
        )
        least = np.concatenate([up, down])
        if (least > most).any():
            return None
        costs = np.concatenate([cost, cost])
        free = np.asarray(free, dtype=np.int64)
        costs[size + free] = -cost[free]
        for ends in (free, size + free):
            most[ends] = np.minimum(most[ends], farthest)
        self._program.bound(least, most)
        found = self._program.cheapest(costs)
        if found is None:
            return None
        found = found[:size] - found[size:]
        return np.where(np.abs(found) > ROUND_OFF, found, 0.0)

    def _one(self, k: int, change: float) -> FloatArray:
        rise = np.zeros(len(self.members))
        rise[k] = change
        return rise

    def _vary(self, k: int, need: float, cost: FloatArray) -> list[FloatArray] | None:
        """The cheapest tables that together with those found let member ``k`` vary by ``need``, if any do."""
        every = np.ones(len(self.members), dtype=bool)
        low, high = self.low[k], self.high[k]
        choices: list[list[FloatArray]] = []
        for change in (low + need, high - need):
            table = self._solve(cost, every, self._one(k, change))
            if table is not None:
                choices.append([table])
                if not (cost[table != 0] >= NEEDED).any():
                    return [table]
        if len(self.members) > _LARGE:
            return min(choices, key=lambda tables: cost[tables[0] != 0].sum(), default=None)
        # Not by one table alone: as far up as it goes, the rest down; without needed rows if that will do.
        cheap = cost < NEEDED
        for may_change in [every] if cheap.all() else [cheap, every]:
            ends = self._ends(k, may_change)
            up, down = ends[0][k], ends[1][k]
            if up - down < need - ROUND_OFF:
                continue
            changes = [change for change in (up, max(up - need, down)) if abs(change) > ROUND_OFF]
            tables = [self._solve(cost, may_change, self._one(k, change * (1 - 1e-9))) for change in changes]
            choices.append([table for table in tables if table is not None])
            return min(choices, key=lambda tables: cost[np.any(tables, axis=0)].sum())
        return None

    def _ends(self, k: int, may_change: BoolArray) -> list[FloatArray]:
        """Tables in which member ``k`` is as great and as small as it can be."""
        return [self._end(k, sign, may_change) for sign in (-1.0, 1.0)]

    def _end(self, k: int, sign: float, may_change: BoolArray, farthest: float = np.inf) -> FloatArray:
        """A table in which member ``k`` is as great (``sign`` -1) or as small (1) as it can be.

        It changes by no more than ``farthest``.
        """
        price = np.full(len(self.members), _PRICE_OF_CHANGE)
        price[k] = sign
        end = self._solve(price, may_change, np.zeros(len(self.members)), [k], farthest)
        # Where the program was given up: that nothing changes is a solution.
        return np.zeros(len(self.members)) if end is None else end

    def whole_tables(self) -> tuple[IntArray, FloatArray]:
        """Unknowns of the group, and their changes in the tables found, (U', T): what leaves room too."""
        room, block, down, up = self._room
        tables = np.stack(self.tables, axis=1) if self.tables else np.zeros((len(self.members), 0))
        left = -(self.block @ tables)
        change = np.zeros((len(room), tables.shape[1]))
        # What stands in one relation with others takes what they have left: one of each relation at a time.
        order = np.argsort(block.indices, kind="stable")
        row = block.indices[order]
        turn = np.arange(len(row)) - np.searchsorted(row, row)
        for t in range(turn.max(initial=-1) + 1):
            i = order[turn == t]
            row, coefficient = block.indices[i], block.data[i, None]
            change[i] = np.clip(left[row] / coefficient, down[i, None], up[i, None])
            left[row] -= coefficient * change[i]
        return np.concatenate([self.members, room]), np.concatenate([tables, change])

    # Decisions.

    def move_together(self, *, alone: bool) -> None:
        """Learn tables in which all that must vary move at once.

        What the withheld protect among themselves is not to be protected by more: either only they change
        (``alone``), or what is shown as well where a move is worth it, that of a row, and is withheld.
        """
        protection, part = self.protection, self
        need = protection.need(self.members)
        if self._open(need).sum() <= _FEW:
            return
        hidden, n_known = protection.is_hidden(self.members), len(self.tables)
        if alone:
            part = copy(self)
            part._keep(hidden)
            need = need[hidden]
        everything, nothing = np.ones(len(need), dtype=bool), np.zeros(len(need))
        directions = np.random.default_rng(0)
        turn = in_vain = 0
        is_open = np.flatnonzero(part._open(need))
        while len(is_open) > _FEW and in_vain < _IN_VAIN:
            signs = directions.choice([-1.0, 1.0], len(is_open)) if turn > 1 else 1.0 - 2 * turn
            price = protection.price(part.members) + _PRICE_OF_CHANGE
            price[is_open] = signs / need[is_open]
            table = part._solve(price, everything, nothing, is_open, need[is_open])
            if table is None:
                break
            part._learn(table)
            protection.withhold(part.members[table != 0])
            need = protection.need(part.members)
            before, is_open = len(is_open), np.flatnonzero(part._open(need))
            in_vain = 0 if len(is_open) < before else in_vain + 1
            turn += 1
        for table in part.tables[n_known:] if alone else []:
            changes = np.zeros(len(hidden))
            changes[hidden] = table
            self._learn(changes)

    def protect(self) -> BoolArray:
        """Withhold what it takes; which members (M,) no table could be found for."""
        protection = self.protection
        failed = np.zeros(len(self.members), dtype=bool)
        while True:
            need = protection.need(self.members)
            # Some cannot vary so much, whatever is withheld.
            failed |= self.widest < need - ROUND_OFF
            is_open = self._open(need) & ~failed
            if not is_open.any():
                return failed
            price = protection.price(self.members)
            # What needs most first: it serves the others.
            k = int(np.argmax(np.where(is_open, need, 0)))
            chosen = np.arange(len(price)) == k
            found = self._vary(k, need[k], np.where(chosen, 0, price) + _PRICE_OF_CHANGE)
            if found is None:
                failed[k] = True
                continue
            for table in found:
                self._learn(table)
            protection.withhold(self.members[np.any(found, axis=0) | chosen])

    def show_again(self) -> None:
        """Show what is withheld for others and not needed for them any more, the dearest first."""
        protection = self.protection
        if not protection.is_complementary(self.members).any():
            return
        # What is shown, and what follows from that, stays as it is: programs without it are smaller.
        self._keep(self._left_open(protection.is_hidden(self.members)))
        candidates = np.flatnonzero(protection.is_complementary(self.members))
        order = np.lexsort([candidates, -protection.value(self.members[candidates])])
        for v in candidates[order].tolist():
            self._try_to_show(v)

    def withhold_least(self) -> bool:
        """Withhold the least, if that is less than what was found; whether it is.

        The group is as it was before anything was shown again.
        """
        protection, members = self.protection, self.members
        complementary = protection.is_complementary(members)
        n_hidden = protection.is_hidden(members).sum()
        if protection.programs_left <= 0 or complementary.sum() < _FEW or n_hidden > _EXACT:
            return False
        found = protection.state()
        below = protection.value(members[complementary]).sum() - _GAIN
        may_show = complementary | ~protection.is_hidden(members)
        protection.show(members[complementary])
        if self._find_least(may_show, below):
            return True
        protection.restore(found)
        return False

    def _find_least(self, may_show: BoolArray, below: float) -> bool:
        """Withhold the least of the members that one ``may_show`` (M,), if it is worth less than ``below``.

        Each turn withholds what all cuts so far ask for, and learns from the attacker what that lacks.
        """
        protection, members = self.protection, self.members
        none, always = protection.state(), protection.need(members) > 0
        cuts = Cuts(protection.value(members))
        attacker = Attacker(self.block, self.sums, -self.fall, self.most)
        withheld: BoolArray | None = np.zeros(len(members), dtype=bool)
        for _ in range(_TURNS):
            if self._is_enough(cuts, attacker, may_show, always):
                return True
            protection.programs_left -= _OF_INTEGER
            before, withheld = withheld, cuts.least(below)
            if withheld is None or (withheld == before).all():
                return False
            protection.restore(none)
            protection.withhold(members[withheld])
        return False

    def _is_enough(self, cuts: Cuts, attacker: Attacker, may_show: BoolArray, always: BoolArray) -> bool:
        """Whether all vary as much as they need where so much is withheld; if not, the cuts are added.

        Those that need it whatever is withheld are ``always`` (M,) guarded. Tables found serve later turns.
        """
        protection, known = self.protection, self.tables
        hidden, need = protection.is_hidden(self.members), protection.need(self.members)
        self._begin_with(table for table in known if not table[~hidden].any())
        n_known, is_enough = len(self.tables), True
        for k in np.flatnonzero(self._open(need)).tolist():
            if not self._open(need)[k]:
                continue
            protection.programs_left -= 1
            ends, weight, rest = attacker.ends(k, hidden)
            for table in ends:
                self._learn(table)
            if self._open(need)[k]:
                is_enough = False
                asked = need[k] - rest - weight[~may_show].sum()
                cuts.add(np.where(may_show, np.maximum(weight, 0), 0), asked, None if always[k] else k)
        if not is_enough:
            self.tables = known + self.tables[n_known:]
        return is_enough

    def release(self) -> None:
        """Give back the solver's memory: of some hundred groups, only tables are asked for later."""
        self._program = None

    def _keep(self, kept: BoolArray) -> None:
        """Let only the members ``kept`` (M,) vary from now on."""
        self.members, self.block = self.members[kept], self.block[:, kept]
        self.column = np.repeat(np.arange(len(self.members)), np.diff(self.block.indptr))
        self.most, self.fall, self.widest = self.most[kept], self.fall[kept], self.widest[kept]
        self.low, self.high = self.low[kept], self.high[kept]
        self.tables = [table[kept] for table in self.tables]
        self._program = None

    def _try_to_show(self, v: int) -> None:
        protection = self.protection
        hidden = protection.is_hidden(self.members)
        hidden[v] = False
        need = protection.need(self.members)
        need[v] = 0
        guarded = need > 0
        if (guarded & ~self._left_open(hidden)).any():
            return
        before = self.tables, self.low, self.high
        self._begin_with(table for table in before[0] if not table[v])
        while True:
            is_open = self._open(need)
            if not is_open.any():
                protection.show(self.members[[v]])
                return
            k = int(np.argmax(np.where(is_open, need, 0)))
            for sign in (-1.0, 1.0):
                if self._open(need)[k]:
                    asked = need[k] + self.low[k] if sign < 0 else need[k] - self.high[k]
                    self._learn(self._end(k, sign, hidden, asked))
            if self._open(need)[k]:
                self.tables, self.low, self.high = before
                return

    def _left_open(self, hidden: BoolArray) -> BoolArray:
        """Members that do not follow by one sum after the other from those that are not hidden."""
        hidden = hidden.copy()
        while True:
            entries = hidden[self.column]
            n_hidden = self.n_room + np.bincount(self.block.indices[entries], minlength=len(self.n_room))
            in_single = entries & (n_hidden == 1)[self.block.indices]
            if not in_single.any():
                return hidden
            hidden[self.column[in_single]] = False


class Protection:
    """Decisions on one level: which unknowns are shown, what they cost, and how much they must vary.

    Parameters
    ----------
    rows : rows shown, changed in place.
    unknowns : what is not known where nothing is shown.
    need : (K,) how much each cell must vary if it is guarded; ``is_small`` : (K,) cells guarded in any case.
        Cells that only withheld rows publish are guarded too, but those ``is_open_secret`` (K,).
    """

    def __init__(
        self,
        rows: Rows,
        unknowns: Unknowns,
        need: FloatArray,
        is_small: BoolArray,
        is_open_secret: BoolArray,
    ) -> None:
        system = rows.system
        self.rows, self.unknowns = rows, unknowns
        size = len(unknowns.least)
        of_cell = unknowns.of_cell
        is_unknown = of_cell >= 0
        per_change = np.where(is_unknown, need / np.maximum(np.abs(unknowns.ratio), 1e-12), 0)
        self._need_small, self._need_withheld = np.zeros((2, size))
        small = is_unknown & is_small
        np.maximum.at(self._need_small, of_cell[small], per_change[small])
        self._of_entry = of_cell[system.published_cell]
        told = is_unknown & ~is_open_secret & (system.count != 0)
        np.maximum.at(self._need_withheld, of_cell[told], per_change[told])
        entries = self._of_entry >= 0
        pairs = np.unique(np.stack([self._of_entry[entries], system.published_row[entries]]), axis=1)
        self._unknown, self._row = pairs
        self._start = np.searchsorted(self._unknown, np.arange(size + 1))
        by_row = np.argsort(self._row, kind="stable")
        self._unknown_of_row = self._unknown[by_row]
        self._start_of_row = np.searchsorted(self._row[by_row], np.arange(system.n_rows + 1))
        self.n_publishers = self._start[1:] - self._start[:-1]
        self.n_shown = np.bincount(self._unknown[rows.shown[self._row]], minlength=size)
        worth = rows.cost[self._row]
        self._worth = np.bincount(self._unknown, worth, minlength=size)
        self._worth_shown = np.bincount(self._unknown, worth * rows.shown[self._row], minlength=size)
        # Withheld on another level, or for their own sake: not shown again.
        self._is_final = np.zeros(size, dtype=bool)
        self._is_final[self._unknown[~rows.shown[self._row]]] = True
        self._is_margin = np.zeros(size, dtype=bool)
        self._is_margin[of_cell[is_unknown & system.is_margin]] = True
        self._tables: list[tuple[IntArray, list[FloatArray]]] = []
        self._groups: list[_Group] = []
        self.programs_left = _PROGRAMS
        self.widest = self._widest()

    def _widest(self, fixed: BoolArray | None = None) -> FloatArray:
        """More than the unknowns (U,) cannot vary, if those ``fixed`` (U,) do not."""
        least, most = self.unknowns.bounds(fixed)
        return most - least

    def rows_of(self, unknown: int) -> IntArray:
        """Rows that publish an unknown."""
        return self._row[self._start[unknown] : self._start[unknown + 1]]

    def is_room(self, unknowns: IntArray) -> BoolArray:
        """Whether no row publishes them and nobody guards them."""
        return (self.n_publishers[unknowns] == 0) & (self._need_small[unknowns] == 0)

    def is_hidden(self, unknowns: IntArray) -> BoolArray:
        """Whether no shown row publishes them."""
        return self.n_shown[unknowns] == 0

    def is_complementary(self, unknowns: IntArray) -> BoolArray:
        """Whether they are withheld to protect others."""
        return (self.n_publishers[unknowns] > 0) & self.is_hidden(unknowns) & ~self._is_final[unknowns]

    def need(self, unknowns: IntArray) -> FloatArray:
        """How much they must vary; 0 where they are not guarded."""
        withheld = self.is_hidden(unknowns) & (self.n_publishers[unknowns] > 0)
        return np.maximum(self._need_small[unknowns], np.where(withheld, self._need_withheld[unknowns], 0))

    def value(self, unknowns: IntArray) -> FloatArray:
        """What all rows that publish them are worth."""
        return self._worth[unknowns]

    def price(self, unknowns: IntArray) -> FloatArray:
        """What it costs to withhold them: the worth of the rows still shown."""
        return np.where(self.is_hidden(unknowns), 0.0, self._worth_shown[unknowns])

    def withhold(self, unknowns: IntArray) -> None:
        """Withhold all rows that publish them."""
        for u in unknowns[self.n_shown[unknowns] > 0].tolist():
            for row in self.rows_of(u).tolist():
                if self.rows.shown[row]:
                    self.rows.shown[row] = False
                    self.n_shown[self._of_row(row)] -= 1
                    self._worth_shown[self._of_row(row)] -= self.rows.cost[row]

    def show(self, unknowns: IntArray) -> None:
        """Show all rows that publish them."""
        for u in unknowns.tolist():
            for row in self.rows_of(u).tolist():
                if not self.rows.shown[row]:
                    self.rows.shown[row] = True
                    self.n_shown[self._of_row(row)] += 1
                    self._worth_shown[self._of_row(row)] += self.rows.cost[row]

    def state(self) -> tuple[BoolArray, IntArray, FloatArray]:
        """What is shown, to return to (:meth:`restore`)."""
        return self.rows.shown.copy(), self.n_shown.copy(), self._worth_shown.copy()

    def restore(self, state: tuple[BoolArray, IntArray, FloatArray]) -> None:
        """Show what was shown at a :meth:`state`."""
        self.rows.shown[:], self.n_shown[:], self._worth_shown[:] = state

    def _of_row(self, row: int) -> IntArray:
        return self._unknown_of_row[self._start_of_row[row] : self._start_of_row[row + 1]]

    def decide_by_levels(self) -> None:
        """Protect first within tables, then, where that is not enough, across the totals between them."""
        self.widest = self._widest(self._is_margin)
        failed = self.decide(self.unknowns.groups(self._is_margin))
        self.widest = self._widest()
        # Totals between tables have their turn only now.
        every = np.arange(len(self.unknowns.least))
        failed |= self._is_margin & (self.need(every) > 0)
        if failed.any():
            groups = [group for group in self.unknowns.groups() if failed[group].any()]
            # What the tables need stays withheld.
            self._is_final |= self.is_hidden(every)
            self.decide(groups)

    def decide(
        self, groups: Iterable[IntArray] | None = None, *, again: bool = True, together: bool = True
    ) -> BoolArray:
        """Withhold what it takes in each group; which unknowns (U,) could not be protected.

        First for all ``together``, then for each; then show ``again`` what is not needed.
        """
        failed = np.zeros(len(self.unknowns.least), dtype=bool)
        known = self._known_tables()
        groups = self.unknowns.groups() if groups is None else groups
        may_need = (self._need_small > 0) | ((self._need_withheld > 0) & (self.n_publishers > 0))
        groups = [group for group in groups if may_need[group].any()]
        _LOG.info("%d groups of numbers that hang together, protected one by one", len(groups))
        said = time.monotonic()
        for i, members in enumerate(groups):
            if time.monotonic() > said + _SECONDS_BETWEEN_LINES:
                said = time.monotonic()
                _LOG.info("%d of %d groups done", i, len(groups))
            if not (self.need(members) > 0).any():
                continue
            group = _Group(self, members, known)
            if together:
                group.move_together(alone=again)
            failed[group.members[group.protect()]] = True
            if again:
                whole = copy(group)
                group.show_again()
                if whole.withhold_least():
                    group = whole
            group.release()
            self._tables.append((group.members, group.tables))
            self._groups.append(group)
        return failed

    def tables(self, cell: IntArray, found: Tables) -> None:
        """Add the tables found; ``cell`` (K,) is what each cell is called there."""
        for group in self._groups:
            members, changes = group.whole_tables()
            cells, by = self.unknowns.cells(members)
            changes = changes[by] * self.unknowns.ratio[cells, None]
            for change in changes.T:
                found.add(cell[cells], change)

    def _known_tables(self) -> list[FloatArray]:
        """Tables (U,) found so far: those of groups that do not touch, taken together."""
        layers: list[FloatArray] = []
        for members, tables in self._tables:
            for i, table in enumerate(tables):
                if i == len(layers):
                    layers.append(np.zeros(len(self.unknowns.least)))
                layers[i][members] = table
        return layers
