"""Read one delivered file, whatever its format, into columns of text."""

import csv
import datetime
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from deliveries.errors import DeliveryError, Problem

FORMATS = (".csv", ".sav", ".dta", ".sas7bdat", ".parquet")
# Unpacked size that one row may have on average, and a whole file: what is larger is refused before it is
# unpacked. A survey of 80 numbers has 640 bytes a row; SPSS and Stata hold texts at their full width.
BYTES_PER_ROW = 32 * 1024
MAXIMUM_BYTES = 2 * 1024**3
_HEADROOM = 1024 * 1024
_STATA_XML = (b"<stata_dta>", b"</stata_dta>")


@dataclass
class RawTable:
    """Columns of text as delivered, and what the file itself says about its codes.

    `repeated`: names that occur more than once, in whatever capitals; `columns` holds one of each.
    `labels` and `missing` (ranges of user-missing numbers) are those of the file, by column.
    """

    columns: dict[str, list[str | None]]
    n_rows: int
    format: str
    repeated: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, list[tuple[float, float]]] = field(default_factory=dict)


def _refuse(path: Path, name: str, message: str, remedy: str, **place: Any) -> NoReturn:
    # Not chained: what a library says of a broken file may hold bytes of the data.
    raise DeliveryError([Problem(name, path.name, message, remedy, **place)]) from None


def _unreadable(path: Path, what: str, otherwise: str = "") -> NoReturn:
    _refuse(path, "unreadable-file", f"is not a whole {what} file{otherwise}", "Deliver the file again.")


def read(path: Path, rows: int) -> RawTable:
    """Read a file that should hold `rows` rows. Raises DeliveryError when it cannot be read whole."""
    if not path.is_file():
        _refuse(path, "missing-file", "is no file", "Deliver the file itself.")
    readers = {".csv": _read_csv, ".parquet": _read_parquet}
    try:
        size = path.stat().st_size
        if size == 0:
            _refuse(path, "empty-file", "is empty", "Deliver the file again.")
        _hold_to_size(path, size, rows)
        return readers.get(path.suffix.lower(), _read_statistical)(path, rows)
    except OSError as error:
        _refuse(path, "unreadable-file", f"cannot be read ({error.strerror})", "Give the right to read it.")


def _hold_to_size(path: Path, size: int, rows: int) -> None:
    allowed = min(rows * BYTES_PER_ROW + _HEADROOM, MAXIMUM_BYTES)
    if size > allowed:
        _refuse(
            path,
            "too-large",
            f"unpacks to more than the {allowed:,} bytes that {rows:,} rows may have",
            "Correct the rows in delivery.yml, or deliver text columns at their real width.",
        )


