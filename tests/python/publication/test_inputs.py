"""A build of nothing new publishes nothing; whatever may make a difference is built."""

import os
import subprocess
from io import StringIO

import pytest
from publication_miniature import write_documentation, write_warehouse

from publication import disk, inputs, manifest, pipeline, release, waves
from publication.steps import Steps


class Project:
    """A repository in miniature; `ran` counts the builds of dbt, `said` is what the last build said."""

    def __init__(self, layout) -> None:
        self.layout, self.root, self.deliveries = layout, layout.root, []
        self.ran, self.said, self.while_dbt_runs = 0, "", lambda: None
        self.write(
            ".gitignore", "/warehouse/\nreports/build\nreports/extras\nreports/sources\nreports/runs.txt\n"
        )
        self.write("models/a.sql", "select 1")
        self.git("init", "--quiet")
        self.commit()

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.root, check=True)

    def commit(self) -> None:
        self.git("add", "--all")
        author = ("-c", "user.name=x", "-c", "user.email=x@example.com")
        self.git(*author, "commit", "--quiet", "--allow-empty", "--message", "x")

    def dbt(self, layout, candidate, *rest) -> str:
        self.ran += 1
        self.while_dbt_runs()
        write_warehouse(candidate.database)
        candidate.dbt.mkdir()
        (candidate.dbt / "manifest.json").write_text("{}", encoding="utf-8")
        return "PASS=1"

    def build(self, **options):
        stream = StringIO()
        built = pipeline.build(self.layout, Steps(stream), deliveries=self.deliveries, **options)
        self.said = stream.getvalue()
        assert built == release.current(self.layout)
        return built


