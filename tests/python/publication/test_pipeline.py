"""A build that fails, is killed or meets another one leaves the published state as it was."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO

import duckdb
import pytest
from publication_miniature import write_documentation, write_warehouse

from publication import pipeline, release
from publication.errors import AuditError, BuildInProgressError, CommandFailedError
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


def test_files_beside_the_pages_are_there_when_the_site_is_drawn_and_make_it_anew(layout, dbt):
    # The site takes over what it finds; its script notes the notice of a download.
    (layout.reports / "build.sh").write_text(
        'mkdir -p "$SITE_OUTPUT_DIR"; cat extras/data/pub_about.csv extras/dbt/index.html > '
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
        (release, "write_manifest"),
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


def test_the_output_of_a_failed_program_is_shown_and_kept(tmp_path):
    script = "for i in $(seq 100); do echo line $i; done; exit 2"
    with pytest.raises(CommandFailedError) as failure:
        run(["sh", "-c", script], name="dbt build", log=tmp_path / "log", cwd=tmp_path)
    assert str(failure.value).endswith("line 99\nline 100")
    assert "line 40\n" not in str(failure.value)
    assert (tmp_path / "log").read_text(encoding="utf-8").startswith("line 1\n")


def test_of_a_failed_program_with_a_verdict_only_the_verdict_is_shown(tmp_path):
    script = "echo working; echo verdict: bad; echo because; exit 2"
    with pytest.raises(CommandFailedError) as failure:
        run(["sh", "-c", script], name="dbt", log=tmp_path / "log", cwd=tmp_path, verdict_begins="verdict")
    assert str(failure.value).splitlines()[1:] == ["verdict: bad", "because"]
