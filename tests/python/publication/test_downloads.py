"""The files hold what the tables hold, in the form their readers need."""

import csv
import hashlib
import io
import json
from datetime import date

import pytest
from publication_miniature import write_warehouse

from publication import downloads
from publication.errors import AuditError

TABLES = (
    "create table published.pub_figures as select * from (values "
    "('fig_1', 'Figur 1', 2), ('tab_1', 'Tabel 1', 1)) as t(figure_id, report_ref, sort_order)",
    *(
        f"alter table published.pub_figures add column {name} varchar"
        for name in downloads.ABOUT_FIGURE
        if name != "report_ref"
    ),
    "create table published.pub_estimates as select * from (values "
    "('fig_1', 'b', 0.25, null::double), ('fig_1', 'a', 1e-7, -0.5), ('fig_2', 'a', 3.0, 1.0)) "
    "as t(figure_id, label_da, estimate, ci_low)",
    "create table published.pub_tests as select 'fig_1' as figure_id, 0.01::double as p_value",
    "create table published.pub_counts as select "
    "'Fyn; Jylland' as label_da, 3::integer as n, true as is_big, date '2024-01-22' as since",
    "create table published.pub_figure_tables as select * from (values ('fig_1', 'pub_estimates'), "
    "('fig_1', 'pub_tests'), ('tab_1', 'pub_counts')) as t(figure_id, table_name)",
    "comment on table published.pub_estimates is 'One row per estimate.'",
    "comment on column published.pub_estimates.estimate is 'Weighted share.'",
)


def written(tmp_path, *statements):
    database = write_warehouse(tmp_path / "manager_training.duckdb", statements=(*TABLES, *statements))
    folder = tmp_path / "data"
    downloads.write(database, folder)
    return folder


def english_rows_of(path):
    text = path.read_bytes()
    assert not text.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(text.decode(), newline="")))


def rows_of(path):
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert text.count(b"\n") == text.count(b"\r\n")
    return list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (5584, "5584"),
        (-3, "-3"),
        (0.43, "0,43"),
        (-0.5, "-0,5"),
        (6000.0, "6000"),
        (1e-7, "0,0000001"),
        (1e22, "10000000000000000000000"),
        (date(2024, 1, 22), "2024-01-22"),
        ("Mænd", "Mænd"),
        ("10-49 ansatte", "10-49 ansatte"),
        # Printed numbers stay as printed; what a spreadsheet would compute does not.
        ("-0,09", "-0,09"),
        ("-0,09***", "'-0,09***"),
        ("+ ledelse", "'+ ledelse"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),
        ("\r=1+1", "'\r=1+1"),
        ("-", "'-"),
    ],
)
def test_cells_read_as_meant_in_a_danish_spreadsheet(value, cell):
    assert downloads.CSV_FORMS[""].cell(value) == cell


@pytest.mark.parametrize(
    ("value", "cell"),
    [(0.43, "0.43"), (-1e-7, "-0.0000001"), ("-0.09", "-0.09"), ("=1+1", "'=1+1"), (None, "")],
)
def test_cells_read_as_meant_in_english_programs(value, cell):
    assert downloads.CSV_FORMS["en/"].cell(value) == cell


def test_a_table_as_csv_and_as_json(tmp_path):
    folder = written(tmp_path)
    assert rows_of(folder / "pub_counts.csv") == [
        ["label_da", "n", "is_big", "since"],
        ["Fyn; Jylland", "3", "true", "2024-01-22"],
    ]
    content = json.loads((folder / "pub_estimates.json").read_text(encoding="utf-8"))
    assert content["synthetic_notice_en"] == "No real persons; they're synthetic."
    (table,) = content["resources"]
    assert table["description"] == "One row per estimate."
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    assert fields["estimate"] == {"name": "estimate", "type": "number", "description": "Weighted share."}
    # Rows in the order of all columns, for there is no order of presentation; missing stays missing.
    assert table["data"] == [
        ["figure_id", "label_da", "estimate", "ci_low"],
        ["fig_1", "a", 1e-7, -0.5],
        ["fig_1", "b", 0.25, None],
        ["fig_2", "a", 3.0, 1.0],
    ]
    order = json.loads((folder / "pub_figures.json").read_text(encoding="utf-8"))["resources"][0]["data"]
    assert [row[0] for row in order] == ["figure_id", "tab_1", "fig_1"]


