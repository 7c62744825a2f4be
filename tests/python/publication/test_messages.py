"""What stops a build is told in a true sentence, and before dbt begins where it can be known."""

import errno
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from publication_miniature import make_candidate, published_state

from publication import preflight, release
from publication.__main__ import main
from publication.errors import BuildInProgressError, CommandFailedError, NotReadyError, sentence
from publication.locking import exclusive
from publication.steps import run

PATIENCE = 60
# The real command line with dbt replaced by a ready warehouse.
PROGRAM = """
import sys
sys.path.insert(0, sys.argv.pop(1))
from publication import pipeline, preflight
from publication.__main__ import main
from publication_miniature import write_documentation, write_warehouse
pipeline._dbt_build = lambda layout, candidate, lock: str(write_warehouse(candidate.database, 99))
pipeline.documentation.write = write_documentation
preflight.check = lambda layout: []
sys.exit(main())
"""


def command(layout, *arguments: str) -> list[str]:
    """A command of the publication as a process of its own."""
    return [sys.executable, "-c", PROGRAM, str(Path(__file__).parent), "--root", str(layout.root), *arguments]


@pytest.fixture
def published(layout):
    release.publish(layout, make_candidate(layout, 3))
    return layout


def refusal(layout) -> str:
    with pytest.raises(NotReadyError) as refused:
        preflight.check(layout)
    return str(refused.value)


def test_a_machine_that_can_carry_a_build_is_not_refused(layout):
    preflight.check(layout)


def test_all_that_is_missing_is_named_before_dbt_begins(layout, monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(preflight.shutil, "disk_usage", lambda place: _Usage)
    monkeypatch.setattr(preflight.os, "access", lambda place, mode: place != layout.reports)
    monkeypatch.setattr(preflight, "_machine_memory", lambda name: 1_500_000_000)
    monkeypatch.setattr(
        preflight.resource,
        "getrlimit",
        lambda limit: (10, 10) if limit == resource.RLIMIT_NOFILE else (resource.RLIM_INFINITY,) * 2,
    )
    assert main(["--root", str(layout.root), "build"]) == 1
    said = capsys.readouterr().err
    for part in (
        "npm is not there",
        f"may not write in {layout.reports}",
        "has 0.1 GB free and a build needs 1 GB",
        "open files (`ulimit -n`) is 10 and a build needs 256",
        "there are 1.5 GB of memory; a build needs 2.5 GB of memory for the site and 1.3 to 1.6 GB for dbt",
        "nothing is published",
    ):
        assert part in said
    assert not layout.warehouse.exists(), "dbt began all the same"


class _Usage:
    free = 100_000_000


def test_little_free_memory_is_told_and_refused_only_where_there_is_no_more(layout, monkeypatch):
    monkeypatch.setattr(preflight, "_machine_memory", lambda name: 10**9 * (8 if name == "MemTotal" else 1))
    told = preflight.check(layout)
    assert told[0].startswith("only 1.0 GB of memory are free; a build needs 2.5 GB of memory for the site")
    monkeypatch.setattr(preflight, "_control_group_limit", lambda: 1_500_000_000)
    assert "there are 1.5 GB of memory" in refusal(layout)


def test_the_wrong_folder_is_named(tmp_path):
    from publication.layout import Layout

    assert "package.json is not there; run this in the project's folder" in refusal(Layout(tmp_path))


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("kill -9 $$", "was stopped because memory ran out, or by somebody; a build needs 2.5 GB"),
        ("exit 137", "was stopped because memory ran out, or by somebody; a build needs 2.5 GB"),
        ("echo FATAL: JavaScript heap out of memory; exit 134", "was stopped because memory ran out"),
        ("echo write failed: No space left on device; exit 2", "failed: the disk is full; make room"),
        ("kill -15 $$", "was stopped by SIGTERM"),
        ("exit 3", "ended with code 3"),
    ],
)
def test_why_a_program_ended_is_told_where_it_can_be(tmp_path, script, told):
    with pytest.raises(CommandFailedError) as failure:
        run(["sh", "-c", script], name="dbt build", log=tmp_path / "log", cwd=tmp_path)
    assert str(failure.value).startswith(f"dbt build {told}")


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (errno.ENOSPC, "/x: the disk is full; make room (a build needs 1 GB) and start again"),
        (errno.EMFILE, "/x: too many files are open; allow more (`ulimit -n 1024`) and start again"),
        (errno.EROFS, "/x: the file system is read-only; mount it for writing, or work in another folder"),
        (errno.ENOTEMPTY, "/x: directory not empty; see what lies there, and start again"),
    ],
)
def test_what_the_system_refused_is_told_with_a_remedy(number, told):
    assert sentence(OSError(number, os.strerror(number), "/x")) == told


