"""A working tree in miniature: a warehouse of a few rows, and a site of one page."""

import json
import shutil
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from deliveries import contract
from publication import manifest, provenance, published_tables, release
from publication.layout import Layout, Release

# Counts its own runs, and copies the ledger's size into the page, so that tests see what was drawn.
SITE_SCRIPT = """
mkdir -p "$SITE_OUTPUT_DIR"
echo run >> runs.txt
echo $(cat sources/warehouse/pub_replication.parquet | wc -c) "</html>" > "$SITE_OUTPUT_DIR/index.html"
"""


# Writes the size of the ledger into the page, so that a page tells of which state it is.
COUNTING_SITE_SCRIPT = """
mkdir -p "$SITE_OUTPUT_DIR"
echo $(($(wc -l < extras/data/pub_replication.csv) - 1)) "</html>" > "$SITE_OUTPUT_DIR/index.html"
"""


def write_warehouse(database: Path, reproduced: int = 3, *, statements: tuple[str, ...] = ()) -> Path:
    """A warehouse with microdata left of `published` and a ledger of `reproduced` + 1 rows."""
    database.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema raw; create schema published")
        connection.execute("create table raw.persons as select 'P00001' as person_id, 42 as age_years")
        for table in contract.SOURCES.values():
            connection.execute(f"create table raw.{table} as select '1' as source_line")
        for column in contract.free_text_columns():
            connection.execute(f"alter table raw.survey_response add column {column} varchar")
        connection.execute(
            "create table published.pub_replication as "
            f"select 'reproduced' as verdict, i as number from range({reproduced}, 0, -1) as t(i) "
            "union all select 'differs', 0"
        )
        connection.execute(
            "create table published.pub_about as "
            "select 'synthetic_notice' as key, 'Ingen virkelige personer.' as value_da, "
            "'No real persons; they''re synthetic.' as value_en"
        )
        connection.execute("create table published.pub_shares as select 0.5::double as share")
        for statement in statements:
            connection.execute(statement)
    return database


def make_candidate(layout: Layout, reproduced: int = 3) -> Release:
    """A build that is ready to be published; its page says how many rows the ledger has."""
    candidate = layout.candidate
    shutil.rmtree(candidate.folder, ignore_errors=True)
    published_tables.export(write_warehouse(candidate.database, reproduced), candidate.exports)
    candidate.site.mkdir()
    (candidate.site / "index.html").write_text(f"{reproduced + 1} </html>\n", encoding="utf-8")
    facts = {"verdicts": {"reproduced": reproduced}, **provenance.contents(candidate)}
    manifest.write(candidate, facts)
    return candidate


def page_number(site: Path) -> int:
    """The number that the front page shows."""
    return int((site / "index.html").read_text(encoding="utf-8").split()[0])


def state_of(found: Release, database: Path) -> int:
    """The state (figures reproduced) of which warehouse, exports, page and manifest of a release are."""
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("select count(*) from published.pub_replication").fetchone()[0]
    assert pq.read_metadata(found.exports / "pub_replication.parquet").num_rows == rows
    assert page_number(found.site) == rows
    assert manifest.read(found)["verdicts"]["reproduced"] == rows - 1
    return rows - 1


def published_state(layout: Layout) -> int:
    """The state that readers see under the fixed names, which must be whole and lead to one release."""
    found = release.current(layout)
    assert layout.database_link.resolve() == found.database
    assert layout.site_link.resolve() == found.site
    release.verify(found)
    return state_of(found, layout.database_link)


def write_documentation(
    layout: Layout, database: Path, target: Path, *, lock_descriptor=None, meanwhile=lambda: None
) -> Path:
    """Stands in for dbt's documentation."""
    meanwhile()
    target.parent.mkdir(parents=True)
    target.write_text("<p>lineage</p>", encoding="utf-8")
    return target


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A root folder with an Evidence project in miniature, and nothing built."""
    layout = Layout(tmp_path / "project")
    layout.reports.mkdir(parents=True)
    script = layout.reports / "build.sh"
    script.write_text(SITE_SCRIPT, encoding="utf-8")
    package = {"name": "miniature", "private": True, "scripts": {"build:site": "sh build.sh"}}
    (layout.reports / "package.json").write_text(json.dumps(package), encoding="utf-8")
    return layout
