"""Checks on the project's own files: what keeps it buildable anywhere, and its lines uncrossed."""

import json
import re
import subprocess
import tomllib
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import pytest
import yaml

from publication import edition
from publication.layout import Layout

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)
# What only other systems need has a marker behind it.
PINS = dict(re.findall(r"^([a-z0-9.-]+)==(\S+) \\", (ROOT / "requirements.lock").read_text(), re.MULTILINE))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def tracked_files() -> list[Path]:
    """Files in the repository, deleted ones left out."""
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


def test_everything_asked_for_is_locked_with_hashes():
    wanted = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    asked = [re.match(r"[a-z][a-z0-9-]*", text).group() for text in wanted]
    assert set(asked) <= set(PINS)
    lock = (ROOT / "requirements.lock").read_text()
    for name in PINS:
        assert re.search(rf"^{re.escape(name)}==\S+ \\\n    --hash=sha256:", lock, re.MULTILINE), name


def test_the_environment_is_the_locked_one():
    assert {name: version(name) for name in PINS} == PINS


@pytest.mark.parametrize("folder", ["reports", "tests/site"])
def test_npm_packages_are_locked_with_hashes_and_without_addresses(folder):
    packages = json.loads((ROOT / folder / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name and not entry.get("link")}
    assert installed
    for name, entry in installed.items():
        assert "resolved" not in entry, f"{folder}: {name} names an address"
        assert "integrity" in entry or entry.get("inBundle"), f"{folder}: {name} has no hash"


def test_locks_hold_no_registry_address():
    for name in ("pyproject.toml", "requirements.lock", "requirements-spark.lock"):
        assert "://" not in (ROOT / name).read_text(), name


def test_nothing_that_a_build_writes_is_in_the_repository():
    built = re.compile(
        r"(^|/)(target|warehouse|node_modules|\.venv|\.evidence|__pycache__)/|\.parquet$|^reports/build"
    )
    # A source of the site may be called warehouse: it holds queries.
    names = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    assert [name for name in names if built.search(name.removeprefix("reports/sources/warehouse/"))] == []


def test_no_file_names_a_place_on_somebodys_machine():
    place = re.compile(r"(?<![\w.~}/-])/(?:work|root|home|Users)/\w")
    culprits = []
    for path in tracked_files():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if place.search(text):
            culprits.append(path.relative_to(ROOT).as_posix())
    assert culprits == []


def test_dev_is_the_default_and_dbt_clean_leaves_its_database():
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text())["manager_training"]
    assert profile["target"] == "dev"
    path = Path(profile["outputs"]["dev"]["path"])
    cleaned = yaml.safe_load((ROOT / "dbt_project.yml").read_text())["clean-targets"]
    assert path.parts[0] not in cleaned
    assert LAYOUT.warehouse not in (ROOT / path).parents
    of_duckdb = [output for output in profile["outputs"].values() if output["type"] == "duckdb"]
    assert len(of_duckdb) == 3 and all(output["settings"]["threads"] == 1 for output in of_duckdb)
    # dbt retry forgets the environment, so where dbt writes must not depend on it.
    assert "env_var" not in (ROOT / "profiles.yml").read_text()


def test_the_readme_gives_the_two_commands_and_says_synthetic():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for words in ("make build", "make test", "synthetic"):
        assert words in readme


def test_ci_runs_the_test_command_of_the_readme():
    script = ROOT / ".ci" / "run"
    assert script.stat().st_mode & 0o111
    assert script.read_text().rstrip().endswith("exec make test")


def test_every_target_of_the_makefile_is_explained():
    makefile = (ROOT / "Makefile").read_text()
    named = set(re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE).group(1).split())
    explained = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert named == explained


def test_texts_that_three_columns_have_are_doc_blocks():
    texts = Counter(
        column["description"]
        for path in tracked_files()
        if path.suffix == ".yml" and path.name.startswith("_")
        for nodes in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).values()
        if isinstance(nodes, list)
        for node in nodes
        for column in node.get("columns", [])
    )
    assert len(texts) > 500
    assert [text for text, times in texts.items() if times >= 3 and "doc(" not in text] == []


def test_there_is_one_version_number_and_it_is_the_current_editions():
    current = edition.current()
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version("manager-training") == edition.VERSION == current["version"]
    assert str(citation["date-released"]) == current["revised_on"]
    assert "version" not in yaml.safe_load((ROOT / "dbt_project.yml").read_text())
    library = tomllib.loads((ROOT / "python_models/survey_stats/pyproject.toml").read_text())
    assert library["project"]["version"] == current["version"]
    headings = re.findall(r"^## (\d+\.\d+\.\d+)", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert headings[0] == current["version"]


def test_the_hooks_before_a_commit_are_this_repositorys_own():
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text())["repos"]
    assert [repository["repo"] for repository in hooks] == ["local"]


def test_the_workflow_of_the_forge_runs_what_ci_runs():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())
    steps = workflow["jobs"]["test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]
    assert PROJECT["requires-python"] == ">=3.11,<3.14"