def test_what_duckdb_cannot_write_is_told_in_a_sentence(published, tmp_path):
    failed = subprocess.run(
        command(published, "export", "--output", str(tmp_path / "exports")),
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)),
    )
    assert failed.returncode == 1
    assert len(failed.stderr.splitlines()) == 1, failed.stderr
    assert failed.stderr.startswith("DuckDB: ")
    assert "files may not grow so large; allow it (`ulimit -f unlimited`)" in failed.stderr


def test_a_reader_that_goes_away_is_told_of_in_a_sentence(published):
    process = subprocess.Popen(
        command(published, "build"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=PATIENCE) == 1
    assert said == ("stopped, because nobody reads its output any more; what was published stays as it was\n")


@pytest.mark.parametrize("when", ["before", "after"])
def test_an_interrupt_at_the_last_rename_is_told_as_it_is(published, monkeypatch, capsys, when):
    release.publish(published, make_candidate(published, 4))
    replace = os.replace

    def interrupted(source, target):
        if when == "after":
            replace(source, target)
        raise KeyboardInterrupt

    monkeypatch.setattr(release.os, "replace", interrupted)
    earlier = release.before(published, release.current(published))
    assert main(["--root", str(published.root), "rollback"]) == 130
    told = {"before": "what was published stays as it was", "after": f"{earlier.folder.name} is published"}
    assert capsys.readouterr().err == f"stopped; {told[when]}\n"
    assert published_state(published) == (4 if when == "before" else 3)


def test_releases_of_one_moment_have_two_names_and_keep_their_order(layout, monkeypatch):
    class Stopped(datetime):
        @classmethod
        def now(cls, zone=None):
            return datetime(2026, 11, 25, 7, 47, tzinfo=UTC)

    monkeypatch.setattr(release, "datetime", Stopped)
    names = [release.publish(layout, make_candidate(layout, state))[0].folder.name for state in (1, 2)]
    assert names == ["20261125T074700000000Z", "20261125T074700000001Z"]
    # A clock that went back does not make the newest release the oldest.
    assert published_state(layout) == 2


def test_a_build_ends_when_the_one_who_asked_for_it_is_killed(published):
    (published.reports / "build.sh").write_text("echo $$ > started; sleep 60", encoding="utf-8")
    started = published.reports / "started"
    asking = subprocess.Popen(
        # Stands in for make: waits for the build, and is killed alone.
        ["sh", "-c", '"$@" --parent $$; exit', "sh", *command(published, "build")],
        start_new_session=True,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + PATIENCE
    while not started.exists() or not started.read_text(encoding="utf-8"):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    below = int(started.read_text(encoding="utf-8"))
    os.kill(asking.pid, signal.SIGKILL)
    asking.wait()
    while True:
        try:
            with exclusive(published.lock_file):
                break
        except BuildInProgressError:
            assert time.monotonic() < deadline, "the build goes on unseen"
            time.sleep(0.05)
    assert not Path(f"/proc/{below}").exists() or "Z" in Path(f"/proc/{below}/stat").read_text()
    assert published_state(published) == 3
