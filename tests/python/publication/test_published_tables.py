"""What may be published, and what an export contains."""

import json
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest
from publication_miniature import write_warehouse

from publication import published_tables
from publication.errors import AuditError, NothingPublishedError


def test_audit_counts_the_rows_of_published_tables_only(tmp_path):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    assert published_tables.audit(database) == {"pub_about": 1, "pub_replication": 4, "pub_shares": 1}


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("delete from published.pub_shares", "published.pub_shares: has no rows"),
        ("drop table published.pub_replication", "published.pub_replication: is missing"),
        ("create table published.est_x as select 1 as a", "published.est_x: its name must begin with pub_"),
        (
            "alter table published.pub_shares add column person_id text",
            "published.pub_shares: has the column",
        ),
        ("create view published.pub_v as select 1 as a where false", "published.pub_v: has no rows"),
        ("update published.pub_about set key = 'other'", "published.pub_about: lacks synthetic_notice"),
        ("drop table published.pub_about", "published.pub_about: lacks synthetic_notice"),
        ("drop schema published cascade", "published.pub_replication: is missing"),
    ],
)
def test_audit_refuses_and_names_the_culprit(tmp_path, statement, complaint):
    database = write_warehouse(tmp_path / "manager_training.duckdb", statements=(statement,))
    with pytest.raises(AuditError) as refusal:
        published_tables.audit(database)
    assert complaint in str(refusal.value)
    with pytest.raises(AuditError):
        published_tables.export(database, tmp_path / "exports")
    assert not (tmp_path / "exports").exists()


def test_a_table_whose_model_says_why_may_be_empty(tmp_path):
    database = write_warehouse(
        tmp_path / "manager_training.duckdb", statements=("delete from published.pub_shares",)
    )
    manifest = tmp_path / "manifest.json"
    nodes = {
        "model.m.pub_shares": {
            "alias": "pub_shares",
            "config": {"meta": {"may_be_empty": "Many do."}},
        },
        "model.m.pub_other": {"alias": "pub_other", "config": {"meta": {}}},
    }
    manifest.write_text(json.dumps({"nodes": nodes}))
    allowed = published_tables.may_be_empty(manifest)
    assert allowed == {"pub_shares"}
    assert published_tables.audit(database, may_be_empty=allowed)["pub_shares"] == 0
    published_tables.export(database, tmp_path / "exports", may_be_empty=allowed)
    assert pq.read_metadata(tmp_path / "exports" / "pub_shares.parquet").num_rows == 0


def test_audit_names_all_culprits_at_once(tmp_path):
    database = write_warehouse(
        tmp_path / "manager_training.duckdb",
        statements=(
            "delete from published.pub_shares",
            "create table published.fct_x as select 1 as person_id",
        ),
    )
    with pytest.raises(AuditError) as refusal:
        published_tables.audit(database)
    assert str(refusal.value).count("\n") == 3


def test_audit_refuses_a_file_whose_last_changes_are_only_in_the_log(tmp_path):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    Path(f"{database}.wal").write_bytes(b"changes")
    with pytest.raises(AuditError, match="not closed properly"):
        published_tables.audit(database)


def test_audit_of_nothing(tmp_path):
    with pytest.raises(NothingPublishedError, match="make build"):
        published_tables.audit(tmp_path / "absent.duckdb")


def test_export_holds_every_published_table_and_nothing_else(tmp_path):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    folder = tmp_path / "it's here"
    written = published_tables.export(database, folder)
    names = ["pub_about.parquet", "pub_replication.parquet", "pub_shares.parquet"]
    assert [path.name for path in written] == names
    assert sorted(path.name for path in folder.iterdir()) == names
    rows = duckdb.read_parquet(str(written[1])).fetchall()
    assert rows == [("differs", 0), ("reproduced", 1), ("reproduced", 2), ("reproduced", 3)]


