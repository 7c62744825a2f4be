"""What is withheld cannot be computed from what is not."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.suppression import Relations, determined, is_unsafe, withheld
from disclosure.tables import ALL, code_relations, group_relations, withheld_in_cube

THRESHOLD = 5


def relations(*sums):
    """Relations from (total or None, parts)."""
    rows = [(r, k, False) for r, (_, parts) in enumerate(sums) for k in parts]
    rows += [(r, total, True) for r, (total, _) in enumerate(sums) if total is not None]
    relation, cell, is_total = zip(*rows, strict=True)
    return Relations(np.array(relation), np.array(cell), np.array(is_total))


def protect(counts, sums, cost=None, **options):
    counts = np.asarray(counts).reshape(len(counts), -1)
    price = counts[:, 0] if cost is None else cost
    return np.flatnonzero(withheld(counts, relations(*sums), THRESHOLD, cost=price, **options)).tolist()


@pytest.mark.parametrize(
    ("counts", "unsafe"),
    [
        ([4], True),
        ([5], False),
        ([0], True),
        ([50, 4, 46], True),
        ([50, 46, 4], True),
        ([50, 5, 45], False),
        # Nobody, or everybody, has the outcome: known of figures as well.
        ([50, 0, 50], False),
        ([3, 0, 3], True),
    ],
)
def test_primary_rule(counts, unsafe):
    assert is_unsafe(counts, THRESHOLD) == unsafe


def test_a_lone_cell_takes_the_cheapest_part_and_not_the_total():
    assert protect([30, 3, 20, 7], [(0, [1, 2, 3])]) == [1, 3]
    assert protect([30, 3, 20, 7], [(0, [1, 2, 3])], cost=[0, 0, 1, 2]) == [1, 2]


def test_two_cells_that_together_are_too_few_take_a_third():
    assert protect([30, 3, 1, 20, 6], [(0, [1, 2, 3, 4])]) == [1, 2, 4]
    assert protect([30, 3, 2, 20, 5], [(0, [1, 2, 3, 4])]) == [1, 2]


def test_two_cells_whose_outcome_is_too_rare_together_take_a_third():
    # 3 + 40 persons, of whom 1 + 0 have the outcome: their sum would tell of one person.
    counts = [[90, 21, 69], [3, 1, 2], [20, 10, 10], [40, 0, 40], [27, 10, 17]]
    assert protect(counts, [(0, [1, 2, 3, 4])], cost=[0, 0, 2, 1, 3]) == [1, 2, 3]


def test_the_only_part_takes_its_total_along():
    assert protect([3, 3], [(0, [1])]) == [0, 1]


def test_a_withheld_total_needs_a_withheld_part():
    # Cell 0 is withheld as a part of the second sum and is the total of the first.
    chosen = protect([4, 2, 2, 30, 26], [(0, [1, 2]), (3, [0, 4])])
    assert chosen == [0, 1, 2, 4]


def test_parts_of_a_published_whole_need_no_total():
    assert protect([3, 20, 7], [(None, [0, 1, 2])]) == [0, 2]


def test_protection_spreads_until_rows_and_columns_hold():
    # A 3 x 3 table with margins; cell (0, 0) is small. Cells by rows, then row and column totals, the total.
    table = np.array([[2, 20, 30], [40, 50, 60], [70, 80, 90]])
    counts = [*table.ravel(), *table.sum(1), *table.sum(0), table.sum()]
    rows = [(9 + i, [3 * i, 3 * i + 1, 3 * i + 2]) for i in range(3)] + [(15, [9, 10, 11])]
    columns = [(12 + j, [j, 3 + j, 6 + j]) for j in range(3)] + [(15, [12, 13, 14])]
    assert protect(counts, rows + columns) == [0, 1, 3, 4]


def test_a_cell_with_company_everywhere_can_still_follow():
    # Two squares of withheld cells, joined by one more: it has company in its row and in its column, but rows
    # 0 and 1 less columns 0 and 1 leave it alone.
    hidden = np.zeros((4, 5), dtype=bool)
    hidden[:2, :2] = hidden[2:, 3:] = hidden[0, 3] = True
    sums = [(None, range(5 * i, 5 * i + 5)) for i in range(4)] + [(None, range(j, 20, 5)) for j in range(5)]
    assert determined(relations(*sums), hidden.ravel()).tolist() == [3]
    chosen = protect(np.full(20, 9), sums, already=hidden.ravel())
    assert len(determined(relations(*sums), np.isin(np.arange(20), chosen))) == 0
    assert len(chosen) > 9


@pytest.mark.parametrize(
    ("broken", "message"),
    [
        ([(0, [1, 1])], "twice"),
        ([(0, [1, 7])], "outside 0..3"),
    ],
)
def test_broken_relations_are_named(broken, message):
    with pytest.raises(ValueError, match=message):
        protect([30, 10, 10, 10], broken)


def test_two_totals_are_named():
    two = Relations(np.array([0, 0, 0]), np.array([0, 1, 2]), np.array([True, True, False]))
    with pytest.raises(ValueError, match="two totals"):
        withheld(np.full((3, 1), 9), two, THRESHOLD, cost=np.ones(3))


def lines_of(table):
    """Relations of a two-way table with margins, cells in row-major order, margins after them."""
    height, width = table.shape
    total = height * width + height + width
    rows = [(height * width + i, [i * width + j for j in range(width)]) for i in range(height)]
    columns = [(height * width + height + j, [i * width + j for i in range(height)]) for j in range(width)]
    margins = [
        (total, [height * width + i for i in range(height)]),
        (total, [height * width + height + j for j in range(width)]),
    ]
    return rows + columns + margins


@st.composite
def tables(draw):
    height, width = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    persons = draw(st.lists(st.integers(0, 40), min_size=height * width, max_size=height * width))
    shares = draw(st.lists(st.floats(0, 1), min_size=height * width, max_size=height * width))
    n = np.array(persons).reshape(height, width)
    yes = np.floor(n * np.array(shares).reshape(height, width)).astype(int)
    return n, yes


@given(tables())
@settings(max_examples=300, deadline=None)
def test_nothing_withheld_follows_and_no_sum_of_it_is_small(drawn):
    n, yes = drawn

    def with_margins(values):
        return np.array([*values.ravel(), *values.sum(1), *values.sum(0), values.sum()])

    counts = np.stack([with_margins(n), with_margins(yes), with_margins(n - yes)], axis=1)
    sums = lines_of(n)
    system = relations(*sums)
    hidden = withheld(counts, system, THRESHOLD, cost=counts[:, 0])
    assert not (is_unsafe(counts, THRESHOLD) & ~hidden).any()
    if not hidden.all():
        assert len(determined(system, hidden)) == 0
    for total, parts in sums:
        unknown = [k for k in parts if hidden[k]]
        if unknown and not hidden[total]:
            assert not is_unsafe(counts[unknown].sum(axis=0), THRESHOLD)
    again = withheld(counts, system, THRESHOLD, cost=counts[:, 0], already=hidden)
    np.testing.assert_array_equal(again, hidden)


# A cube of one background, a, and one split, s with two codes, which is a background too.
def grid(codes="12"):
    lines = [(ALL, ALL)] + [("a", code) for code in codes]
    splits = [("s", code) for code in "12"]
    groups = [(*line, ALL, ALL) for line in lines + splits]
    groups += [(*line, *split) for line in lines for split in splits]
    return groups


def test_group_relations_are_the_lines_of_the_tables_and_equal_names():
    groups = grid()
    found = group_relations(groups)
    lines = {}
    for r, k, is_total in zip(found.relation, found.cell, found.is_total, strict=True):
        lines.setdefault(int(r), (set(), set()))[int(is_total)].add(groups[k])
    assert (
        {("a", "1", ALL, ALL), ("a", "2", ALL, ALL)},
        {(ALL, ALL, ALL, ALL)},
    ) in lines.values()
    assert (
        {("a", "1", "s", "1"), ("a", "1", "s", "2")},
        {("a", "1", ALL, ALL)},
    ) in lines.values()
    assert (
        {("a", "1", "s", "2"), ("a", "2", "s", "2")},
        {(ALL, ALL, "s", "2")},
    ) in lines.values()
    # The second category of s, as a split and as a background.
    twins = [parts | totals for parts, totals in lines.values() if len(parts | totals) == 2]
    assert {(ALL, ALL, "s", "2"), ("s", "2", ALL, ALL)} in twins


def test_keys_inside_a_key_add_up_to_it_and_outermost_keys_to_everybody():
    found = code_relations(["1", "1;2", "2", "3"], [[4], [10], [6], [9]], [19])
    entries = sorted(zip(found.relation.tolist(), found.cell.tolist(), found.is_total.tolist(), strict=True))
    assert entries == [(0, 0, False), (0, 1, True), (0, 2, False), (1, 1, False), (1, 3, False)]


@pytest.mark.parametrize(
    ("keys", "counts", "message"),
    [
        (["4;5", "5"], [[10], [4]], "do not divide key '4;5'"),
        (["1;2", "2;3"], [[10], [9]], "do not divide all codes"),
        (["1", "2"], [[10], [4]], "leave out codes"),
    ],
)
def test_keys_that_leave_a_difference_are_refused(keys, counts, message):
    with pytest.raises(ValueError, match=message):
        code_relations(keys, counts, [19])


def cube(n, yes):
    """One share (key 1) and one mean over the grid; n, yes: counts by a (rows) and s (two columns)."""
    rows = []
    for variable, code, split, split_code in grid("123"[: len(n)]):
        pick = {"a": slice(None), "s": slice(None)}
        for name, value in ((variable, code), (split, split_code)):
            if name != ALL:
                pick[name] = slice(int(value) - 1, int(value))
        count, share = n[pick["a"], pick["s"]].sum(), yes[pick["a"], pick["s"]].sum()
        rows.append((variable, code, split, split_code, count, share))
    columns = [np.array(column, dtype=object) for column in zip(*rows, strict=True)]
    variable, code, split, split_code = columns[:4]
    count, share = (column.astype(int) for column in columns[4:])
    size = len(rows)
    return {
        "answers_id": np.full(2 * size, "q", dtype=object),
        "outcome_key": np.repeat(np.array(["1", "mean"], dtype=object), size),
        "is_share": np.repeat([True, False], size),
        "group_variable": np.tile(variable, 2),
        "group_code": np.tile(code, 2),
        "split_variable": np.tile(split, 2),
        "split_code": np.tile(split_code, 2),
        "n_persons": np.tile(count, 2),
        "n_with_outcome": np.concatenate([share, np.zeros(size, dtype=int)]),
        "n_managers": np.tile(count, 2),
    }


def test_a_small_group_is_withheld_in_every_outcome_and_a_rare_answer_in_its_own():
    table = cube(np.array([[3, 40], [50, 60]]), np.array([[1, 20], [25, 30]]))
    hidden = withheld_in_cube(table, THRESHOLD)
    share, mean = hidden[: len(hidden) // 2], hidden[len(hidden) // 2 :]
    np.testing.assert_array_equal(share, mean)
    crossed = (table["group_variable"] == "a") & (table["split_variable"] == "s")
    assert hidden[crossed].all()
    assert not hidden[~crossed].any()

    rare = cube(np.array([[30, 40], [50, 60]]), np.array([[2, 20], [25, 30]]))
    hidden = withheld_in_cube(rare, THRESHOLD)
    crossed = (rare["group_variable"] == "a") & (rare["split_variable"] == "s")
    assert hidden[crossed & rare["is_share"]].all()
    assert not hidden[~rare["is_share"]].any()


def test_no_outcome_shows_the_size_of_a_group_that_another_withholds():
    # By size alone, rows 1 and 2 of the table go. The rare answer in row 3 would be company enough for the
    # small group, and the share of row 2 could be shown, and its size with it.
    n, yes = np.array([[3, 40], [10, 60], [30, 50]]), np.array([[3, 20], [5, 30], [2, 25]])
    table = cube(n, yes)
    hidden = withheld_in_cube(table, THRESHOLD)
    share, mean = hidden[: len(hidden) // 2], hidden[len(hidden) // 2 :]
    assert mean.sum() == 4
    assert share[mean].all()
    assert share.sum() == 6


def test_a_category_is_withheld_under_both_of_its_names():
    hidden = withheld_in_cube(cube(np.array([[2, 40], [1, 60]]), np.array([[1, 20], [0, 30]])), THRESHOLD)
    names = [g for g, is_hidden in zip(grid(), hidden[: len(grid())], strict=True) if is_hidden]
    assert ("s", "1", ALL, ALL) in names
    assert (ALL, ALL, "s", "1") in names


def test_a_missing_row_is_refused():
    table = {name: values[1:] for name, values in cube(np.full((2, 2), 9), np.full((2, 2), 4)).items()}
    with pytest.raises(ValueError, match="row for every group"):
        withheld_in_cube(table, THRESHOLD)
