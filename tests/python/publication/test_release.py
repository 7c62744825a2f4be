"""Publishing is one swap: readers see the old state or the new one, never a mixture."""

import os
import stat
import subprocess
import sys

import duckdb
import pytest
from publication_miniature import make_candidate

from publication import release
from publication.errors import NothingPublishedError, PublicationError
from publication.layout import Layout


def ledger_size(database) -> int:
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.execute("select count(*) from published.pub_replication").fetchone()[0]


def test_publish_makes_both_fixed_names_lead_to_the_new_state(layout):
    for reproduced in (3, 7):
        published = release.publish(layout, make_candidate(layout, reproduced))
        assert ledger_size(layout.database_link) == reproduced + 1
        assert (layout.site_link / "index.html").read_text(encoding="utf-8") == f"{reproduced + 1}\n"
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


# Opens both published names again and again; a process of its own, since DuckDB shares an open file
# within one. Prints every state that it met.
READER = """
import sys
from pathlib import Path
import duckdb
database, stop = map(Path, sys.argv[1:])
print("ready", flush=True)
while not stop.exists():
    with duckdb.connect(str(database), read_only=True) as connection:
        counts = [
            connection.execute("select count(*) from published.pub_replication").fetchone()[0]
            for _ in range(2)
        ]
    assert counts[0] == counts[1], counts
    print(counts[0], flush=True)
"""


def test_readers_that_come_and_go_meet_whole_states_only(layout, tmp_path):
    release.publish(layout, make_candidate(layout, 1))
    stop = tmp_path / "stop"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(layout.database_link), str(stop)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout.readline() == "ready\n"
    for reproduced in range(2, 22):
        release.publish(layout, make_candidate(layout, reproduced))
    stop.touch()
    states = [int(line) for line in reader.communicate(timeout=30)[0].split()]
    assert reader.returncode == 0
    assert states == sorted(states), "a reader went back in time"
    assert set(states) <= set(range(2, 23))
    assert len(set(states)) > 2, "the reader met too few states to prove anything"


def test_old_releases_go_except_the_one_before(layout):
    names = [release.publish(layout, make_candidate(layout, n)).folder.name for n in (1, 2, 3, 4)]
    assert sorted(path.name for path in layout.releases.iterdir()) == names[-2:]


def test_the_published_file_is_for_its_owner_and_for_reading(layout):
    release.publish(layout, make_candidate(layout))
    assert stat.S_IMODE(os.stat(layout.database_link).st_mode) == 0o400


@pytest.mark.parametrize("part", ["database", "site", "exports", "manifest"])
def test_an_incomplete_candidate_is_refused_and_changes_nothing(layout, part):
    release.publish(layout, make_candidate(layout, 3))
    candidate = make_candidate(layout, 9)
    missing = getattr(candidate, part)
    missing.rename(missing.with_name("elsewhere"))
    with pytest.raises(PublicationError, match=missing.name):
        release.publish(layout, candidate)
    assert ledger_size(layout.database_link) == 4
    assert (layout.site_link / "index.html").read_text(encoding="utf-8") == "4\n"


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
