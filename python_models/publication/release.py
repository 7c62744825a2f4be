"""From candidate to published, and back: folders and one symbolic link.

A killed build leaves nothing that counts: what is published is where the one link leads, and the
publication to go back to is named in the manifest of the one that took its place. What lies in the folder of
a release was synced before the release got its name, so that after a power cut too it is whole or not there.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from publication import disk, manifest
from publication.errors import (
    DamagedError,
    NoEarlierPublicationError,
    NothingPublishedError,
    PublicationError,
)
from publication.layout import RELEASE_NAME, Layout, Release

_NAME_FORMAT = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True)
class Finding:
    """What is published: the whole release to build upon, if any, and what is wrong, a sentence each.

    `damaged` are releases that were published since and are not whole any more.
    """

    whole: Release | None
    said: tuple[str, ...] = ()
    damaged: tuple[Release, ...] = ()


def _replace_link(layout: Layout, link: Path, target: str) -> None:
    """Let `link` point to `target` in one step: at no time is it missing or half-written."""
    link.parent.mkdir(parents=True, exist_ok=True)
    # Always the same name: whoever was killed before the rename leaves one link, not many.
    beside = layout.workshop / "link"
    disk.remove(beside)
    os.symlink(target, beside)
    os.replace(beside, link)
    disk.sync(link.parent)


def _ensure_link(layout: Layout, link: Path, target: Path) -> None:
    text = os.path.relpath(target, link.parent)
    if link.is_symlink() and os.readlink(link) == text:
        return
    if link.is_dir() and not link.is_symlink():
        # Written by a build of the site alone, or a copy that lost its links. A link cannot replace a folder
        # in one step.
        _set_aside(layout, link)
    _replace_link(layout, link, text)


def _show(layout: Layout, release: Release) -> None:
    """Make `release` what readers see: with the last rename, and not before."""
    _ensure_link(layout, layout.database_link, layout.current / release.database.name)
    _ensure_link(layout, layout.site_link, layout.current / release.site.name)
    # The folder must be there for good before the link to it is.
    for folder in (layout.releases, layout.warehouse, layout.root):
        disk.sync(folder)
    _ensure_link(layout, layout.current, release.folder)


def _set_aside(layout: Layout, path: Path) -> Path:
    """Move what is not whole out of the way, where its owner alone finds it; the next build removes it."""
    target = layout.set_aside / path.name
    layout.set_aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    disk.remove(target)
    os.rename(path, target)
    return target


def linked(layout: Layout) -> Release | None:
    """The release that `current` names, whether it is there or not; None when it names none."""
    try:
        target = Path(os.readlink(layout.current))
    except OSError:
        return None
    release = Release(layout.releases / target.name)
    is_release = target.parent.name == layout.releases.name and RELEASE_NAME.fullmatch(target.name)
    return release if is_release else None


def current(layout: Layout) -> Release:
    """The release that readers see. Raises NothingPublishedError when there is none."""
    if layout.current.exists():
        return Release(layout.current.resolve())
    if any(_releases(layout)):
        raise NothingPublishedError(
            f"{layout.shown(layout.current)} leads to no release, though some are there; "
            "`make rollback` shows the newest whole one again, `make build` publishes anew"
        )
    raise NothingPublishedError("nothing is published yet; run `make build` first")


def _releases(layout: Layout) -> Iterator[Release]:
    """Everything with the name of a release, from the newest to the oldest."""
    try:
        names = sorted(filter(RELEASE_NAME.fullmatch, os.listdir(layout.releases)), reverse=True)
    except OSError:
        return
    yield from (Release(layout.releases / name) for name in names)


def strays(layout: Layout) -> list[Path]:
    """What lies among the releases and is none. It is left alone."""
    if not layout.releases.is_dir():
        return []
    return sorted(
        path
        for path in layout.releases.iterdir()
        if not (RELEASE_NAME.fullmatch(path.name) and path.is_dir())
    )


def before(layout: Layout, release: Release) -> Release | None:
    """The release whose place `release` took, if it is there. Raises DamagedError without a manifest."""
    name = manifest.read(release).get("supersedes")
    earlier = Release(layout.releases / name) if name else None
    return earlier if earlier and earlier.folder.is_dir() else None


def verify(release: Release) -> None:
    """Check that a release is what was published. Raises DamagedError naming every file that is not."""
    damage = manifest.damage(release)
    if damage:
        raise DamagedError(f"{release.folder.name} is not whole: {listed(damage)}")


def listed(problems: list[str], most: int = 5) -> str:
    """The first of many problems, and how many more there are."""
    more = len(problems) - most
    return "; ".join(problems[:most]) + (f"; and {more} more" if more > 0 else "")


def find(layout: Layout) -> Finding:
    """What is published, or the newest whole release where that is damaged or the link to it is lost."""
    shown = linked(layout)
    damage = manifest.damage(shown) if shown else []
    if shown and not damage:
        return Finding(shown)
    damaged = []
    for release in _releases(layout):
        if not manifest.damage(release):
            break
        damaged.append(release)
    else:
        release = None
    if shown:
        problem = f"{shown.folder.name}, which is published, is not whole: {listed(damage)}"
    elif release or damaged:
        problem = f"{layout.shown(layout.current)} leads to no release"
    else:
        return Finding(None)
    remains = f"{release.folder.name} is the newest whole release" if release else "no whole release is left"
    return Finding(release, (problem, remains), tuple(damaged))


def heal(layout: Layout) -> Finding:
    """Let readers see the newest whole release where what is published is none, and say so.

    What is damaged is set aside, not removed; where nothing is whole it stays until something is published in
    its place.
    """
    found = find(layout)
    if found.whole is None:
        return found
    _show(layout, found.whole)
    if not found.said:
        disk.remove(layout.set_aside)
        return found
    said = [
        *found.said[:-1],
        f"{found.said[-1]}, and shown again",
        *_set_aside_releases(layout, found.damaged),
    ]
    return Finding(found.whole, tuple(said))


def _set_aside_releases(layout: Layout, damaged: Sequence[Release]) -> list[str]:
    aside = [layout.shown(_set_aside(layout, release.folder)) for release in damaged]
    return [f"set aside until the next build: {', '.join(aside)}"] if aside else []


def _open_to_readers(layout: Layout, candidate: Release) -> None:
    """All may read exports, site and manifest, and only their owner may change them, whatever the umask.

    The database is for its owner alone, because it holds microdata left of the published schema, and nobody
    may write: a published file is replaced, never changed, and a writer would lock all readers out.
    """
    for folder in (layout.warehouse, layout.releases, candidate.folder):
        os.chmod(folder, 0o755)
    for part in (candidate.manifest, candidate.exports, candidate.site):
        for path in (part, *part.rglob("*")):
            os.chmod(path, 0o755 if path.is_dir() else 0o644)
    os.chmod(candidate.database, 0o400)


def _new_name(layout: Layout) -> str:
    """The time, or just after the newest release where the clock went back: names tell age."""
    now = datetime.now(UTC)
    for newest in _releases(layout):
        made = datetime.strptime(newest.folder.name, _NAME_FORMAT).replace(tzinfo=UTC)
        now = max(now, made + timedelta(microseconds=1))
        break
    return f"{now:{_NAME_FORMAT}}"


def publish(layout: Layout, candidate: Release) -> tuple[Release, list[str]]:
    """Make `candidate` the published state, in one step; the one before is kept to go back to.

    Returns the new release, and what could not be removed or was set aside, a sentence each.

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
    if not layout.releases.is_dir():
        disk.remove(layout.releases)
        layout.releases.mkdir(parents=True)
    found = find(layout)
    superseded = found.whole.folder.name if found.whole else None
    release = Release(layout.releases / _new_name(layout))
    facts = manifest.read(candidate) | {"release": release.folder.name, "supersedes": superseded}
    manifest.write(candidate, facts)
    _open_to_readers(layout, candidate)
    disk.sync_tree(candidate.folder)
    os.rename(candidate.folder, release.folder)
    _show(layout, release)
    return release, [*found.said, *_set_aside_releases(layout, found.damaged), *tidy(layout)]