def test_every_export_says_what_the_microdata_are(tmp_path):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    for path in published_tables.export(database, tmp_path / "exports"):
        metadata = pq.read_metadata(path).metadata
        assert metadata[b"synthetic_notice"].decode() == "No real persons; they're synthetic."


def test_export_removes_tables_of_an_earlier_one_and_leaves_other_files(tmp_path):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "pub_gone.parquet").write_bytes(b"old")
    (folder / "connection.yaml").write_text("name: published", encoding="utf-8")
    published_tables.export(database, folder)
    assert not (folder / "pub_gone.parquet").exists()
    assert (folder / "connection.yaml").exists()


def test_equal_tables_give_equal_files_whatever_order_their_rows_were_written_in(tmp_path):
    first = write_warehouse(tmp_path / "1" / "manager_training.duckdb")
    again = write_warehouse(
        tmp_path / "2" / "manager_training.duckdb",
        statements=(
            "create table published.pub_b as from published.pub_replication order by all",
            "drop table published.pub_replication",
            "alter table published.pub_b rename to pub_replication",
        ),
    )
    other = write_warehouse(tmp_path / "3" / "manager_training.duckdb", reproduced=2)
    files = [
        (published_tables.export(database, database.parent / "exports")[1]).read_bytes()
        for database in (first, again, other)
    ]
    assert files[0] == files[1]
    assert files[0] != files[2]


def test_verdicts_most_frequent_first(tmp_path):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    assert list(published_tables.verdicts(database).items()) == [("reproduced", 3), ("differs", 1)]


SAID = "insert into raw.survey_response (q21_text) values ('Akademiet på Fanø')"
PUBLISHED = "create table published.pub_words as select 'hos akademiet på fanø, i 2023' as label_da"


@pytest.mark.parametrize(
    "published", [PUBLISHED, PUBLISHED.replace("'hos", "['x', 'hos").replace("2023'", "2023']")]
)
def test_audit_finds_a_free_text_answer_and_does_not_repeat_it(tmp_path, published):
    database = write_warehouse(tmp_path / "manager_training.duckdb", statements=(SAID, published))
    with pytest.raises(AuditError) as refusal:
        published_tables.audit(database)
    assert "published.pub_words, column label_da: holds a free-text answer" in str(refusal.value)
    assert "fan" not in str(refusal.value).lower()


@pytest.mark.parametrize(
    "statements",
    [
        # Nobody said it; it is too short; the catalogue says it too.
        (PUBLISHED,),
        (PUBLISHED, SAID.replace("Akademiet på Fanø", "Fanø")),
        (PUBLISHED, SAID, "insert into raw.catalogue_courses values ('Akademiet på Fanø, efteråret')"),
    ],
)
def test_audit_lets_words_pass_that_tell_of_nobody(tmp_path, statements):
    database = write_warehouse(tmp_path / "manager_training.duckdb", statements=statements)
    assert published_tables.audit(database)["pub_words"] == 1


def test_the_register_and_the_survey_make_no_word_public(tmp_path):
    statements = (SAID, PUBLISHED, "insert into raw.register_sample values ('Akademiet på Fanø')")
    with pytest.raises(AuditError, match="pub_words"):
        published_tables.audit(write_warehouse(tmp_path / "manager_training.duckdb", statements=statements))


def test_audit_knows_the_answers_of_earlier_waves(tmp_path):
    earlier = write_warehouse(tmp_path / "earlier" / "manager_training.duckdb", statements=(SAID,))
    database = write_warehouse(tmp_path / "manager_training.duckdb", statements=(PUBLISHED,))
    published_tables.audit(database)
    with pytest.raises(AuditError, match="pub_words"):
        published_tables.audit(database, [earlier])


def test_audit_refuses_a_warehouse_without_the_answers_to_compare_with(tmp_path):
    database = write_warehouse(
        tmp_path / "manager_training.duckdb", statements=("alter table raw.survey_response drop q22_text",)
    )
    with pytest.raises(AuditError, match="lacks the free-text answers"):
        published_tables.audit(database)
