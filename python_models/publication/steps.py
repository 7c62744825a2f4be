"""What a build shows of itself, and how it runs other programs."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from publication import disk
from publication.errors import NO_SPACE, CommandFailedError

LINES_SHOWN_ON_FAILURE = 60
MEMORY_NEEDED = "a build needs 2.5 GB of memory for the site and 1.3 to 1.6 GB for dbt"
_SIGNS_OF_NO_MEMORY = (
    *("heap out of memory", "Out of Memory Error", "MemoryError", "Cannot allocate memory"),
    *("std::bad_alloc", "SIGKILL", "code 137"),
)
_SIGNS_OF_NO_SPACE = ("No space left on device", "ENOSPC", "Could not write all bytes", "Disk quota exceeded")


class Steps:
    """Prints one line when a step begins and one when it ends, with the seconds it took."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._started = time.monotonic()

    def remark(self, *sentences: str) -> None:
        """Say what a person should know, outside of any step."""
        for sentence in sentences:
            print(f"           {sentence}", file=self._stream, flush=True)

    @contextmanager
    def step(self, title: str) -> Iterator[list[str]]:
        """Announce `title`; the list that is yielded takes remarks for the closing line."""
        began = time.monotonic()
        print(f"[{began - self._started:6.1f} s] {title} ...", file=self._stream, flush=True)
        remarks: list[str] = []
        yield remarks
        text = "; ".join(remarks) or "done"
        print(f"           {text} ({time.monotonic() - began:.1f} s)", file=self._stream, flush=True)


@contextmanager
def _dying_with_this_process(group: int) -> Iterator[None]:
    """Have the process group killed should this process be killed itself, which it cannot see coming.

    A shell waits on a pipe whose other end only this process holds: a line means that all is well, the
    end of the pipe that nobody is there any more.
    """
    watchdog = subprocess.Popen(
        ["sh", "-c", 'read -r _ || kill -9 "-$1"', "sh", str(group)],
        stdin=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        yield
    finally:
        watchdog.communicate(b"\n")


def run(
    command: Sequence[str],
    *,
    name: str,
    log: Path,
    cwd: Path,
    environment: Mapping[str, str] | None = None,
    lock_descriptor: int | None = None,
    verdict_begins: str | None = None,
    meanwhile: Callable[[], object] | None = None,
) -> str:
    """Run `command` with its output in the file `log`, and return that output; call `meanwhile` beside it.

    Raises CommandFailedError when it cannot be started or ends with a code other than 0. The error
    shows the output from the last line with `verdict_begins` on, or else the end of the output.
    An interrupted build takes the program and its children along, and so does what `meanwhile` raises.
    """
    if shutil.which(command[0]) is None:
        raise CommandFailedError(f"{name}: the program {command[0]} is not there; run `make environment`")
    log.parent.mkdir(parents=True, exist_ok=True)
    # Anew, or it would keep the rights that it had.
    disk.remove(log)
    with open(log, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as sink:
        process = subprocess.Popen(
            # Waits for a line, so that it does not begin before something watches over it.
            ["sh", "-c", 'read -r _ && exec "$@" < /dev/null', "sh", *command],
            cwd=cwd,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=sink,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            pass_fds=() if lock_descriptor is None else (lock_descriptor,),
        )
        try:
            with _dying_with_this_process(process.pid):
                with suppress(BrokenPipeError), process.stdin as told:
                    told.write(b"\n")
                if meanwhile:
                    meanwhile()
                code = process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
    output = log.read_text(encoding="utf-8", errors="replace")
    if code != 0:
        lines = output.splitlines()
        marked = [i for i, line in enumerate(lines) if verdict_begins and verdict_begins in line]
        shown = lines[marked[-1] :] if marked else lines[-LINES_SHOWN_ON_FAILURE:]
        raise CommandFailedError(
            "\n".join([f"{name} {_ending(code, output)}; the whole output is in {log}", *shown])
        )
    return output


def _ending(code: int, output: str) -> str:
    """How a program ended, and why where that can be told."""
    # A shell between us and what was killed adds 128 to the signal.
    signal_number = -code if code < 0 else code - 128
    if signal_number == signal.SIGKILL or any(sign in output for sign in _SIGNS_OF_NO_MEMORY):
        return f"was stopped because memory ran out, or by somebody; {MEMORY_NEEDED}"
    if any(sign in output for sign in _SIGNS_OF_NO_SPACE):
        return f"failed: {NO_SPACE}"
    if signal_number > 0 and code < 0:
        return f"was stopped by {signal.Signals(signal_number).name}"
    return f"ended with code {code}"
