"""Killed at any moment, a build or a rollback leaves one whole state published, and the next build works."""

import math
import os
import random
import select
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
        """Run to the end, or until killed: after so many seconds, or before a change. Did it end?"""
        self.process.stdin.write(f"{what} {state} {last_change}\n")
        self.process.stdin.flush()
        process_id = int(self._answer())
        if seconds is not None:
            # Until the answer that it ended, if that comes first.
            select.select([self.process.stdout], [], [], seconds)
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
    state, killed, published = 1, 0, 0
    # The time of the quickest build so far: one that the machine held up does not say when to kill the next.
    duration = math.inf
    for number in range(2, 2 + 4 * KILLS):
        began = time.monotonic()
        ended = builder.run("build", number, seconds=draw.uniform(0, 1.1 * min(duration, PATIENCE)))
        if ended:
            duration = min(duration, time.monotonic() - began)
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


def kill_before_every_change(builder, what: str, states=lambda change: 0, prepare=lambda: None) -> list[bool]:
    """Run anew, killed before its first, second, ... change of a file, until it comes to its end.

    Returns for each whether another release was published then; checks that what is published is whole.
    """
    found = []
    for change in range(1, 200):
        prepare()
        before = os.readlink(builder.layout.current)
        ended = builder.run(what, states(change), last_change=change)
        state = published_state(builder.layout)
        found.append(os.readlink(builder.layout.current) != before)
        assert not found[-1] or state == states(change)
        if ended:
            # The swap is one change: before it all is old, after it all is new.
            assert found == sorted(found)
            assert found.index(True) > 1, "nothing was killed before the swap"
            return found
    raise AssertionError("the work does not come to its end")


def odd_or_even(change: int) -> int:
    """States of two releases in turn."""
    return 8 + change % 2


def test_a_publication_killed_before_each_of_its_changes(layout, builder):
    # One to remove; what each killed one leaves is in the way of the next.
    for state in (8, 9, 8):
        builder.run("publish", state)
    changed = kill_before_every_change(builder, "publish", odd_or_even)
    assert changed.count(True) > 3, "nothing was killed while the oldest was removed"
    assert builder.run("build", 1000)
    assert published_state(layout) == 1000
    assert is_tidy(layout)


def test_the_very_first_publication_killed_before_each_of_its_changes(layout, builder):
    change = 1
    builder.run("publish", odd_or_even(change), last_change=change)
    while not layout.current.exists():
        change += 1
        builder.run("publish", odd_or_even(change), last_change=change)
    assert change > 5
    assert published_state(layout) == odd_or_even(change)
    assert builder.run("build", 1000)
    assert published_state(layout) == 1000
    assert is_tidy(layout)


def test_a_rollback_killed_before_each_of_its_changes(layout, builder):
    def two_publications() -> None:
        builder.run("publish", 8)
        builder.run("publish", 9)

    kill_before_every_change(builder, "rollback", lambda change: 8, two_publications)
    assert release.before(layout, release.current(layout)) is None, "a rollback goes back only"
    assert builder.run("build", 1000)
    assert is_tidy(layout)
