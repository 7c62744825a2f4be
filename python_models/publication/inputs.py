"""What a publication is made of, so that the next build can tell whether anything has changed since.

A build too many costs a minute, a wrong "unchanged" leaves readers with what is not so: everything counts
that is not known to be without effect, and what cannot be read, or changes while it is built from, is never
taken for unchanged.
"""

import hashlib
import os
import platform
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publication import disk, provenance
from publication.layout import Layout

# The folder that this program is part of: its code, and seeds that it reads, are files of that project.
PROJECT = Path(__file__).resolve().parents[2]
SITE = "reports/"
COMMIT = "git commit"
# Variables that change what dbt, the sums of the fits, or the site's generator do.
_VARIABLES = re.compile(r"(DBT|SITE|PYTHON|NODE|LC)_?.*|LANG|TZ|.*_NUM_THREADS")
_MOST_NAMED = 3


@dataclass(frozen=True)
class Inputs:
    """`digests`: by name, what tells one version of an input from another. `states`: of files, by path."""

    digests: Mapping[str, str]
    states: Mapping[Path, tuple[int, ...]]

    def stand(self, layout: Layout, deliveries: Sequence[Path]) -> bool:
        """Whether no file was written since they were read, not even back to what it was."""
        try:
            return self.states == _states(_files(layout, deliveries))
        except OSError:
            return False

    def __str__(self) -> str:
        n_facts = len(self.digests) - len(self.states)
        return f"{len(self.states):,} files and {n_facts:,} facts of commit, packages and settings"


def read(layout: Layout, deliveries: Sequence[Path]) -> Inputs | None:
    """What a build would be made of now.

    None where that cannot be told: outside a repository, from another project's folder, or when a file
    cannot be read.
    """
    if layout.root.resolve() != PROJECT:
        return None
    try:
        files = _files(layout, deliveries)
        # Before the contents: what is written in between is noticed in the end.
        states = _states(files)
        digests = {name: disk.sha256(path) for name, path in files.items()}
    except OSError:
        return None
    return Inputs({**digests, **_surroundings(layout)}, states)


def _files(layout: Layout, deliveries: Sequence[Path]) -> dict[str, Path]:
    """Every file of the project and of the deliveries, by a name."""
    files = {name: layout.root / name for name in listed(layout.root)}
    # A file that was removed is still listed until that is committed.
    files = {name: path for name, path in files.items() if path.exists()}
    for number, folder in enumerate(deliveries, 1):
        files |= {f"delivery {number}: {name}": folder / name for name in disk.files(folder)}
    return files


def listed(root: Path) -> list[str]:
    """Files of the project, committed or not, without those that .gitignore says programs write.

    What a person or a machine ignores beside (`core.excludesFile`) counts. Raises OSError where git cannot
    tell.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-per-directory=.gitignore"]
    answer = subprocess.run(command, cwd=root, capture_output=True)
    if answer.returncode:
        raise OSError(f"{root} is in no repository")
    return sorted({os.fsdecode(name) for name in answer.stdout.split(b"\0") if name})


def _states(files: Mapping[str, Path]) -> dict[Path, tuple[int, ...]]:
    """Of each file what changes when it is written, and cannot be put back: above all the time of that."""
    found = {}
    for path in files.values():
        status = path.stat()
        found[path] = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return found


def _surroundings(layout: Layout) -> dict[str, str]:
    """Commit, programs, packages as they are installed, and variables of the environment (a digest)."""
    variables = sorted(item for item in os.environ.items() if _VARIABLES.fullmatch(item[0]))
    return {
        COMMIT: str(provenance.git_commit(layout.root)),
        "python": f"{sys.version} on {platform.machine()}",
        **{f"version of {name}": str(version) for name, version in provenance.versions(layout).items()},
        **{f"package {name}": "installed" for name in _packages()},
        "variables of the environment": hashlib.sha256(repr(variables).encode()).hexdigest(),
    }


def _packages() -> set[str]:
    """Name and version of all that is installed, by its folders: reading what they hold takes much longer."""
    return {found.stem for place in sys.path for found in Path(place).glob("*-info")}


def changes(before: Mapping[str, str] | None, now: Inputs | None) -> list[str] | None:
    """Names of inputs that are not what they were; None where that cannot be told."""
    if not before or now is None:
        return None
    names = before.keys() | now.digests.keys()
    return sorted(name for name in names if before.get(name) != now.digests.get(name))


def is_of_the_site_alone(changed: Sequence[str]) -> bool:
    """Whether dbt would build the same again: it reads nothing below reports/, and no commit."""
    return all(name.startswith(SITE) or name == COMMIT for name in changed)


def named(changed: Sequence[str]) -> str:
    """The first of them, and how many more."""
    more = len(changed) - _MOST_NAMED
    return ", ".join(changed[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
