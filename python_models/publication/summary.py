"""The closing words of a build."""

import textwrap

from publication import manifest, published_tables, release
from publication.layout import Layout
from publication.published_tables import LEDGER, PUBLISHED_SCHEMA

# The value of the ledger's verdict that means: equal at printed precision.
REPRODUCED = "reproduced"
LINE_WIDTH = 110


def summary(layout: Layout) -> str:
    """Where the published state is, how much of the report it reproduces, how to look at it.

    Raises NothingPublishedError when there is none.
    """
    published = release.current(layout)
    commit = manifest.read(published).get("git_commit") or "unknown"
    earlier = release.before(layout, published)
    counts = published_tables.verdicts(published.database)
    total = sum(counts.values())
    others = ", ".join(
        f"{n:,} {verdict.replace('_', ' ')}" for verdict, n in counts.items() if verdict != REPRODUCED
    )
    pages = len(list(published.site.rglob("*.html")))
    size = published.database.stat().st_size / 1e6
    return "\n".join(
        [
            "",
            f"Published  {published.folder.name}, from commit {commit[:12]}; "
            + (
                f"`make rollback` returns to {earlier.folder.name}"
                if earlier
                else "none before it to go back to"
            ),
            f"Warehouse  {layout.shown(layout.database_link)} ({size:.0f} MB; open it read-only)",
            f"Report     {counts.get(REPRODUCED, 0):,} of {total:,} printed figures reproduced"
            + (f"; {others}" if others else "")
            + f" ({PUBLISHED_SCHEMA}.{LEDGER})",
            f"Site       {layout.shown(layout.site_link)}/ ({pages} pages); look at it with `make serve`",
            textwrap.fill(
                published_tables.notice(published.database),
                LINE_WIDTH,
                initial_indent="Data       ",
                subsequent_indent=" " * 11,
            ),
        ]
    )
