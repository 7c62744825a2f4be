"""What an attacker can compute from everything published: bounds of what is withheld, by linear programs.

The attacker knows every cell that a shown row publishes and every relation, and that no cell is negative.
The bounds of a withheld cell are the least and the greatest value it has in any table that agrees with all
that (the attacker's problem; Fischetti & Salazar 2001; Hundepool et al. 2012, section 4.4).
"""

import logging

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import hstack

from disclosure.possible import Tables
from disclosure.programs import ROUND_OFF, Program
from disclosure.system import BoolArray, FloatArray, IntArray, System, small_cells
from disclosure.unknowns import Unknowns, tied, unknowns

_LOG = logging.getLogger(__name__)
# Programs of about so many cells together: fewer calls, and still small ones.
_BATCH = 300
# Programs move all cells at once until so many in turn have moved no cell far enough.
_IN_VAIN = 4
# Of more unknowns that hang together, a program over all takes a third of a second: it aims at a part of what
# is open, which has room then, and goes on in parts. It is in vain where it moves a smaller share far enough.
_LARGE = 2_000
_PART = 0.4
_SHARE = 0.05
_LARGE_IN_VAIN = 2
# What more relations hold ties questions together: sizes of groups that are withheld in all of them.
_TIES = 20
# So few are asked of large groups all at once.
_FEW = 60
# How many relations away others change with a cell, before all may.
_NEAR = 3
# Whole persons are asked of groups of at most so many unknowns.
_MAXIMUM_WHOLE = 300
# No change beyond this is looked for: sums of answers have no bound.
_FAR = 1e5


def needed_width(system: System, threshold: int, minimum_share: float) -> FloatArray:
    """Width that the interval of each withheld cell must have, (K,).

    A share of its value and one person at least; what a share is of has two sides, and the smaller is the
    value of both. Of a cell smaller than the threshold, its whole value, and where a row publishes it, the
    threshold: then the greatest possible value is not below it. Where shares of nobody are shown, one more:
    two withheld cells that add to the threshold are both known to be below it.
    """
    row, cell = system.published_row, system.published_cell
    of_share = ~(system.is_sum | system.is_size)[cell]
    fewer = np.full(system.n_rows, np.inf)
    np.minimum.at(fewer, row[of_share], system.count[cell[of_share]])
    value = np.abs(system.count)
    np.minimum.at(value, cell[of_share], fewer[row[of_share]])
    need = np.maximum(minimum_share * value, 1.0)
    small = small_cells(system, threshold)
    need[small] = np.maximum(system.count[small], 1.0)
    published = np.zeros_like(small)
    published[system.published_cell] = True
    need[small & published] = threshold
    need[small & published & (system.tells_nobody | system.is_size & (system.count == threshold))] += 1
    return need


def too_tight(
    system: System,
    known: BoolArray,
    guarded: BoolArray,
    need: FloatArray,
    whole: BoolArray,
    tables: Tables | None = None,
    *,
    in_full: bool = True,
    leave: int = 0,
) -> BoolArray:
    """Which of the cells ``guarded`` (K,) an attacker bounds by less than they ``need`` (K,).

    ``known`` (K,) are the cells that the attacker reads. Of the cells ``whole`` (K,), the attacker uses that
    persons are whole numbers. ``tables`` that somebody else has found, and that may be wrong, are asked
    first, and what is found is added to them. If not ``in_full``, cells of large groups count as bounded too
    tightly that the programs for all cells at once leave: not all of them are. So do ``leave`` cells of large
    groups, or fewer, once no more are left.

    Every solution of a program is a table that agrees with all that is known; what a cell varies over all
    tables found, its true value among them, is at most the interval an attacker is left with: programs that
    move all cells at once, then two for each that these left; linear ones, and where these find no whole
    numbers, integer ones.
    """
    # Where too many unknowns hang together, integer programs have no end.
    unknown = unknowns(system, known)
    whole = whole & in_small_group(unknown)
    tables = Tables(system) if tables is None else tables
    width = tables.varied(known, whole)
    left = guarded & (width < need - ROUND_OFF)
    return _narrow(unknown, left, need, whole, tables, in_full=in_full, leave=leave)