def test_a_figure_has_the_rows_of_all_its_tables_and_no_others(tmp_path):
    folder = written(
        tmp_path,
        "alter table published.pub_estimates add column label_en varchar default 'c'",
        "alter table published.pub_estimates add column group_sort integer default 1",
        # Of another figure alone.
        "alter table published.pub_estimates add column note varchar",
        "update published.pub_estimates set note = 'n' where figure_id = 'fig_2'",
    )
    # The columns that say something of the figure, one table a file.
    assert rows_of(folder / "figures" / "fig_1.csv") == [
        ["label", "estimate", "ci_low"],
        ["a", "0,0000001", "-0,5"],
        ["b", "0,25", ""],
    ]
    assert english_rows_of(folder / "en" / "figures" / "fig_1.csv")[:2] == [
        ["estimate", "ci_low", "label"],
        ["0.0000001", "-0.5", "c"],
    ]
    assert rows_of(folder / "figures" / "fig_1.tests.csv") == [["p_value"], ["0,01"]]
    content = json.loads((folder / "figures" / "fig_1.json").read_text(encoding="utf-8"))
    assert content["report_ref"] == "Figur 1"
    assert [table["name"] for table in content["resources"]] == ["pub_estimates", "pub_tests"]
    assert len(content["resources"][0]["data"]) == 3
    # A table whose rows name no figure belongs to the figure as a whole.
    assert len(rows_of(folder / "figures" / "tab_1.csv")) == 2


def test_the_package_describes_every_english_csv_of_a_table(tmp_path):
    folder = written(
        tmp_path,
        "create table published.pub_codes (code integer primary key, label_en varchar)",
        "insert into published.pub_codes values (1, 'One, or more')",
        "insert into published.pub_about values ('licence', 'Frit', 'Free to use.')",
    )
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [{"path": "licence.txt", "title": "Free to use."}]
    assert "Free to use." in (folder / "licence.txt").read_text(encoding="utf-8")
    assert {table["path"] for table in package["resources"]} == {
        f"en/{path.name}" for path in (folder / "en").glob("*.csv")
    }
    for table in package["resources"]:
        content = (folder / table["path"]).read_bytes()
        assert table["bytes"] == len(content)
        assert table["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        header, *rows = english_rows_of(folder / table["path"])
        assert [field["name"] for field in table["schema"]["fields"]] == header
        for field, *values in zip(table["schema"]["fields"], *rows, strict=True):
            if field["type"] == "number":
                [float(value) for value in values if value]
    (codes,) = [table for table in package["resources"] if table["name"] == "pub_codes"]
    assert codes["schema"]["primaryKey"] == ["code"]


def test_equal_tables_give_equal_files(tmp_path):
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
        written(tmp_path / name)
    files = sorted(
        path.relative_to(tmp_path / "first") for path in (tmp_path / "first" / "data").rglob("*.*")
    )
    # CSV in two languages and JSON of eight tables and two figures (one of two tables); package and terms.
    assert len(files) == 3 * (8 + 2) + 2 + 2
    for file in files:
        assert (tmp_path / "first" / file).read_bytes() == (tmp_path / "second" / file).read_bytes()


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("delete from published.pub_figure_tables where figure_id = 'tab_1'", "tab_1: .*gives it no table"),
        ("update published.pub_figure_tables set table_name = 'pub_x' where figure_id = 'tab_1'", "pub_x"),
        ("delete from published.pub_tests", "fig_1: pub_tests has no row of it"),
        ("alter table published.pub_counts add column list integer[]", r"pub_counts.list \(INTEGER\[\]\)"),
    ],
)
def test_files_that_would_be_empty_or_wrong_are_refused(tmp_path, statement, complaint):
    with pytest.raises(AuditError, match=complaint):
        written(tmp_path, statement)


def test_numbers_that_are_none_are_refused(tmp_path):
    with pytest.raises(ValueError, match="Out of range float"):
        written(tmp_path, "update published.pub_tests set p_value = 'nan'::double")
