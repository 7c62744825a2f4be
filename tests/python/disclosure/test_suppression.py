"""What is withheld cannot be computed, nor closely bounded, from what is not."""

import itertools
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from scipy.sparse import csc_array

from disclosure import suppression
from disclosure.audit import needed_width, too_tight
from disclosure.build import EVERYBODY, MEAN, build
from disclosure.possible import Tables
from disclosure.programs import ROUND_OFF, Program
from disclosure.protection import Protection
from disclosure.rows import audited, group_sizes, persons_of_rows, system_of
from disclosure.suppression import protected_cells, suppress, unsafe_rows
from disclosure.system import small_cells
from disclosure.tables import ALL

THRESHOLD = 5
SHARE = 0.005
NAMES = ("outcome_variable", "domain_id", "group_variable", "group_code", "split_variable", "split_code")


def tables(persons, rows):
    """Cells and rows, as columns, of persons with the answers ``q``, groups ``a`` and ``b`` (None: not
    known).

    Every answer is counted over all, by a, by b, and by a and b.
    """
    counts = {}
    for number, (answer, a, b) in enumerate(persons):
        mark = int(np.random.default_rng(number).integers(1 << 62))
        for group, split in itertools.product(
            [(ALL, ALL), *([("a", a)] if a else [])], [(ALL, ALL), *([("b", b)] if b else [])]
        ):
            key = ("q", "everyone", *group, *split, answer)
            n, marks = counts.get(key, (0, 0))
            counts[key] = (n + 1, marks + mark)
    cells = {name: np.array([key[i] for key in counts], dtype=object) for i, name in enumerate(NAMES)}
    cells["outcome_code"] = np.array([key[-1] for key in counts], dtype=object)
    cells["outcome_value"] = np.array([float(key[-1]) for key in counts])
    cells["n_persons"] = np.array([n for n, _ in counts.values()])
    cells["persons"] = np.array([marks % (1 << 64) for _, marks in counts.values()], dtype=np.uint64)
    columns = {name: np.array([row[i] for row in rows], dtype=object) for i, name in enumerate(NAMES)}
    columns["outcome_key"] = np.array([row[-1] for row in rows], dtype=object)
    return cells, columns


def all_rows(keys, a_codes="12", b_codes="12"):
    groups = [(ALL, ALL), *(("a", code) for code in a_codes)]
    splits = [(ALL, ALL), *(("b", code) for code in b_codes)]
    return [("q", "everyone", *g, *s, key) for key in keys for g in groups for s in splits]


def decide_and_prove(persons, rows, needed=(), guarded=False):
    cells, columns = tables(persons, rows)
    columns["guards_nobody"] = np.full(len(rows), guarded)
    system = build(cells, columns, threshold=THRESHOLD)
    hidden, found = suppress(
        system,
        persons_of_rows(cells, columns),
        THRESHOLD,
        cost=group_sizes(cells, columns),
        is_needed=[row in needed for row in rows],
        minimum_share=SHARE,
    )
    return system, columns, hidden, found


def decide(persons, rows, needed=()):
    return decide_and_prove(persons, rows, needed)[:3]


def exact_width(system, shown, k):
    """Width of the attacker's interval of cell k, by two programs over all unknown cells at once."""
    free = np.flatnonzero(~system.shown_by(shown))
    matrix = system.matrix.toarray()
    ends = []
    for sign in (1, -1):
        objective = sign * (free == k).astype(float)
        found = linprog(objective, A_eq=matrix[:, free], b_eq=matrix[:, free] @ system.count[free])
        ends.append(np.inf if found.status == 3 else abs(found.fun))
    return abs(ends[1] - ends[0])


@st.composite
def small_populations(draw):
    groups = st.tuples(st.sampled_from("123"), st.sampled_from("12"), st.sampled_from("12"))
    sizes = draw(st.dictionaries(groups, st.integers(0, 30), min_size=6))
    return [person for person, n in sizes.items() for _ in range(n)]


