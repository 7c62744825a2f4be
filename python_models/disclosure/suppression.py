"""Primary and complementary suppression over all published tables at once.

Primary: a row is withheld that tells of fewer persons than the threshold, by itself or as the few who
gave, or did not give, an answer; and tables of two backgrounds of which many groups are that small.
Complementary: as many other rows as it takes that the attacker's bounds of every guarded cell are as wide as
asked (:mod:`disclosure.audit`), decided level by level:

1. sizes of groups, the same for all questions that the same persons answered; then those that are bounded
   because who answered one question is among those who answered another;
2. answers to each question, table by table, the totals between tables as they are;
3. answers to the questions where that is not enough, all tables together;
4. what the attacker of the audit still bounds too tightly. Where that is much, lines of the tables are
   withheld, then whole questions; what no program protects, with all that is near it, one relation farther
   each time. What then follows from others all the same is shown again.
"""

import numpy as np
from numpy.typing import ArrayLike

from disclosure.audit import in_small_group, needed_width, too_tight
from disclosure.possible import Tables
from disclosure.protection import NEEDED, Protection, Rows
from disclosure.system import BoolArray, FloatArray, IntArray, System, few_persons, small_cells
from disclosure.unknowns import unknowns

# More rounds than ever needed: beyond, something is wrong.
_MAXIMUM_ROUNDS = 40
# What is withheld in the end for a cell is first looked for within so many relations: with two, not all find
# what protects them, with four, programs are twice as large.
_NEAR = 3
# Of more cells that are left, programs have no end: the default data leave a hundred.
_FEW = 300
# A program over all cells takes many seconds.
_A_FEW = 3
# So few are not attacked by programs over all cells: what is near protects most, or shows that they are safe.
_LEFT = 60
# Stages of what is left: programs near each cell, over all cells, after an attack in full; and without any.
_IN_FULL, _LAST = 2, 3
# Steps from a cell, two a relation: what is farther than ten relations does not protect it.
_FARTHEST = 21
# The step at which all of a question is withheld.
_QUESTION = 3
# What a row on twice as many persons is worth more, beside 1 for any: of equal choices, small groups go.
_WORTH_OF_SIZE = 0.02
# So many times is a row worth that tells how many gave an answer leading to a follow-up: N of that bounds it.
_WORTH_OF_LEAD = 3.5
# What a row is worth that is withheld before others.
_WORTH_OF_FIRST = 0.1


def unsafe_rows(system: System, n_persons: ArrayLike, threshold: int) -> BoolArray:
    """Primary rule, (N,): rows on too few persons (nobody included), that tell of few, of sparse tables."""
    unsafe = (np.asarray(n_persons) < threshold) | system.is_left_out
    unsafe[system.published_row[few_persons(system, threshold)[system.published_cell]]] = True
    return unsafe


def open_secrets(system: System) -> BoolArray:
    """Sizes of groups and what follows from them, (K,).

    That a group is large enough is no secret; where it protects a small one, the bounds of that see to it.
    """
    return system.known_from(system.is_size)


def protected_cells(system: System, is_shown: ArrayLike, threshold: int) -> BoolArray:
    """Cells that must not follow from the shown rows, (K,).

    Small ones, and shares and sums that only withheld rows publish. Where nobody is, nobody is to be
    protected.
    """
    withheld = system.shown_by(~np.asarray(is_shown)) & ~system.shown_by(is_shown)
    return (withheld & ~open_secrets(system) & (system.count != 0)) | small_cells(system, threshold)


