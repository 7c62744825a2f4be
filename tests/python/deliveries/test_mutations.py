"""No single mutation of a good delivery ends in a wrong number.

Each is refused by name, set aside by name, or harmless.
"""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from deliveries_mutations import IDENTICAL, VERBATIM, Mutations, small_delivery

from deliveries import contract, write
from deliveries.delivery import Delivery, inspect_delivery

FORMATS = ("csv", "sav", "dta", "parquet")
TABLES = small_delivery()
MUTATIONS = list(Mutations(TABLES).all())
SEVERITIES = {row["rejection_reason"]: row["severity"] for row in contract.seed_rows("codebook_rejections")}


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """The good delivery in each format, without checksums: it is the contract that is tested."""
    folder = tmp_path_factory.mktemp("good")
    for file_format in FORMATS:
        write.write_delivery(TABLES, file_format, folder / file_format)
        declaration = folder / file_format / contract.DECLARATION
        declaration.write_text(declaration.read_text().split("sha256")[0])
    return folder


def published_inputs(delivery: Delivery) -> dict:
    """What the warehouse computes from: free text never leaves the raw layer."""
    return {
        source: table.drop_columns(
            [name for name in contract.free_text_columns() if name in table.column_names]
        )
        for source, table in delivery.tables.items()
    }


@pytest.fixture(scope="module")
def expected(good) -> dict:
    deliveries = {name: inspect_delivery(good / name) for name in FORMATS}
    tables = {name: published_inputs(delivery) for name, delivery in deliveries.items()}
    assert not any(delivery.problems or delivery.findings.rejections for delivery in deliveries.values())
    assert all(table == tables["csv"] for table in tables.values())
    return tables["csv"]


def _names_the_place(found, place: tuple[str, int] | None) -> bool:
    if place is None:
        return True
    column, row = place
    return column in (found.column or "").split(", ") and (row == 0 or row in found.rows)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_is_named_set_aside_or_harmless(mutation, good, expected, tmp_path):
    folder = tmp_path / "delivery"
    shutil.copytree(good / mutation.base, folder)
    mutation.apply(folder)
    delivery = inspect_delivery(folder)
    problems, outcome = delivery.problems, mutation.outcome
    for problem in problems:
        assert problem.file and problem.remedy and problem.message
        assert len(problem.rows) <= 10
    if outcome in (IDENTICAL, VERBATIM):
        assert not problems
        assert not delivery.findings.rejections
        inputs = published_inputs(delivery)
        if outcome == VERBATIM:
            source, (column, row) = mutation.name.split(":")[0], mutation.place
            changed, good_column = (
                tables[source].column(column).to_pylist() for tables in (inputs, expected)
            )
            assert changed[row - 1] != good_column[row - 1]
            changed[row - 1] = good_column[row - 1]
            assert changed == good_column
            inputs[source] = inputs[source].drop_columns([column])
            expected = {**expected, source: expected[source].drop_columns([column])}
        assert inputs == expected
    elif SEVERITIES.get(outcome) == "quarantined":
        assert not problems
        assert any(
            found.reason == outcome and _names_the_place(found, mutation.place)
            for found in delivery.findings.rejections
        )
    elif SEVERITIES.get(outcome) == "fatal":
        assert any(
            problem.name == "fatal-row"
            and problem.message == outcome
            and _names_the_place(problem, mutation.place)
            for problem in problems
        ), problems
    else:
        assert any(
            problem.name == outcome and _names_the_place(problem, mutation.place) for problem in problems
        ), problems


def test_the_mutations_by_outcome():
    """How many mutations end how; the expectations above are one for each of them."""
    kinds = Counter(
        mutation.outcome
        if mutation.outcome in (IDENTICAL, VERBATIM)
        else SEVERITIES.get(mutation.outcome, "named error")
        for mutation in MUTATIONS
    )
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert kinds == {"named error": 471, "fatal": 132, "quarantined": 54, IDENTICAL: 109, VERBATIM: 18}
    assert {mutation.base for mutation in MUTATIONS} == set(FORMATS)
    # Every reason that a row can be rejected for is the outcome of a mutation, but for two: columns that the
    # codebook lacks are refused before, and a year after the wave is out of range until a later wave.
    assert SEVERITIES.keys() - {mutation.outcome for mutation in MUTATIONS} == {
        "question not in the codebook",
        "year lies after the answer",
    }
