"""Builds that can be killed: a program that forks one real process per line of its input.

    python publication_builder.py ROOT
    build 7 0        the whole build of a warehouse of state 7, with a ready warehouse in place of dbt
    publish 7 12     only its publication; the process kills itself before its 12th change of a file
    rollback 0 0     back to the publication before

For each it prints the process id when the work begins, and the exit code when the process has ended.
The imports are done once, before the first fork.
"""

import os
import shutil
import signal
import sys
import traceback
from io import StringIO
from pathlib import Path

from publication_miniature import make_candidate, write_documentation, write_warehouse

from publication import pipeline, release
from publication.layout import Layout, Release
from publication.locking import exclusive
from publication.steps import Steps

CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.symlink", "os.mkdir", "os.chmod", "shutil.rmtree"}


def die_before(number: int) -> None:
    """Have the process kill itself before its change of a file of this number (0: never)."""
    seen = 0

    def hook(event: str, arguments: tuple) -> None:
        nonlocal seen
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & os.O_ACCMODE
        if event in CHANGES or writes:
            seen += 1
            if seen == number:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def prepared(layout: Layout, state: int) -> Release:
    """A candidate of this state; made once, copied later."""
    made = layout.root / "made" / str(state)
    if made.exists():
        shutil.rmtree(layout.candidate.folder, ignore_errors=True)
        shutil.copytree(made, layout.candidate.folder)
    else:
        shutil.copytree(make_candidate(layout, state).folder, made)
    return layout.candidate


def work(layout: Layout, what: str, state: int, last_change: int) -> None:
    """One build, publication or rollback."""
    if what == "publish":
        with exclusive(layout.lock_file):
            candidate = prepared(layout, state)
            print(os.getpid(), flush=True)
            die_before(last_change)
            release.publish(layout, candidate)
        return
    print(os.getpid(), flush=True)
    die_before(last_change)
    if what == "build":
        pipeline._dbt_build = lambda layout, candidate, lock: str(write_warehouse(candidate.database, state))
        pipeline.documentation.write = write_documentation
        pipeline.build(layout, Steps(StringIO()))
    else:
        pipeline.rollback(layout)


def main() -> None:
    """Fork for each line, one after the other."""
    layout = Layout(Path(sys.argv[1]))
    for line in sys.stdin:
        what, state, last_change = line.split()
        process = os.fork()
        if process == 0:
            code = 1
            try:
                work(layout, what, int(state), int(last_change))
                code = 0
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                os._exit(code)
        print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
