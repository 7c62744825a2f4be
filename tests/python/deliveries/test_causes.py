"""What many cells or a whole file have in common is named as the cause, once and first, with its remedy."""

import random
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest
from deliveries_wrong import nobody_in, persons, with_codes

from deliveries import contract, write
from deliveries.__main__ import main
from deliveries.delivery import (
    DeliveredFile,
    Delivery,
    _untold,
    _unweighted,
    _with_left_out,
    inspect_delivery,
    read_delivery,
)
from deliveries.errors import shown_name
from deliveries.ids import other_ids
from deliveries.plausibility import earlier_wave, judge
from deliveries.prepare import prepare
from deliveries.readers import read
from deliveries.report import report
from deliveries.staging import Staging, _measures_of_seeds
from fitting.calibration import calibrated_weights

Edit = Callable[[Path], None]


def replaced(file: str, old: bytes, new: bytes, count: int = 1) -> Edit:
    """The first places of a text in a file become another; a pattern where `count` is 0."""

    def edit(folder: Path) -> None:
        path = folder / file
        data = path.read_bytes()
        changed = data.replace(old, new, count) if count else re.sub(old, new, data)
        assert changed != data
        path.write_bytes(changed)

    return edit


def beside(name: str, content: bytes) -> Edit:
    return lambda folder: (folder / name).write_bytes(content) and None


def renamed(old: str, new: str) -> Edit:
    return lambda folder: (folder / old).rename(folder / new) and None


def recoded(source: str, column: str, codes: dict[str, str]) -> Edit:
    """Codes of a column of CSV become other words."""

    def edit(folder: Path) -> None:
        path = folder / f"{source}.csv"
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame[column] = [codes.get(value, value) for value in frame[column]]
        frame.to_csv(path, index=False)

    return edit


