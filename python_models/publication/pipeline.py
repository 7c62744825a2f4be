"""The steps of a build, in order: each must succeed before the next, and the last makes it visible."""

import platform
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from publication import documentation, downloads, release, site, warehouse
from publication.layout import DATABASE_VARIABLE, Layout, Release
from publication.locking import exclusive
from publication.steps import Steps, run

_DBT_TOTALS = re.compile(r"PASS=\d+ WARN=\d+ ERROR=\d+ SKIP=\d+.*")


def _git_commit(root: Path) -> str | None:
    """The commit, with `-dirty` when tracked files differ from it; None outside a repository."""
    try:
        answer = subprocess.run(
            ["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"],
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def _dbt_build(layout: Layout, candidate: Release, lock_descriptor: int) -> str:
    """Run seeds, models and all tests into the candidate's database; return dbt's line of totals."""
    output = run(
        [
            str(Path(sys.executable).with_name("dbt")),
            "--no-use-colors",
            "build",
            "--target-path",
            str(layout.dbt_target),
            "--log-path",
            str(layout.dbt_target / "logs"),
        ],
        name="dbt build",
        log=layout.workshop / "dbt.log",
        cwd=layout.root,
        environment={DATABASE_VARIABLE: str(candidate.database)},
        lock_descriptor=lock_descriptor,
        verdict_begins="Completed with",
    )
    totals = _DBT_TOTALS.findall(output)
    return totals[-1] if totals else "done"


def _extras(layout: Layout, candidate: Release, lock_descriptor: int) -> str:
    """Write what the site takes over beside its pages, and say how much it is."""
    shutil.rmtree(layout.site_extras, ignore_errors=True)
    files = downloads.write(candidate.database, layout.site_extras / "data")
    files.append(
        documentation.write(
            layout,
            candidate.database,
            layout.site_extras / "dbt" / "index.html",
            lock_descriptor=lock_descriptor,
        )
    )
    return f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.1f} MB"


def build(layout: Layout, steps: Steps, *, publish: bool = True) -> Release:
    """Build warehouse, exports and site beside the published ones; swap them in when `publish`.

    Raises PublicationError (or one of its kinds) at the first step that fails; until the swap, the
    published state is not touched.
    """
    with exclusive(layout.lock_file) as lock_descriptor:
        candidate = layout.candidate
        shutil.rmtree(candidate.folder, ignore_errors=True)
        candidate.folder.mkdir(parents=True)
        with steps.step(
            "dbt build: seeds, models and tests, in a new database beside the published one"
        ) as say:
            say.append(_dbt_build(layout, candidate, lock_descriptor))
        with steps.step("audit and export of the published tables to Parquet") as say:
            counts = warehouse.audit(candidate.database)
            warehouse.export(candidate.database, candidate.exports)
            say.append(f"{len(counts)} tables, {sum(counts.values()):,} rows")
        with steps.step("files beside the pages: downloads and dbt's documentation") as say:
            say.append(_extras(layout, candidate, lock_descriptor))
        with steps.step("site, from the exports alone") as say:
            if not site.build(layout, candidate.exports, candidate.site, lock_descriptor=lock_descriptor):
                say.append("unchanged since it was last built")
        release.write_manifest(
            candidate,
            {
                "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "git_commit": _git_commit(layout.root),
                "notice": warehouse.notice(candidate.database),
                "published_rows": counts,
                "verdicts": warehouse.verdicts(candidate.database),
                "versions": {
                    "python": platform.python_version(),
                    **{name: version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb")},
                },
            },
        )
        if not publish:
            return candidate
        with steps.step("publication: one swap of warehouse, exports and site"):
            return release.publish(layout, candidate)
