"""dbt's commands do what its documentation says, in a small project with this one's profile and macros."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from publication.layout import DATABASE_NAME, DATABASE_VAR, Layout

ROOT = Path(__file__).parents[3]
COLUMNS = "columns: [{name: code, data_type: varchar, description: Code.}]"
VIEW = "select code from {{ ref('codes') }}"
FIT = """
def model(dbt, session):
    dbt.config(materialized="table")
    codes = dbt.ref("stg_codes").fetchnumpy()["code"]
    if not len(codes):
        raise ValueError("nothing to fit")
    return session.sql("select unnest(['" + "','".join(codes) + "']) as code")
"""
FILES = {
    "seeds/codebook/codes.csv": "code\n1\n2\n",
    "models/staging/codebook/stg_codes.sql": VIEW,
    "models/staging/codebook/_stg.yml": f"models: [{{name: stg_codes, {COLUMNS}}}]",
    "python_models/fits/fit_codes.py": FIT,
    "python_models/fits/_fits.yml": f"models: [{{name: fit_codes, config: {{schema: marts}}, {COLUMNS}}}]",
    "models/marts/dimensions/dim_codes.sql": "select code from {{ ref('fit_codes') }}",
    "models/marts/dimensions/_dim.yml": f"models: [{{name: dim_codes, {COLUMNS}}}]",
}
TAKEN_OVER = ("dbt_project.yml", "profiles.yml", "selectors.yml", "macros", "models/_groups.yml")
RELEASE = "20260101T000000000000Z"


class Project:
    """The small project, and a process that runs dbt in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in TAKEN_OVER:
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, target)
        for name, text in FILES.items():
            self.write(name, text)
        self.dev = root / "development" / "dev.duckdb"
        self.published = Layout(root).database_link
        self.state = root / "state"
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("dbt_commands.py"))],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def write(self, name: str, text: str) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_text(text, encoding="utf-8")

    def dbt(self, *arguments: str, fails: bool = False) -> str:
        """What the command printed; it must succeed, or fail when it should."""
        self._process.stdin.write(json.dumps(arguments) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert answer["success"] is not fails, answer["output"]
        return answer["output"]

    def publish(self) -> None:
        """As `make build` does: beside what is published, then a link to it; dbt's manifest is the state."""
        layout = Layout(self.root)
        candidate = layout.candidate
        candidate.folder.mkdir(parents=True)
        self.dbt("build", "--target", "prod", "--vars", f"{DATABASE_VAR}: {candidate.database}")
        shutil.copytree(self.root / "target", self.state)
        layout.releases.mkdir()
        candidate.folder.rename(layout.releases / RELEASE)
        (layout.releases / RELEASE / DATABASE_NAME).chmod(0o400)
        layout.current.symlink_to(layout.releases / RELEASE)
        self.published.symlink_to(f"current/{DATABASE_NAME}")

    def close(self) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        assert self._process.wait() == 0


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Iterator[Project]:
    """The project with something published, made once."""
    project = Project(tmp_path_factory.mktemp("project"))
    try:
        project.publish()
        yield project
    finally:
        project.close()


@pytest.fixture(autouse=True)
def anew(request) -> Iterator[None]:
    """Each test begins with the same files and without a development database."""
    yield
    if "project" in request.fixturenames:
        project = request.getfixturevalue("project")
        for name, text in FILES.items():
            project.write(name, text)
        shutil.rmtree(project.dev.parent, ignore_errors=True)


def relations(database: Path) -> dict[str, str]:
    """Name and kind of what is in a database."""
    with duckdb.connect(str(database), read_only=True) as connection:
        return dict(
            connection.execute("select table_name, table_type from information_schema.tables").fetchall()
        )


def codes(database: Path, relation: str) -> list[str]:
    with duckdb.connect(str(database), read_only=True) as connection:
        return [code for (code,) in connection.execute(f"from {relation} order by 1").fetchall()]


def test_target_says_which_database_and_dev_is_the_default(project):
    before = project.published.read_bytes()
    project.dbt("build", "--threads", "4")
    assert codes(project.dev, "marts.dim_codes") == ["1", "2"]
    other = project.root / "other.duckdb"
    project.dbt("seed", "--target", "ci", "--vars", f"{DATABASE_VAR}: {other}")
    assert relations(other) == {"codes": "BASE TABLE"}
    assert project.published.read_bytes() == before


@pytest.mark.parametrize("command", ["build", "run", "seed", "clone"])
def test_no_command_writes_what_is_published_whoever_gives_it(project, command):
    before = project.published.read_bytes()
    state = ("--state", "state") if command == "clone" else ()
    said = project.dbt(command, "--target", "prod", *state, fails=True)
    assert f"dbt {command} would change the published warehouse, which is only read: `make build`" in said
    assert "Traceback" not in said
    assert project.published.read_bytes() == before


def test_nor_by_another_name_or_by_a_macro(project):
    before = project.published.read_bytes()
    path = project.published.resolve()
    said = project.dbt("seed", "--target", "ci", "--vars", f"{DATABASE_VAR}: {path}", fails=True)
    assert "would change the published warehouse" in said
    project.write(
        "macros/harm.sql", "{% macro harm() %}{% do run_query('drop table raw.codes') %}{% endmacro %}"
    )
    assert "read-only" in project.dbt("run-operation", "harm", "--target", "prod", fails=True)
    (project.root / "macros/harm.sql").unlink()
    assert project.published.read_bytes() == before


def test_show_and_test_read_what_is_published(project):
    shown = project.dbt(
        "show", "--target", "prod", "--inline", "select max(code) as m from {{ ref('dim_codes') }}"
    )
    assert "| 2 |" in shown
    project.dbt("test", "--target", "prod")
    assert "make build" in project.dbt(
        *("show", "--target", "prod", "--inline", "select 1"),
        *("--vars", f"{DATABASE_VAR}: {Layout(project.root).releases / RELEASE / 'no'}"),
        fails=True,
    )


def test_views_stay_whole_in_a_file_of_another_name_and_attached(project):
    project.dbt("build")
    renamed = project.root / "renamed.duckdb"
    shutil.copy(project.dev, renamed)
    assert codes(renamed, "staging.stg_codes") == ["1", "2"]
    with duckdb.connect() as connection:
        connection.execute(f"attach '{renamed}' as elsewhere (read_only)")
        assert len(connection.execute("from elsewhere.staging.stg_codes").fetchall()) == 2
        (text,) = connection.execute(
            "select sql from duckdb_views() where view_name = 'stg_codes' and not internal"
        ).fetchone()
    assert "dev" not in text


def test_retry_goes_on_where_the_failed_build_was_and_nowhere_else(project):
    other = project.root / "retried.duckdb"
    project.dbt("seed")
    before = project.dev.read_bytes()
    project.write("models/staging/codebook/stg_codes.sql", "select no_column from {{ ref('codes') }}")
    project.dbt("build", "--target", "ci", "--vars", f"{DATABASE_VAR}: {other}", fails=True)
    project.write("models/staging/codebook/stg_codes.sql", VIEW)
    project.dbt("retry")
    assert codes(other, "marts.dim_codes") == ["1", "2"]
    assert project.dev.read_bytes() == before


def test_clean_leaves_the_development_database(project):
    project.dbt("seed")
    project.dbt("clean")
    assert not (project.root / "target").exists()
    assert relations(project.dev) == {"codes": "BASE TABLE"}


def test_defer_reads_from_what_is_published_what_is_not_built_here(project):
    project.dbt("run", "--select", "fit_codes", "--defer", "--state", "state")
    assert relations(project.dev) == {"fit_codes": "BASE TABLE"}
    assert codes(project.dev, "marts.fit_codes") == ["1", "2"]


def test_clone_copies_tables_and_makes_views(project):
    project.dbt("clone", "--state", "state")
    assert relations(project.dev) == {
        "codes": "BASE TABLE",
        "stg_codes": "VIEW",
        "fit_codes": "BASE TABLE",
        "dim_codes": "BASE TABLE",
    }
    assert codes(project.dev, "marts.dim_codes") == ["1", "2"]
    assert "| 2 |" in project.dbt("show", "--inline", "select max(code) as m from {{ ref('stg_codes') }}")


def test_state_modified_names_what_changed_and_what_reads_it(project):
    arguments = ("ls", "--quiet", "--select", "state:modified+", "--state", "state")
    assert project.dbt(*arguments).split() == []
    project.write(
        "models/marts/dimensions/dim_codes.sql", "select code from {{ ref('fit_codes') }} where true"
    )
    assert project.dbt(*arguments).split() == ["manager_training.marts.dimensions.dim_codes"]
    project.write("python_models/fits/fit_codes.py", FIT + "# changed\n")
    assert len(project.dbt(*arguments).split()) == 2


def test_empty_makes_every_table_without_rows(project):
    project.dbt("build", "--empty")
    assert codes(project.dev, "marts.fit_codes") == codes(project.dev, "marts.dim_codes") == []
    # Only the flag does: a fit that has nothing to read says so.
    project.write("seeds/codebook/codes.csv", "code\n")
    assert "nothing to fit" in project.dbt("build", fails=True)


def test_docs_generate_makes_its_page_of_what_is_published_too(project):
    project.dbt("docs", "generate", "--static", "--target", "prod")
    page = (project.root / "target" / "static_index.html").read_text(encoding="utf-8")
    assert "stg_codes" in page


def test_a_database_that_a_reader_has_open_is_named_in_one_sentence(project):
    project.dbt("build")
    with duckdb.connect(str(project.dev), read_only=True):
        said = project.dbt("run", fails=True)
        # Readers do not mind each other.
        assert "| 2 |" in project.dbt("show", "--inline", "select max(code) as m from {{ ref('dim_codes') }}")
    assert f"development/dev.duckdb is open in {os.path.realpath(sys.executable)} (PID {os.getpid()})" in said
    assert "Traceback" not in said


def test_a_selector_names_a_layer(project):
    assert project.dbt("ls", "--quiet", "--selector", "fits").split() == ["manager_training.fit_codes"]


def test_python_models_have_the_types_that_their_yaml_declares(default_build):
    """From these --empty makes them."""
    manifest = json.loads((default_build.target / "manifest.json").read_text(encoding="utf-8"))
    declared = {
        (node["name"], column["name"]): (column["data_type"] or "none").upper()
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model" and node["language"] == "python"
        for column in node["columns"].values()
    }
    with duckdb.connect(str(default_build.database), read_only=True) as connection:
        types = {
            (table, column): data_type
            for table, column, data_type in connection.execute(
                "select table_name, column_name, data_type from duckdb_columns()"
            ).fetchall()
        }
    assert len(declared) > 70
    assert {name: types.get(name) for name in declared} == declared