HEADER = b"delivery,delivered_name,our_name"
CAUSES = {
    "NA for a blank": (
        replaced("survey.csv", rb"(?<=,)(?=[,\n])", b"NA", 0), "missing-marker", "NA stands for"),
    "SPSS's word for a blank": (
        replaced("survey.csv", rb"(?<=,)(?=[,\n])", b"#NULL!", 0), "missing-marker", "#NULL! stands for"),
    "days first": (
        replaced("survey.csv", rb"(2024)-(\d\d)-(\d\d)", rb"\3-\2-\1", 0),
        "date-format", "written day first"),
    "midnights in UTC": (
        replaced("survey.csv", rb"(2024-\d\d-\d\d)", rb"\1T23:00:00", 0), "date-format", "has a time of day"),
    "a title above the header": (
        replaced("register.csv", b"person_id", b"Sample, drawn by the office\nperson_id"),
        "preamble", "first line"),
    "a mark of UTF-8 over Latin-1": (
        lambda f: (f / "catalogue.csv").write_bytes(
            b"\xef\xbb\xbf" + (f / "catalogue.csv").read_text("utf-8").encode("latin-1")) and None,
        "wrong-encoding", "begins with the mark of UTF-8"),
    "UTF-16": (
        lambda f: (f / "catalogue.csv").write_bytes(
            (f / "catalogue.csv").read_text("utf-8").encode("utf-16")) and None, "not-text", "is UTF-16"),
    "delivery.yaml": (
        renamed("delivery.yml", "delivery.yaml"), "missing-declaration", "Rename delivery.yaml"),
    "another name": (
        renamed("survey.csv", "Survey_2024.csv"), "missing-file", "Rename Survey_2024.csv"),
    "a key twice": (
        replaced("delivery.yml", b"is_synthetic: true", b"is_synthetic: false\nis_synthetic: true"),
        "unreadable-declaration", "is_synthetic stands there twice"),
    "a hexadecimal wave": (
        replaced("delivery.yml", b"wave: 2024", b"wave: 0x" + b"f" * 5000),
        "wrong-declaration", "is no year"),
    "a hexadecimal key": (
        replaced("delivery.yml", b"wave: 2024", b"wave: 2024\n0x" + b"f" * 5000 + b": 1"),
        "unreadable-declaration", "is no YAML mapping"),
    "a signal that is none": (
        replaced("delivery.yml", b"wave: 2024", b"wave: 2024\nacknowledged: {all: it is in good order}"),
        "wrong-declaration", "knows the signals"),
    "no sentence": (
        replaced("delivery.yml", b"wave: 2024", b"wave: 2024\nacknowledged: {courses: yes it is}"),
        "wrong-declaration", "20 to 500 characters"),
    "a guess nobody looked at": (
        beside("mapping.csv", HEADER + b",guess\nregister,person_id,person_id,guess\n"),
        "unconfirmed-guess", ""),
    "a line separator in a name": (
        replaced("catalogue.csv", b"Psykisk", "Psy\u2028kisk".encode()), "wrong-encoding", "cannot be seen"),
    "text that runs backwards": (
        replaced("catalogue.csv", b"Psykisk", "Psy\u202ekisk".encode()), "wrong-encoding", "cannot be seen"),
    "another program's word for a blank": (
        replaced("survey.csv", rb"(?<=,)(?=[,\n])", b"Ikke besvaret", 0), "missing-marker", "Ikke besvaret stands"),
    "a number for a blank": (
        replaced("survey.csv", rb"(?<=,)(?=[,\n])", b"-99", 0), "missing-marker", "-99 stands for"),
    "nines for a blank": (
        replaced("survey.csv", rb"(?<=,)(?=[,\n])", b"999", 0), "missing-marker", "999 stands for"),
    "an error of a spreadsheet": (
        replaced("survey.csv", rb"(?<=,)(?=[,\n])", b"#I/T", 0), "missing-marker", "#I/T stands for"),
    "labels where codes belong": (
        recoded("register", "gender_code", {"1": "Mand", "2": "kvinde"}), "labels-for-codes", "labels, not codes"),
    "ticks in words": (
        recoded("survey", "q8_3", {"1": "true", "0": "false"}), "labels-for-codes", "what is ticked"),
    "not ticked is 2": (recoded("survey", "q8_3", {"0": "2"}), "labels-for-codes", "what is ticked"),
    "years of two digits": (
        replaced("survey.csv", rb"20(24)-(\d\d)-(\d\d)", rb"\3-\2-\1", 0), "date-format", "year of two digits"),
    "days by week": (
        replaced("survey.csv", rb"(2024)-(\d\d)-(\d\d)", b"2024-W05", 0), "date-format", "not written as YYYY"),
    "a title and a blank line": (
        lambda f: (f / "survey.csv").write_bytes(b"Sample\n\n" + (f / "survey.csv").read_bytes()) and None,
        "preamble", "is a title"),
    "a title as wide as the table": (
        lambda f: (f / "survey.csv").write_bytes(b"Sample" + b"," * 79 + b"\n" + (f / "survey.csv").read_bytes())
        and None, "preamble", "is a title"),
    "an Excel file called CSV": (beside("survey.csv", b"PK\x03\x04\0\0"), "not-text", "packed file, such as .xlsx"),
    "catalog.csv": (renamed("catalogue.csv", "catalog.csv"), "missing-file", "Rename catalog.csv"),
    "a declaration in Latin-1": (
        replaced("delivery.yml", b"wave: 2024", b"# \xe6\nwave: 2024"), "unreadable-declaration", "as UTF-8"),
    "a declaration with tabs": (
        replaced("delivery.yml", b"  register:", b"\tregister:"), "unreadable-declaration", "line 6: a tab"),
    "a mapping under another name": (
        beside("Mapping.csv.txt", HEADER + b"\n"), "wrong-mapping", "Rename Mapping.csv.txt"),
    "question texts below the names": (
        replaced("survey.csv", b"\n", b"\n" + b",".join([b"Text"] * 80) + b"\n"), "preamble", "row 1: holds words"),
    "the names once more": (
        lambda f: (f / "survey.csv").write_bytes((data := (f / "survey.csv").read_bytes()) + data[: data.index(b"\n") + 1])
        and None, "preamble", "row 143: holds the column names once more"),
    "rows that end with a delimiter": (
        lambda f: (f / "survey.csv").write_bytes(
            (f / "survey.csv").read_bytes().replace(b"\n", b",\n").replace(b",\n", b"\n", 1)) and None,
        "ragged-rows", "a delimiter too many"),
    "a letter without width": (
        replaced("catalogue.csv", b"Psykisk", "Psy\u00adkisk".encode()), "wrong-encoding", "without width"),
    "a Danish name of a file": (renamed("catalogue.csv", "katalog.csv"), "missing-file", "if it is one of katalog.csv"),
    "a Danish name of the declaration": (
        renamed("delivery.yml", "leverance.yml"), "missing-declaration", "Rename leverance.yml"),
    "a declaration that is merged": (
        replaced("delivery.yml", b"wave: 2024", b"wave: 2024\n<<: {wave: 2026}"), "unreadable-declaration", "merges"),
    "mappings": (beside("mappings.csv", HEADER + b"\n"), "wrong-mapping", "Rename mappings.csv"),
    "ticks in Danish, and blanks": (
        recoded("survey", "q8_3", {"1": "Ja", "0": ""}), "labels-for-codes", "labels, not codes"),
    "two encodings in one file": (
        replaced("catalogue.csv", "ø".encode(), b"\xf8"), "wrong-encoding", "letters of two encodings"),
    "letters that a program could not write": (
        replaced("catalogue.csv", "København".encode(), b"K?benhavn"), "wrong-encoding", "letters were lost"),
    "letters as HTML": (
        replaced("catalogue.csv", "ø".encode(), b"&oslash;"), "wrong-encoding", "as HTML writes them"),
    "a row of totals": (
        lambda f: (f / "register.csv").write_bytes(
            (data := (f / "register.csv").read_bytes()) + b"I alt" + b"," * data[: data.index(b"\n")].count(b",") + b"\n")
        and None, "totals-row", "holds a row of totals"),
    "the names once more where few columns are numbers": (
        lambda f: (f / "catalogue.csv").write_bytes(
            (data := (f / "catalogue.csv").read_bytes()) + data[: data.index(b"\n") + 1]) and None,
        "preamble", "holds the column names once more"),
    "the names below others": (
        lambda f: (f / "survey.csv").write_bytes(
            b",".join(b"Spm %d" % i for i in range(80)) + b"\n" + (f / "survey.csv").read_bytes()) and None,
        "preamble", "another line above"),
    "a code and its label in one cell": (
        recoded("register", "gender_code", {"1": "1 Mand", "2": "2 Kvinde"}), "labels-for-codes", "codes and labels"),
    "a code behind its label": (
        recoded("register", "gender_code", {"1": "Mand (1)", "2": "Kvinde (2)"}), "labels-for-codes", "codes and labels"),
    "dates where codes belong": (
        recoded("survey", "q15", {str(i): f"2024-{i:02d}-01" for i in range(1, 7)}), "labels-for-codes", "dates or times"),
    "codes with zeros in front": (
        recoded("register", "gender_code", {"1": "01", "2": "02"}), "leading-zeros", "zeros, a sign or a dot"),
    "boxes with their own numbers": (
        recoded("survey", "q8_5", {"1": "5"}), "labels-for-codes", "what is ticked"),
    "a program's word for a blank in a text": (
        recoded("catalogue", "provider", {"Aarhus Universitet": "NULL"}), "missing-marker", "NULL stands for"),
    "days before months": (
        replaced("survey.csv", rb"(2024)-(\d\d)-(\d\d)", rb"\1-\3-\2", 0), "date-format", "year, day, month"),
    "heaps of marks": (
        replaced("catalogue.csv", b"Psykisk", ("Psy" + "\u0301" * 9 + "kisk").encode()), "wrong-encoding", "heaps of"),
    "a name with a mark that cannot be seen": (
        replaced("survey.csv", b",q15,", ",q15\u200b,".encode()), "wrong-encoding", 'column "q15?"'),
    "a cell that took in others": (
        replaced("catalogue.csv", b"Psykisk", b"Psykisk" * 99), "too-long", "row 1: holds texts"),
    "a sentence that runs backwards": (
        replaced("delivery.yml", b"wave: 2024", "wave: 2024\nacknowledged: {courses: \u061cthe catalogue is a new one}".encode()),
        "wrong-declaration", "in one line"),
    "a mapping that is a folder": (
        lambda f: (f / "mapping.csv").mkdir(), "wrong-mapping", "is no file"),
    "files one folder below": (
        lambda f: (f / "inner").mkdir() or renamed("delivery.yml", "inner/delivery.yml")(f),
        "missing-declaration", "Give the folder inner"),
    "parts below the folder": (
        lambda f: (f / "survey.csv").unlink() or (f / "survey" / "y=1").mkdir(parents=True),
        "missing-file", "no Parquet parts"),
}  # fmt: skip


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_named_once_and_first(name, tables, deliver):
    edit, problem, words = CAUSES[name]
    folder = deliver(tables, checksums=False)
    edit(folder)
    delivery = inspect_delivery(folder)
    first = delivery.problems[0]
    assert first.name == problem
    assert words in str(first)
    assert [found.name for found in delivery.problems].count(problem) == 1
    assert f"| {problem} |" in report(delivery)


