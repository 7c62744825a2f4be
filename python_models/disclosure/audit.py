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
    where a row publishes it, the threshold: then the greatest possible value is not below it.
    """
    need = np.maximum(minimum_share * np.abs(system.count), 1.0)
    small = small_cells(system, threshold)
    need[small] = np.maximum(system.count[small], 1.0)
    published = np.zeros_like(small)
    published[system.published_cell] = True
    need[small & published] = threshold
    return need


def too_tight(system: System, known: BoolArray, guarded: BoolArray, need: FloatArray) -> BoolArray:
    """Which of the cells ``guarded`` (K,) an attacker bounds by less than they ``need`` (K,).

    ``known`` (K,) are the cells that the attacker reads.

    Every solution of a linear program is a table that agrees with all that is known; what a cell varies over
    all tables found, its true value among them, is at most the interval an attacker is left with. First the
    attacker is told the size of every group and the totals between tables: programs are small then, and what
    varies even so is safe. Of what is left, the bounds are the attacker's own, by two programs each.
    """
    left = guarded
    for given in (system.is_size | system.is_margin, system.is_size):
        left = _narrow(system, known | given, left, need, exact=False)
    return _narrow(system, known, left, need, exact=True)


def _narrow(
    system: System, known: BoolArray, guarded: BoolArray, need: FloatArray, *, exact: bool
) -> BoolArray:
    if not guarded.any():
        return guarded
    unknown = unknowns(system, known, np.zeros(len(system.count)))
    is_unknown = guarded & (unknown.of_cell >= 0)
    asked = np.zeros(len(unknown.least))
    per_change = need[is_unknown] / np.abs(unknown.ratio[is_unknown])
    np.maximum.at(asked, unknown.of_cell[is_unknown], per_change)
    width = _widths(unknown, asked, exact=exact)
    narrow = guarded.copy()
    of_cell = unknown.of_cell[is_unknown]
    narrow[is_unknown] = width[of_cell] * np.abs(unknown.ratio[is_unknown]) < need[is_unknown] - ROUND_OFF
    return narrow


def _widths(unknown: Unknowns, asked: FloatArray, *, exact: bool) -> FloatArray:
    """How much the unknowns vary, up to what is ``asked`` of them (U,); 0 where nothing is."""
    low, high = np.zeros((2, len(asked)))
    directions = np.random.default_rng(0)
    for cells in _batches([group for group in unknown.groups() if asked[group].any()]):
        need = asked[cells]
        least, most = np.maximum(unknown.least[cells], -_FAR), np.minimum(unknown.most[cells], _FAR)
        program = Program(unknown.matrix[:, cells], least, most)

        def move(cost: FloatArray, cells: IntArray = cells, program: Program = program) -> None:
            change = program.cheapest(cost)
            assert change is not None, "nothing changed is a solution"
            low[cells] = np.minimum(low[cells], change)
            high[cells] = np.maximum(high[cells], change)

        for turn in range(_TRIES):
            is_open = high[cells] - low[cells] < need - ROUND_OFF
            if not is_open.any():
                break
            signs = directions.choice([-1.0, 1.0], len(cells)) if turn > 1 else 1.0 - 2 * turn
            move(np.where(is_open, signs / np.maximum(need, 1.0), 0.0))
        if exact:
            for i in np.flatnonzero(high[cells] - low[cells] < need - ROUND_OFF).tolist():
                for sign in (-1.0, 1.0):
                    if high[cells[i]] - low[cells[i]] < need[i] - ROUND_OFF:
                        move(np.where(np.arange(len(cells)) == i, sign, 0.0))
    return high - low


def _batches(groups: list[IntArray]) -> list[IntArray]:
    batches: list[list[IntArray]] = [[]]
    size = 0
    for group in groups:
        if size and size + len(group) > _BATCH:
            batches.append([])
            size = 0
        batches[-1].append(group)
        size += len(group)
    return [np.concatenate(batch) for batch in batches if batch]
