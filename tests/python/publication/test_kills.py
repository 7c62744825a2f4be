"""Killed at any moment, a build or a rollback leaves one whole state published, and the next build works."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from publication_miniature import COUNTING_SITE_SCRIPT, published_state

from publication import release
from publication.errors import BuildInProgressError
from publication.layout import Layout
from publication.locking import exclusive

KILLS = 50
# Seconds after which something hangs; a busy machine needs more than a moment to end a process.
PATIENCE = 60
HERE = Path(__file__).parent
# What builds leave in the folder of unpublished things, however many of them are killed. (Only a killed one
# leaves a candidate, the link before its rename, or a folder that was replaced.)
LEFT = {"lock", "site", "site.log", "candidate", "link"}


class Builder:
    """Starts builds as processes of their own and kills them."""

    def __init__(self, layout: Layout, folder: Path) -> None:
        # npm takes longer to start than all the rest: the site's script runs without it.
        npm = folder / "programs" / "npm"
        npm.parent.mkdir()
        npm.write_text("#!/bin/sh\nexec sh build.sh\n", encoding="utf-8")
        npm.chmod(0o755)
        self.layout = layout
        self.errors = (folder / "errors").open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, HERE / "publication_builder.py", layout.root],
            env=os.environ | {"PATH": f"{npm.parent}{os.pathsep}{os.environ['PATH']}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            text=True,
        )

    def run(self, what: str, state: int = 0, *, seconds: float | None = None, last_change: int = 0) -> bool:
        """Run to the end, or until killed after so many seconds or before a change; return whether it ended."""
        self.process.stdin.write(f"{what} {state} {last_change}\n")
        self.process.stdin.flush()
        process_id = int(self._answer())
        if seconds is not None:
            time.sleep(seconds)
            # It has not been waited for if it ended meanwhile, or else the signal goes to nobody.
            with suppress(ProcessLookupError):
                os.kill(process_id, signal.SIGKILL)
        code = int(self._answer())
        assert code in (0, -signal.SIGKILL), self._complaint()
        self._wait_for_programs()
        return code == 0

    def _answer(self) -> str:
        line = self.process.stdout.readline()
        assert line.strip().lstrip("-").isdigit(), self._complaint()
        return line

    def _complaint(self) -> str:
        self.errors.seek(0)
        return self.errors.read()

    def _wait_for_programs(self) -> None:
        """The programs that a killed build had started end with it, within moments."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                with exclusive(self.layout.lock_file):
                    return
            except BuildInProgressError:
                assert time.monotonic() < deadline, "a program of a killed build goes on"
                time.sleep(0.01)

    def close(self) -> None:
        self.process.communicate(timeout=PATIENCE)
        self.errors.close()


@pytest.fixture
def builder(layout, tmp_path):
    (layout.reports / "build.sh").write_text(COUNTING_SITE_SCRIPT, encoding="utf-8")
    builder = Builder(layout, tmp_path)
    yield builder
    builder.close()


def is_tidy(layout) -> bool:
    """Two releases at most, and nothing unpublished that a next build would not remove."""
    left = {path.name for path in layout.workshop.iterdir()}
    links = [path.name for path in layout.warehouse.iterdir() if path.is_symlink()]
    return (
        len(list(layout.releases.iterdir())) <= 2
        and left <= LEFT
        and sorted(links) == ["current", "manager_training.duckdb"]
    )


def test_builds_killed_at_random_times(layout, builder):
    draw = random.Random(20241125)
    builder.run("build", 1)
    began = time.monotonic()
    builder.run("build", 2)
    duration = time.monotonic() - began
    state, killed, published = 2, 0, 0
    for number in range(3, 3 + 4 * KILLS):
        ended = builder.run("build", number, seconds=draw.uniform(0, 1.1 * duration))
        before, state = state, published_state(layout)
        assert state == number if ended else state in (before, number)
        killed += not ended
        published += state == number
        if killed == KILLS:
            break
    assert killed == KILLS, "too few builds were killed before their end"
    assert builder.run("build", 1000)
    assert published_state(layout) == 1000
    assert is_tidy(layout)


def kill_before_every_change(builder, what: str, state: int, prepare) -> list[tuple[int, int]]:
    """Run anew, killed before its first, second, ... change of a file, until it comes to its end.

    Returns the published state before and after each.
    """
    found = []
    for change in range(1, 200):
        prepare()
        before = published_state(builder.layout)
        ended = builder.run(what, state + change, last_change=change)
        found.append((before, published_state(builder.layout)))
        if ended:
            return found
    raise AssertionError("the work does not come to its end")


def test_a_publication_killed_before_each_of_its_changes(layout, builder):
    # Three before it, so that it has one to remove; what a killed one leaves is in the way of the next.
    for state in (1, 2, 3):
        builder.run("publish", state)
    states = kill_before_every_change(builder, "publish", 100, lambda: None)
    changed = [before != after for before, after in states]
    # The swap is one change: before it all is old, after it all is new.
    assert len(states) > 10
    assert changed == sorted(changed)
    assert 2 < changed.index(True) < len(changed) - 2, "the swap, and what comes after it, were not met"
    assert all(after == 100 + n for n, (_, after) in enumerate(states, 1) if changed[n - 1])
    assert builder.run("build", 1000)
    assert published_state(layout) == 1000
    assert is_tidy(layout)


def test_the_very_first_publication_killed_before_each_of_its_changes(layout, builder):
    change = 1
    while not builder.run("publish", change, last_change=change):
        assert not layout.current.exists() or published_state(layout) == change
        change += 1
    assert change > 5
    assert published_state(layout) == change
    builder.run("build", 1000)
    assert published_state(layout) == 1000
    assert is_tidy(layout)


def test_a_rollback_killed_before_each_of_its_changes(layout, builder):
    state = 0

    def two_publications() -> None:
        nonlocal state
        state += 2
        builder.run("publish", state - 1)
        builder.run("publish", state)

    states = kill_before_every_change(builder, "rollback", 0, two_publications)
    assert [before - after for before, after in states[:-1]] == sorted(
        before - after for before, after in states[:-1]
    )
    assert states[-1][0] - states[-1][1] == 1
    assert all(before - after in (0, 1) for before, after in states)
    earlier = release.before(layout, release.current(layout))
    assert earlier is None, "there is nothing to go back to after a rollback"
    assert builder.run("build", 1000)
    assert is_tidy(layout)
