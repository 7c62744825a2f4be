"""The default warehouse, built and tested by `make test-build` beside the published one: once for all."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from publication import provenance
from publication.layout import Layout

ROOT = Path(__file__).parents[2]
# What the warehouse is made from.
SOURCES = ("models", "seeds", "snapshots", "macros", "tests/dbt", "python_models", "dbt_project.yml")


@dataclass(frozen=True)
class DefaultBuild:
    """Its database, and the folder of what dbt compiled and ran, tests and unit tests included."""

    database: Path
    target: Path


def last_changed(root: Path) -> float:
    """When the newest of the sources was written, as a time stamp."""
    paths = [found for source in SOURCES for found in (root / source, *(root / source).rglob("*.*"))]
    # Python keeps there what it compiles, whenever it comes to a module.
    paths = [path for path in paths if path.is_file() and "__pycache__" not in path.parts]
    return max(path.stat().st_mtime for path in paths)


@pytest.fixture(scope="session")
def default_build() -> DefaultBuild:
    """The candidate of this tree. A build of another tree would prove nothing of this one: it is refused."""
    layout = Layout(ROOT)
    candidate = layout.candidate
    database = candidate.database
    if not candidate.manifest.is_file():
        pytest.fail("there is no whole warehouse to look at: run `make test-build` first")
    built_from = json.loads(candidate.manifest.read_text(encoding="utf-8"))["delivery"]["sha256"]
    if built_from != provenance.seeds()["sha256"]:
        pytest.fail("what was built last is not the default delivery: run `make test-build` first")
    if database.stat().st_mtime < last_changed(ROOT):
        pytest.fail("the project was changed after `make test-build`: run it again first")
    return DefaultBuild(database, layout.dbt_target)


# Folders of tests that build, deliver and publish, most of them in processes of their own.
WHOLE_BUILDS = {"dbt_project", "deliveries", "publication", "waves"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What looks at the default warehouse is marked `built`: the rest need not wait for it."""
    for item in items:
        if item.path.parent.name in WHOLE_BUILDS:
            item.add_marker("slow")
        if "default_build" in getattr(item, "fixturenames", ()):
            item.add_marker("built")


def pytest_terminal_summary(terminalreporter) -> None:
    """What tests say of themselves, also where they pass."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "result":
                terminalreporter.write_line(f"{report.nodeid}: {value}")
