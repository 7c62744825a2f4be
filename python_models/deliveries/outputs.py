"""Where results go: to new places, readable by their owner only."""

import errno
import os
from pathlib import Path


def refuse_existing(path: Path) -> None:
    """Raise FileExistsError when there is a file, or a folder that holds something."""
    if (path.is_dir() and any(path.iterdir())) or (path.exists() and not path.is_dir()):
        what = "is not empty" if path.is_dir() else "is there already"
        raise FileExistsError(errno.EEXIST, f"{what}; name a new place, nothing is overwritten", str(path))


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, from its first byte on."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