def suppress(
    system: System,
    n_persons: ArrayLike,
    threshold: int,
    *,
    cost: ArrayLike,
    is_needed: ArrayLike,
    is_first: ArrayLike = False,
    minimum_share: float,
) -> tuple[BoolArray, Tables]:
    """Which of N rows to withhold, (N,) bool, and tables that prove that this is enough.

    Parameters
    ----------
    n_persons : (N,) persons that a row is about.
    threshold : smallest number of persons that may be told.
    cost : (N,) size of the group that a row is about; of rows that would do as well, those of small groups
        are withheld.
    is_needed : (N,) bool, rows withheld only where no others would do.
    is_first : (N,) bool, rows withheld before others.
    minimum_share : width that the bounds of a withheld cell must have, as a share of its value.

    Raises ``ValueError`` where no row is left whose withholding would help.
    """
    unsafe = unsafe_rows(system, n_persons, threshold)
    shown = ~unsafe
    worth = 1.0 + _WORTH_OF_SIZE * np.log2(1.0 + np.asarray(cost, dtype=np.float64))
    worth *= np.where(is_first, _WORTH_OF_FIRST, 1.0)
    worth[system.published_row[system.is_lead[system.published_cell]]] *= _WORTH_OF_LEAD
    worth += NEEDED * np.asarray(is_needed, dtype=bool)
    need = needed_width(system, threshold, minimum_share)
    small = small_cells(system, threshold)
    tables = _within_questions(system, shown, worth, need, small)
    needed = np.broadcast_to(np.asarray(is_needed, dtype=bool), shown.shape)
    # Where a round changes nothing: first programs over all cells; then those of the audit, and for each cell
    # alone; then no program: what is near is withheld, the question, and what is farther.
    stage, reached = 0, np.zeros(len(need), dtype=np.int64)
    for turn in range(_MAXIMUM_ROUNDS):
        guarded = protected_cells(system, shown, threshold)
        known = system.shown_by(shown)
        if stage == _LAST:
            # Much was withheld: most of it varies within its question, the others as they are.
            too_tight(system, known | system.is_shared, guarded, need, small, tables, in_full=False)
        leave = _LEFT if stage < _IN_FULL else 0
        in_full = stage == _IN_FULL
        narrow = too_tight(system, known, guarded, need, small, tables, in_full=in_full, leave=leave)
        if not narrow.any():
            whole = small & in_small_group(unknowns(system, known))
            return ~shown, tables.enough(known, whole, np.where(guarded, need, 0))
        before = shown.sum()
        if narrow.sum() > _FEW:
            shown = _without_lines(system, shown, narrow)
            if shown.sum() < before:
                continue
        # What protects a cell is near it; only where that is not enough, anything may.
        anything = 0 < stage < _LAST and narrow.sum() <= _A_FEW
        unknown = unknowns(system, known & ~_near(system, narrow, _NEAR) & (not anything))
        rows = Rows(system, shown, worth)
        together = Protection(rows, unknown, np.where(narrow, need, 0), small & narrow, ~narrow)
        failed = together.decide(again=False, together=turn == 0)
        failed = narrow & np.append(failed, True)[unknown.of_cell]
        together.tables(np.arange(len(need)), tables)
        if shown.sum() < before:
            continue
        if stage < _IN_FULL:
            stage += 1
            continue
        stage = _LAST
        # Nothing was found to protect what others tell anyway: nobody is hidden by these rows.
        shown |= _following(system, shown) & ~unsafe
        left = (failed if failed.any() else narrow) & ~system.shown_by(shown)
        if left.any() and not _withhold_nearest(system, shown, left, needed, reached):
            break
    names = [system.name(k) for k in np.flatnonzero(narrow)[:10].tolist()]
    raise ValueError(
        f"{narrow.sum()} cells can still be bounded too tightly, among them: " + "; ".join(names)
    )


def _within_questions(
    system: System, shown: BoolArray, worth: FloatArray, need: FloatArray, small: BoolArray
) -> Tables:
    """Withhold what it takes of the rows ``shown`` (N,): of sizes of groups, then of each question alone."""
    tables = Tables(system)
    secret = ~open_secrets(system)
    _sizes(system, shown, worth, need, small & ~secret)
    # Who answered is among others who answered: that ties all questions together, and waits.
    system = system.only(~system.is_among)
    # Answers: sizes that are withheld may vary, for each question on its own; all others are known.
    known = ~secret & (system.shown_by(shown) | ~system.shown_by(~shown)) & ~small
    apart, cell = system.by_question()
    unknown = unknowns(apart, known[cell])
    rows = Rows(apart, shown, worth)
    answers = Protection(rows, unknown, need[cell], small[cell], ~secret[cell])
    answers.decide_by_levels()
    answers.tables(cell, tables)
    return tables


def _sizes(system: System, shown: BoolArray, worth: FloatArray, need: FloatArray, small: BoolArray) -> None:
    """Withhold what it takes of the rows ``shown`` (N,) for the ``small`` (K,) sizes of groups."""
    secret = ~open_secrets(system)
    sizes = system.only(np.logical_and.reduceat(~secret[system.cell], system.matrix.indptr[:-1]))
    alone = sizes.only(~sizes.is_among)
    Protection(Rows(alone, shown, worth), unknowns(alone, secret), need, small, ~secret).decide_by_levels()
    before = -1
    while shown.sum() != before:
        before, known = shown.sum(), secret | sizes.shown_by(shown)
        narrow = too_tight(sizes, known, small, need, np.zeros_like(small))
        rows, asked = Rows(sizes, shown, worth), np.where(narrow, need, 0)
        if narrow.any():
            Protection(rows, unknowns(sizes, secret), asked, narrow, ~narrow).decide(again=False)


