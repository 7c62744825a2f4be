"""Named errors: each says what is wrong, where, and what to do about it."""

import errno
import os


class PublicationError(Exception):
    """Anything that keeps a new warehouse and site from being published."""


class BuildInProgressError(PublicationError):
    """Another build of this working tree holds the lock."""


class NotReadyError(PublicationError):
    """This machine or this folder cannot carry a build as it is."""


class CommandFailedError(PublicationError):
    """A program that the build runs (dbt, npm) ended with an error or could not be started."""


class AuditError(PublicationError):
    """The warehouse or the site that was built must not be published as it is."""


class NoEarlierPublicationError(PublicationError):
    """There is no publication to roll back to."""


class NothingPublishedError(PublicationError):
    """There is no published warehouse to read from."""


class DamagedError(PublicationError):
    """What was published is not there any more as it was published."""


class DeliveryRefusedError(PublicationError):
    """The delivery to build from breaks the contract."""


NO_SPACE = "the disk is full; make room (a build needs 1 GB) and start again"
_REMEDIES = {
    errno.ENOSPC: NO_SPACE,
    errno.EDQUOT: f"your share of {NO_SPACE}",
    errno.EACCES: "not allowed; give yourself the right to it (`ls -ld` shows whose it is) and start again",
    errno.EPERM: "not allowed; see whose it is (`ls -ld`, `lsattr -d`) and start again",
    errno.EROFS: "the file system is read-only; mount it for writing, or work in another folder",
    errno.EMFILE: "too many files are open; allow more (`ulimit -n 1024`) and start again",
    errno.ENFILE: "the machine has too many files open; end other programs and start again",
    errno.EFBIG: "files may not grow so large; allow it (`ulimit -f unlimited`) and start again",
    errno.EIO: "the disk cannot be read or written there; have it checked (`dmesg`), then start again",
    errno.EINTR: "the system call was interrupted; start again",
    errno.ENOMEM: "memory ran out; end other programs and start again",
}


def sentence(error: OSError) -> str:
    """What the operating system refused, and what to do about it."""
    reason = (error.strerror or str(error)).lower()
    remedy = _REMEDIES.get(error.errno, f"{reason}; see what lies there, and start again")
    return f"{error.filename or 'a file'}: {remedy}"


def remedy(words: str) -> str:
    """What to do about what another program says that the operating system refused it."""
    known = (text for number, text in _REMEDIES.items() if os.strerror(number) in words)
    return next(known, "see whether the disk is full, and start again")
