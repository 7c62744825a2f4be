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
    queries = [*(LAYOUT.reports / "sources").rglob("*.sql"), *(LAYOUT.reports / "queries").rglob("*.sql")]
    assert queries
    for path in queries:
        read = re.findall(r"\b(?:from|join)\s+([\w.]+)", path.read_text(encoding="utf-8"), re.IGNORECASE)
        for name in read:
            assert not re.match(r"(raw|staging|intermediate|marts)\.|.*\b(stg|int|fct|fit|est|dim)_", name), (
                f"{path.relative_to(ROOT)} reads {name}"
            )


def test_downloads_and_exports_name_no_other_schema():
    for name in ("downloads.py", "warehouse.py"):
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
