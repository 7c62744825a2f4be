"""From candidate to published, and back: folders and one symbolic link.

A killed build leaves nothing that counts: what is published is where the one link leads, and the
publication to go back to is named in the manifest of the one that took its place.
"""

import json
import os
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from publication import provenance
from publication.errors import NoEarlierPublicationError, NothingPublishedError, PublicationError
from publication.layout import Layout, Release
from publication.published_tables import seal


def _replace_link(layout: Layout, link: Path, target: str) -> None:
    """Let `link` point to `target` in one step: at no time is it missing or half-written."""
    link.parent.mkdir(parents=True, exist_ok=True)
    layout.workshop.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Always the same name: whoever was killed before the rename leaves one link, not many.
    beside = layout.workshop / "link"
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    os.replace(beside, link)


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
    _replace_link(layout, link, text)


def _show(layout: Layout, release: Release) -> None:
    """Make `release` what readers see: with the last rename, and not before."""
    _ensure_fixed_link(layout, layout.database_link, layout.current / release.database.name)
    _ensure_fixed_link(layout, layout.site_link, layout.current / release.site.name)
    _replace_link(layout, layout.current, os.path.relpath(release.folder, layout.current.parent))


def current(layout: Layout) -> Release:
    """The release that readers see. Raises NothingPublishedError when there is none."""
    if not layout.current.exists():
        raise NothingPublishedError("nothing is published yet; run `make build` first")
    return Release(layout.current.resolve())


def manifest(release: Release) -> dict[str, Any]:
    """The manifest of a release. Raises PublicationError when it cannot be read."""
    try:
        return json.loads(release.manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise PublicationError(f"the manifest {release.manifest} cannot be read; run `make build`") from None


def before(layout: Layout, release: Release) -> Release | None:
    """The release whose place `release` took, if it is still there."""
    name = manifest(release).get("supersedes")
    earlier = Release(layout.releases / name) if name else None
    return earlier if earlier and earlier.folder.is_dir() else None


def verify(release: Release) -> None:
    """Check that warehouse, exports, site and manifest of a release belong together.

    Raises PublicationError naming every part that the manifest does not describe.
    """
    described = manifest(release)
    found = {"release": release.folder.name, **provenance.contents(release)}
    differing = [key for key, value in found.items() if described.get(key) != value]
    if differing:
        raise PublicationError(
            f"{release.folder} is not whole: {', '.join(differing)} are not what its manifest says"
        )


def write_manifest(release: Release, facts: Mapping[str, object]) -> None:
    """Put `facts` beside the warehouse, as JSON."""
    release.manifest.write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _open_to_readers(layout: Layout, candidate: Release) -> None:
    """All may read exports, site and manifest, and only their owner may change them, whatever the umask."""
    for folder in (layout.warehouse, layout.releases, candidate.folder):
        folder.chmod(0o755)
    for part in (candidate.manifest, candidate.exports, candidate.site):
        for path in (part, *part.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)


def publish(layout: Layout, candidate: Release) -> Release:
    """Make `candidate` the published state, in one step; the one before is kept to go back to.

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
    superseded = current(layout).folder.name if layout.current.exists() else None
    write_manifest(candidate, manifest(candidate) | {"release": name, "supersedes": superseded})
    _open_to_readers(layout, candidate)
    candidate.folder.rename(release.folder)
    _show(layout, release)
    tidy(layout)
    return release


def tidy(layout: Layout) -> None:
    """Remove every release but the published one and the one before it.

    A reader that still has a removed file open keeps reading it: its blocks are freed only when the file
    is closed. Where nothing is published nothing is removed.
    """
    if not layout.current.exists():
        return
    published = current(layout)
    earlier = before(layout, published)
    kept = {published.folder.name, earlier.folder.name if earlier else None}
    for folder in layout.releases.iterdir():
        if folder.name not in kept:
            shutil.rmtree(folder)


def rollback(layout: Layout) -> tuple[Release, Release]:
    """Publish again, in one step, what was published before; return the release left and the one shown now.

    It goes back only, and one step: the release that is left stays on disk until the next build, but a second
    rollback does not return to it. Raises NothingPublishedError, NoEarlierPublicationError, or
    PublicationError when the earlier release is not whole.
    """
    left = current(layout)
    earlier = before(layout, left)
    if earlier is None:
        raise NoEarlierPublicationError(
            f"there is no publication before {left.folder.name} to go back to (one is kept, and a rollback "
            "uses it up); `make build` publishes anew"
        )
    verify(earlier)
    _show(layout, earlier)
    return left, earlier
