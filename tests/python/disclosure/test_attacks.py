"""Attacks that know nothing of our relations recover nothing; what is left out on purpose turns them red."""

import itertools

import attacks
import numpy as np
import pytest

from disclosure import identities
from disclosure.build import build
from disclosure.rows import group_sizes, persons_of_rows
from disclosure.suppression import suppress

pytestmark = pytest.mark.slow

RANKS = ("r1", "r2", "r3")
BLOCK = ("outcome_variable", "domain_id", "group_variable", "group_code", "split_variable", "split_code")


def population(n=260, seed=3):
    """Persons: places of three things, and the backgrounds a (not known of three) and b."""
    rng = np.random.default_rng(seed)
    places = np.array(list(itertools.permutations((1, 2, 3))))
    persons = {
        rank: place
        for rank, place in zip(
            RANKS, places[rng.choice(6, n, p=(0.44, 0.4, 0.1, 0.02, 0.02, 0.02))].T, strict=True
        )
    }
    persons["a"] = rng.choice(5, n, p=(0.02, 0.5, 0.3, 0.1, 0.08))
    persons["b"] = rng.choice((1, 2, 3), n, p=(0.5, 0.35, 0.15))
    persons["in_everyone"] = np.ones(n, dtype=bool)
    return persons


def columns(records, names):
    return {name: np.array([r[i] for r in records], dtype=object) for i, name in enumerate(names)}


def tables(persons, variables=RANKS, keys=("1", "mean")):
    """Cells and rows of every variable by a, by b and by both; 0 is not known and in no row."""
    n = len(persons["b"])
    marks = np.random.default_rng(0).integers(1 << 62, size=n)
    groups = [("all", "all", np.ones(n, dtype=bool))]
    groups += [(v, str(c), persons[v] == c) for v in "ab" for c in np.unique(persons[v]) if c]
    cells, rows = [], []
    for variable in variables:
        for (gv, gc, g), (sv, sc, s) in itertools.product(groups, groups):
            if (gv, sv) not in {("all", "all"), ("a", "all"), ("all", "b"), ("a", "b")}:
                continue
            block = variable, "everyone", gv, gc, sv, sc
            rows += [(*block, key) for key in keys]
            for code in np.unique(persons[variable]):
                inside = g & s & (persons[variable] == code)
                if inside.any():
                    cells.append(
                        (
                            *block,
                            str(code),
                            float(code),
                            inside.sum(),
                            int(marks[inside].astype(object).sum()) % 2**64,
                        )
                    )
    cells = columns(cells, (*BLOCK, "outcome_code", "outcome_value", "n_persons", "persons"))
    cells["persons"] = np.array(cells["persons"].tolist(), dtype=np.uint64)
    return cells, columns(rows, (*BLOCK, "outcome_key"))


def found_of(persons, cells, rows):
    names, values = identities.indicators(persons, cells, rows)
    return identities.find(names, values.T @ values, len(values))


def decided(cells, rows, persons, *, with_identities=True, threshold=5):
    """Rows shown."""
    found = found_of(persons, cells, rows)
    known = {"sums": found.sums, "inside": found.inside, "apart": found.apart} if with_identities else {}
    system = build(cells, rows, threshold=threshold, **known)
    hidden, _ = suppress(
        system,
        persons_of_rows(cells, rows),
        threshold,
        cost=group_sizes(cells, rows),
        is_needed=np.zeros(len(rows["outcome_key"])),
        minimum_share=0.005,
    )
    return ~hidden


def published(persons, rows, shown, threshold=5):
    cells = []
    for *block, key, is_shown in zip(
        *(rows[c].tolist() for c in (*BLOCK, "outcome_key")), shown, strict=True
    ):
        variable, domain, *groups = block
        inside = np.ones(len(persons["b"]), dtype=bool)
        for v, c in (groups[:2], groups[2:]):
            inside &= True if v == "all" else persons[v] == int(c)
        answers = persons[variable][inside]
        told = answers.sum() if key == "mean" else np.isin(answers, [int(c) for c in key.split(";")]).sum()
        cells.append(
            attacks.Cell(
                variable, domain, key, attacks._block(*groups), len(answers), float(told), bool(is_shown)
            )
        )
    values = {rank: {"1": 1.0, "2": 2.0, "3": 3.0} for rank in RANKS}
    return attacks.Published(cells, [list(RANKS)], {}, values, threshold)


