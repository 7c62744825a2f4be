"""What leaves the house is read from published tables only, and the workshop is its owner's.

What models may read is in test_manifest.py.
"""

import os
import re
import stat
from pathlib import Path

from publication.layout import Layout

ROOT = Path(__file__).parents[2]
LAYOUT = Layout(ROOT)


def test_pages_read_exports_of_published_tables_only():
    # Sources and queries of the pages are written by the scripts; components hold none.
    folders = [LAYOUT.reports / name for name in ("scripts", "components", "pages")]
    paths = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".mjs", ".js", ".svelte", ".md"}
    ]
    assert LAYOUT.reports / "scripts/generate.mjs" in paths
    for path in paths:
        found = re.findall(
            r"\b(?:raw|staging|intermediate|marts)\.\w+|\b(?:stg|int|fct|fit|est|dim)_\w+",
            path.read_text("utf-8"),
        )
        assert not found, f"{path.relative_to(ROOT)} names {found[0]}"


def test_downloads_and_exports_name_no_other_schema():
    for name in ("downloads.py", "published_tables.py"):
        text = (ROOT / "python_models/publication" / name).read_text(encoding="utf-8")
        assert not re.search(r"\b(marts|intermediate|staging|raw)\.", text), name


def test_the_workshop_is_its_owners_alone(tmp_path):
    from publication.locking import exclusive

    layout = Layout(tmp_path)
    previous = os.umask(0o000)
    try:
        with exclusive(layout.lock_file):
            mode = stat.S_IMODE(layout.workshop.stat().st_mode)
    finally:
        os.umask(previous)
    assert mode & 0o077 == 0, oct(mode)
