"""A build with Spark publishes what one without it does, and nobody leaves Spark."""

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_engines import ROOT

from publication.layout import Layout
from publication.published_tables import PUBLISHED_SCHEMA, published_rows
from spark_tier import handover
from spark_tier.build import build

# Sums of floating-point numbers in another order; published numbers are rounded, so most are equal.
TOLERANCE = 1e-9


@pytest.fixture(scope="session")
def folder(profiles, tmp_path_factory):
    """What a build with Spark writes; dbt's tests have seen the same numbers in `make test-build`."""
    target = tmp_path_factory.mktemp("spark") / "build"
    build(ROOT, target, profiles=profiles, tests=False)
    return target


def differences(connection, table):
    """Rows of a table that only one of the two databases has, numbers compared to the tolerance."""
    columns = connection.execute(f"describe ours.{PUBLISHED_SCHEMA}.{table}").fetchall()
    numbers = [name for name, kind, *_ in columns if kind in ("DOUBLE", "FLOAT")]
    others = [name for name, *_ in columns if name not in numbers]
    # Rows in the order of what is no number; of equal ones, in the order of their numbers.
    order = ", ".join([*others, *(f"round({name}, 6)" for name in numbers)])
    same = [f"a.{name} is not distinct from b.{name}" for name in others] + [
        f"(a.{name} is null and b.{name} is null or abs(a.{name} - b.{name}) <= {TOLERANCE})"
        for name in numbers
    ]
    numbered = "(select *, row_number() over (order by {0}) as place from {1}.{2}.{3})"
    a, b = (numbered.format(order, name, PUBLISHED_SCHEMA, table) for name in ("ours", "theirs"))
    return connection.execute(
        f"select count(*) from {a} as a full join {b} as b on a.place = b.place "
        f"where not coalesce({' and '.join(same)}, false)"
    ).fetchone()[0]


def test_every_published_table_is_that_of_a_build_without_spark(folder):
    without = Layout(ROOT).candidate.database
    assert without.is_file(), "run `make test-build` first"
    database = folder / "manager_training.duckdb"
    assert published_rows(database) == published_rows(without)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{without}' as ours (read_only)")
        connection.execute(f"attach '{database}' as theirs (read_only)")
        assert {table: differences(connection, table) for table in published_rows(without)} == dict.fromkeys(
            published_rows(without), 0
        )


def test_what_is_handed_over_is_listed_and_holds_nobody(folder):
    files = {path.name.removesuffix(".parquet") for path in (folder / "handover").iterdir()}
    assert files == {*handover.CELLS, *handover.FITS}
    with duckdb.connect(str(folder / "manager_training.duckdb"), read_only=True) as connection:
        keys = connection.execute(
            "select table_name from duckdb_columns() where list_contains(?, column_name)",
            [handover.OF_PERSONS],
        ).fetchall()
    assert keys == []


def write(folder, table, **columns):
    handover.file_of(folder, table).mkdir()
    pq.write_table(pa.table(columns), handover.file_of(folder, table) / "part-0.parquet")


@pytest.mark.parametrize(
    ("table", "columns", "said"),
    [
        ("intermediate.int_survey__respondents", {"q1": [1, 2]}, "none of the tables"),
        ("intermediate.int_response__cells", {"person_id": ["a", "b"]}, "has the column person_id"),
        (
            "intermediate.int_response__cells",
            {"stratum_code": ["1", "1", "2"], "who": [7, 8, 9]},
            "one row for each",
        ),
    ],
)
def test_a_row_a_person_is_not_handed_over(tmp_path, table, columns, said):
    write(tmp_path, table, **columns)
    with pytest.raises(handover.PersonsInHandoverError, match=said):
        handover.check(tmp_path, 3)


def test_counts_are_handed_over(tmp_path):
    write(tmp_path, "intermediate.int_response__cells", stratum_code=["1", "2"], n_sampled=[3, 4])
    assert handover.check(tmp_path, 3) == {"intermediate.int_response__cells": 2}