def test_names_are_trimmed_on_both_sides_and_neighbours_are_left_alone(tables, deliver):
    folder = deliver(tables, checksums=False)
    replaced("register.csv", b"gender_code", b" KOEN ")(folder)
    beside("mapping.csv", b"\xef\xbb\xbfOur_name;delivered_name;Delivery\ngender_code; koen;Register ")(
        folder
    )
    beside("survey.sps", b"GET FILE='survey.sav'.")(folder)
    beside("survey.csv.bak", b"older")(folder)
    delivery = read_delivery(folder)
    assert delivery.files["survey"].remarks == (
        "survey.csv.bak is no data file and was not read",
        "survey.sps is no data file and was not read",
    )


def test_all_names_are_told_and_a_column_without_one_is_never_dropped(tables, deliver):
    survey = tables["survey"]
    for ours, theirs in (("q8_1", "Q8[SQ001]"), ("q15", "15. Lyst (1-5)")):
        survey[theirs] = survey.pop(ours)
    survey[" "] = ["0101701234"] * len(survey["q1"])
    folder = deliver(tables)
    (problem,) = [p for p in inspect_delivery(folder).problems if p.name == "unmapped-column"]
    assert problem.column == '"Q8[SQ001]", "15. Lyst (1-5)", (no name)'
    assert shown_name("0101701234") == "(a number)"


