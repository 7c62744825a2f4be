"""The build with the real dbt and the project's own profile, over two models in miniature."""

import shutil
import stat
import subprocess
import sys
from io import StringIO
from pathlib import Path

import duckdb
import pytest

from deliveries import contract
from publication import pipeline
from publication.errors import CommandFailedError
from publication.steps import Steps

DBT = str(Path(sys.executable).with_name("dbt"))
PROJECT_ROOT = Path(__file__).parents[3]
PROJECT = """
name: manager_training
profile: manager_training
flags: {send_anonymous_usage_stats: false}
models: {+schema: published, manager_training: {raw: {+schema: raw}}}
"""
RAW_TABLE = "select 1 as row_number, " + ", ".join(f"'x' as {name}" for name in contract.free_text_columns())
SCHEMA_NAME = "{% macro generate_schema_name(name, node) %}{{ name or target.schema }}{% endmacro %}"
LEDGER = "select 'reproduced' as verdict, i as number from range({rows}) as t(i)"


@pytest.fixture
def project(layout):
    shutil.copy(PROJECT_ROOT / "profiles.yml", layout.root)
    for path, text in {
        "dbt_project.yml": PROJECT,
        "macros/generate_schema_name.sql": SCHEMA_NAME,
        "models/pub_replication.sql": LEDGER.format(rows=3),
        "models/pub_about.sql": "select 'synthetic_notice' as key, 'nej' as value_da, 'no' as value_en",
        # A view, whose text names its catalogue: it must still work in the published file.
        "models/pub_largest.sql": "{{ config(materialized='view') }} "
        "select max(number) as number from {{ ref('pub_replication') }}",
        **{f"models/raw/{name}.sql": RAW_TABLE for name in contract.SOURCES.values()},
        "tests/at_most_five.sql": "select * from {{ ref('pub_replication') }} where number >= 5",
    }.items():
        (layout.root / path).parent.mkdir(parents=True, exist_ok=True)
        (layout.root / path).write_text(text, encoding="utf-8")
    return layout


def published(layout) -> list[tuple]:
    with duckdb.connect(str(layout.database_link), read_only=True) as connection:
        return connection.execute("select number from published.pub_largest").fetchall()


def test_a_failing_data_test_keeps_the_published_state(project):
    stream = StringIO()
    pipeline.build(project, Steps(stream))
    assert "ERROR=0" in stream.getvalue()
    assert published(project) == [(2,)]

    (project.root / "models/pub_replication.sql").write_text(LEDGER.format(rows=9), encoding="utf-8")
    # A reader is at work all the while.
    with (
        duckdb.connect(str(project.database_link), read_only=True),
        pytest.raises(CommandFailedError) as failure,
    ):
        pipeline.build(project, Steps(stream))
    assert "at_most_five" in str(failure.value)
    assert published(project) == [(2,)]
    # dbt worked in the candidate and in its own folder: nothing else appeared in the tree.
    assert not (project.root / "target").exists()
    # What the failed build left is for its owner only: the folder around it all, and the database itself.
    assert stat.S_IMODE(project.workshop.stat().st_mode) == 0o700
    assert stat.S_IMODE(project.candidate.database.stat().st_mode) == 0o600


def test_rows_in_the_log_of_dbt_are_their_owners_however_it_is_called(project):
    # A log that was opened to all before is closed too.
    path = project.root / "logs" / "dbt.log"
    path.parent.mkdir()
    path.write_text("older lines\n", encoding="utf-8")
    path.chmod(0o644)
    shown = subprocess.run(
        [sys.executable, "-m", "dbt.cli.main", "show", "--inline", "select 'P' || '00001' as person_id"],
        cwd=project.root,
        capture_output=True,
        text=True,
        umask=0o022,
    )
    assert shown.returncode == 0, shown.stdout
    assert "P00001" in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_log_of_the_command_dbt_is_private_from_its_first_byte(project):
    # Fails before the plugin is loaded, and has a log all the same.
    (project.root / "profiles.yml").write_text("manager_training: {", encoding="utf-8")
    failed = subprocess.run([DBT, "parse"], cwd=project.root, capture_output=True, umask=0o022)
    assert failed.returncode != 0
    assert stat.S_IMODE((project.root / "logs" / "dbt.log").stat().st_mode) == 0o600