def in_small_group(unknown: Unknowns) -> BoolArray:
    """Cells (K,) that hang together with so few unknowns that persons are counted whole."""
    # The last place stands for cells that are known.
    is_small = np.zeros(len(unknown.least) + 1, dtype=bool)
    for group in unknown.groups():
        is_small[group] = len(group) <= _MAXIMUM_WHOLE
    return is_small[unknown.of_cell]


def _narrow(
    unknown: Unknowns,
    guarded: BoolArray,
    need: FloatArray,
    whole: BoolArray,
    tables: Tables,
    *,
    in_full: bool,
    leave: int,
) -> BoolArray:
    if not guarded.any():
        return guarded
    _LOG.info("%d cells that no table proves yet are attacked by programs", guarded.sum())
    is_unknown = guarded & (unknown.of_cell >= 0)
    of_cell, ratio = unknown.of_cell[is_unknown], np.abs(unknown.ratio[is_unknown])
    asked = np.zeros(len(unknown.least))
    np.maximum.at(asked, of_cell, need[is_unknown] / ratio)
    of_whole = np.zeros(len(asked), dtype=bool)
    of_whole[unknown.of_cell[is_unknown & whole]] = True
    width = _widths(unknown, asked, of_whole, tables, in_full=in_full, leave=leave)
    narrow = guarded.copy()
    narrow[is_unknown] = width[of_cell] * ratio < need[is_unknown] - ROUND_OFF
    return narrow


def _widths(
    unknown: Unknowns,
    asked: FloatArray,
    whole: BoolArray,
    tables: Tables,
    *,
    in_full: bool,
    leave: int,
) -> FloatArray:
    """How much the unknowns vary, up to what is ``asked`` of them (U,); 0 where nothing is.

    Those ``whole`` (U,) vary over tables of whole persons only. What is found is added to the ``tables``.
    """
    low, high = np.zeros((2, len(asked)))
    # Where few are left, most of them move with what is near, all else as it is.
    for distance in (_NEAR, None):
        left = np.where(high - low < asked - ROUND_OFF, asked, 0.0)
        far = None if distance is None else ~unknown.near(left > 0, distance)
        if far is not None and 2 * far.sum() < len(far):
            continue
        groups_left = [group for group in unknown.groups(far) if left[group].any()]
        if far is None and (left > 0).sum() <= leave:
            groups_left = [group for group in groups_left if len(group) <= _LARGE]
        for groups in _batches(groups_left):
            cells = np.concatenate(groups)
            attack = _Attack(unknown, groups, left[cells], whole[cells])
            attack.move_together(leave)
            if far is None and (in_full or len(cells) <= _MAXIMUM_WHOLE):
                attack.move_each()
            low[cells] = np.minimum(low[cells], attack.low)
            high[cells] = np.maximum(high[cells], attack.high)
            for change in attack.tables:
                for group in np.split(np.arange(len(cells)), attack.start[1:-1]):
                    if change[group].any():
                        of_cell, by = unknown.cells(cells[group])
                        tables.add(of_cell, change[group][by] * unknown.ratio[of_cell])
    return high - low