def assert_nothing_follows(persons, rows):
    system, _, hidden = decide(persons, rows)
    assert not (unsafe_rows(system, [99] * len(rows), THRESHOLD) & ~hidden).any()
    need = needed_width(system, THRESHOLD, SHARE)
    for k in np.flatnonzero(protected_cells(system, ~hidden, THRESHOLD)):
        assert exact_width(system, ~hidden, k) >= need[k] - 1e-6, system.name(k)
    return hidden


@pytest.mark.slow
@given(small_populations())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_nothing_withheld_is_bounded_too_tightly(persons):
    assert_nothing_follows(persons, all_rows(["1", "2", "3", MEAN]))


class _InVain(Protection):
    """Finds no table for any cell."""

    def decide_by_levels(self):
        pass

    def decide(self, groups=None, *, again=True, together=True):
        return np.ones(len(self.unknowns.least), dtype=bool)


@pytest.mark.slow
@given(small_populations())
@settings(max_examples=25, deadline=None, derandomize=True)
def test_where_no_program_helps_what_is_near_is_withheld(persons):
    with patch.object(suppression, "Protection", _InVain):
        assert_nothing_follows(persons, all_rows(["1", "2", "3", MEAN]))


def people(**counts):
    """Persons from keyword arguments answer_a_b=number."""
    return [
        tuple(code if code != "x" else None for code in key[1:].split("_"))
        for key, n in counts.items()
        for _ in range(n)
    ]


PLENTY = people(_1_1_1=20, _2_1_1=30, _1_1_2=40, _2_1_2=20, _1_2_1=30, _2_2_1=20, _1_2_2=25, _2_2_2=35)


def test_where_all_cells_are_large_nothing_is_withheld():
    _, _, hidden = decide(PLENTY, all_rows(["1", MEAN]))
    assert not hidden.any()


@pytest.mark.parametrize(
    ("key", "of_the_first", "of_the_second"),
    [("1", "1" * THRESHOLD + "2" * 20, "1" * (THRESHOLD - 1) + "2" * 20), (MEAN, "12345", "1234")],
)
def test_a_person_less_than_the_threshold_is_too_few(key, of_the_first, of_the_second):
    """Of a share those who gave the answer, of a mean all who answered."""
    persons = [(q, "1", None) for q in of_the_first] + [(q, "2", None) for q in of_the_second]
    cells, columns = tables(persons, all_rows([key], b_codes=""))
    found = unsafe_rows(
        build(cells, columns, threshold=THRESHOLD), persons_of_rows(cells, columns), THRESHOLD
    )
    assert found.tolist() == [False, False, True]


def test_a_small_cell_takes_a_rectangle_and_no_total():
    persons = [p for p in PLENTY if p != ("1", "1", "1")] + people(_1_1_1=3)
    rows = all_rows(["1"])
    _, _, hidden = decide(persons, rows)
    withheld = [row for row, is_hidden in zip(rows, hidden, strict=True) if is_hidden]
    assert len(withheld) == 4
    assert all(row[2] == "a" and row[4] == "b" for row in withheld)


def test_a_group_of_just_the_threshold_does_not_tell_that_all_its_answers_are_few():
    persons = people(_1_1_x=2, _2_1_x=3, _1_2_x=40, _2_2_x=20, _1_3_x=40, _2_3_x=40, _3_3_x=20)
    groups = [(ALL, ALL), ("a", "1"), ("a", "2"), ("a", "3")]
    rows = [("q", "everyone", *g, ALL, ALL, key) for g in groups for key in "123"]
    system, _, hidden = decide(persons, rows)
    # Nobody gave the third answer, which would tell that five are in the group: all answers are of few.
    unsafe = unsafe_rows(system, [99] * len(rows), THRESHOLD)
    assert unsafe[3:6].all() and not unsafe[[0, 1, 2]].any()
    (size,) = np.flatnonzero(system.is_size & (system.count == THRESHOLD))
    assert exact_width(system, ~hidden, size) >= THRESHOLD + 1


