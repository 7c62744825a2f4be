"""No single mutation of a good delivery ends in a wrong number: it is named, set aside by name, or harmless."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from deliveries_mutations import IDENTICAL, Mutations, small_delivery

from deliveries import contract, write
from deliveries.delivery import Delivery, read_delivery
from deliveries.errors import DeliveryError

TABLES = small_delivery()
MUTATIONS = list(Mutations(TABLES).all())
REASONS = {row["rejection_reason"] for row in contract.seed_rows("codebook_rejections")}
FREE_TEXT = contract.free_text_columns()


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    """The good delivery in each format, without checksums: it is the contract that is tested."""
    folder = tmp_path_factory.mktemp("good")
    for file_format in ("csv", "sav", "dta", "parquet"):
        write.write_delivery(TABLES, file_format, folder / file_format)
        declaration = folder / file_format / contract.DECLARATION
        declaration.write_text(declaration.read_text().split("sha256")[0])
    return folder


def published_inputs(delivery: Delivery) -> dict:
    """What the warehouse computes from: free text never leaves the raw layer."""
    return {
        source: table.drop_columns([name for name in FREE_TEXT if name in table.column_names])
        for source, table in delivery.tables.items()
    }


@pytest.fixture(scope="module")
def expected(good) -> dict:
    deliveries = {name: read_delivery(good / name) for name in ("csv", "sav", "dta", "parquet")}
    tables = {name: published_inputs(delivery) for name, delivery in deliveries.items()}
    assert all(table == tables["csv"] for table in tables.values())
    assert not any(delivery.findings.rejections for delivery in deliveries.values())
    return tables["csv"]


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_a_mutation_is_named_set_aside_or_harmless(mutation, good, expected, tmp_path):
    folder = tmp_path / "delivery"
    shutil.copytree(good / mutation.base, folder)
    mutation.apply(folder)
    try:
        delivery = read_delivery(folder)
    except DeliveryError as error:
        names = [problem.name for problem in error.problems]
        assert mutation.outcome in names, str(error)
        for problem in error.problems:
            assert problem.file and problem.remedy and problem.message
            assert len(problem.rows) <= 10
        return
    if mutation.outcome in REASONS:
        assert mutation.outcome in {found.reason for found in delivery.findings.rejections}
        return
    assert mutation.outcome == IDENTICAL
    assert not delivery.findings.rejections
    assert published_inputs(delivery) == expected


def test_the_mutations_by_outcome():
    kinds = Counter(
        "identical" if m.outcome == IDENTICAL else "rejected" if m.outcome in REASONS else "named error"
        for m in MUTATIONS
    )
    assert len({mutation.name for mutation in MUTATIONS}) == len(MUTATIONS)
    assert kinds == {"named error": 0, "rejected": 0, "identical": 0}
