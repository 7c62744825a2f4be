"""dbt itself on deliveries: the same published tables as from the seeds, and nothing built from a bad one."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from deliveries import contract, write

DBT = str(Path(sys.executable).with_name("dbt"))
FREE_TEXT = '=HYPERLINK("x") <script>alert(1)</script> nowhere else'


def dbt(
    folder: Path, command: str, *arguments: str, delivery: Path | str = ""
) -> subprocess.CompletedProcess:
    """Run dbt on the project in a database and a target of the test's own."""
    return subprocess.run(
        [
            *(DBT, "--no-use-colors", "--log-path", str(folder), command, *arguments),
            *("--target-path", str(folder / "target")),
        ],
        cwd=contract.ROOT,
        env=os.environ
        | {
            "MANAGER_TRAINING_DATABASE": str(folder / "manager_training.duckdb"),
            "MANAGER_TRAINING_DELIVERY": str(delivery),
        },
        capture_output=True,
        text=True,
    )


def relations(database: Path) -> dict[str, tuple]:
    """What `published` holds and how: columns with their types, rows in order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'published' order by 1"
        ).fetchall()
        return {
            name: (
                connection.execute(f"describe published.{name}").fetchall(),
                connection.execute(f"from published.{name} order by all").fetchall(),
            )
            for (name,) in names
        }


def tables_with(database: Path, text: str) -> set[tuple[str, str]]:
    """Schema and name of every relation in which some cell holds `text`."""
    found = set()
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "select table_schema, table_name, list(column_name) from information_schema.columns "
            "where table_catalog = current_database() group by all"
        ).fetchall()
        for schema, name, names in columns:
            anywhere = " or ".join(f'contains("{column}"::varchar, $1)' for column in names)
            if connection.execute(
                f'select 1 from "{schema}"."{name}" where {anywhere} limit 1', [text]
            ).fetchone():
                found.add((schema, name))
    return found


def test_a_build_from_spss_files_publishes_what_the_seeds_publish(tmp_path):
    """With other free-text answers than the seeds have: they come no further than `raw`."""
    without_tests = ("--exclude-resource-type", "test", "unit_test")
    seeds, delivered = tmp_path / "seeds", tmp_path / "delivered"
    tables = write.seed_tables()
    for column in contract.free_text_columns():
        tables["survey"][column] = [FREE_TEXT] * len(tables["survey"][column])
    write.write_delivery(tables, "sav", tmp_path / "delivery")
    for folder, delivery in ((seeds, ""), (delivered, tmp_path / "delivery")):
        folder.mkdir()
        built = dbt(folder, "build", *without_tests, delivery=delivery)
        assert built.returncode == 0, built.stdout
    database = delivered / "manager_training.duckdb"
    expected, found = relations(seeds / database.name), relations(database)
    assert len(expected) > 20
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
    assert tables_with(database, FREE_TEXT) == {("raw", "survey_response")}


@pytest.mark.parametrize("by", ["variable of the environment", "var of dbt"])
def test_plain_dbt_refuses_a_bad_delivery_by_name_and_builds_nothing(by, tables, deliver, tmp_path):
    tables["survey"]["q9"][6] = "77"
    folder = deliver(tables)
    if by == "var of dbt":
        ended = dbt(tmp_path, "seed", "--vars", f"delivery: {folder}")
    else:
        ended = dbt(tmp_path, "seed", delivery=folder)
    assert ended.returncode != 0
    assert "[fatal-row] survey.csv, column q9, row 7: answer code not in the codebook." in ended.stdout
    assert not (tmp_path / "manager_training.duckdb").exists()
