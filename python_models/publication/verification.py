"""`make verify`: what is published, file by file against its digests, and what to do where it is damaged."""

import os
from pathlib import Path

from publication import manifest, release
from publication.errors import DamagedError, NothingPublishedError
from publication.layout import Layout, Release


def report(layout: Layout) -> str:
    """Say that what is published is whole, and what `make rollback` would return to.

    Raises NothingPublishedError when nothing was ever published, DamagedError naming all that is not as it
    was published, with the remedy.
    """
    while True:
        shown = release.linked(layout)
        problems, lines = _examined(layout, shown)
        # Where a release was published meanwhile, what was looked at may have been removed for it.
        if release.linked(layout) == shown:
            break
    if problems:
        raise DamagedError("\n  ".join(["what is published is damaged:", *problems, _remedy(layout)]))
    return "\n".join(lines)


def _examined(layout: Layout, shown: Release | None) -> tuple[list[str], list[str]]:
    if shown is None:
        found = release.find(layout)
        if not found.said:
            raise NothingPublishedError("nothing is published yet; run `make build` first")
        return list(found.said), []
    damage = manifest.damage(shown)
    problems = [f"{shown.folder.name}, which is published: {problem}" for problem in damage]
    lines = [f"{shown.folder.name} is published and whole"]
    for link, target in (
        (layout.database_link, layout.current / shown.database.name),
        (layout.site_link, layout.current / shown.site.name),
    ):
        if not _leads_to(link, target):
            problems.append(f"{layout.shown(link)} does not lead to what is published")
    try:
        earlier = release.before(layout, shown)
    except DamagedError as error:
        earlier = None
        if not damage:
            problems.append(str(error))
    if earlier:
        damage = manifest.damage(earlier)
        problems += [f"{earlier.folder.name}, the one before: {problem}" for problem in damage]
        lines.append(f"{earlier.folder.name}, the one before, is whole; `make rollback` returns to it")
    elif not damage:
        lines.append("there is none before it to go back to")
    problems += [f"{layout.shown(path)} is no release; move it away" for path in release.strays(layout)]
    return problems, lines


def _leads_to(link: Path, target: Path) -> bool:
    return link.is_symlink() and os.readlink(link) == os.path.relpath(target, link.parent)


def _remedy(layout: Layout) -> str:
    """What can be done, which depends on what is whole."""
    build = "`make build` sets aside what is damaged and publishes anew"
    whole = release.find(layout).whole
    if whole is None:
        return f"no release is whole; {build}"
    if whole == release.linked(layout):
        return (
            f"{whole.folder.name} is published and whole; `make build` publishes anew and puts the rest right"
        )
    return f"`make rollback` shows {whole.folder.name} again, which is whole; {build}"
