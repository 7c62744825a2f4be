"""From candidate to published: folders and one symbolic link."""

import json
import os
import shutil
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from publication.errors import NothingPublishedError, PublicationError
from publication.layout import Layout, Release
from publication.warehouse import seal

# The one before is kept to go back to; older ones go. A reader that still has a removed file open
# keeps reading it: its blocks are freed only when the file is closed.
RELEASES_KEPT = 2


def _replace_link(link: Path, target: str) -> None:
    """Let `link` point to `target` in one step: at no time is it missing or half-written."""
    link.parent.mkdir(parents=True, exist_ok=True)
    beside = link.with_name(f".{link.name}.{uuid.uuid4().hex}")
    beside.symlink_to(target)
    try:
        os.replace(beside, link)
    except OSError:
        beside.unlink()
        raise


def _ensure_fixed_link(layout: Layout, link: Path, target: Path) -> None:
    text = os.path.relpath(target, link.parent)
    if link.is_symlink() and os.readlink(link) == text:
        return
    if link.is_dir() and not link.is_symlink():
        # Written by a build of the site alone. A link cannot replace a folder in one step.
        aside = layout.workshop / "replaced"
        shutil.rmtree(aside, ignore_errors=True)
        aside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        link.rename(aside)
        shutil.rmtree(aside)
    _replace_link(link, text)


def current(layout: Layout) -> Release:
    """The release that readers see. Raises NothingPublishedError when there is none."""
    if not layout.current.exists():
        raise NothingPublishedError("nothing is published yet; run `make build` first")
    return Release(layout.current.resolve())


def write_manifest(release: Release, facts: Mapping[str, object]) -> None:
    """Put `facts` beside the warehouse, as JSON."""
    release.manifest.write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def publish(layout: Layout, candidate: Release) -> Release:
    """Make `candidate` the published state; before the last line of work nothing visible changes.

    Raises PublicationError when the candidate is incomplete.
    """
    missing = [
        part.name
        for part in (candidate.database, candidate.exports, candidate.site, candidate.manifest)
        if not part.exists()
    ]
    if missing:
        raise PublicationError(
            f"the build is incomplete, it lacks {', '.join(missing)}; nothing was published"
        )
    seal(candidate.database)
    layout.releases.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"
    release = Release(layout.releases / name)
    candidate.folder.rename(release.folder)
    _ensure_fixed_link(layout, layout.database_link, layout.current / candidate.database.name)
    _ensure_fixed_link(layout, layout.site_link, layout.current / candidate.site.name)
    _replace_link(layout.current, os.path.relpath(release.folder, layout.current.parent))
    _prune(layout, release)
    return release


def _prune(layout: Layout, published: Release) -> None:
    releases = sorted(path for path in layout.releases.iterdir() if path != published.folder)
    for stale in releases[: len(releases) - (RELEASES_KEPT - 1)]:
        shutil.rmtree(stale)