def test_boxes_that_are_blank_beside_a_tick_are_refused_or_filled(tables, deliver):
    expected = read_delivery(deliver(tables)).tables["survey"]
    for i in range(1, 7):
        tables["survey"][f"q8_{i}"] = ["" if value == "0" else value for value in tables["survey"][f"q8_{i}"]]
    folder = deliver(tables)
    (problem,) = inspect_delivery(folder).problems
    assert problem.name == "blank-for-not-ticked"
    assert problem.column == "q8_1, q8_2, q8_3, q8_4, q8_5, q8_6"
    (folder / "mapping.csv").write_text(
        "delivery,delivered_name,our_name,blank_means\nsurvey,,q8,not ticked\n"
    )
    assert read_delivery(folder).tables["survey"] == expected


def test_what_the_check_did_not_foresee_is_a_problem_without_values(tables, deliver, monkeypatch):
    def broken(*_: object) -> None:
        raise ValueError("secret")

    monkeypatch.setattr("deliveries.delivery.staging", broken)
    delivery = inspect_delivery(deliver(tables))
    (problem,) = delivery.problems
    assert str(problem) == (
        "[internal] delivery: unexpected ValueError while checking the rows against codebook and routing. "
        "It is a fault of the check: please report it with this line."
    )
    assert "## register" in report(delivery)


@pytest.mark.parametrize(
    ("error", "name"),
    [
        (MemoryError("secret"), "too-large-here"),
        (duckdb.OutOfMemoryException("secret"), "too-large-here"),
        (duckdb.IOException("secret: No space left on device"), "too-large-here"),
        # As when what is published is open in another program.
        (duckdb.IOException("secret: could not set lock"), "internal"),
    ],
)
def test_a_delivery_too_large_for_the_machine_is_no_fault_of_the_check(
    error, name, tables, deliver, monkeypatch
):
    def full(*_: object) -> None:
        raise error

    monkeypatch.setattr("deliveries.delivery.staging", full)
    (problem,) = inspect_delivery(deliver(tables)).problems
    assert problem.name == name
    assert ("make spark-build" in str(problem)) == (name == "too-large-here")
    assert "secret" not in str(problem)


def test_who_stops_a_check_is_not_told_of_a_fault(tables, deliver, monkeypatch):
    def interrupted(*_: object) -> None:
        raise RuntimeError("Query interrupted") from KeyboardInterrupt()

    monkeypatch.setattr("deliveries.delivery.staging", interrupted)
    folder = deliver(tables)
    with pytest.raises(KeyboardInterrupt):
        inspect_delivery(folder)
    assert main(["check", str(folder)]) == 130


def excel(tables: dict, path: Path, **change: object) -> None:
    """A register as Excel holds it: numbers as numbers."""
    frame = write.typed_frame(tables["register"], "register")
    for name, value in change.items():
        frame[name] = frame[name].astype(object)
        frame.loc[2, name] = value
    frame.to_excel(path, index=False)


def texts(delivery: Delivery) -> dict[str, dict]:
    """The tables, in however many pieces they were read."""
    return {source: table.to_pydict() for source, table in delivery.tables.items()}


def test_excel_zsav_and_parts_of_parquet_hold_what_csv_holds(tables, deliver):
    folder = deliver(tables, checksums=False)
    expected = texts(read_delivery(folder))
    for source in ("register", "survey"):
        (folder / f"{source}.csv").unlink()
    excel(tables, folder / "register.xlsx")
    frame = write.typed_frame(tables["survey"], "survey")
    pyreadstat.write_sav(frame, folder / "survey.zsav", compress=True)
    assert texts(read_delivery(folder)) == expected
    (folder / "survey.zsav").unlink()
    (folder / "survey").mkdir()
    table = pa.Table.from_pandas(frame, preserve_index=False)
    for i, start in enumerate(range(0, table.num_rows, 60)):
        pq.write_table(table.slice(start, 60), folder / "survey" / f"part-{i}.parquet")
    delivery = read_delivery(folder)
    assert texts(delivery) == expected
    assert delivery.files["survey"].format == "Parquet, 3 parts"


@pytest.mark.parametrize(
    ("value", "problem"), [("=1+1", "formula"), ("02", "leading-zeros"), ("2_x202E_", "wrong-encoding")]
)
def test_what_excel_shows_otherwise_than_it_stores_is_refused(value, problem, tables, deliver):
    folder = deliver(tables, checksums=False)
    (folder / "register.csv").unlink()
    excel(tables, folder / "register.xlsx", education_code=value)
    (found,) = inspect_delivery(folder).problems
    assert (found.name, found.column, found.rows) == (problem, "education_code", (3,))


