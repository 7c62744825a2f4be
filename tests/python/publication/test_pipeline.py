"""A build that fails, is killed or meets another one leaves the published state as it was."""

import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime
from io import StringIO

import duckdb
import pytest
from publication_miniature import write_documentation, write_warehouse

from deliveries import contract
from publication import manifest, pipeline, provenance, waves
from publication.__main__ import main
from publication.errors import AuditError, BuildInProgressError, CommandFailedError, NotReadyError
from publication.locking import exclusive
from publication.steps import Steps, run
from publication.summary import summary

# The real build with dbt replaced by a ready warehouse: the process to kill in the tests below.
# It minds an interrupt even where the tests run in the background, whose programs are born deaf to it.
BUILD = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from publication import pipeline
from publication.layout import Layout
from publication.steps import Steps
sys.path.insert(0, sys.argv[2])
from publication_miniature import write_documentation, write_warehouse
pipeline._dbt_build = lambda layout, candidate, lock: str(write_warehouse(candidate.database, 99))
pipeline.documentation.write = write_documentation
pipeline.build(Layout(Path(sys.argv[1])), Steps())
"""

# Seconds after which something hangs; a busy machine needs more than a moment to end a process.
PATIENCE = 60


@pytest.fixture
def dbt(monkeypatch):
    """Stands in for dbt; `dbt.reproduced` and `dbt.statements` decide what it builds."""

    class StandIn:
        reproduced = 3
        statements: tuple[str, ...] = ()

        def __call__(self, layout, candidate, lock_descriptor):
            write_warehouse(candidate.database, self.reproduced, statements=self.statements)
            return "PASS=1"

    stand_in = StandIn()
    monkeypatch.setattr(pipeline, "_dbt_build", stand_in)
    monkeypatch.setattr(pipeline.documentation, "write", write_documentation)
    return stand_in


def seen(layout) -> tuple[int, str]:
    """What a reader finds under the two fixed names."""
    with duckdb.connect(str(layout.database_link), read_only=True) as connection:
        rows = connection.execute("select count(*) from published.pub_replication").fetchone()[0]
    return rows, (layout.site_link / "index.html").read_text(encoding="utf-8")


def test_build_publishes_and_says_so(layout, dbt):
    stream = StringIO()
    pipeline.build(layout, Steps(stream))
    assert seen(layout)[0] == 4
    assert "publication: one swap" in stream.getvalue()
    closing = summary(layout)
    assert "warehouse/manager_training.duckdb" in closing
    assert "3 of 4 printed figures reproduced; 1 differs" in closing
    assert "make serve" in closing
    assert "synthetic" in closing


def test_the_manifest_says_what_was_published_and_of_what_it_was_made(layout, dbt):
    lock = {"packages": {provenance.EVIDENCE: {"version": "40.1.8"}}}
    (layout.reports / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    first = pipeline.build(layout, Steps(StringIO()))
    second = pipeline.build(layout, Steps(StringIO()))
    before, made = manifest.read(first), manifest.read(second)
    assert made["release"] == second.folder.name
    assert made["supersedes"] == before["release"] == first.folder.name
    assert before["supersedes"] is None
    # Equal inputs, equal files.
    assert made["exports"] == before["exports"]
    assert made["site"] == before["site"]

    survey = contract.SEEDS / "survey" / "survey_response.csv"
    delivery = made["delivery"]
    assert delivery["sha256"]["survey_response.csv"] == hashlib.sha256(survey.read_bytes()).hexdigest()
    assert len(delivery["sha256"]) == len(contract.SOURCES)
    assert (delivery["wave"], delivery["codebook_version"], delivery["is_synthetic"]) == (2024, "2024", True)
    assert delivery["rows"] == dict.fromkeys(contract.SOURCES, 1)
    assert made["earlier_deliveries"] == []
    assert made["published_rows"] == {"pub_about": 1, "pub_replication": 4, "pub_shares": 1}
    assert set(made["exports"]) == {f"{table}.parquet" for table in made["published_rows"]}
    assert made["versions"].keys() == {"python", "dbt-core", "dbt-duckdb", "duckdb", "node", "evidence"}
    assert made["versions"]["evidence"] == "40.1.8"
    assert made["versions"]["node"].startswith("v")
    assert datetime.fromisoformat(made["built_at"]).tzinfo is UTC
    assert "git_commit" in made


def test_the_commit_is_that_of_the_working_tree(tmp_path):
    assert provenance.git_commit(tmp_path) is None
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@example.com"]
    (tmp_path / "file").write_text("1", encoding="utf-8")
    for command in (["init", "--quiet"], ["add", "file"], ["commit", "--quiet", "--message", "first"]):
        subprocess.run([*git, *command], check=True)
    commit = provenance.git_commit(tmp_path)
    assert len(commit) == 40
    (tmp_path / "file").write_text("2", encoding="utf-8")
    assert provenance.git_commit(tmp_path) == f"{commit}-dirty"


def test_a_site_that_cannot_be_drawn_keeps_the_published_state_and_names_the_log(layout, dbt, capsys):
    arguments = ["--root", str(layout.root), "build"]
    assert main(arguments) == 0
    assert "none before it to go back to" in capsys.readouterr().out
    before = seen(layout)
    (layout.reports / "build.sh").write_text("echo a query is broken; exit 7", encoding="utf-8")
    dbt.reproduced = 50
    assert main(arguments) == 1
    complaint = capsys.readouterr().err
    assert "CommandFailedError" in complaint
    assert "code 7" in complaint
    log = layout.workshop / "site.log"
    assert f"the whole output is in {log}" in complaint
    assert log.read_text(encoding="utf-8") == "a query is broken\n"
    assert seen(layout) == before


def test_the_command_line_rolls_back_and_says_what_is_current(layout, dbt, capsys):
    names = [pipeline.build(layout, Steps(StringIO())).folder.name for _ in range(2)]
    assert f"`make rollback` returns to {names[0]}" in summary(layout)
    assert main(["--root", str(layout.root), "rollback"]) == 0
    said = capsys.readouterr().out
    assert f"{names[0]} is published again, in place of {names[1]}" in said
    assert f"Published  {names[0]}" in said
    assert main(["--root", str(layout.root), "rollback"]) == 1
    assert "NoEarlierPublicationError" in capsys.readouterr().err


@pytest.mark.parametrize("umask", [0o077, 0o000])
def test_microdata_are_for_their_owner_and_what_is_published_is_for_all(layout, dbt, tmp_path, umask):
    before = os.umask(umask)
    try:
        published = pipeline.build(layout, Steps(StringIO()))
    finally:
        os.umask(before)
    assert stat.S_IMODE(layout.workshop.stat().st_mode) == 0o700
    assert stat.S_IMODE(published.database.stat().st_mode) == 0o400
    public = [layout.warehouse, layout.releases, published.folder, published.manifest]
    for folder in (published.exports, published.site):
        public += [folder, *folder.rglob("*")]
    for path in public:
        assert stat.S_IMODE(path.stat().st_mode) == (0o755 if path.is_dir() else 0o644), path
    # History is taken over into a new file, before dbt opens it.
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        connection.execute("create schema snapshots; create table snapshots.snp as select 1 as a")
    assert waves.carry_history(tmp_path / "old.duckdb", tmp_path / "new.duckdb") == ["snp"]
    assert stat.S_IMODE((tmp_path / "new.duckdb").stat().st_mode) == 0o600


def test_files_beside_the_pages_are_there_when_the_site_is_drawn_and_make_it_anew(layout, dbt):
    # The site takes over what it finds; its script notes the notice of a download.
    (layout.reports / "build.sh").write_text(
        'mkdir -p "$SITE_OUTPUT_DIR"; echo "$(cat extras/data/pub_about.csv extras/dbt/index.html)</html>" > '
        '"$SITE_OUTPUT_DIR/index.html"',
        encoding="utf-8",
    )
    pipeline.build(layout, Steps(StringIO()))
    page = seen(layout)[1]
    assert "No real persons" in page
    assert "lineage" in page
    dbt.statements = ("update published.pub_about set value_en = 'Delivered answers.'",)
    stream = StringIO()
    pipeline.build(layout, Steps(stream))
    assert "Delivered answers." in seen(layout)[1]
    assert "unchanged" not in stream.getvalue()


def test_build_without_publishing_leaves_the_candidate_beside(layout, dbt):
    pipeline.build(layout, Steps(StringIO()))
    before = seen(layout)
    dbt.reproduced = 50
    candidate = pipeline.build(layout, Steps(StringIO()), publish=False)
    assert candidate.site.is_dir()
    assert seen(layout) == before


def test_the_site_waits_for_its_packages_and_is_not_drawn_without(layout, dbt):
    told, say = os.pipe()
    os.write(say, b"installed\n")
    pipeline.build(layout, Steps(StringIO()), packages=told)
    os.close(say)
    before = seen(layout)
    dbt.reproduced = 50
    told, say = os.pipe()
    os.close(say)
    with pytest.raises(NotReadyError, match="packages of the site"):
        pipeline.build(layout, Steps(StringIO()), packages=told)
    assert seen(layout) == before


def test_failures_at_every_step_leave_the_published_state(layout, dbt, monkeypatch):
    pipeline.build(layout, Steps(StringIO()))
    before = seen(layout)
    dbt.reproduced = 50

    def fail(*_, **__):
        raise CommandFailedError("a test failed")

    for owner, step in (
        (pipeline, "_dbt_build"),
        (pipeline.downloads, "write"),
        (pipeline.documentation, "write"),
        (pipeline.site, "build"),
        (manifest, "write"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(owner, step, fail)
            with pytest.raises(CommandFailedError):
                pipeline.build(layout, Steps(StringIO()))
        assert seen(layout) == before

    dbt.statements = ("delete from published.pub_shares",)
    with pytest.raises(AuditError):
        pipeline.build(layout, Steps(StringIO()))
    assert seen(layout) == before

    dbt.statements = ()
    pipeline.build(layout, Steps(StringIO()))
    assert seen(layout)[0] == 51


def test_the_second_of_two_builds_says_so_and_stops(layout, dbt):
    with (
        exclusive(layout.lock_file),
        pytest.raises(BuildInProgressError, match=rf"process {os.getpid()}\b"),
    ):
        pipeline.build(layout, Steps(StringIO()))
    pipeline.build(layout, Steps(StringIO()))


def start_slow_build(layout) -> tuple[subprocess.Popen, int]:
    """A build in another process, and the id of a program at work three levels below it."""
    (layout.reports / "build.sh").write_text(
        "sleep 60 & echo $! > unfinished; mv unfinished started; wait", encoding="utf-8"
    )
    started = layout.reports / "started"
    process = subprocess.Popen([sys.executable, "-c", BUILD, str(layout.root), os.path.dirname(__file__)])
    deadline = time.monotonic() + 30
    while not started.exists():
        assert process.poll() is None, "the build ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    below = int(started.read_text(encoding="utf-8"))
    started.unlink()
    return process, below


def is_running(process_id: int) -> bool:
    try:
        with open(f"/proc/{process_id}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_build_leaves_the_published_state_and_lets_the_next_one_in(layout, dbt, how):
    pipeline.build(layout, Steps(StringIO()))
    before = seen(layout)
    script = (layout.reports / "build.sh").read_text(encoding="utf-8")
    process, below = start_slow_build(layout)
    assert is_running(below)
    with pytest.raises(BuildInProgressError):
        pipeline.build(layout, Steps(StringIO()))
    process.send_signal(how)
    assert process.wait(timeout=PATIENCE) != 0
    assert seen(layout) == before

    (layout.reports / "build.sh").write_text(script, encoding="utf-8")
    dbt.reproduced = 7
    deadline = time.monotonic() + PATIENCE
    while True:
        # Programs that the killed build had started need a moment to end.
        try:
            pipeline.build(layout, Steps(StringIO()))
            break
        except BuildInProgressError:
            assert time.monotonic() < deadline
            time.sleep(0.05)
    assert seen(layout)[0] == 8
    assert not is_running(below)


def test_a_program_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandFailedError, match="make environment"):
        run(["no-such-program"], name="dbt build", log=tmp_path / "log", cwd=tmp_path)


def test_what_fails_beside_a_program_takes_it_along(tmp_path):
    began = tmp_path / "began"

    def fail():
        while not began.exists():
            time.sleep(0.01)
        raise AuditError("beside it")

    with pytest.raises(AuditError, match="beside it"):
        run(
            ["sh", "-c", f"sleep 60 & echo $! > {began}.new; mv {began}.new {began}; wait"],
            **{"name": "dbt", "log": tmp_path / "log", "cwd": tmp_path, "meanwhile": fail},
        )
    # The signal needs a moment.
    deadline = time.monotonic() + PATIENCE
    while is_running(int(began.read_text(encoding="utf-8"))):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_output_of_a_failed_program_is_shown_and_kept(tmp_path):
    script = "for i in $(seq 100); do echo line $i; done; exit 2"
    with pytest.raises(CommandFailedError) as failure:
        run(["sh", "-c", script], name="dbt build", log=tmp_path / "log", cwd=tmp_path)
    assert str(failure.value).endswith("line 99\nline 100")
    assert "line 40\n" not in str(failure.value)
    assert (tmp_path / "log").read_text(encoding="utf-8").startswith("line 1\n")
    # dbt may write rows into it.
    assert stat.S_IMODE((tmp_path / "log").stat().st_mode) == 0o600


def test_of_a_failed_program_with_a_verdict_only_the_verdict_is_shown(tmp_path):
    script = "echo working; echo verdict: bad; echo because; exit 2"
    with pytest.raises(CommandFailedError) as failure:
        run(["sh", "-c", script], name="dbt", log=tmp_path / "log", cwd=tmp_path, verdict_begins="verdict")
    assert str(failure.value).splitlines()[1:] == ["verdict: bad", "because"]