class _Attack:
    """Programs over some groups of unknowns, and what each of them varies over the tables found."""

    def __init__(self, unknown: Unknowns, groups: list[IntArray], need: FloatArray, whole: BoolArray) -> None:
        cells = np.concatenate(groups)
        self.unknown, self.cells = unknown, cells
        self.start = np.cumsum([0, *map(len, groups)])
        self.grain = unknown.grain[cells]
        self.of_persons = self.grain > 0
        step = np.where(self.of_persons, self.grain, 1.0)
        self.step = step
        # Sums of answers too move by whole steps: with bounds between these, persons would move in parts.
        self.need = np.ceil(need / step - ROUND_OFF) * step
        self.least = np.maximum(unknown.least[cells], -_FAR)
        self.most = np.minimum(unknown.most[cells], _FAR)
        self.matrix = unknown.block(cells)
        size = len(cells)
        is_small = np.repeat(np.diff(self.start) <= _MAXIMUM_WHOLE, np.diff(self.start))
        self.whole = whole & is_small
        self.ends = np.zeros(size), np.zeros(size)
        self.whole_ends = np.zeros(size), np.zeros(size)
        self.programs: dict[bool, Program] = {}
        self.least_changes: Program | None = None
        self.tables: list[FloatArray] = []

    @property
    def low(self) -> FloatArray:
        """Least change found, (C,)."""
        return np.where(self.whole, self.whole_ends[0], self.ends[0])

    @property
    def high(self) -> FloatArray:
        """Greatest change found, (C,)."""
        return np.where(self.whole, self.whole_ends[1], self.ends[1])

    def is_open(self) -> BoolArray:
        """Which do not vary enough over the tables found, those whole over tables of whole persons."""
        return self.high - self.low < self.need - ROUND_OFF

    def solve(self, aim: FloatArray, *, among: BoolArray | None = None) -> FloatArray:
        """A table in which the sum of changes times ``aim`` is large; no change where none is found.

        Where ``among`` is given, a table of whole persons in which only these change. No unknown moves
        further than it needs: the others have room then.
        """
        of_persons = among is not None
        if of_persons not in self.programs:
            whole = (self.grain == 1) if of_persons else None
            self.programs[of_persons] = Program(
                self.matrix, self.least, self.most, whole=whole, primal=not of_persons
            )
        program, low, high = self.programs[of_persons], *(self.whole_ends if of_persons else self.ends)
        is_open = (high - low < self.need - ROUND_OFF) & (aim != 0)
        least = np.where(is_open, np.maximum(self.least, high - self.need), self.least)
        most = np.where(is_open, np.minimum(self.most, low + self.need), self.most)
        if of_persons:
            least, most = np.where(among, least, 0.0), np.where(among, most, 0.0)
        program.bound(least, most)
        change = program.cheapest(-aim)
        if change is None:
            return np.zeros(len(aim))
        self.learn(change)
        return change

    def change_least(self, i: int, sign: float) -> None:
        """Of the tables in which ``i`` changes as far as it needs in one direction, the least changed."""
        size = len(self.need)
        if self.least_changes is None:
            nothing = np.zeros(2 * size)
            self.least_changes = Program(hstack([self.matrix, -self.matrix]), nothing, nothing)
        asked = self.low[i] + self.need[i] if sign > 0 else self.need[i] - self.high[i]
        least, most = np.zeros(2 * size), np.concatenate([self.most, -self.least])
        up, down = (i, size + i) if sign > 0 else (size + i, i)
        if asked > most[up]:
            return
        least[up], most[down] = asked, 0.0
        self.least_changes.bound(least, most)
        change = self.least_changes.cheapest(np.ones(2 * size))
        if change is not None:
            self.learn(change[:size] - change[size:])

    def learn(self, change: FloatArray) -> None:
        """Note how far each moves in a table, and in the groups that have whole persons only."""
        self.tables.append(np.where(np.abs(change) > ROUND_OFF, change, 0.0))
        low, high = self.ends
        np.minimum(low, change, out=low), np.maximum(high, change, out=high)
        change = np.where(np.repeat(self.is_whole(change), np.diff(self.start)), change, 0.0)
        low, high = self.whole_ends
        np.minimum(low, change, out=low), np.maximum(high, change, out=high)

    def is_whole(self, change: FloatArray) -> BoolArray:
        """Which groups have whole persons only, in a table."""
        multiple = change / self.step
        return np.logical_and.reduceat(
            ~self.of_persons | (np.abs(multiple - np.round(multiple)) < ROUND_OFF), self.start[:-1]
        )

    def move_together(self, leave: int) -> None:
        """All that are open at once, in one direction after the other, until these move none far enough.

        In a large group, until no more are left than one may ``leave``.
        """
        if len(self.need) > _LARGE:
            self._move_in_parts(leave)
            return
        directions = np.random.default_rng(0)
        is_open = self.is_narrow()
        turn = without = 0
        while is_open.any() and without < _IN_VAIN:
            signs = directions.choice([-1.0, 1.0], len(is_open)) if turn > 1 else 1.0 - 2 * turn
            self.solve(np.where(is_open, signs / np.maximum(self.need, 1.0), 0.0))
            before, is_open = is_open.sum(), self.is_narrow()
            without = 0 if is_open.sum() < before else without + 1
            turn += 1

    def _move_in_parts(self, leave: int) -> None:
        """From a table of all to the next, by a program over all; from each of them the parts go on alone."""
        parts, directions = _Parts(self), np.random.default_rng(0)
        # Where there is room on one side only.
        low, high = self.least > -self.need + ROUND_OFF, self.most < self.need - ROUND_OFF
        parts.move(np.zeros(len(self.need)))
        is_open = self.is_narrow()
        turn = without = 0
        while is_open.sum() > leave and without < _LARGE_IN_VAIN:
            signs = directions.choice([-1.0, 1.0], len(is_open)) if turn > 1 else 1.0 - 2 * turn
            signs = np.where(low != high, np.where(low, 1.0, -1.0), signs)
            if is_open.sum() > _FEW:
                signs *= directions.random(len(is_open)) < _PART
            parts.move(self.solve(np.where(is_open, signs / np.maximum(self.need, 1.0), 0.0)))
            before, is_open = is_open.sum(), self.is_narrow()
            without = 0 if before - is_open.sum() > _SHARE * before else without + 1
            turn += 1

    def is_narrow(self) -> BoolArray:
        """Which do not vary enough over the tables found, whole or not."""
        return self.ends[1] - self.ends[0] < self.need - ROUND_OFF

    def move_each(self) -> None:
        """Each that is open as far as it goes: by linear programs, then, if these leave room, whole."""
        for i in np.flatnonzero(self.is_open()).tolist():
            aim = (np.arange(len(self.need)) == i).astype(np.float64)
            for sign in (-1.0, 1.0):
                if self.is_narrow()[i]:
                    self.solve(sign * aim)
            # Where little changes, persons mostly are whole.
            for sign in (-1.0, 1.0):
                if self.is_open()[i] and not self.is_narrow()[i]:
                    self.change_least(i, sign)
            # What numbers do not leave, whole numbers do not.
            for sign in (-1.0, 1.0):
                if self.is_open()[i] and not self.is_narrow()[i]:
                    self.solve(sign * aim, among=np.ones(len(aim), dtype=bool))