def test_needed_rows_are_withheld_last():
    # Three groups of which one is small: the smaller of the others goes, unless it is needed.
    persons = people(_1_1_x=3, _2_1_x=40, _1_2_x=20, _2_2_x=20, _1_3_x=40, _2_3_x=40)
    rows = [("q", "everyone", *g, ALL, ALL, "1") for g in [(ALL, ALL), ("a", "1"), ("a", "2"), ("a", "3")]]
    assert decide(persons, rows)[2].tolist() == [False, True, True, False]
    assert decide(persons, rows, needed=[rows[2]])[2].tolist() == [False, True, False, True]


def test_a_mean_and_the_other_answers_do_not_give_two_answers_away():
    persons = people(_1_1_1=3, _2_1_1=20, _3_1_1=40, _4_1_1=60, _5_1_1=60)
    rows = [("q", "everyone", ALL, ALL, ALL, ALL, key) for key in ["1", "2", "3", "4", "5", MEAN]]
    system, _, hidden = decide(persons, rows)
    assert hidden[0]
    shown = ~hidden
    assert hidden[:5].sum() >= 3 or hidden[5]
    # With two answers withheld and the mean shown, both follow: this is what must not be.
    leak = np.array([False, False, True, True, True, True])
    small = np.flatnonzero(small_cells(system, THRESHOLD))
    assert max(exact_width(system, leak, k) for k in small) < 1e-6
    assert min(exact_width(system, shown, k) for k in small if system.is_asked[k]) >= 3


def test_the_same_persons_are_one_cell_under_two_names():
    # The share with answer 1 among a = 1, and the rows of two questions about the same persons.
    persons = people(_1_1_1=3, _2_1_1=20, _1_2_1=30, _2_2_1=30)
    cells, columns = tables(persons, all_rows(["1"], b_codes="1"))
    twin = {name: np.concatenate([values, values]) for name, values in cells.items()}
    twin["outcome_variable"][len(cells["outcome_variable"]) :] = "other"
    rows = {name: np.concatenate([values, values]) for name, values in columns.items()}
    rows["outcome_variable"][len(columns["outcome_variable"]) :] = "other"
    system = build(twin, rows, threshold=THRESHOLD)
    half = len(columns["outcome_key"])
    only_first = np.arange(2 * half) < half
    assert system.shown_by(only_first).sum() == system.shown_by(~only_first).sum()
    assert system.known_from(system.shown_by(only_first))[system.published_cell].all()


def test_an_empty_group_is_no_reason_to_know_it():
    # All of a = 2 are in b = 1: the row of b = 1 is not taken for its total.
    persons = people(_1_1_1=20, _1_1_2=20, _1_2_1=30)
    rows = all_rows([EVERYBODY])
    cells, columns = tables(persons, rows)
    system = build(cells, columns, threshold=THRESHOLD)
    total, part = (
        rows.index(("q", "everyone", "a", "2", ALL, ALL, EVERYBODY)),
        rows.index(("q", "everyone", "a", "2", "b", "1", EVERYBODY)),
    )
    cell = dict(zip(system.published_row.tolist(), system.published_cell.tolist(), strict=True))
    assert cell[total] != cell[part]


def test_that_all_gave_one_answer_is_withheld_and_not_the_sizes_of_groups():
    persons = [("1", a, b) for _, a, b in PLENTY]
    rows = all_rows(["1", EVERYBODY])
    _, columns, hidden, _ = decide_and_prove(persons, rows, guarded=True)
    assert hidden.tolist() == (columns["outcome_key"] == "1").tolist()
    # Where nothing is guarded there is no secret, and the same persons are one cell.
    assert not decide_and_prove(persons, rows)[2].any()


def test_a_table_of_which_all_groups_are_empty_is_a_table_all_the_same():
    """Whoever is in it has no valid background, and is guarded as such."""
    system = build(*tables(people(_1_1_1=20, _2_1_2=20, _1_2_x=2), all_rows(["1", "2"])), threshold=THRESHOLD)
    assert not (system.matrix @ system.count).any()
    few = np.flatnonzero(small_cells(system, THRESHOLD))
    assert any("b unknown" in system.name(k) and "a 2" in system.name(k) for k in few)