def test_what_excel_hides_is_told_and_what_it_merges_is_refused(tables, deliver):
    folder = deliver(tables, checksums=False)
    (folder / "population.csv").unlink()
    path = folder / "population.xlsx"
    write.typed_frame(tables["population"], "population").to_excel(path, index=False)
    expected = read_delivery(folder).tables
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = book.active.row_dimensions[9].hidden = True
    book.active.column_dimensions["B"].hidden = True
    book.save(path)
    delivery = read_delivery(folder)
    assert delivery.tables == expected
    assert delivery.files["population"].remarks == (
        "2 row(s) and 1 column(s) are hidden in Excel, by a filter or by hand, and were read like the others",
    )
    # Blanks below and beside the table are nothing.
    book.active.cell(64, 1, " "), book.active.cell(1, 6, " "), book.active.cell(5, 7, " ")
    book.save(path)
    assert read_delivery(folder).tables == expected
    book.active.merge_cells("A2:A5")
    book.save(path)
    assert [problem.name for problem in inspect_delivery(folder).problems] == ["merged-cells"]
    book.active.unmerge_cells("A2:A5")
    book.active.cell(1_048_576, 1, "1")
    book.save(path)
    with zipfile.ZipFile(path) as packed:
        content = {name: packed.read(name) for name in packed.namelist()}
    # A row that no sheet has.
    sheet = "xl/worksheets/sheet1.xml"
    content[sheet] = content[sheet].replace(b"1048576", b"9048576")
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in content.items():
            packed.writestr(name, data)
    assert [problem.name for problem in inspect_delivery(folder).problems] == ["unreadable-file"]


def test_a_spss_file_in_another_encoding_than_it_says_is_named(tmp_path):
    path = tmp_path / "survey.sav"
    pyreadstat.write_sav(pd.DataFrame({"q21_text": ["Ærø"] * 3}), path)
    path.write_bytes(path.read_bytes().replace("Ærø".encode(), b"\xc6r\xf8  "))
    with pytest.raises(Exception, match=r"wrong-encoding|unreadable-file"):
        read(path, rows=3)


STYLES = {
    "register": {
        "gender_code": "KOEN",
        "age_years": "ALDER",
        "stratum_code": "STRATUM",
        "region_code": "REGION",
    },
    "survey": {"answered_on": "Svardato", "status_code": "Besvarelsesstatus", "q21_text": "Q21 [other]"},
}


def test_renamed_columns_are_through_in_two_rounds(tables, deliver):
    """83 names of another survey program: prepare, look at the guesses, check."""
    expected = read_delivery(deliver(tables)).tables
    n_renamed = 0
    for source, styles in STYLES.items():
        for name in list(tables[source]):
            parts = re.fullmatch(r"q(\d+)(?:_(\d+))?", name)
            theirs = styles.get(name, name)
            if parts:
                theirs = f"Q{parts[1]:0>2}" + (f"[SQ{parts[2]:0>3}]" if parts[2] else ". Spm")
            n_renamed += theirs != name
            tables[source][theirs] = tables[source].pop(name)
    assert n_renamed > 70
    folder = deliver(tables)
    declared = (folder / "delivery.yml").read_text()
    (folder / "delivery.yml").unlink()
    paths, notes = prepare(folder, None, lambda _: None)
    assert [path.name for path in paths] == [
        "delivery.yml",
        "mapping.csv",
        "dictionary.csv",
        "dictionary.xml",
    ]
    assert notes[-1].endswith("0 without a guess")
    with pytest.raises(FileExistsError):
        prepare(folder, None, lambda _: None)
    # It was an excerpt, which no file says of itself.
    assert contract.read_declaration(folder).rows["survey"] == len(expected["survey"])
    (folder / "delivery.yml").write_text(declared)
    assert [problem.name for problem in inspect_delivery(folder).problems] == ["unconfirmed-guess"]
    mapping = folder / "mapping.csv"
    mapping.write_text(mapping.read_text().replace(",guess\n", ",\n"))
    assert read_delivery(folder).tables == expected


