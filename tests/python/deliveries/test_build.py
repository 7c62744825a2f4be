"""dbt itself on deliveries: the same tables as from the seeds, and nothing built from a bad one."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from deliveries import contract, write
from deliveries.dbt_plugin import Plugin

DATABASE = "manager_training.duckdb"
FREE_TEXT = '=HYPERLINK("x") <script>alert(1)</script> nowhere else'


@pytest.fixture(scope="module")
def builds(default_build, tmp_path_factory) -> Path:
    """Builds beside the default one: from SPSS files with other free-text answers, from a bad delivery."""
    folder = tmp_path_factory.mktemp("builds")
    tables = write.seed_tables()
    for column in contract.free_text_columns():
        tables["survey"][column] = [FREE_TEXT] * len(tables["survey"][column])
    write.write_delivery(tables, "sav", folder / "delivery")
    tables["survey"]["q9"][6] = "77"
    write.write_delivery(tables, "csv", folder / "bad_delivery")
    ended = subprocess.run(
        [
            *(sys.executable, str(Path(__file__).with_name("deliveries_dbt.py")), str(folder)),
            *(f"from_spss={folder / 'delivery'}", f"refused={folder / 'bad_delivery'}"),
        ],
        cwd=contract.ROOT,
        capture_output=True,
        text=True,
    )
    (folder / "results").write_text(ended.stdout)
    return folder


def result(builds: Path, name: str) -> dict:
    """How the build of that name ended."""
    lines = (builds / "results").read_text().splitlines()
    (found,) = [line for line in lines if line.startswith(f'{{"name": "{name}"')]
    return json.loads(found)


def relations(database: Path) -> dict[str, tuple]:
    """What `staging` holds and how: columns with their types, rows in order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        names = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'staging' order by 1"
        ).fetchall()
        return {
            name: (
                connection.execute(f"describe staging.{name}").fetchall(),
                connection.execute(f"from staging.{name} order by all").fetchall(),
            )
            for (name,) in names
        }


def tables_with(database: Path, text: str) -> set[tuple[str, str]]:
    """Schema and name of every relation in which some cell holds `text`."""
    found = set()
    with duckdb.connect(str(database), read_only=True) as connection:
        columns = connection.execute(
            "select table_schema, table_name, list(column_name) from information_schema.columns "
            "where table_catalog = current_database() "
            "and data_type not in ('BIGINT', 'INTEGER', 'DOUBLE', 'BOOLEAN', 'DATE') group by all"
        ).fetchall()
        for schema, name, names in columns:
            anywhere = " or ".join(f'contains("{column}"::varchar, $1)' for column in names)
            if connection.execute(
                f'select 1 from "{schema}"."{name}" where {anywhere} limit 1', [text]
            ).fetchone():
                found.add((schema, name))
    return found


def test_a_build_from_spss_files_makes_of_them_what_the_seeds_give(builds, default_build):
    """Every table that reads what was delivered is the same, and so is all that is made of these tables."""
    assert result(builds, "from_spss")["success"]
    manifest = json.loads((builds / "target" / "manifest.json").read_text(encoding="utf-8"))
    reads_seeds = {
        node["original_file_path"]
        for node in manifest["nodes"].values()
        if any(parent.startswith("seed.") for parent in node.get("depends_on", {}).get("nodes", []))
    }
    assert [
        path
        for path in reads_seeds
        if path.startswith(("models/", "python_models/", "snapshots/"))
        and not path.startswith("models/staging/")
    ] == []
    expected, found = relations(default_build.database), relations(builds / "from_spss" / DATABASE)
    assert len(expected) > 60
    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []


def test_free_text_answers_come_no_further_than_raw(builds):
    assert tables_with(builds / "from_spss" / DATABASE, FREE_TEXT) == {("raw", "survey_response")}


def test_plain_dbt_refuses_a_bad_delivery_by_name_and_builds_nothing(builds):
    refused = result(builds, "refused")
    assert not refused["success"]
    assert "[fatal-row] survey.csv, column q9, row 7: answer code not in the codebook." in refused["error"]
    assert not (builds / "refused" / DATABASE).exists()


def plugin(**config: object) -> None:
    """The plugin as dbt makes it from profiles.yml, where a var that is not given is blank."""
    Plugin("delivery", {"wave": "", "microdata_are_synthetic": "", **config})


def test_the_plugin_insists_on_vars_that_agree_with_the_declaration(tables, deliver):
    folder = str(deliver(tables))
    # Vars that agree: what stops it then is that nothing is built from an excerpt.
    for given in ({}, {"wave": "2024", "microdata_are_synthetic": "True"}):
        with pytest.raises(RuntimeError, match="is an excerpt"):
            plugin(delivery=folder, **given)
    with pytest.raises(RuntimeError, match=r"says wave: 2024, dbt has 2027; give --vars '\{wave: 2024\}'"):
        plugin(delivery=folder, wave="2027")
    with pytest.raises(RuntimeError, match="says microdata_are_synthetic: True, dbt has False"):
        plugin(delivery=folder, microdata_are_synthetic=False)


def test_without_a_delivery_the_plugin_does_nothing():
    plugin(delivery="")
