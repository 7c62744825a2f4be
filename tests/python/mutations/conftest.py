"""Copies of the default warehouse, for the tests that plant faults in it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from mutations_warehouse import Warehouse

ROOT = Path(__file__).parents[3]
# Numbers of every kind that the default delivery can show: counts, margins, and one number of many tests.
WITHHELD = """
    number_key in (
        select number_key from intermediate.int_estimation__asked
        where
            asked_by = 'flow' and outcome_key in ('1', '3')
            or asked_by = 'margins' and group_code = '1'
    )
    or number_key in (
        select min(number_key_b) from intermediate.int_estimation__test_pairs
        where asked_by = 'figure' group by test_family
    )
"""


@contextmanager
def opened(built, folder: Path, withheld: str | None = None) -> Iterator[Warehouse]:
    """A copy of the built warehouse, to write in."""
    database = Path(shutil.copy(built.database, folder))
    # assert_results_agree_with_r reads a file of the project by its path in it.
    settings = {"threads": 1, "file_search_path": str(ROOT)}
    with duckdb.connect(str(database), config=settings) as connection:
        yield Warehouse(connection, built.target, withheld)


@pytest.fixture(scope="module")
def warehouse(default_build, tmp_path_factory) -> Iterator[Warehouse]:
    with opened(default_build, tmp_path_factory.mktemp("default")) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def withheld(default_build, tmp_path_factory) -> Iterator[Warehouse]:
    """The same with more withheld."""
    with opened(default_build, tmp_path_factory.mktemp("withheld"), WITHHELD) as warehouse:
        yield warehouse