HARMLESS = {
    "a line sep= in quotation marks": lambda data: b'"sep=,"\n' + data,
    "rows with nothing in them": lambda data: data + b"\n" + b"," * 79 + b"\n",
    "lines that end with CR": lambda data: data.replace(b"\n", b"\r"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_spreadsheets_add_is_left_out_with_a_remark(name, tables, deliver):
    folder = deliver(tables, checksums=False)
    good = read_delivery(folder)
    path = folder / "survey.csv"
    path.write_bytes(HARMLESS[name](path.read_bytes()))
    delivery = read_delivery(folder)
    assert delivery.tables == good.tables
    assert len(delivery.files["survey"].remarks) == ("CR" not in name)


def test_a_mapping_may_come_from_a_spreadsheet(tables, deliver):
    folder = deliver(tables, checksums=False)
    replaced("register.csv", b"gender_code", b"KOEN")(folder)
    text = "delivery\tdelivered_name\tour_name\r\nregister\tKoen\tgender_code\r\n"
    beside("mapping.csv", text.encode("utf-16"))(folder)
    assert not inspect_delivery(folder).problems


def test_one_zero_does_not_make_blank_boxes_answers(tables, deliver):
    survey = tables["survey"]
    for name in contract.boxes("2024")["q8"]:
        zeros = [row for row, value in enumerate(survey[name]) if value == "0"]
        for row in zeros[1:]:
            survey[name][row] = ""
    (problem,) = inspect_delivery(deliver(tables)).problems
    assert problem.name == "blank-for-not-ticked"


def test_a_code_in_front_of_its_label_is_no_other_wording(tables, deliver):
    folder = deliver(tables, "sav", checksums=False)
    frame, metadata = pyreadstat.read_sav(folder / "register.sav", user_missing=True)
    labels = {**metadata.variable_value_labels, "gender_code": {1: "1 Mand", 2: "2 Kvinde"}}
    pyreadstat.write_sav(frame, folder / "register.sav", variable_value_labels=labels)
    assert not inspect_delivery(folder).problems


@pytest.mark.parametrize(
    ("column", "signal"), [("region", "course-region"), ("provider", "provider-category")]
)
def test_columns_of_courses_that_slipped_are_named(column, signal, tables, deliver):
    courses = tables["catalogue"]
    courses[column] = courses[column][-1:] + courses[column][:-1]
    (problem,) = inspect_delivery(deliver(tables)).problems
    assert (problem.name, problem.file) == ("implausible", signal)


def test_what_leaves_every_distribution_as_it_was_is_named_by_what_goes_together():
    earlier = earlier_wave(_measures_of_seeds, contract.project_vars()["wave"])
    rows = earlier.measures.to_pylist()

    def stopping(changed: list[dict], is_synthetic: bool = True) -> set[str]:
        measures = pa.Table.from_pylist(changed, schema=earlier.measures.schema)
        found = judge(measures, "2024", is_synthetic, earlier)
        return {f"{signal.name} {signal.subject}" for signal in found.signals if signal.stops}

    exchange = {"1": "2", "2": "1"}
    assert stopping(rows) == set()
    assert stopping([with_codes(row, "q6", exchange) for row in rows]) == {
        "answers-together q1, q6",
        "answers-together q6, q18",
    }
    assert stopping([with_codes(row, "v3", exchange) for row in rows]) == {"answers-together v3, rating"}
    lost = ("answered", "industry10", "2", "5")
    keys = ("measure", "subject", "stratum_code", "category_code")
    half = [row | {"n": row["n"] // 2} if tuple(map(row.get, keys)) == lost else row for row in rows]
    assert stopping(half) == {"item-nonresponse stratum 2 industry10 5"}
    twice = [row | {"n": 2 * row["n"]} if row["measure"] == "population" else row for row in rows]
    assert stopping(twice, is_synthetic=False) == {
        "population-size all strata",
        "invented-answers all questions",
    }
    real = [row | {"n": row["n"] + 1} if row["measure"] == "answer" else row for row in rows]
    assert stopping(real, is_synthetic=False) == set()


def test_a_wave_is_not_compared_with_one_that_came_after_it(tmp_path, monkeypatch):
    wave = contract.project_vars()["wave"]
    synthetic = earlier_wave(_measures_of_seeds, wave)
    monkeypatch.setattr("deliveries.plausibility.PUBLISHED", tmp_path / "published.duckdb")
    facts = synthetic.measures.to_pylist()
    for row in facts:
        if (row["measure"], row["subject"]) == ("delivery", "wave"):
            row["number"] = wave + 2
    measures = pa.Table.from_pylist(facts, schema=synthetic.measures.schema)  # noqa: F841, DuckDB reads it
    with duckdb.connect(str(tmp_path / "published.duckdb")) as connection:
        connection.execute("create schema staging")
        connection.execute("create table staging.stg_deliveries__measures as from measures")
    assert earlier_wave(_measures_of_seeds, wave + 2).description == f"what is published, wave {wave + 2}"
    assert earlier_wave(_measures_of_seeds, wave).description == synthetic.description


def test_a_column_with_the_title_of_another_is_refused(tables, deliver):
    folder = deliver(tables, "sav", checksums=False)
    frame, _ = pyreadstat.read_sav(folder / "survey.sav", user_missing=True)
    own = {name: row["label_da"] for name, row in contract.variables("2024").items() if name in frame}
    swapped = own | {"q16_1": own["q16_2"].upper(), "q16_2": f"16. {own['q16_1']}"}
    for titles, problems in ((own, []), (swapped, [("other-meaning", "q16_1, q16_2")])):
        pyreadstat.write_sav(frame, folder / "survey.sav", column_labels=titles)
        found = inspect_delivery(folder).problems
        assert [(problem.name, problem.column) for problem in found] == problems


def test_notes_of_a_program_beside_the_parts_are_no_parts(tables, deliver):
    folder = deliver(tables, "parquet", checksums=False)
    table = pq.read_table(folder / "survey.parquet")
    (folder / "survey.parquet").unlink()
    (folder / "survey").mkdir()
    pq.write_table(table.slice(0, 50), folder / "survey" / "a.PARQUET")
    pq.write_table(table.slice(50), folder / "survey" / "b.parquet")
    for name in ("._b.parquet", "_metadata.parquet", "_SUCCESS"):
        beside(f"survey/{name}", b"x")(folder)
    assert not inspect_delivery(folder).problems


def test_words_of_one_person_are_not_shown(tables, deliver):
    word = "Jensen " * 10
    for name in ("q2", "q9", "q13", "q15", "q18", "q26"):
        row = next(row for row, value in enumerate(tables["survey"][name]) if value)
        tables["survey"][name][row] = word
    delivery = inspect_delivery(deliver(tables))
    assert delivery.problems
    assert "Jensen" not in report(delivery) + "".join(map(str, delivery.problems))


def test_dates_of_another_year_are_named_before_what_follows_from_them(tables, deliver):
    tables["survey"]["answered_on"] = [day.replace("2024", "2023") for day in tables["survey"]["answered_on"]]
    first, *others = inspect_delivery(deliver(tables)).problems
    assert (first.name, first.column) == ("too-many-rejected", "answered_on")
    assert "outside the field period" in first.message
    assert "impossible-count" not in [problem.name for problem in others]


def test_totals_that_no_weights_can_meet_are_refused_by_the_builds_own_calibration():
    """Everybody of either origin who answered is of one gender: the totals of both cannot hold together."""
    tables = write.seed_tables()
    register = tables["register"]
    pairs = zip(register["person_id"], register["gender_code"], register["origin_code"], strict=True)
    alike = {person for person, gender, origin in pairs if gender == origin}
    survey = tables["survey"]
    survey["status_code"] = [
        status if person in alike else "2"
        for person, status in zip(survey["person_id"], survey["status_code"], strict=True)
    ]
    stage = Staging(2024)
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    assert stage.without_respondents() == []
    (problem,) = _unweighted(stage, {"survey": DeliveredFile("survey.csv", "", "CSV")})
    assert problem.name == "no-weights"
    assert "origin" in problem.message or "gender" in problem.message


def test_a_regression_that_too_few_answered_for_is_refused_by_its_figure():
    stage, files = Staging(2024), {"survey": DeliveredFile("survey.csv", "", "CSV")}
    tables = write.seed_tables()
    persons(lambda t, i: i % 10 == 0)(tables)
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    assert _untold(stage, files) == []
    # Ten answers to one question of four that a figure's regressions are of, all to another alike.
    survey = tables["survey"]
    answered = [i for i, value in enumerate(survey["q11_2"]) if value]
    survey["q11_2"] = [value if i in answered[:10] else "" for i, value in enumerate(survey["q11_2"])]
    survey["q25_3"] = [value and "4" for value in survey["q25_3"]]
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    found = {problem.message.split(":")[0]: problem for problem in _untold(stage, files)}
    assert {problem.name for problem in found.values()} == {"no-model"}
    assert {"fig_5_7", "fig_5_8"} <= found.keys() and not {"fig_5_1", "fig_6_1"} & found.keys()
    assert "1 of its 3" in found["fig_5_7"].message and "4 of its 4" in found["fig_5_8"].message


def test_of_more_answers_than_a_regression_needs_some_of_every_stratum_are_taken(monkeypatch):
    monkeypatch.setattr("deliveries.staging._ENOUGH", 1500)
    tables = write.seed_tables()
    strata = dict(zip(tables["register"]["person_id"], tables["register"]["stratum_code"], strict=True))
    for source in ("register", "survey"):
        columns = tables[source]
        order = sorted(range(len(columns["person_id"])), key=lambda i, c=columns: strata[c["person_id"][i]])
        tables[source] = {name: [values[i] for i in order] for name, values in columns.items()}
    stage = Staging(2024)
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    assert _untold(stage, {"survey": DeliveredFile("survey.csv", "", "CSV")}) == []


def test_a_category_that_nobody_answered_in_is_left_out_of_the_weights_where_chance_explains_it():
    """Waves of 500 answers lack somebody in a small category as a rule; a large wave that lacks them is cut."""
    stage, file = Staging(2024), DeliveredFile("survey.csv", "", "CSV")
    n_left_out = 0
    for seed in range(3):
        tables, draw = write.seed_tables(), random.Random(seed)
        persons(lambda t, i, d=draw: d.random() < 500 / 7482)(tables)
        stage.run({source: pa.table(columns) for source, columns in tables.items()})
        assert stage.without_respondents() == []
        assert _unweighted(stage, {"survey": file}) == []
        cells, margins = stage.calibration()
        weights = calibrated_weights(cells, margins, None)["calibrated_weight"]
        total = sum(margins["counted_n"][margins["variable_name"] == "total"])
        assert weights @ cells["n_respondents"] == pytest.approx(total)
        assert len(_with_left_out(stage, file).remarks) == len(stage.left_out())
        n_left_out += len(stage.left_out())
    assert n_left_out
    tables = write.seed_tables()
    nobody_in("industry_code", "7", "1")(tables)
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    assert stage.without_respondents() == [("1", "industry10", "7")]


def digits(person: str) -> str:
    return re.sub(r"\D", "", person)


OTHER_IDS = {
    "decimals": (digits, lambda person: f"{int(digits(person))}.0"),
    "leading zeros": (digits, lambda person: str(int(digits(person)))),
    "capitals": (str, str.lower),
    "marks or blanks": (str, lambda person: f"{person[:3]}-{person[3:]}"),
    "a prefix that those of the register": (str, digits),
    "a suffix that those of the survey": (str, lambda person: f"{person}_2024"),
    "several ways": (str, lambda person: f"{person.lower()} .0"),
    "rounded": (str, lambda person: f"{float(digits(person)):.2E}"),
    "none of the ids": (str, lambda person: f"x{hash(person)}"),
}


@pytest.mark.parametrize("words", OTHER_IDS)
def test_ids_that_are_written_otherwise_are_named_once(words, tables, deliver):
    for source, write_id in zip(("register", "survey"), OTHER_IDS[words], strict=True):
        tables[source]["person_id"] = [write_id(person) for person in tables[source]["person_id"]]
    (problem,) = inspect_delivery(deliver(tables)).problems
    assert problem.name == "other-ids"
    assert words in problem.message
    assert problem.n_rows > len(tables["survey"]["person_id"]) / 3


def test_ids_that_are_told_apart_by_capitals_stay_apart():
    register, survey = pa.chunked_array([["a1", "A1", "b1"]]), pa.chunked_array([["B1", "a1"]])
    assert other_ids(Path("survey.csv"), register, survey) == []


def test_values_that_parquet_holds_and_no_text_can_are_named(tables, deliver):
    folder = deliver(tables, "parquet", checksums=False)
    path = folder / "survey.parquet"
    table = pq.read_table(path)
    at = table.schema.get_field_index("q22_text")
    pq.write_table(table.set_column(at, "q22_text", pa.array([b"\xff"] * len(table), pa.binary())), path)
    (problem,) = inspect_delivery(folder).problems
    assert (problem.name, problem.column) == ("not-text", "q22_text")


def test_missing_codes_that_differ_in_many_columns_are_one_problem(tables, deliver):
    folder = deliver(tables, "sav", checksums=False)
    frame, _ = pyreadstat.read_sav(folder / "survey.sav", user_missing=True)
    ranges = {name: [{"lo": -99, "hi": -1}] for name in ("q15", "q9", "q13")}
    pyreadstat.write_sav(frame, folder / "survey.sav", missing_ranges=ranges)
    (problem,) = inspect_delivery(folder).problems
    assert (problem.name, problem.column) == ("other-missing-codes", "q9, q13, q15")


def test_every_file_that_was_not_read_is_told(tables, deliver):
    folder = deliver(tables)
    for name in ("survey_old.csv", "notes.docx", ".DS_Store", "~$survey.xlsx", "dictionary.csv"):
        beside(name, b"x")(folder)
    delivery = inspect_delivery(folder)
    assert not delivery.problems
    assert delivery.others == ("notes.docx", "survey_old.csv")
    assert "- survey_old.csv: is no part of the delivery and was not read" in report(delivery)


def test_what_follows_from_a_fault_of_the_register_comes_after_it(tables, deliver):
    tables["register"]["age_years"] = [str(2024 - int(age)) for age in tables["register"]["age_years"]]
    first, *others = inspect_delivery(deliver(tables)).problems
    assert (first.file, first.column) == ("register.csv", "age_years")
    assert "year of birth" in first.remedy
    assert {problem.file for problem in others} == {"population.csv", "survey.csv"}


def test_numbers_of_columns_are_no_numbers_of_questions(tables, deliver):
    for source in ("register", "survey"):
        tables[source] = {f"var{i:03d}": values for i, values in enumerate(tables[source].values())}
    folder = deliver(tables)
    (folder / contract.DECLARATION).unlink()
    prepare(folder, None, lambda _: None)
    rows = pd.read_csv(folder / "mapping.csv", dtype=str, keep_default_na=False)
    for source in ("register", "survey"):
        found = rows.our_name[rows.delivery == source].tolist()
        assert found == list(contract.delivered_columns(source, "2024"))


def test_the_old_answers_sent_again_with_some_left_out_are_still_the_old_ones():
    tables, version = write.seed_tables(), "2026"
    survey = {
        name: [v for row, v in enumerate(values) if row % 10] for name, values in tables["survey"].items()
    }
    survey["answered_on"] = [day.replace("2024", "2026") for day in survey["answered_on"]]
    tables["survey"] = survey
    stage = Staging(2026)
    stage.run(
        {
            source: pa.table(
                {
                    name: pa.array([v or None for v in columns[name]], pa.string())
                    if name in columns
                    else pa.nulls(len(next(iter(columns.values()))), pa.string())
                    for name in contract.columns(source)
                }
            )
            for source, columns in tables.items()
        }
    )
    measures, earlier = stage.measures()
    stopping = {signal.name for signal in judge(measures, version, True, earlier).signals if signal.stops}
    assert "same-as-earlier-wave" in stopping
