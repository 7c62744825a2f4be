"""Who may read what: microdata stay in their group, and what leaves the house is read from published
tables only."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from publication.layout import DATABASE_NAME, Layout
from publication.pipeline import DATABASE_VARIABLE

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
DBT = str(Path(sys.executable).with_name("dbt"))
MICRODATA_GROUP = "survey_microdata"
# One row per person: never protected, never public.
MICRODATA = re.compile(
    r"\.(stg_survey__|stg_register__sample|base_survey__|base_register__checked_sample|rejected_survey__"
    r"|rejected_register__sample|int_survey__|int_response__(dispositions|profiles)|int_weights__persons"
    r"|int_register__values|int_disclosure__answers|fct_)"
)


def problems_of(manifest: dict) -> list[str]:
    """What reads a restricted table past the checked path: published tables, exposures, and wrong access."""
    models = {n: node for n, node in manifest["nodes"].items() if node["resource_type"] == "model"}
    problems = []
    for name, node in models.items():
        restricted = node["access"] == "private"
        if MICRODATA.search(name) and not (restricted and node["group"] == MICRODATA_GROUP):
            problems.append(f"{name} holds persons and is not private to {MICRODATA_GROUP}")
        if not node["name"].startswith("pub_"):
            continue
        if node["access"] != "public" or node["schema"] != "published":
            problems.append(f"{name} is not a public table of the schema published")
        for parent in node["depends_on"]["nodes"]:
            parent_node = models.get(parent)
            if parent_node is None:
                problems.append(f"{name} reads {parent}, which is no model")
            elif parent_node["access"] == "private":
                problems.append(f"{name} reads the private {parent}")
    for name, exposure in manifest["exposures"].items():
        problems += [
            f"{name} reads {parent}"
            for parent in exposure["depends_on"]["nodes"]
            if not parent.split(".")[-1].startswith("pub_")
        ]
    return problems


@pytest.fixture(scope="module")
def scratch(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("access")


@pytest.fixture(scope="module")
def manifest(scratch) -> dict:
    run_dbt(scratch, "parse")
    return json.loads((scratch / "target" / "manifest.json").read_text())


def run_dbt(scratch: Path, *arguments: str) -> None:
    result = subprocess.run(
        [DBT, "--quiet", *arguments, "--target-path", str(scratch / "target"), "--log-path", str(scratch)],
        cwd=ROOT,
        env=os.environ | {DATABASE_VARIABLE: str(scratch / DATABASE_NAME)},
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_nothing_published_reads_a_restricted_table(manifest):
    assert [name for name in manifest["nodes"] if MICRODATA.search(name)]
    assert problems_of(manifest) == []


def test_a_forbidden_reader_is_found(manifest):
    text = json.dumps(manifest)
    broken = json.loads(text)
    broken["nodes"]["model.manager_training.pub_strata"]["depends_on"]["nodes"].append(
        "model.manager_training.int_survey__values"
    )
    assert any("pub_strata reads the private" in problem for problem in problems_of(broken))
    broken = json.loads(text)
    broken["nodes"]["model.manager_training.int_survey__values"]["access"] = "public"
    assert any("int_survey__values holds persons" in problem for problem in problems_of(broken))
    broken = json.loads(text)
    next(iter(broken["exposures"].values()))["depends_on"]["nodes"].append("model.manager_training.est_cube")
    assert any("reads model.manager_training.est_cube" in problem for problem in problems_of(broken))


def test_pages_read_exports_of_published_tables_only():
    queries = [*(LAYOUT.reports / "sources").rglob("*.sql"), *(LAYOUT.reports / "queries").rglob("*.sql")]
    assert queries
    for path in queries:
        read = re.findall(r"\b(?:from|join)\s+([\w.]+)", path.read_text(encoding="utf-8"), re.IGNORECASE)
        for name in read:
            assert not re.match(r"(raw|staging|intermediate|marts)\.|.*\b(stg|int|fct|fit|est|dim)_", name), (
                f"{path.relative_to(ROOT)} reads {name}"
            )


def test_downloads_and_exports_name_no_other_schema():
    for name in ("downloads.py", "warehouse.py"):
        text = (ROOT / "python_models/publication" / name).read_text(encoding="utf-8")
        assert not re.search(r"\b(marts|intermediate|staging|raw)\.", text), name


def test_the_database_of_dbt_is_its_owners_alone(scratch):
    previous = os.umask(0o000)
    try:
        run_dbt(scratch, "seed", "--select", "significance_legends")
    finally:
        os.umask(previous)
    mode = stat.S_IMODE((scratch / DATABASE_NAME).stat().st_mode)
    assert mode & 0o077 == 0, oct(mode)


def test_the_workshop_is_its_owners_alone(tmp_path):
    from publication.locking import exclusive

    layout = Layout(tmp_path)
    previous = os.umask(0o000)
    try:
        with exclusive(layout.lock_file):
            mode = stat.S_IMODE(layout.workshop.stat().st_mode)
    finally:
        os.umask(previous)
    assert mode & 0o077 == 0, oct(mode)
