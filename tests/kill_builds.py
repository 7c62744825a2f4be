"""Kill `make build` at random times, as often as asked, and look each time at what is published.

    make test-kills KILLS=5        or        python tests/kill_builds.py --kills 5

Publishes: the build before the first kill, the one after the last, and those that were quicker than their
kill. Stops with an error at the first thing that is not as it must be. The same checks run on a project in
miniature, with many more kills, in tests/python/publication/test_kills.py.
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
    """`make build` in a process group of its own."""
    return subprocess.Popen(
        ["make", "build"], cwd=LAYOUT.root, stdout=subprocess.DEVNULL, start_new_session=True
    )


def whole_build() -> float:
    """Build and publish; return the seconds it took."""
    began = time.monotonic()
    code = build().wait()
    assert code == 0, f"make build ended with code {code}"
    return time.monotonic() - began


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
    parser.add_argument(
        "--duration",
        type=float,
        help="seconds to kill within; spares the first build, where one is published",
    )
    parser.add_argument("--seed", type=int, default=None, help="makes the times the same again")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    duration = options.duration
    if duration is None:
        shutil.rmtree(LAYOUT.site_cache, ignore_errors=True)
        duration = whole_build()
    first = last = published()
    print(f"{first['release']} is published; a build takes {duration:.0f} s", flush=True)
    for number in range(1, options.kills + 1):
        # Without the site of the last build, so that drawing it can be what is killed.
        shutil.rmtree(LAYOUT.site_cache, ignore_errors=True)
        process = build()
        seconds = draw.uniform(0, duration)
        try:
            code = process.wait(timeout=seconds)
            assert code == 0, f"make build ended with code {code}"
            ended = f"built in less than {seconds:.0f} s"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            # make and the build are one process group; the programs below have theirs.
            process.wait()
            ended = f"killed after {seconds:.0f} s"
        wait_for_programs_to_end()
        before, last = last["release"], published()
        assert last["release"] == before or last["supersedes"] == before
        assert last["exports"] == first["exports"], "equal inputs gave other exports"
        print(f"{number}: {ended}; {last['release']} is published and whole", flush=True)
    seconds = whole_build()
    last = published()
    assert last["exports"] == first["exports"], "equal inputs gave other exports"
    assert len(list(LAYOUT.releases.iterdir())) == 2, "releases are left over"
    assert {path.name for path in LAYOUT.workshop.iterdir()} <= WORKSHOP, "the workshop is not tidy"
    print(f"built and published {last['release']} in {seconds:.0f} s, with the exports of the first build")


if __name__ == "__main__":
    main()
