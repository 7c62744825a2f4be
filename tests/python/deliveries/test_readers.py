"""Each format is read into the same columns of text, and a file that cannot be read whole is refused."""

import datetime
import math
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat
import pytest

from deliveries import readers
from deliveries.errors import DeliveryError
from deliveries.readers import read, text


def lists(raw: readers.RawTable) -> dict[str, list[str | None]]:
    """Columns of a table that was read, as lists."""
    return {name: values.to_pylist() for name, values in raw.columns.items()}


SAS = Path(__file__).parent / "sas"
# Two rows of what occurs: codes, a number with a gap, a fraction, a date, letters, blanks around and within.
FRAME = pd.DataFrame(
    {
        "code": [1.0, 2.0],
        "number": [17.0, math.nan],
        "share": [0.5, 2.25],
        "day": [datetime.date(2024, 1, 22), None],
        "word": [" Ærø, Århus ", ""],
    }
)
COLUMNS = {
    "code": ["1", "2"],
    "number": ["17", None],
    "share": ["0.5", "2.25"],
    "day": ["2024-01-22", None],
    "word": ["Ærø, Århus", None],
}


def write_csv(path: Path, encoding: str, delimiter: str, decimal: str, line_break: str = "\n") -> None:
    lines = [
        ["code", "number", "share", "day", "word"],
        ["1", "17", f"0{decimal}5", "2024-01-22", '" Ærø, Århus "'],
        ["2", "", f"2{decimal}25", "", ""],
    ]
    content = "".join(delimiter.join(cells) + line_break for cells in lines)
    path.write_bytes(content.encode(encoding))


@pytest.mark.parametrize("suffix", ["sav", "dta", "parquet"])
def test_typed_formats_become_text(suffix, tmp_path):
    path = tmp_path / f"survey.{suffix}"
    {
        "sav": pyreadstat.write_sav,
        "dta": pyreadstat.write_dta,
        "parquet": lambda frame, to: frame.to_parquet(to),
    }[suffix](FRAME, path)
    raw = read(path, rows=2)
    assert lists(raw) == COLUMNS
    assert raw.n_rows == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_csv_in_each_encoding_and_delimiter(encoding, delimiter, line_break, tmp_path):
    path = tmp_path / "survey.csv"
    write_csv(path, encoding, delimiter, ".", line_break)
    raw = read(path, rows=2)
    assert lists(raw) == COLUMNS
    assert ("Latin-1" in raw.format) == (encoding == "latin-1")
    assert ("semicolon" in raw.format) == (delimiter == ";")


@pytest.mark.parametrize("source", ["register", "population", "survey", "catalogue"])
def test_sas_files_hold_what_their_csv_holds(source):
    raw = read(SAS / f"{source}.sas7bdat", rows=60)
    expected = read(SAS / f"{source}.csv", rows=60)
    assert lists(raw) == lists(expected)
    assert raw.n_rows == expected.n_rows
    assert raw.format == "SAS file"


@pytest.mark.parametrize("source", ["register", "survey", "catalogue"])
def test_another_reader_of_sas_files_agrees(source):
    """pandas reads SAS files with code of its own: the files are what they say they are."""
    frame = pd.read_sas(SAS / f"{source}.sas7bdat", encoding="utf-8")
    raw = read(SAS / f"{source}.sas7bdat", rows=60)
    assert frame.shape == (raw.n_rows, len(raw.columns))
    for name in ("person_id", "course_name", "q21_text"):
        if name in raw.columns:
            assert [text(value) for value in frame[name]] == lists(raw)[name]


@pytest.mark.parametrize("cut", [100, 3_000, 9_000, -1])
def test_a_truncated_sas_file_is_not_taken_for_a_whole_one(cut, tmp_path):
    path = tmp_path / "survey.sas7bdat"
    path.write_bytes((SAS / path.name).read_bytes()[:cut])
    with pytest.raises(DeliveryError, match=r"\[unreadable-file\] survey\.sas7bdat: is not a whole SAS file"):
        read(path, rows=60)


def test_labels_and_user_missing_codes_come_along(tmp_path):
    path = tmp_path / "survey.sav"
    frame = pd.DataFrame({"q9": [1.0, 6.0], "q2": [99.0, 4.0]})
    pyreadstat.write_sav(
        frame,
        path,
        variable_value_labels={"q9": {1: "Meget", 6: "Ved ikke"}},
        missing_ranges={"q9": [6], "q2": [{"lo": 98, "hi": 99}]},
    )
    raw = read(path, rows=2)
    # User-missing codes stay what they are: 99 is no empty cell.
    assert lists(raw) == {"q9": ["1", "6"], "q2": ["99", "4"]}
    assert raw.labels == {"q9": {"1": "Meget", "6": "Ved ikke"}}
    assert raw.missing == {"q9": [(6.0, 6.0)], "q2": [(98.0, 99.0)]}


def test_extended_missing_values_of_stata_are_not_lost(tmp_path):
    path = tmp_path / "survey.dta"
    frame = pd.DataFrame({"q9": [1.0, "a"]})
    pyreadstat.write_dta(frame, path, missing_user_values={"q9": ["a"]})
    assert lists(read(path, rows=2)) == {"q9": ["1", "a"]}


def test_a_column_name_that_occurs_twice_is_noted(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("q1,Q1,q2\n1,2,3\n")
    assert read(path, rows=1).repeated == ("Q1",)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (math.nan, None),
        (pd.NaT, None),
        ("  ", None),
        (" a ", "a"),
        (b"a ", "a"),
        (True, "true"),
        (3.0, "3"),
        (3.5, "3.5"),
        (1e300, "1e+300"),
        (math.inf, "inf"),
        (datetime.date(2024, 1, 22), "2024-01-22"),
        (datetime.datetime(2024, 1, 22), "2024-01-22"),
        (datetime.datetime(2024, 1, 22, 13, 5), "2024-01-22T13:05:00"),
    ],
)
def test_values_become_text(value, expected):
    assert text(value) == expected


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    path = tmp_path / "survey.csv"
    path.write_text("q1,q2\n1,2\n")

    def forbidden(self, *_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(
        DeliveryError, match=r"\[unreadable-file\] survey.csv: cannot be read \(Permission denied"
    ):
        read(path, rows=1)


def test_sizes_are_held_to_the_rows_declared_and_to_a_limit(tmp_path, monkeypatch):
    path = tmp_path / "survey.csv"
    path.write_text("q1,q2\n" + "1,2\n" * 1000)
    assert read(path, rows=1).n_rows == 1000
    monkeypatch.setattr(readers, "MAXIMUM_BYTES", 1000)
    with pytest.raises(DeliveryError, match="too-large"):
        read(path, rows=1_000_000)


def test_a_long_text_that_parquet_holds_once_is_counted_for_each_row(tmp_path):
    path = tmp_path / "survey.parquet"
    pq.write_table(pa.table({"q22_text": ["x" * 1_000_000] * 50}), path)
    assert path.stat().st_size < 2_000_000
    with pytest.raises(DeliveryError, match="too-large"):
        read(path, rows=50)


def test_an_error_does_not_carry_what_the_library_said(tmp_path):
    """A library's words may hold bytes of the data, and Python prints the errors before an error."""
    path = tmp_path / "survey.sav"
    path.write_bytes(b"$FL2" + b"secret" * 100)
    with pytest.raises(DeliveryError) as refusal:
        read(path, rows=1)
    assert refusal.value.__suppress_context__
    assert "secret" not in str(refusal.value)