def tidy(layout: Layout) -> list[str]:
    """Remove every release but the published one and the one before it; say what could not be removed.

    A reader that still has a removed file open keeps reading it: its blocks are freed only when the file
    is closed. Where nothing whole is published nothing is removed.
    """
    published = linked(layout)
    try:
        earlier = before(layout, published) if published else None
    except DamagedError:
        return []
    if published is None:
        return []
    said = []
    kept = {published.folder.name, earlier.folder.name if earlier else None}
    try:
        # What readers see must be there for good before what they saw is removed for good.
        disk.sync(layout.warehouse)
        for release in _releases(layout):
            if release.folder.name not in kept:
                disk.remove(release.folder)
    except OSError as error:
        said.append(f"could not be removed: {error.filename} ({error.strerror}); remove it by hand")
    return said


def rollback(layout: Layout) -> tuple[Release | None, Release]:
    """Publish again, in one step, what was published before; return the release left and the one shown now.

    It goes back only, and one step: the release that is left stays on disk until the next build, but a second
    rollback does not return to it. Where the link is lost or leads to a damaged release, the newest whole one
    is shown again.

    Raises NothingPublishedError, NoEarlierPublicationError, or DamagedError when the earlier release is not
    whole.
    """
    left, found = linked(layout), find(layout)
    if found.whole is None:
        raise NothingPublishedError(
            f"{'; '.join(found.said)}; `make build` publishes anew"
            if found.said
            else "nothing is published yet; run `make build` first"
        )
    if found.said:
        _show(layout, found.whole)
        return left, found.whole
    earlier = before(layout, found.whole)
    if earlier is None:
        raise NoEarlierPublicationError(
            f"there is no publication before {left.folder.name} to go back to (one is kept, and a rollback "
            "uses it up); `make build` publishes anew"
        )
    verify(earlier)
    _show(layout, earlier)
    return left, earlier
