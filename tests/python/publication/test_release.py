"""Publishing is one swap: readers see the old state or the new one, never a mixture."""

import duckdb
import pytest
from publication_miniature import make_candidate, published_state, write_warehouse

from publication import manifest, pipeline, release, verification
from publication.errors import (
    BuildInProgressError,
    DamagedError,
    NoEarlierPublicationError,
    NothingPublishedError,
    PublicationError,
)
from publication.layout import Layout
from publication.locking import exclusive


def ledger_size(database) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute("select count(*) from published.pub_replication").fetchone()[0]


def test_publish_makes_both_fixed_names_lead_to_the_new_state(layout):
    for reproduced in (3, 7):
        published, _ = release.publish(layout, make_candidate(layout, reproduced))
        assert ledger_size(layout.database_link) == reproduced + 1
        assert (layout.site_link / "index.html").read_text(encoding="utf-8") == f"{reproduced + 1} </html>\n"
        assert release.current(layout).folder == published.folder.resolve()
        assert not layout.candidate.folder.exists()


def test_the_tree_can_be_moved(layout):
    release.publish(layout, make_candidate(layout))
    moved = Layout(layout.root.with_name("elsewhere"))
    layout.root.rename(moved.root)
    assert ledger_size(moved.database_link) == 4
    assert (moved.site_link / "index.html").exists()


def test_a_reader_keeps_the_old_state_for_as_long_as_it_has_the_file_open(layout):
    release.publish(layout, make_candidate(layout, 3))
    query = "select count(*) from published.pub_replication"
    with duckdb.connect(str(layout.database_link), read_only=True) as reader:
        # More publications than are kept, so that the reader's file is removed under it.
        for reproduced in (4, 5, 6):
            release.publish(layout, make_candidate(layout, reproduced))
            assert reader.execute(query).fetchone() == (4,)
            assert reader.execute("select age_years from raw.persons").fetchone() == (42,)
    assert ledger_size(layout.database_link) == 7


def test_old_releases_go_except_the_one_before(layout):
    names = [release.publish(layout, make_candidate(layout, n))[0].folder.name for n in (1, 2, 3, 4)]
    assert sorted(path.name for path in layout.releases.iterdir()) == names[-2:]


@pytest.mark.parametrize("part", ["database", "site", "exports", "manifest"])
def test_an_incomplete_candidate_is_refused_and_changes_nothing(layout, part):
    release.publish(layout, make_candidate(layout, 3))
    candidate = make_candidate(layout, 9)
    missing = getattr(candidate, part)
    missing.rename(missing.with_name("elsewhere"))
    with pytest.raises(PublicationError, match=missing.name):
        release.publish(layout, candidate)
    assert ledger_size(layout.database_link) == 4
    assert (layout.site_link / "index.html").read_text(encoding="utf-8") == "4 </html>\n"


def test_a_site_that_was_built_by_hand_gives_way(layout):
    layout.site_link.mkdir()
    (layout.site_link / "by_hand.html").write_text("by hand", encoding="utf-8")
    release.publish(layout, make_candidate(layout))
    assert sorted(path.name for path in layout.site_link.iterdir()) == ["index.html"]


def test_a_failing_swap_leaves_the_old_state_and_no_litter(layout, monkeypatch):
    release.publish(layout, make_candidate(layout, 3))

    def fail(*_):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(release.os, "replace", fail)
        with pytest.raises(OSError, match="no space"):
            release.publish(layout, make_candidate(layout, 8))
    assert ledger_size(layout.database_link) == 4
    assert not [path.name for path in layout.warehouse.iterdir() if path.name.startswith(".current")]


def test_current_without_a_publication(layout):
    with pytest.raises(NothingPublishedError, match="make build"):
        release.current(layout)


def test_rollback_returns_to_the_publication_before_and_no_further(layout):
    first, second = (release.publish(layout, make_candidate(layout, n))[0] for n in (1, 2))
    left, shown = pipeline.rollback(layout)
    assert (left.folder.name, shown.folder.name) == (second.folder.name, first.folder.name)
    assert published_state(layout) == 1
    with pytest.raises(NoEarlierPublicationError, match=f"before {first.folder.name}"):
        pipeline.rollback(layout)
    assert published_state(layout) == 1
    # The next publication takes the place of what is shown, not of what was rolled back.
    release.publish(layout, make_candidate(layout, 3))
    assert not second.folder.exists()
    pipeline.rollback(layout)
    assert published_state(layout) == 1


def test_rollback_of_the_first_publication_and_of_none(layout):
    with pytest.raises(NothingPublishedError):
        pipeline.rollback(layout)
    release.publish(layout, make_candidate(layout, 1))
    with pytest.raises(NoEarlierPublicationError):
        pipeline.rollback(layout)
    assert published_state(layout) == 1


