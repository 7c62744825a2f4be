"""Switches and settings: nobody, earlier releases, whole persons."""

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import test_attacks
from scipy.sparse import csr_array

from disclosure.audit import too_tight
from disclosure.build import build
from disclosure.releases import shown_before
from disclosure.rows import audited, group_sizes, persons_of_rows
from disclosure.suppression import suppress
from disclosure.system import System


def decide(cells, rows):
    system = build(cells, rows, threshold=5)
    hidden, _ = suppress(
        system,
        persons_of_rows(cells, rows),
        5,
        cost=group_sizes(cells, rows),
        is_needed=np.zeros(system.n_rows),
        minimum_share=0.005,
    )
    return system, hidden


@pytest.fixture
def one_without():
    """Nobody of the second of four groups gave the first answer."""
    persons = {
        "a": np.repeat([1, 2, 3, 4], [40, 30, 50, 60]),
        "b": np.ones(180, dtype=int),
        "q": np.array([1, 2] * 20 + [2] * 30 + [1, 2] * 55),
    }
    return test_attacks.tables(persons, variables=("q",), keys=("1",))


def test_nobody_is_told_unless_the_switch_is_on(one_without):
    cells, rows = one_without
    assert not decide(cells, rows)[1].any()
    on = rows | {"guards_nobody": np.full(len(rows["outcome_key"]), True)}
    system, hidden = decide(cells, on)
    of_two = rows["group_code"] == "2"
    assert hidden[of_two].all()
    assert not hidden.all() and (hidden & ~of_two).any()
    found = audited(
        system,
        {"number_key": np.arange(len(hidden)).astype(str), "is_shown": ~(hidden & of_two)},
        threshold=5,
        minimum_share=0.005,
    )
    assert found["is_bounded_too_tightly"].any()


SHOWS = {"pub_cube": [{"key": "number_key", "columns": {"estimate": 3, "number_key": None, "gone": 3}}]}


def test_two_releases_are_attacked_together(one_without, tmp_path):
    cells, rows = one_without
    rows = rows | {"guards_nobody": np.full(len(rows["outcome_key"]), True)}
    system, hidden = decide(cells, rows)
    keys = np.arange(len(hidden)).astype(str)

    def attacked(shown):
        """Whether this release, after one of which these rows were shown, tells too much."""
        release = pa.table(
            {
                "wave": np.full(len(keys), 2024),
                "number_key": keys,
                "estimate": pa.array(np.full(len(keys), 0.5), mask=~shown),
            }
        )
        pq.write_table(release, tmp_path / "pub_cube.parquet")
        known = shown_before(tmp_path, SHOWS, 2024)
        assert known == set(keys[shown]) and shown_before(tmp_path, SHOWS, 2026) == set()
        now = {"number_key": keys, "is_shown": ~hidden, "was_shown": np.isin(keys, sorted(known))}
        return audited(system, now, threshold=5, minimum_share=0.005)["is_bounded_too_tightly"].any()

    assert not attacked(~hidden)
    # Each release is safe on its own, but the one before withheld others for the same small cell.
    others = ~hidden
    protecting = hidden & (rows["group_code"] != "2")
    others[np.flatnonzero(protecting)] = True
    instead = [k for k in np.flatnonzero(~hidden) if rows["group_code"][k] not in ("all", "2")]
    others[instead[:1]] = False
    assert attacked(others)
    # What tells of the whole population tells of nobody in the sample.
    first = keys[others][0]
    of_persons = {"pub_cube": [SHOWS["pub_cube"][0] | {"persons": f"number_key <> '{first}'"}]}
    assert shown_before(tmp_path, of_persons, 2024) == set(keys[others]) - {first}
    with pytest.raises(FileNotFoundError, match="no exports"):
        shown_before(tmp_path / "nowhere", SHOWS, 2024)


def test_whole_persons_leave_less_than_bounds():
    # 2 x + 2 y = 2: between 0 and 1 as numbers, one whole number each for x - y fixed to 1 by z.
    system = System(
        count=np.array([1.0, 0.0, 1.0]),
        is_sum=np.zeros(3, dtype=bool),
        is_size=np.zeros(3, dtype=bool),
        is_lead=np.zeros(3, dtype=bool),
        is_asked=np.ones(3, dtype=bool),
        guards_nobody=np.zeros(3, dtype=bool),
        tells_nobody=np.zeros(3, dtype=bool),
        is_unanswered=np.zeros(3, dtype=bool),
        is_margin=np.zeros(3, dtype=bool),
        matrix=csr_array(np.array([[2.0, 2.0, 0.0], [2.0, 1.0, -2.0]])),
        question=np.zeros(2, dtype=np.int64),
        is_among=np.zeros(2, dtype=bool),
        published_row=np.arange(3),
        published_cell=np.arange(3),
        question_of_row=np.zeros(3, dtype=np.int64),
        name=str,
    )
    nothing, need = np.zeros(3, dtype=bool), np.array([0.5, 0.5, 0.5])
    for whole, expected in ((nothing, False), (~nothing, True)):
        assert too_tight(system, nothing, ~nothing, need, whole).any() == expected
