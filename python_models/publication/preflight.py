"""What can be known before a build begins: whether this machine and this folder can carry it to its end."""

import os
import resource
import shutil
import sys
from pathlib import Path

from publication.errors import NotReadyError
from publication.layout import Layout
from publication.steps import MEMORY_NEEDED

# Measured: what one build adds to the disk at its peak, and its largest program's memory.
SPACE_BYTES = 1_000_000_000
MEMORY_BYTES = 2_500_000_000
_OPEN_FILES = 256
_CONTROL_GROUP_LIMIT = Path("/sys/fs/cgroup/memory.max")
_MEMORY_FACTS = Path("/proc/meminfo")


def check(layout: Layout) -> list[str]:
    """Raise NotReadyError naming all that would stop a build; return what only may stop it."""
    problems = [*_programs(layout), *_rights(layout), *_space(layout), *_limits()]
    if problems:
        raise NotReadyError("a build cannot begin:\n  " + "\n  ".join(problems))
    return _scarce_memory()


def _programs(layout: Layout) -> list[str]:
    dbt = str(Path(sys.executable).with_name("dbt"))
    problems = [
        f"{program} is not there; run `make environment`" for program in (dbt,) if not shutil.which(program)
    ]
    if not shutil.which("npm"):
        problems.append(
            "npm is not there, and the site needs it; install Node.js 20 to 24 (apt-get install nodejs npm)"
        )
    if not (layout.reports / "package.json").is_file():
        problems.append(f"{layout.reports / 'package.json'} is not there; run this in the project's folder")
    return problems


def _rights(layout: Layout) -> list[str]:
    """Folders that a build writes to and may not, or those it would make them in."""
    wanted = (
        *(layout.warehouse, layout.releases, layout.workshop, layout.candidate.folder, layout.site_cache),
        *(layout.reports, layout.site_data, layout.site_extras, layout.reports / ".evidence"),
    )
    there = dict.fromkeys(next(place for place in (path, *path.parents) if place.exists()) for path in wanted)
    return [
        f"you may not write in {place}; `ls -ld` shows whose it is, `chmod` gives the right"
        for place in there
        if place.is_dir() and not os.access(place, os.W_OK | os.X_OK)
    ]


def _space(layout: Layout) -> list[str]:
    place = layout.warehouse if layout.warehouse.is_dir() else layout.root
    free = shutil.disk_usage(place).free
    if free >= SPACE_BYTES:
        return []
    return [f"{place} has {free / 1e9:.1f} GB free and a build needs {SPACE_BYTES / 1e9:.0f} GB; make room"]


def _limits() -> list[str]:
    problems = []
    for limit, least, option in (
        (resource.RLIMIT_FSIZE, SPACE_BYTES // 4, "size of a file (`ulimit -f`)"),
        (resource.RLIMIT_NOFILE, _OPEN_FILES, "open files (`ulimit -n`)"),
    ):
        allowed = resource.getrlimit(limit)[0]
        if allowed != resource.RLIM_INFINITY and allowed < least:
            problems.append(f"the limit on the {option} is {allowed:,} and a build needs {least:,}; raise it")
    limits = [resource.getrlimit(resource.RLIMIT_AS)[0], _control_group_limit(), _machine_memory("MemTotal")]
    allowed = min((limit for limit in limits if limit and limit > 0), default=MEMORY_BYTES)
    if allowed < MEMORY_BYTES:
        problems.append(f"there are {allowed / 1e9:.1f} GB of memory; {MEMORY_NEEDED}")
    return problems


def _scarce_memory() -> list[str]:
    free = _machine_memory("MemAvailable")
    if free is None or free >= MEMORY_BYTES:
        return []
    return [f"only {free / 1e9:.1f} GB of memory are free; {MEMORY_NEEDED}"]


def _machine_memory(name: str) -> int | None:
    """A line of the kernel's facts in bytes, with what can be swapped; None where there are none."""
    try:
        lines = _MEMORY_FACTS.read_text().splitlines()
    except OSError:
        return None
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    swap = "SwapTotal" if name == "MemTotal" else "SwapFree"
    if name not in facts:
        return None
    return sum(int(facts.get(key, "0 kB").split()[0]) * 1024 for key in (name, swap))


def _control_group_limit() -> int | None:
    try:
        text = _CONTROL_GROUP_LIMIT.read_text().strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None