def _repeated(names: Iterable[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    return tuple(sorted({name for name in names if name.casefold() in seen or seen.add(name.casefold())}))


def _read_csv(path: Path, rows: int) -> RawTable:
    data = path.read_bytes()
    if b"\0" in data:
        _refuse(
            path, "not-text", "holds NUL bytes", "Deliver CSV as UTF-8 or Latin-1, not packed, not UTF-16."
        )
    try:
        text, encoding = data.decode("utf-8-sig"), "UTF-8"
    except UnicodeDecodeError:
        text, encoding = data.decode("latin-1"), "Latin-1"
    if not text.endswith(("\n", "\r")):
        _refuse(
            path,
            "truncated-file",
            "does not end with a line break, so its end may be missing",
            "Deliver the whole file, with a line break after the last row.",
        )
    first = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    delimiter = max(",;", key=first.count)
    if first.count(delimiter) == 0:
        _refuse(path, "wrong-delimiter", "has one column", "Separate columns by comma or semicolon.")
    try:
        header, *records = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        _refuse(
            path, "broken-csv", "has a quotation mark that is not closed, or a cell without end",
            'Quote texts with " and double it inside.',
        )  # fmt: skip
    ragged = [i for i, record in enumerate(records, start=1) if len(record) != len(header)]
    if ragged:
        _refuse(
            path,
            "ragged-rows",
            f"rows do not have the {len(header)} cells of the header",
            "Deliver the whole file, and quote texts that hold the delimiter.",
            rows=tuple(ragged[:10]),
            n_rows=len(ragged),
        )
    cells = list(zip(*records, strict=True)) or [()] * len(header)
    return RawTable(
        {name: _texts(values) for name, values in zip(header, cells, strict=True)},
        len(records),
        f"CSV, {encoding}, separated by {'comma' if delimiter == ',' else 'semicolon'}",
        _repeated(header),
    )


def _read_parquet(path: Path, rows: int) -> RawTable:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        schema = pq.ParquetFile(path).schema_arrow
        # Texts stay packed as a dictionary: one long text in a million rows is held once.
        packed = [field.name for field in schema if pa.types.is_string(field.type)]
        file = pq.ParquetFile(path, read_dictionary=packed)
        metadata = file.metadata
        unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    except (pa.ArrowException, OSError):
        _unreadable(path, "Parquet")
    _hold_to_size(path, unpacked, rows)
    if metadata.num_rows > rows:
        # Not read to the end: a million rows of one value are small until they are unpacked.
        return RawTable({name: [] for name in schema.names}, metadata.num_rows, "Parquet")
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested:
        _refuse(
            path,
            "nested-column",
            f"{len(nested)} column(s) hold lists or structures",
            "Deliver one value a cell.",
            column=", ".join(shown_name(name) for name in nested),
        )
    try:
        table = file.read()
        cells = [_texts(_values(column)) for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        _unreadable(path, "Parquet")
    _hold_to_size(path, sum(len(value) for values in cells for value in values if value), rows)
    return RawTable(
        dict(zip(table.column_names, cells, strict=True)),
        table.num_rows,
        "Parquet",
        _repeated(table.column_names),
    )


def _values(column: Any) -> Iterable[Any]:
    """Values of a column; equal texts of a packed one are one and the same object."""
    import pyarrow as pa

    if not pa.types.is_dictionary(column.type):
        return column.to_pylist()
    values = []
    for chunk in column.chunks:
        words = chunk.dictionary.to_pylist()
        values += [None if i is None else words[i] for i in chunk.indices.to_pylist()]
    return values


def _read_statistical(path: Path, rows: int) -> RawTable:
    import pyreadstat

    reader, name = {
        ".sav": (pyreadstat.read_sav, "SPSS"),
        ".dta": (pyreadstat.read_dta, "Stata"),
        ".sas7bdat": (pyreadstat.read_sas7bdat, "SAS"),
    }[path.suffix.lower()]
    if path.suffix.lower() == ".dta":
        _hold_stata_to_its_end(path)
    try:
        _, metadata = reader(path, metadataonly=True, output_format="dict")
        width = sum(metadata.variable_storage_width.values())
        _hold_to_size(path, width * max(metadata.number_rows or 0, rows), rows)
        # One row more than declared is enough to see that there are too many.
        cells, metadata = reader(path, user_missing=True, output_format="dict", row_limit=rows + 1)
        columns = {column: _texts(cells[column]) for column in metadata.column_names}
    except DeliveryError:
        raise
    # What the library makes of a broken file differs from file to file.
    except Exception:
        _unreadable(path, name, ", or holds a date beyond the calendar")
    missing: dict[str, list[tuple[float, float]]] = {}
    for column, ranges in metadata.missing_ranges.items():
        numbers = [
            (r["lo"], r["hi"])
            for r in ranges
            if not isinstance(r["lo"], str) and not isinstance(r["hi"], str)
        ]
        if numbers:
            missing[column] = numbers
    labels = {
        column: {text(code) or "": str(label).strip() for code, label in given.items()}
        for column, given in metadata.variable_value_labels.items()
    }
    found = max((len(values) for values in columns.values()), default=0)
    return RawTable(columns, found, f"{name} file", _repeated(metadata.column_names), labels, missing)


def _hold_stata_to_its_end(path: Path) -> None:
    """Value labels stand last, and the library reads a file that ends among them without a word."""
    start, end = _STATA_XML
    with path.open("rb") as file:
        if file.read(len(start)) != start:
            return
        file.seek(-len(end), 2)
        if file.read() != end:
            _unreadable(path, "Stata")


def shown_name(name: str) -> str:
    """A column's name; not shown unless it looks like one, because a lost header is a row of data."""
    return name if re.fullmatch(r"[^\W\d][\w.$@# -]{0,63}", name) else "(no name)"


def text(value: Any) -> str | None:
    """One delivered value as text: no blanks around it, whole numbers without a decimal point."""
    # Marks for a missing value (NaN, NaT) do not equal themselves.
    if value is None or value != value:
        return None
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="strict").strip() or None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def _texts(values: Iterable[Any]) -> list[str | None]:
    values = values.tolist() if hasattr(values, "tolist") else list(values)
    # A column holds few different values: each is turned into text once. Bools hash like 0 and 1.
    known: dict[tuple[type, Any], str | None] = {}
    texts = []
    for value in values:
        key = (type(value), value)
        if key not in known:
            known[key] = text(value)
        texts.append(known[key])
    return texts