def test_a_question_that_nobody_answered_has_a_total_all_the_same():
    """Told of groups alone, as one is of which more is told in total (questions_in_total)."""
    unanswered = [("asked of nobody", *row[1:]) for row in all_rows([MEAN]) if set(row[2:6]) != {ALL}]
    system = build(*tables(PLENTY, all_rows(["1"]) + unanswered), threshold=THRESHOLD)
    assert not (system.matrix @ system.count).any()


def sparse(rows, is_shown=None):
    """A table of 16 groups, half of them of two persons, each of its margins of 40 and more."""
    persons = [
        (str(1 + i % 2), a, b)
        for a, b in itertools.product("1234", "1234")
        for i in range(2 if (int(a) + int(b)) % 2 else 19)
    ]
    cells, columns = tables(persons, rows)
    if is_shown is not None:
        columns["is_shown"] = is_shown
    rules = {"categories": [], "nested_tables": [], "nested_categories": []}
    return system_of(cells, columns, **rules, threshold=THRESHOLD), persons_of_rows(cells, columns), columns


def test_a_table_of_many_small_groups_is_left_out_whole():
    rows = all_rows(["1"], "1234", "1234")
    system, n_persons, columns = sparse(rows)
    hidden, _ = suppress(
        system,
        n_persons,
        THRESHOLD,
        cost=n_persons,
        is_needed=np.zeros(len(rows)),
        minimum_share=SHARE,
    )
    of_table = (columns["group_variable"] != ALL) & (columns["split_variable"] != ALL)
    assert np.array_equal(hidden, of_table)
    columns["number_key"] = np.arange(len(rows)).astype(str)
    columns["is_shown"] = ~hidden
    assert not any(
        audited(system, columns, threshold=THRESHOLD, minimum_share=SHARE)["is_bounded_too_tightly"]
    )


def test_a_table_left_out_is_attacked_where_it_is_shown_all_the_same():
    rows = all_rows(["1"], "1234", "1234")
    for column in ("is_shown", "was_shown"):
        shown = np.array([row[2:] == ("a", "1", "b", "2", "1") for row in rows])
        system, _, columns = sparse(rows, shown)
        if column == "was_shown":
            columns |= {"was_shown": shown, "is_shown": np.zeros(len(rows), dtype=bool)}
        columns["number_key"] = np.arange(len(rows)).astype(str)
        attacked = audited(system, columns, threshold=THRESHOLD, minimum_share=SHARE)
        assert any(attacked["is_bounded_too_tightly"])


def test_a_program_of_many_cells_keeps_to_relations_and_bounds():
    size = 102
    of_rows, of_columns = (np.repeat(np.arange(size), size), np.tile(np.arange(size), size))
    places = np.concatenate([of_rows, size + of_columns]), np.tile(np.arange(size**2), 2)
    matrix = csc_array((np.ones(2 * size**2), places), shape=(2 * size, size**2))
    draw = np.random.default_rng(3)
    count, cost = draw.integers(0, 9, size**2), draw.normal(size=size**2)
    found = Program(matrix, -count, np.full(size**2, 5.0), primal=True).cheapest(cost)
    assert np.abs(matrix @ found).max() < ROUND_OFF
    assert (found >= -count - ROUND_OFF).all()
    assert (found <= 5 + ROUND_OFF).all()
    least = linprog(
        cost, A_eq=matrix, b_eq=np.zeros(2 * size), bounds=np.stack([-count, 5 + 0 * count], 1)
    ).fun
    assert least - ROUND_OFF <= cost @ found < 0.99 * least


def test_parts_larger_than_their_total_are_refused():
    cells, columns = tables(PLENTY, all_rows(["1"]))
    cells["n_persons"] = np.where(cells["group_variable"] == "a", cells["n_persons"] * 2, cells["n_persons"])
    with pytest.raises(ValueError, match="hold more persons than it does"):
        build(cells, columns, threshold=THRESHOLD)