@pytest.fixture
def project(layout, tmp_path, monkeypatch) -> Project:
    project = Project(layout)
    # npm takes longer to start than all the rest: the site's script runs without it.
    npm = tmp_path / "programs" / "npm"
    npm.parent.mkdir()
    npm.write_text("#!/bin/sh\nexec sh build.sh\n", encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(inputs, "PROJECT", layout.root)
    monkeypatch.setattr(pipeline, "_dbt_build", project.dbt)
    monkeypatch.setattr(pipeline.documentation, "write", write_documentation)
    # A checked delivery is what its folder holds.
    found = waves.WaveDelivery(layout.root, 2024, {}, {"wave": 2024})
    monkeypatch.setattr(waves, "checked", lambda layout, folders: [found])
    return project


def test_a_second_build_publishes_nothing_and_says_what_it_compared(project):
    first = project.build()
    assert project.build() == first
    assert project.ran == 1
    assert f"nothing has changed since {first.folder.name} was published: 4 files and " in project.said
    assert not project.layout.candidate.folder.exists()
    # When asked to, and when it is not for publishing, it builds.
    assert project.build(again=True) != first
    pipeline.build(project.layout, Steps(StringIO()), publish=False)
    assert project.ran == 3


def install(project, patch) -> None:
    """A package more, beside those that are there."""
    place = project.root.with_name("packages")
    (place / "numpy-0.dist-info").mkdir(parents=True)
    patch.syspath_prepend(place)


CHANGES = {
    "a file is changed": lambda project, patch: project.write("models/a.sql", "select 2"),
    "a file is new": lambda project, patch: project.write("macros/b.sql", "x"),
    "a file is removed": lambda project, patch: disk.remove(project.root / "models/a.sql"),
    "a file is renamed": lambda project, patch: (project.root / "models/a.sql").rename(
        project.root / "models/b.sql"
    ),
    "another commit": lambda project, patch: (project.write("models/a.sql", "select 2"), project.commit()),
    "a package": install,
    "Python": lambda project, patch: patch.setattr(inputs.sys, "version", f"{inputs.sys.version} (other)"),
    "a variable": lambda project, patch: patch.setenv("DBT_FULL_REFRESH", "1"),
    "threads": lambda project, patch: patch.setenv("OPENBLAS_NUM_THREADS", "7"),
    "a delivery is given": lambda project, patch: project.deliveries.append(project.root / "sent"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_may_make_a_difference_is_built(project, monkeypatch, change):
    project.write("sent/survey.csv", "1")
    first = project.build()
    change(project, monkeypatch)
    second = project.build()
    assert second != first
    assert project.ran == 2
    assert f"changed since {first.folder.name}: " in project.said
    # And is what the next one is compared with.
    assert project.build() == second
    assert project.ran == 2


def test_every_file_of_a_delivery_is_compared(project, tmp_path):
    sent = tmp_path / "sent"
    sent.mkdir()
    (sent / "survey.csv").write_text("1", encoding="utf-8")
    project.deliveries = [sent]
    first = project.build()
    assert project.build() == first
    (sent / "mapping.csv").write_text("2", encoding="utf-8")
    assert project.build() != first
    assert "delivery 1: mapping.csv" in project.said


def test_a_file_that_only_this_person_ignores_counts(project, tmp_path):
    (tmp_path / "ignored").write_text("*.sql\n", encoding="utf-8")
    project.git("config", "core.excludesFile", str(tmp_path / "ignored"))
    first = project.build()
    project.write("models/b.sql", "select 2")
    assert project.build() != first
    assert project.ran == 2


def test_a_file_that_is_changed_while_it_is_built_from_is_never_taken_for_unchanged(project):
    def change_and_put_back() -> None:
        project.write("models/a.sql", "select 2")
        project.write("models/a.sql", "select 1")

    project.while_dbt_runs = change_and_put_back
    first = project.build()
    assert "the next build builds all again" in project.said
    project.while_dbt_runs = lambda: None
    second = project.build()
    assert second != first
    assert project.build() == second


def test_what_cannot_be_told_is_built(project, tmp_path, monkeypatch):
    # A folder behind a link, whose files nobody looks at.
    (project.root / "models" / "linked").symlink_to(tmp_path)
    project.build()
    project.build()
    assert project.ran == 2
    disk.remove(project.root / "models" / "linked")
    project.build()
    # No repository.
    (project.root / ".git").rename(tmp_path / "git")
    project.build()
    # A program from elsewhere, whose own files are not looked at.
    (tmp_path / "git").rename(project.root / ".git")
    project.build()
    monkeypatch.setattr(inputs, "PROJECT", tmp_path)
    project.build()
    assert project.ran == 6


def test_what_is_damaged_is_built_anew(project):
    first = project.build()
    second = project.build(again=True)
    (second.site / "index.html").write_text("", encoding="utf-8")
    third = project.build()
    assert third not in (first, second)
    assert project.ran == 3


def test_after_a_rollback_the_release_that_is_shown_is_compared(project):
    first = project.build()
    project.write("models/a.sql", "select 2")
    project.build()
    release.rollback(project.layout)
    assert project.build() != first
    release.rollback(project.layout)
    project.git("checkout", "--quiet", ".")
    assert project.build() == first
    assert project.ran == 3


def test_where_only_the_site_is_another_dbt_does_not_run(project):
    first = project.build()
    before = manifest.read(first)
    project.write("reports/pages/new.md", "# New")
    project.commit()
    second = project.build()
    assert second != first
    assert project.ran == 1
    made = manifest.read(second)
    same = ("warehouse", "exports", "dbt", "delivery", "earlier_deliveries", "verdicts", "published_rows")
    assert {key: made[key] for key in same} == {key: before[key] for key in same}
    assert made["git_commit"] != before["git_commit"]
    # dbt's documentation is written from this.
    assert (project.layout.dbt_target / "manifest.json").read_bytes() == second.dbt_manifest.read_bytes()
    # It was drawn anew.
    assert (project.layout.reports / "runs.txt").read_text(encoding="utf-8").count("run") == 2
    assert project.build() == second
    project.write("reports/pages/new.md", "# Newer")
    project.write("models/a.sql", "select 2")
    project.build()
    assert project.ran == 2