def recovered(persons, rows, shown, threshold=5):
    read = published(persons, rows, shown, threshold)
    return {
        name: getattr(attacks, name)(read)
        for name in ("remainder", "rule_knowledge", "ranking", "filters", "linear")
    }


@pytest.mark.parametrize("threshold", [3, 5, 10])
def test_nothing_is_recovered(threshold):
    persons = population()
    cells, rows = tables(persons)
    shown = decided(cells, rows, persons, threshold=threshold)
    assert 0.1 < shown.mean() < 1
    assert not any(recovered(persons, rows, shown, threshold).values())


def test_the_ranking_is_found():
    persons = population()
    cells, rows = tables(persons)
    found = found_of(persons, cells, rows)
    of_ranks = [{name[0] for name in identity} for identity in found.sums]
    assert of_ranks.count(set(RANKS)) == 2
    weights = sorted(max(identity.values()) for identity in found.sums if len(identity) == 4)
    assert weights == [1.0, 6.0]


def test_an_identity_left_out_is_found():
    persons = population()
    cells, rows = tables(persons)
    shown = decided(cells, rows, persons, with_identities=False)
    assert recovered(persons, rows, shown)["linear"]


def test_persons_of_unknown_background_left_out_are_found():
    persons = population()
    known = {name: column[persons["a"] > 0] for name, column in persons.items()}
    shown = decided(*tables(known), known)
    assert recovered(persons, tables(persons)[1], shown)["remainder"]


def test_a_table_forgotten_is_found():
    persons = population()
    cells, rows = tables(persons)
    asked = rows["outcome_variable"] != "r2"
    some = {name: column[asked] for name, column in rows.items()}
    shown = np.ones(len(asked), dtype=bool)
    shown[asked] = decided(cells, some, persons)
    assert recovered(persons, rows, shown)["linear"]


def test_one_more_table_over_the_same_persons_is_found():
    persons = population()
    cells, rows = tables(persons, keys=("1",))
    shown = decided(cells, rows, persons)
    more = {name: np.concatenate([column, column]) for name, column in rows.items()}
    more["outcome_key"][len(shown) :] = "mean"
    assert recovered(persons, more, np.concatenate([shown, np.ones(len(shown), dtype=bool)]))["linear"]


def of_many(n):
    """Ten questions with six answers, and one that is a sum of parts of two, answered by ``n`` persons."""
    rng = np.random.default_rng(n)
    answers = rng.integers(1, 7, (n, 10))
    names = [(f"q{i}", "d", str(code)) for i in range(10) for code in range(1, 7)]
    values = (answers[:, :, None] == np.arange(1, 7)).reshape(n, 60).astype(float)
    odd = 0.0012379 * values[:, 0] + 0.0007 * values[:, 6]
    names += [*((f"q{i}", "d", identities.EVERYBODY) for i in range(10)), ("odd", "d", identities.EVERYBODY)]
    names += [("odd", "d", identities.SUM)]
    values = np.column_stack([values, np.ones((n, 11)), odd])
    return names, values.T @ values, n


def test_what_few_persons_have_in_common_by_chance_is_no_rule():
    identities.find(*of_many(40))
    with pytest.raises(ValueError, match="no simple coefficients"):
        identities.find(*of_many(400))


def test_who_answered_is_among_everybody_whether_three_did_not_or_many():
    everybody = np.ones(400)
    few, many = (np.arange(400) < n for n in (397, 200))
    values = np.stack([everybody, few, many], axis=1).astype(float)
    names = [(f"q{i}", "d", identities.EVERYBODY) for i in range(3)]
    found = identities.find(names, values.T @ values, 400)
    assert found.inside == [(names[1], names[0]), (names[2], names[0])]
