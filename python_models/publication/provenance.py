"""What a publication was made of, for its manifest: commit, deliveries, tools, and what came out."""

import json
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

from deliveries import contract
from publication import disk, published_tables
from publication.layout import Layout, Release

EVIDENCE = "node_modules/@evidence-dev/evidence"


def _output(command: list[str], folder: Path) -> str | None:
    try:
        answer = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return answer.stdout.strip()


def git_commit(root: Path) -> str | None:
    """The commit, with `-dirty` when tracked files differ from it; None outside a repository."""
    return _output(["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"], root)


def versions(layout: Layout) -> dict[str, str | None]:
    """Versions of the tools that compute and draw; None for one that is not there.

    Evidence's is the one that is locked: nothing else is installed, if only while the warehouse is built.
    """
    lock = layout.reports / "package-lock.json"
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"] if lock.exists() else {}
    return {
        "python": platform.python_version(),
        **{name: version(name) for name in ("dbt-core", "dbt-duckdb", "duckdb")},
        "node": _output(["node", "--version"], layout.root),
        "evidence": packages.get(EVIDENCE, {}).get("version"),
    }


def seeds() -> dict[str, Any]:
    """Facts of the default delivery, as those of a delivered one: the seeds stand for its files."""
    variables = contract.project_vars()
    files = [path for name in contract.SOURCES.values() for path in contract.SEEDS.glob(f"*/{name}.csv")]
    return {
        "wave": variables["wave"],
        "codebook_version": next(
            row["codebook_version"]
            for row in contract.seed_rows("codebook_versions")
            if row["wave_year"] == str(variables["wave"])
        ),
        "is_synthetic": variables["microdata_are_synthetic"],
        "sha256": {path.name: disk.sha256(path) for path in files},
    }


def contents(release: Release) -> dict[str, Any]:
    """What a publication holds, so that it can be told later whether its parts belong together."""
    return {
        "published_rows": published_tables.published_rows(release.database),
        "warehouse": disk.sha256(release.database),
        "exports": disk.digests(release.exports),
        "dbt": disk.digests(release.dbt) if release.dbt.is_dir() else {},
        "site": disk.digests(release.site),
    }