def test_a_planted_leak_is_named():
    persons = [p for p in PLENTY if p != ("1", "1", "1")] + people(_1_1_1=3)
    rows = all_rows(["1"])
    system, columns, hidden = decide(persons, rows)
    columns |= {
        "row_group": np.full(len(rows), "cube", dtype=object),
        "row_key": np.array(["|".join(row[2:6]) for row in rows], dtype=object),
    }
    clean = audited(system, columns | {"is_shown": ~hidden}, threshold=THRESHOLD, minimum_share=SHARE)
    assert not clean["is_bounded_too_tightly"].any()
    complementary = next(i for i in np.flatnonzero(hidden) if rows[i][3] != "1" or rows[i][5] != "1")
    leak = ~hidden
    leak[complementary] = True
    found = audited(system, columns | {"is_shown": leak}, threshold=THRESHOLD, minimum_share=SHARE)
    named = set(np.asarray(found["row_key"])[found["is_bounded_too_tightly"]])
    assert "a|1|b|1" in named
    assert any(
        "a 1 and b 1" in name for name in np.asarray(found["cell_name"])[found["is_bounded_too_tightly"]]
    )


def test_the_audit_finds_what_two_programs_a_cell_find():
    persons = [p for p in PLENTY if p != ("1", "1", "1")] + people(_1_1_1=3)
    system, _, hidden = decide(persons, all_rows(["1", MEAN]))
    need = needed_width(system, THRESHOLD, SHARE)
    for shown in (~hidden, np.arange(len(hidden)) % 3 > 0):
        guarded = protected_cells(system, shown, THRESHOLD)
        narrow = too_tight(system, system.shown_by(shown), guarded, need, small_cells(system, THRESHOLD))
        for k in np.flatnonzero(guarded):
            assert narrow[k] == (exact_width(system, shown, k) < need[k] - 1e-6), system.name(k)


@pytest.fixture
def proved():
    """A system, its shown rows, and the tables that prove them safe."""
    persons = [p for p in PLENTY if p != ("1", "1", "1")] + people(_1_1_1=3)
    system, _, hidden, found = decide_and_prove(persons, all_rows(["1", MEAN]))
    return system, ~hidden, found


def attacked(system, shown, found):
    guarded = protected_cells(system, shown, THRESHOLD)
    need = needed_width(system, THRESHOLD, SHARE)
    return too_tight(
        system, system.shown_by(shown), guarded, need, small_cells(system, THRESHOLD), found
    ).any()


def test_the_tables_of_the_suppression_are_proof_enough(proved, monkeypatch):
    monkeypatch.setattr("disclosure.audit.Program", None)
    assert not attacked(*proved)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param(lambda cell, change: change + (cell == cell[0]), id="a sum that is off by one"),
        pytest.param(lambda cell, change: change * 1000, id="fewer persons than none"),
        pytest.param(lambda cell, change: change / 2.5, id="parts of persons"),
    ],
)
def test_tables_are_not_believed(proved, wrong):
    system, shown, found = proved
    whole = np.ones(len(system.count), dtype=bool)
    known = system.shown_by(shown)
    assert found.varied(known, whole).any()
    planted = Tables(system)
    for cell, change in zip(found.cell, found.change, strict=True):
        planted.add(cell, wrong(cell, change))
    assert not planted.varied(known, whole)[~system.is_sum].any()
    # Nor are tables that change what is known.
    assert not found.varied(whole, whole).any()


def test_a_leak_is_found_whatever_tables_say(proved):
    system, shown, found = proved
    hidden = np.flatnonzero(~shown)
    leaks = [np.isin(np.arange(len(shown)), i) | shown for i in hidden]
    assert any(attacked(system, leak, found) for leak in leaks)
    assert [attacked(system, leak, found) for leak in leaks] == [
        attacked(system, leak, None) for leak in leaks
    ]


def test_equal_tables_are_decided_alike():
    persons = [p for p in PLENTY if p != ("1", "1", "1")] + people(_1_1_1=3)
    rows = all_rows(["1", MEAN])
    np.testing.assert_array_equal(decide(persons, rows)[2], decide(persons, rows)[2])