class _Parts:
    """Unknowns of a large attack that hang together only by what many relations hold: a program for each."""

    def __init__(self, attack: _Attack) -> None:
        self.attack = attack
        groups = tied(attack.matrix, np.diff(attack.matrix.indptr) <= _TIES)
        self.members = [np.concatenate(batch) for batch in _batches(groups)]
        self.programs: dict[int, Program] = {}

    def move(self, table: FloatArray) -> None:
        """From a ``table`` (C,), all parts at once that are open, one direction after the other.

        What ties them together stays as it is in the table.
        """
        directions = np.random.default_rng(0)
        without = np.zeros(len(self.members), dtype=np.int64)
        turn = 0
        while True:
            is_open = self.attack.is_narrow()
            n_open = self._count(is_open)
            moved = np.flatnonzero((n_open > 0) & (without < _IN_VAIN)).tolist()
            if not moved:
                return
            change = table.copy()
            for i in moved:
                signs = directions.choice([-1.0, 1.0], len(self.members[i])) if turn > 1 else 1.0 - 2 * turn
                change[self.members[i]] += self._further(i, table, is_open, signs)
            self.attack.learn(change)
            without = np.where(self._count(self.attack.is_narrow()) < n_open, 0, without + 1)
            turn += 1

    def _count(self, is_open: BoolArray) -> IntArray:
        return np.array([is_open[part].sum() for part in self.members])

    def _further(self, i: int, table: FloatArray, is_open: BoolArray, signs: ArrayLike) -> FloatArray:
        """Changes of a part's members beside those of a table; none where no program finds any."""
        attack, part = self.attack, self.members[i]
        if i not in self.programs:
            block = attack.unknown.block(attack.cells[part])
            self.programs[i] = Program(block, np.zeros(len(part)), np.zeros(len(part)), primal=True)
        program, need, (low, high) = self.programs[i], attack.need[part], attack.ends
        least = np.where(is_open[part], np.maximum(attack.least[part], high[part] - need), attack.least[part])
        most = np.where(is_open[part], np.minimum(attack.most[part], low[part] + need), attack.most[part])
        program.bound(np.minimum(least - table[part], 0), np.maximum(most - table[part], 0))
        change = program.cheapest(-np.where(is_open[part], signs / np.maximum(need, 1.0), 0.0))
        return np.zeros(len(part)) if change is None else change


def _batches(groups: list[IntArray]) -> list[list[IntArray]]:
    batches: list[list[IntArray]] = [[]]
    size = 0
    for group in groups:
        if size and size + len(group) > _BATCH:
            batches.append([])
            size = 0
        batches[-1].append(group)
        size += len(group)
    return [batch for batch in batches if batch]
