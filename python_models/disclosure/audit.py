"""What an attacker can compute from everything published: bounds of what is withheld, by linear programs.

The attacker knows every cell that a shown row publishes and every relation, and that no cell is negative.
The bounds of a withheld cell are the least and the greatest value it has in any table that agrees with all
that (the attacker's problem; Fischetti & Salazar 2001; Hundepool et al. 2012, section 4.4).
"""

import numpy as np

from disclosure.programs import ROUND_OFF, Program
from disclosure.system import BoolArray, FloatArray, IntArray, System, small_cells
from disclosure.unknowns import Unknowns, unknowns

# Programs of about so many cells together: fewer calls, and still small ones.
_BATCH = 300
# After so many programs that move all cells at once, hardly a cell is moved further.
_TRIES = 6
# No change beyond this is looked for: sums of answers have no bound.
_FAR = 1e5


def needed_width(system: System, threshold: int, minimum_share: float) -> FloatArray:
    """Width that the interval of each withheld cell must have, (K,).

    A share of its value and one person at least; of a cell smaller than the threshold, its whole value, and
    where a row publishes it, the threshold: then the greatest possible value is not below it. Where shares of
    nobody are shown, one more: two withheld cells that add to the threshold are both known to be below it.
    """
    need = np.maximum(minimum_share * np.abs(system.count), 1.0)
    small = small_cells(system, threshold)
    need[small] = np.maximum(system.count[small], 1.0)
    published = np.zeros_like(small)
    published[system.published_cell] = True
    need[small & published] = threshold
    need[small & published & system.tells_nobody] += 1
    return need


def too_tight(
    system: System, known: BoolArray, guarded: BoolArray, need: FloatArray, whole: BoolArray
) -> BoolArray:
    """Which of the cells ``guarded`` (K,) an attacker bounds by less than they ``need`` (K,).

    ``known`` (K,) are the cells that the attacker reads. Of the cells ``whole`` (K,), the attacker uses that
    persons are whole numbers.

    Every solution of a program is a table that agrees with all that is known; what a cell varies over all
    tables found, its true value among them, is at most the interval an attacker is left with. First the
    attacker is told the size of every group and the totals between tables: programs are small then, and what
    varies even so is safe. Of what is left, the bounds are the attacker's own, by two programs each: linear
    ones, and where these find no whole numbers, integer ones.
    """
    left = guarded
    for given in (system.is_size | system.is_margin, system.is_size):
        left = _narrow(system, known | given, left, need, whole)
    return _narrow(system, known, left, need, whole, exact=True)


def _narrow(
    system: System,
    known: BoolArray,
    guarded: BoolArray,
    need: FloatArray,
    whole: BoolArray,
    *,
    exact: bool = False,
) -> BoolArray:
    if not guarded.any():
        return guarded
    unknown = unknowns(system, known)
    is_unknown = guarded & (unknown.of_cell >= 0)
    of_cell, ratio = unknown.of_cell[is_unknown], np.abs(unknown.ratio[is_unknown])
    asked = np.zeros(len(unknown.least))
    np.maximum.at(asked, of_cell, need[is_unknown] / ratio)
    of_whole = np.zeros(len(asked), dtype=bool)
    of_whole[unknown.of_cell[is_unknown & whole]] = True
    width = _widths(unknown, asked, of_whole, exact=exact)
    narrow = guarded.copy()
    narrow[is_unknown] = width[of_cell] * ratio < need[is_unknown] - ROUND_OFF
    return narrow


def _widths(unknown: Unknowns, asked: FloatArray, whole: BoolArray, *, exact: bool) -> FloatArray:
    """How much the unknowns vary, up to what is ``asked`` of them (U,); 0 where nothing is.

    Those ``whole`` (U,) vary over tables of whole persons only.
    """
    low, high = np.zeros((2, len(asked)))
    directions = np.random.default_rng(0)
    for groups in _batches([group for group in unknown.groups() if asked[group].any()]):
        cells = np.concatenate(groups)
        start = np.cumsum([0, *map(len, groups)])
        need, grain = asked[cells], unknown.grain[cells]
        least, most = np.maximum(unknown.least[cells], -_FAR), np.minimum(unknown.most[cells], _FAR)
        matrix = unknown.matrix[:, cells]
        persons = grain > 0

        def learn(change: FloatArray, cells=cells, start=start, grain=grain, persons=persons) -> None:
            multiple = change / np.where(persons, grain, 1.0)
            is_whole = ~persons | (np.abs(multiple - np.round(multiple)) < ROUND_OFF)
            may = ~whole[cells] | np.repeat(np.logical_and.reduceat(is_whole, start[:-1]), np.diff(start))
            low[cells[may]] = np.minimum(low[cells], change)[may]
            high[cells[may]] = np.maximum(high[cells], change)[may]

        program = Program(matrix, least, most)
        for turn in range(_TRIES):
            is_open = high[cells] - low[cells] < need - ROUND_OFF
            if not is_open.any():
                break
            signs = directions.choice([-1.0, 1.0], len(cells)) if turn > 1 else 1.0 - 2 * turn
            learn(program.cheapest(np.where(is_open, signs / np.maximum(need, 1.0), 0.0)))
        if not exact:
            continue
        for of_persons in (False, True):
            open_cells = np.flatnonzero(
                (high[cells] - low[cells] < need - ROUND_OFF) & (whole[cells] | ~of_persons)
            )
            if of_persons and len(open_cells):
                program = Program(matrix, least, most, whole=grain == 1)
            for i in open_cells.tolist():
                for sign in (-1.0, 1.0):
                    if high[cells[i]] - low[cells[i]] < need[i] - ROUND_OFF:
                        learn(program.cheapest(np.where(np.arange(len(cells)) == i, sign, 0.0)))
    return high - low


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
