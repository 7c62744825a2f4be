"""Frequencies: answers told one by one of everybody, and why others gave none, beside tables by groups."""

import numpy as np
import pytest
import test_attacks

from disclosure.rows import (
    audited,
    group_sizes,
    persons_of_rows,
    products_of,
    products_table,
    published_indicators,
    system_of,
)
from disclosure.suppression import suppress

ALL = ("all", "all")


def frequencies(rows, variable, codes, **flags):
    """Rows with a row more for each code of a variable, of everybody."""
    n = len(rows["outcome_key"])
    more = [(variable, "everyone", *ALL, *ALL, code) for code in codes]
    names = (*test_attacks.BLOCK, "outcome_key")
    added = {
        name: np.concatenate([rows[name], np.array([row[i] for row in more], dtype=object)])
        for i, name in enumerate(names)
    }
    for name in ("is_unanswered", "is_answered"):
        told = [code in flags.get(name, "") for code in codes]
        added[name] = np.concatenate([rows.get(name, np.zeros(n, dtype=bool)), told])
    return added


def table_of_products(persons, cells, rows):
    names, values = published_indicators(persons, cells, rows, [])
    return products_table(names, values.T @ values, len(values))


def built(cells, rows, products):
    return system_of(
        cells, rows, categories=[], nested_tables=[], nested_categories=[], products=products, threshold=5
    )


def decide(persons, cells, rows):
    system = built(cells, rows, products_of(table_of_products(persons, cells, rows)))
    hidden, _ = suppress(
        system,
        persons_of_rows(cells, rows),
        5,
        cost=group_sizes(cells, rows),
        is_needed=np.zeros(system.n_rows),
        minimum_share=0.005,
    )
    return system, hidden


def tight(system, rows, is_shown):
    rows = rows | {"number_key": np.arange(len(is_shown)).astype(str), "is_shown": is_shown}
    return audited(system, rows, threshold=5, minimum_share=0.005)["is_bounded_too_tightly"].any()


def place(rows, variable, key):
    """The row of everybody."""
    names = zip(
        *(rows[n] for n in ("outcome_variable", "group_variable", "split_variable", "outcome_key")),
        strict=True,
    )
    return list(names).index((variable, "all", "all", key))


@pytest.fixture
def opinions():
    """An answer of three persons; groups are told the mean and the share of the last two answers."""
    answers = np.repeat([1, 2, 3, 4, 5], [3, 60, 70, 50, 40])
    rng = np.random.default_rng(5)
    n = len(answers)
    return {
        "a": rng.choice([1, 2, 3], n),
        "b": rng.choice([1, 2], n),
        "q": answers,
        "in_everyone": np.ones(n, dtype=bool),
    }


def test_a_small_answer_follows_neither_from_the_others_nor_from_mean_and_share(opinions):
    cells, rows = test_attacks.tables(opinions, variables=("q",), keys=("4;5", "mean"))
    rows = frequencies(rows, "q", "12345")
    system, hidden = decide(opinions, cells, rows)
    small = place(rows, "q", "1")
    assert hidden[small] and not tight(system, rows, ~hidden)
    # Everybody, mean and share are three equations: one unknown beside it is not enough.
    for key in "235":
        shown = np.arange(len(hidden)) != small
        shown[place(rows, "q", key)] = False
        assert tight(system, rows, shown), key
    # Groups have no cells for what no row of a group counts.
    names = [system.name(k) for k in range(len(system.count))]
    assert any(name.startswith("q (everyone), a 1: 4;5") for name in names)
    assert not any(name.startswith("q (everyone), a 1: 3") for name in names)


def test_products_tell_what_holds_of_groups_and_in_total_in_any_order(opinions):
    # Points are six less the answer: the one mean gives the other, of everybody and of every group.
    persons = opinions | {"points": 6 - opinions["q"]}
    cells, rows = test_attacks.tables(persons, variables=("q", "points"), keys=("4;5", "mean"))
    rows = frequencies(frequencies(rows, "q", "12345"), "points", "12345")
    products = {name: np.asarray(column) for name, column in table_of_products(persons, cells, rows).items()}
    mixed = np.random.default_rng(3).permutation(len(products["product"]))
    systems = [
        built(cells, rows, table and products_of(table))
        for table in (products, {name: column[mixed] for name, column in products.items()}, None)
    ]
    assert (systems[0].matrix != systems[1].matrix).nnz == 0
    assert {*products["first_domain_id"].tolist()} == {"everyone", "everyone, in total"}
    # In each group sums add up, and nobody gave 4 or 5 to both. In total sums do once more; and all are those
    # who gave 3, 4 or 5 to the one, or 4 or 5 to the other, counted in two ways.
    groups = 1 + 3 + 2 + 3 * 2
    assert systems[0].matrix.shape[0] - systems[2].matrix.shape[0] == 2 * groups + 3


def test_a_withheld_answer_does_not_come_back_as_a_reason(opinions):
    # Who answered 2 was not asked p; who answered 1 did not answer it, nor did twenty others.
    status = np.where(opinions["q"] == 2, 4, 1)
    status[opinions["q"] == 1] = 3
    status[np.flatnonzero(opinions["q"] == 5)[:20]] = 2
    persons = opinions | {"p": np.where(status == 1, opinions["q"], -1), "p_status": status}
    cells, rows = test_attacks.tables(persons, variables=("q", "p", "p_status"), keys=())
    valid = cells["outcome_code"] != "-1"
    cells = {name: column[valid] for name, column in cells.items()}
    rows = frequencies(rows, "q", "12345")
    rows = frequencies(rows, "p", "345")
    rows = frequencies(rows, "p_status", "1234", is_unanswered="23", is_answered="1")
    system, hidden = decide(persons, cells, rows)
    # Three did not answer. Their row is withheld and follows from no other, though N tells how many all are
    # that were asked and did not answer.
    few, not_asked = place(rows, "p_status", "3"), place(rows, "p_status", "4")
    assert hidden[few] and not tight(system, rows, ~hidden)
    assert tight(system, rows, np.arange(len(hidden)) != few)
    # Who was not asked gave the answer 2: to withhold it there and to show it here is no secret kept.
    answer = place(rows, "q", "2")
    assert hidden[answer] == hidden[not_asked]
    cells_of = [
        set(system.published_cell[system.published_row == row].tolist()) for row in (answer, not_asked)
    ]
    assert cells_of[0] == cells_of[1]