def _without_lines(system: System, shown: BoolArray, cells: BoolArray) -> BoolArray:
    """Rows (N,) left ``shown`` without the lines of the tables that many ``cells`` (K,) stand in.

    The totals between tables go only with whole questions, where lines alone change nothing.
    """
    for rows_off in (
        _rows_of(system, _near(system, cells, 1)) & ~_rows_of(system, system.is_margin),
        _rows_of_the_worst(system, shown, cells),
    ):
        fewer = shown & ~rows_off
        fewer |= shown & _following(system, fewer)
        if fewer.sum() < shown.sum():
            return fewer
    return shown


def _withhold_nearest(
    system: System, shown: BoolArray, left: BoolArray, needed: BoolArray, reached: IntArray
) -> bool:
    """Withhold of the rows ``shown`` (N,) what is nearest to the cells ``left`` (K,), until sums tell none of
    them; whether anything was.

    ``reached`` (K,) says how far one went for each before; rows that are ``needed`` (N,) go last.
    """
    before, stuck = shown.sum(), left
    while stuck.any() and (reached[stuck] < _FARTHEST).any():
        # Of each cell what is nearest, before anything farther of others; rows that are needed last.
        nearest = stuck & (reached == reached[stuck].min())
        reached[nearest] += 1
        if reached[nearest][0] == _QUESTION:
            rows_near = _rows_of_questions(system, nearest)
        else:
            distance, also_needed = divmod(int(reached[nearest][0]) + 1, 2)
            rows_near = _rows_of(system, _near(system, nearest, distance))
            rows_near &= ~needed | bool(also_needed)
        shown &= ~rows_near
        if shown.sum() < before:
            # What follows by sums alone is not worth an attack yet.
            stuck = left & system.known_from(system.shown_by(shown))
    return bool(shown.sum() < before)


def _rows_of_the_worst(system: System, shown: BoolArray, cells: BoolArray) -> BoolArray:
    """Rows (N,) ``shown`` of the questions with the most of some ``cells`` (K,), until few cells are left."""
    has_rows = np.zeros(int(system.question.max(initial=0)) + 1, dtype=bool)
    has_rows[system.question_of_row[shown]] = True
    question = system.question[system.relation]
    worst, left = np.zeros_like(has_rows), cells.copy()
    while left.sum() > _FEW:
        pairs = np.unique(
            np.stack([question, system.cell])[:, left[system.cell] & has_rows[question] & ~worst[question]],
            axis=1,
        )
        if not pairs.size:
            break
        q = np.bincount(pairs[0]).argmax()
        worst[q] = True
        left[pairs[1][pairs[0] == q]] = False
    return shown & worst[system.question_of_row]


def _rows_of_questions(system: System, cells: BoolArray) -> BoolArray:
    """Rows (N,) of the questions with a relation that holds one of the ``cells`` (K,)."""
    return np.isin(system.question_of_row, system.question[system.relation[cells[system.cell]]])


def _rows_of(system: System, cells: BoolArray) -> BoolArray:
    """Rows (N,) that publish some ``cells`` (K,)."""
    rows = np.zeros(system.n_rows, dtype=bool)
    rows[system.published_row[cells[system.published_cell]]] = True
    return rows


def _following(system: System, shown: BoolArray) -> BoolArray:
    """Rows (N,) that tell only what follows, by one sum after the other, from the rows ``shown`` (N,)."""
    following = np.ones(system.n_rows, dtype=bool)
    is_open = ~system.known_from(system.shown_by(shown))
    following[system.published_row[is_open[system.published_cell]]] = False
    return following


def _near(system: System, cells: BoolArray, distance: int) -> BoolArray:
    """Some ``cells`` (K,) and those at most so many relations away, (K,)."""
    near = cells
    for _ in range(distance):
        of_relation = np.logical_or.reduceat(near[system.cell], system.matrix.indptr[:-1])
        near = near.copy()
        near[system.cell[of_relation[system.relation]]] = True
    return near
