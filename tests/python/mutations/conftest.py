"""The default delivery, built once by dbt, for the tests that plant faults in it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from mutations_warehouse import Warehouse

from publication.layout import DATABASE_NAME, DATABASE_VARIABLE

ROOT = Path(__file__).parents[3]
DBT = str(Path(sys.executable).with_name("dbt"))
# Numbers of every kind that the default delivery can show: counts, margins, and one number of many tests.
WITHHELD = """
    number_key in (
        select number_key from intermediate.int_estimation__asked
        where
            asked_by = 'flow' and outcome_key in ('1', '3')
            or asked_by = 'margins' and group_code = '1'
    )
    or number_key in (
        select min(number_key_b) from intermediate.int_estimation__test_pairs group by test_family
    )
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """Folder of the database and of what dbt compiled, tests and unit tests included, all of them green.

    Without the attack on what is withheld, which takes as long as much of the rest.
    """
    scratch = tmp_path_factory.mktemp("mutations")
    result = subprocess.run(
        [
            *(DBT, "--quiet", "--log-path", str(scratch), "build", "--target-path", str(scratch / "target")),
            *("--exclude", "aud_attack+"),
        ],
        cwd=ROOT,
        env=os.environ | {DATABASE_VARIABLE: str(scratch / DATABASE_NAME)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return scratch


@contextmanager
def opened(built: Path, folder: Path, withheld: str | None = None) -> Iterator[Warehouse]:
    """A copy of the built warehouse. Views name the catalogue, and DuckDB names it after the file."""
    database = Path(shutil.copy(built / DATABASE_NAME, folder))
    # assert_results_agree_with_r reads a file of the project by its path in it.
    settings = {"threads": 1, "file_search_path": str(ROOT)}
    with duckdb.connect(str(database), config=settings) as connection:
        yield Warehouse(connection, built / "target", withheld)


@pytest.fixture(scope="module")
def warehouse(built, tmp_path_factory) -> Iterator[Warehouse]:
    with opened(built, tmp_path_factory.mktemp("default")) as warehouse:
        yield warehouse


@pytest.fixture(scope="module")
def withheld(built, tmp_path_factory) -> Iterator[Warehouse]:
    """The same with more withheld."""
    with opened(built, tmp_path_factory.mktemp("withheld"), WITHHELD) as warehouse:
        yield warehouse