def test_no_rollback_during_a_build(layout):
    for state in (1, 2):
        release.publish(layout, make_candidate(layout, state))
    with exclusive(layout.lock_file), pytest.raises(BuildInProgressError):
        pipeline.rollback(layout)
    assert published_state(layout) == 2


@pytest.mark.parametrize(
    ("damage", "complaint"),
    [
        (
            lambda found: (found.exports / "pub_shares.parquet").unlink(),
            "exports/pub_shares.parquet is missing",
        ),
        (
            lambda found: (found.site / "index.html").write_text("other", encoding="utf-8"),
            "site/index.html was changed",
        ),
        (lambda found: found.manifest.unlink(), "manifest.json is missing"),
        # The same rows, another file.
        (
            lambda found: write_warehouse(found.database.with_name("x"), 1).replace(found.database),
            "manager_training.duckdb was changed",
        ),
        (lambda found: found.database.unlink(), "manager_training.duckdb is missing"),
    ],
)
def test_no_rollback_to_what_is_not_whole(layout, damage, complaint):
    first, _ = (release.publish(layout, make_candidate(layout, n))[0] for n in (1, 2))
    damage(first)
    with pytest.raises(PublicationError, match=complaint):
        pipeline.rollback(layout)
    assert published_state(layout) == 2


@pytest.mark.parametrize(
    "content",
    [b"[]", b"3", b"null", b"{}", b"\xff\xfe", b"", b'{"manifest": "', b"[" * 100_000, b'{"release": NaN}'],
)
def test_a_manifest_that_is_none_is_damage_and_no_more(layout, content):
    first, second = (release.publish(layout, make_candidate(layout, n))[0] for n in (1, 2))
    second.manifest.write_bytes(content)
    assert manifest.damage(second)[0].startswith("manifest.json ")
    found = release.heal(layout)
    assert found.whole == first
    assert published_state(layout) == 1
    assert f"{second.folder.name}, which is published, is not whole: manifest.json" in found.said[0]
    # It is kept for whoever wants to look.
    assert [path.name for path in layout.set_aside.iterdir()] == [second.folder.name]
    assert release.heal(layout).said == ()
    assert not layout.set_aside.exists()


def test_where_the_link_is_lost_nothing_is_removed_that_nothing_took_the_place_of(layout):
    first, second = (release.publish(layout, make_candidate(layout, n))[0] for n in (1, 2))
    layout.current.unlink()
    with pytest.raises(DamagedError, match=f"{second.folder.name} is the newest whole release"):
        verification.report(layout)
    # A build that stops before it publishes.
    assert release.heal(layout).said[0] == "warehouse/current leads to no release"
    assert release.tidy(layout) == []
    assert published_state(layout) == 2
    assert first.folder.exists()
    layout.current.unlink()
    third, said = release.publish(layout, make_candidate(layout, 3))
    assert f"{second.folder.name} is the newest whole release" in said
    assert sorted(path.name for path in layout.releases.iterdir()) == [second.folder.name, third.folder.name]
    pipeline.rollback(layout)
    assert published_state(layout) == 2


def test_a_lost_link_is_shown_again_by_a_rollback(layout):
    for state in (1, 2):
        second, _ = release.publish(layout, make_candidate(layout, state))
    layout.current.unlink()
    with pytest.raises(NothingPublishedError, match="`make rollback` shows the newest whole one again"):
        release.current(layout)
    assert pipeline.rollback(layout) == (None, second)
    assert published_state(layout) == 2


def test_where_the_release_of_a_rollback_is_damaged_the_one_it_left_is_shown(layout):
    second, third = (release.publish(layout, make_candidate(layout, n))[0] for n in (2, 3))
    pipeline.rollback(layout)
    (second.site / "index.html").write_text("", encoding="utf-8")
    assert pipeline.rollback(layout) == (second, third)
    assert published_state(layout) == 3


def test_strays_among_the_releases_are_named_and_left_alone(layout):
    release.publish(layout, make_candidate(layout, 1))
    (layout.releases / "notes.txt").write_text("mine", encoding="utf-8")
    (layout.releases / "backup").mkdir()
    with pytest.raises(DamagedError, match=r"notes\.txt is no release; move it away") as told:
        verification.report(layout)
    assert "is published and whole" in str(told.value)
    for state in (2, 3):
        release.publish(layout, make_candidate(layout, state))
    assert (layout.releases / "notes.txt").read_text(encoding="utf-8") == "mine"
    assert (layout.releases / "backup").is_dir()
    assert published_state(layout) == 3


def test_verification_of_what_is_whole_and_of_nothing(layout):
    with pytest.raises(NothingPublishedError, match="make build"):
        verification.report(layout)
    first, _ = release.publish(layout, make_candidate(layout, 1))
    assert verification.report(layout).splitlines() == [
        f"{first.folder.name} is published and whole",
        "there is none before it to go back to",
    ]
