"""One build at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from publication.errors import BuildInProgressError


@contextmanager
def exclusive(lock_file: Path) -> Iterator[int]:
    """Hold the build lock and yield its file descriptor.

    The kernel drops the lock when the last process that holds the descriptor ends, so a killed build
    never leaves one behind. Programs started by the build inherit it: while one of them still writes,
    the next build must not begin.

    Raises BuildInProgressError when the lock is taken.
    """
    # Unpublished microdata are built beside the lock: nobody else enters.
    lock_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lock_file.parent.chmod(0o700)
    descriptor = os.open(lock_file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip() or "unknown"
            raise BuildInProgressError(
                f"another build or rollback of this working tree is running (process {holder}); "
                "wait for it to end, or stop it, and start again"
            ) from None
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)
