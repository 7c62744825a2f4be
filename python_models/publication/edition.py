"""The version of everything here: the edition that readers cite, from the last row of the revisions.

pyproject.toml takes it from here; a test holds CITATION.cff, survey_stats and CHANGELOG.md to it.
"""

import csv
from pathlib import Path

REVISIONS = Path(__file__).parents[2] / "seeds" / "reporting" / "reporting_revisions.csv"


def current(file: Path = REVISIONS) -> dict[str, str]:
    """The latest edition: ``version, revised_on, change_da, change_en, sort_order``."""
    with file.open(encoding="utf-8", newline="") as revisions:
        return max(csv.DictReader(revisions), key=lambda revision: int(revision["sort_order"]))


VERSION = current()["version"]
