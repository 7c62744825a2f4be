"""Changes of the disk, and what a file looks like that the disk lost.

Whatever the publication itself writes, syncs or removes goes through here, so that an error always names its
file, and so that a power cut can be thought through (and is: tests/python/publication/test_faults.py).
"""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

_ABSENT = {errno.ENOENT, errno.ENOTDIR}
# Not for a moment, as too many open files or too little memory are, but for as long as nobody sees to it.
_UNREADABLE = {errno.EIO, errno.EACCES, errno.EPERM, errno.ELOOP, errno.ESTALE, errno.EISDIR}


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """The system names no file where it was given a descriptor."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(path)
        raise


def write(path: Path, content: bytes) -> None:
    """Write a file as a whole. Raises OSError, with the file's name, when it does not fit."""
    with _naming(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            rest = memoryview(content)
            while rest:
                rest = rest[os.write(descriptor, rest) :]
        finally:
            os.close(descriptor)


def sync(path: Path) -> None:
    """Return when a file's content, or a folder's list of names, would survive a power cut."""
    with _naming(path):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Sync every file below a folder, and every folder, itself included."""
    for parent, _, names in os.walk(folder, topdown=False, onerror=_raise):
        for name in names:
            sync(Path(parent, name))
        sync(Path(parent))


def remove(path: Path) -> None:
    """Remove whatever has this name: nothing, a file, a link, or a folder with all that is in it."""
    try:
        is_folder = stat.S_ISDIR(os.lstat(path).st_mode)
    except OSError as error:
        if error.errno in _ABSENT:
            return
        raise
    if is_folder:
        shutil.rmtree(path)
    else:
        os.unlink(path)


def files(folder: Path) -> list[str]:
    """All that is no folder below a folder, by its path from there; a link is not followed."""
    found = []
    for parent, folders, names in os.walk(folder, onerror=_raise):
        links = [name for name in folders if Path(parent, name).is_symlink()]
        found += [Path(parent, name).relative_to(folder).as_posix() for name in (*names, *links)]
    return sorted(found)


def sha256(path: Path) -> str:
    """Digest of a file."""
    with _naming(path), open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """Digest of every file below a folder, by its path from there."""
    return {name: sha256(folder / name) for name in files(folder)}


def damage(folder: Path, expected: Mapping[str, str]) -> list[str]:
    """What sets a folder apart from files with these digests and no others, a phrase for each file."""
    problems = []
    try:
        found = files(folder)
    except OSError as error:
        if not is_damage(error):
            raise
        found = []
        if error.errno not in _ABSENT:
            problems.append(f"{error.filename} cannot be listed ({error.strerror})")
    problems += [
        f"{name} {state}" for name, digest in expected.items() if (state := _state(folder / name, digest))
    ]
    return problems + [f"{name} does not belong there" for name in found if name not in expected]


def is_damage(error: OSError) -> bool:
    """Whether a file is lost or unreadable, rather than out of reach for a moment."""
    return error.errno in _ABSENT | _UNREADABLE


def _state(path: Path, digest: str) -> str | None:
    try:
        status = os.lstat(path)
        if not stat.S_ISREG(status.st_mode):
            return "is not a file"
        if sha256(path) == digest:
            return None
        return "was changed" if status.st_size else "is empty"
    except OSError as error:
        if error.errno in _ABSENT:
            return "is missing"
        if error.errno in _UNREADABLE:
            return f"cannot be read ({error.strerror})"
        raise


def _raise(error: OSError) -> None:
    """For os.walk, which skips what it cannot list unless told otherwise."""
    raise error
