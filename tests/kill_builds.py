"""Kill `make build` at random times, as often as asked, and look each time at what is published.

    make test-kills KILLS=5        or        python tests/kill_builds.py --kills 5

Every second kill is counted from the start of the build, the others from where the site begins to be drawn:
else a busy machine would have nearly all of them fall into dbt's part. Publishes: the build before the first
kill, the one after the last, and those that were quicker than their kill. Stops with an error at the first
thing that is not as it must be. The same checks run on a project in miniature, with many more kills, in
tests/python/publication/test_kills.py.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import time
from pathlib import Path

import duckdb

from publication import manifest, release
from publication.errors import BuildInProgressError
from publication.layout import Layout
from publication.locking import exclusive

LAYOUT = Layout(Path(__file__).resolve().parents[1])
PATIENCE = 60
# Nothing else may be in the folder of a build that ended.
WORKSHOP = {
    *("lock", "dbt", "dbt.log", "docs.log", "site", "site.log", "delivery_report.md"),
    *("candidate", "waves", "link", "set_aside"),
}


def build() -> subprocess.Popen:
    """`make build` in a process group of its own; nothing has changed, and all is built again."""
    return subprocess.Popen(
        ["make", "build", "AGAIN=1"], cwd=LAYOUT.root, stdout=subprocess.DEVNULL, start_new_session=True
    )


def until_drawn(process: subprocess.Popen) -> float:
    """Wait until the site begins to be drawn, or the build has ended; return the seconds that took.

    The drawn sites of before have been removed: their folder comes with the drawing.
    """
    began = time.monotonic()
    while not LAYOUT.site_cache.exists() and process.poll() is None:
        time.sleep(0.05)
    return time.monotonic() - began


def whole_build() -> tuple[float, float]:
    """Build, draw the site anew and publish; return the seconds it took, and those before the drawing."""
    shutil.rmtree(LAYOUT.site_cache, ignore_errors=True)
    began = time.monotonic()
    process = build()
    undrawn = until_drawn(process)
    code = process.wait()
    assert code == 0, f"make build ended with code {code}"
    return time.monotonic() - began, undrawn


def published() -> dict:
    """Check what readers find, and return its manifest."""
    found = release.current(LAYOUT)
    assert LAYOUT.database_link.resolve() == found.database, "the database is of another release"
    assert LAYOUT.site_link.resolve() == found.site, "the site is of another release"
    # Compares every file with its digest.
    release.verify(found)
    with duckdb.connect(str(LAYOUT.database_link), read_only=True) as connection:
        connection.execute("select count(*) from published.pub_replication").fetchone()
    return manifest.read(found)


def wait_for_programs_to_end() -> None:
    """What a killed build had started dies with it, within moments."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with exclusive(LAYOUT.lock_file):
                return
        except BuildInProgressError:
            assert time.monotonic() < deadline, f"programs of a killed build still run after {PATIENCE} s"
            time.sleep(0.1)


def main() -> None:
    """Kill, look, and in the end build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--seed", type=int, default=None, help="makes the times the same again")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    duration, undrawn = whole_build()
    first = last = published()
    print(
        f"{first['release']} is published; a build takes {duration:.0f} s,"
        f" {undrawn:.0f} s of it before the drawing",
        flush=True,
    )
    for number in range(1, options.kills + 1):
        # Without the site of the last build, so that drawing it can be what is killed.
        shutil.rmtree(LAYOUT.site_cache, ignore_errors=True)
        process = build()
        from_drawing = number % 2 == 0
        if from_drawing:
            until_drawn(process)
        seconds = draw.uniform(0, duration - undrawn if from_drawing else duration)
        when = f"{seconds:.0f} s{' of drawing and publishing' if from_drawing else ''}"
        try:
            code = process.wait(timeout=seconds)
            assert code == 0, f"make build ended with code {code}"
            ended = f"built within {when}"
        except subprocess.TimeoutExpired:
            is_drawn = LAYOUT.site_cache.exists()
            os.killpg(process.pid, signal.SIGKILL)
            # make and the build are one process group; the programs below have theirs.
            process.wait()
            ended = f"killed after {when}, {'after' if is_drawn else 'before'} the drawing had begun"
        wait_for_programs_to_end()
        before, last = last["release"], published()
        assert last["release"] == before or last["supersedes"] == before
        assert last["exports"] == first["exports"], "equal inputs gave other exports"
        print(f"{number}: {ended}; {last['release']} is published and whole", flush=True)
    seconds, _ = whole_build()
    last = published()
    assert last["exports"] == first["exports"], "equal inputs gave other exports"
    assert len(list(LAYOUT.releases.iterdir())) == 2, "releases are left over"
    assert {path.name for path in LAYOUT.workshop.iterdir()} <= WORKSHOP, "the workshop is not tidy"
    print(f"built and published {last['release']} in {seconds:.0f} s, with the exports of the first build")


if __name__ == "__main__":
    main()
