"""Run the Evidence project, unless the very same site was built before."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from publication import disk
from publication.errors import AuditError, CommandFailedError
from publication.layout import Layout
from publication.steps import run

# What npm, Evidence and the site's own script write (fonts: copied from packages that the lock names).
_NOT_INPUT = {"node_modules", "build", ".evidence", ".svelte-kit", "fonts"}
# Settings of the site's own script that its pages repeat.
_ADDRESSES = ("SITE_BASE_PATH", "SITE_URL")
_LAST_LINE = b"</html>"


def _inputs(folder: Path) -> Iterable[Path]:
    for path in sorted(folder.iterdir()):
        # DuckDB writes equal tables in unequal bytes; those of the public database are among the exports.
        if path.name in _NOT_INPUT or path.suffix in (".parquet", ".duckdb"):
            continue
        if path.is_dir():
            yield from _inputs(path)
        else:
            yield path


def fingerprint(reports: Path, exports: Path) -> str:
    """SHA-256 over what a site is made of: the Evidence project, the exports, and where the site will lie."""
    digest = hashlib.sha256()
    for name in _ADDRESSES:
        digest.update(f"{name}={os.environ.get(name, '')}\0".encode())
    for base, paths in ((reports, _inputs(reports)), (exports, sorted(exports.glob("*.parquet")))):
        for path in paths:
            digest.update(f"{path.relative_to(base)}\0{disk.sha256(path)}\0".encode())
    return digest.hexdigest()


def audit(folder: Path) -> None:
    """Raise AuditError, naming the files, when a file of the site is empty or a page has no end."""
    problems = []
    for name in disk.files(folder):
        content = (folder / name).read_bytes()
        if not content:
            problems.append(f"{name} is empty")
        elif name.endswith(".html") and not content.rstrip().endswith(_LAST_LINE):
            problems.append(f"{name} is cut off: it does not end with {_LAST_LINE.decode()}")
    if problems:
        raise AuditError(
            "the site must not be published; see the site's build in reports/:\n  " + "\n  ".join(problems)
        )


def _is_whole(cached: Path, digests: Path) -> bool:
    """Whether a site that was drawn before is still the one that was drawn."""
    try:
        expected = json.loads(digests.read_bytes())
        return "index.html" in expected and not disk.damage(cached, expected)
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return False


def build(layout: Layout, exports: Path, target: Path, *, lock_descriptor: int | None = None) -> bool:
    """Put the site of `exports` into the new folder `target`; return whether Evidence had to run.

    Raises CommandFailedError when the Evidence build fails or leaves no front page, AuditError when it leaves
    empty or incomplete files.
    """
    cached = layout.site_cache / fingerprint(layout.reports, exports)
    digests = cached.with_suffix(".json")
    fresh = not _is_whole(cached, digests)
    if fresh:
        layout.site_data.mkdir(parents=True, exist_ok=True)
        for stale in layout.site_data.glob("*.parquet"):
            disk.remove(stale)
        for export in exports.glob("*.parquet"):
            shutil.copyfile(export, layout.site_data / export.name)
        # Built under another name and renamed, so that a killed build leaves no half a site here.
        disk.remove(layout.site_cache)
        unfinished = layout.site_cache / "unfinished"
        layout.site_cache.mkdir(parents=True)
        log = layout.workshop / "site.log"
        run(
            ["npm", "run", "--silent", "build:site"],
            name="the site's build (npm run build:site)",
            log=log,
            cwd=layout.reports,
            environment={"SITE_OUTPUT_DIR": str(unfinished)},
            lock_descriptor=lock_descriptor,
        )
        if not (unfinished / "index.html").is_file():
            raise CommandFailedError(f"the site's build left no front page; its output is in {log}")
        audit(unfinished)
        disk.write(digests, json.dumps(disk.digests(unfinished)).encode())
        unfinished.rename(cached)
    shutil.copytree(cached, target)
    return fresh
