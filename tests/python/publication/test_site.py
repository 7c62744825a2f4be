"""The Evidence project runs when something it draws from has changed, and only then."""

import json

import pytest
from publication_miniature import page_number, write_warehouse

from publication import published_tables, site
from publication.errors import CommandFailedError


@pytest.fixture
def exports(layout):
    database = write_warehouse(layout.workshop / "manager_training.duckdb")
    folder = layout.workshop / "exports"
    published_tables.export(database, folder)
    return folder


def runs(layout) -> int:
    log = layout.reports / "runs.txt"
    return len(log.read_text(encoding="utf-8").split()) if log.exists() else 0


def test_fingerprint_follows_pages_and_exports_but_not_what_tools_write(layout, exports):
    before = site.fingerprint(layout.reports, exports)
    for ignored in ("node_modules/x/index.js", ".evidence/template/a.js", "sources/warehouse/pub_x.parquet"):
        path = layout.reports / ignored
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("written by a tool", encoding="utf-8")
    assert site.fingerprint(layout.reports, exports) == before

    page = layout.reports / "pages" / "index.md"
    page.parent.mkdir()
    page.write_text("# Forside", encoding="utf-8")
    with_page = site.fingerprint(layout.reports, exports)
    page.rename(page.with_name("andet.md"))
    renamed = site.fingerprint(layout.reports, exports)
    (exports / "pub_shares.parquet").write_bytes(b"other numbers")
    other_numbers = site.fingerprint(layout.reports, exports)
    assert len({before, with_page, renamed, other_numbers}) == 4


def test_unchanged_inputs_are_not_drawn_twice(layout, exports, tmp_path):
    # The miniature writes its tally into its own project, which would count as a change.
    (layout.reports / "runs.txt").write_text("", encoding="utf-8")
    (layout.reports / "build.sh").write_text(
        'mkdir -p "$SITE_OUTPUT_DIR"; echo $(date +%s%N) "</html>" > "$SITE_OUTPUT_DIR/index.html"',
        encoding="utf-8",
    )
    assert site.build(layout, exports, tmp_path / "first") is True
    assert site.build(layout, exports, tmp_path / "second") is False
    first, second = ((tmp_path / name / "index.html").read_bytes() for name in ("first", "second"))
    assert first == second
    (layout.reports / "page.md").write_text("new", encoding="utf-8")
    assert site.build(layout, exports, tmp_path / "third") is True
    assert (tmp_path / "third" / "index.html").read_bytes() != first


def test_the_site_is_drawn_from_this_export_and_not_from_leftovers(layout, exports, tmp_path):
    layout.site_data.mkdir(parents=True)
    (layout.site_data / "pub_gone.parquet").write_bytes(b"old")
    site.build(layout, exports, tmp_path / "site")
    assert sorted(path.name for path in layout.site_data.iterdir()) == sorted(
        path.name for path in exports.iterdir()
    )
    size = (exports / "pub_replication.parquet").stat().st_size
    assert page_number(tmp_path / "site") == size
    assert runs(layout) == 1


@pytest.mark.parametrize(
    ("script", "complaint"),
    [
        ("echo a query is broken; exit 3", "ended with code 3.*\na query is broken"),
        ('mkdir -p "$SITE_OUTPUT_DIR"', "left no front page"),
    ],
)
def test_a_failed_build_is_named_and_never_taken_for_a_site_later(
    layout, exports, tmp_path, script, complaint
):
    package = {"name": "miniature", "private": True, "scripts": {"build:site": script}}
    (layout.reports / "package.json").write_text(json.dumps(package), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(CommandFailedError, match=complaint):
            site.build(layout, exports, tmp_path / "site")
        assert not (tmp_path / "site").exists()
