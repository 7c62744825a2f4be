"""Read one delivered file, whatever its format, into columns of text."""

import csv
import datetime
import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from deliveries.errors import DeliveryError, Problem

FORMATS = (".csv", ".sav", ".dta", ".sas7bdat", ".parquet")
# Unpacked size that one row may have on average: what is larger is refused before it is unpacked.
BYTES_PER_ROW = 256 * 1024
_HEADROOM = 1024 * 1024
# The first byte pairs that the UTF-8 encoding of a Latin-1 letter has when it is encoded once more.
_ENCODED_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u2010-\u203a\u0152-\u0178\u02c6\u02dc\u20ac\u2122]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f]")


@dataclass
class RawTable:
    """Columns of text as delivered, and what the file itself says about its codes."""

    columns: dict[str, list[str | None]]
    n_rows: int
    encoding: str
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, list[tuple[float, float]]] = field(default_factory=dict)


def _refuse(path: Path, name: str, message: str, remedy: str, **place: Any) -> NoReturn:
    raise DeliveryError([Problem(name, path.name, message, remedy, **place)])


def read(path: Path, rows: int) -> RawTable:
    """Read a file that should hold `rows` rows. Raises DeliveryError when it cannot be read whole."""
    if not path.is_file():
        _refuse(path, "missing-file", "is no file", "Deliver the file itself.")
    size = path.stat().st_size
    if size == 0:
        _refuse(path, "empty-file", "is empty", "Deliver the file again.")
    _hold_to_size(path, size, rows)
    readers = {".csv": _read_csv, ".parquet": _read_parquet}
    return readers.get(path.suffix.lower(), _read_statistical)(path, rows)


def _hold_to_size(path: Path, size: int, rows: int) -> None:
    allowed = rows * BYTES_PER_ROW + _HEADROOM
    if size > allowed:
        _refuse(
            path,
            "too-large",
            f"unpacks to {size:,} bytes; {rows:,} rows may have {allowed:,}",
            "Correct the rows in delivery.yml, or deliver text columns at their real width.",
        )


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
    for pattern, message in (
        (_UNPRINTABLE, "holds control characters"),
        (_ENCODED_TWICE, "is encoded twice"),
    ):
        lines = [i for i, line in enumerate(text.split("\n")) if pattern.search(line)]
        if lines:
            # The line of a record may differ from its row where a text holds line breaks.
            _refuse(
                path,
                "wrong-encoding",
                message,
                "Deliver CSV as UTF-8 or Latin-1.",
                rows=tuple(max(line, 1) for line in lines[:10]),
                n_rows=len(lines),
            )
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
    _hold_to_unique_names(path, header)
    cells = list(zip(*records, strict=True)) or [()] * len(header)
    return RawTable(
        {name: _texts(values) for name, values in zip(header, cells, strict=True)},
        len(records),
        f"CSV, {encoding}, separated by {'comma' if delimiter == ',' else 'semicolon'}",
    )


def _hold_to_unique_names(path: Path, names: Iterable[str]) -> None:
    seen: set[str] = set()
    twice = sorted({name for name in names if name.casefold() in seen or seen.add(name.casefold())})
    if twice:
        _refuse(
            path,
            "duplicate-column",
            f"{len(twice)} column name(s) occur more than once (capitals do not tell names apart)",
            "Give every column its own name.",
            column=", ".join(shown_name(name) for name in twice),
        )


def shown_name(name: str) -> str:
    """A column's name; not shown unless it looks like one, because a lost header is a row of data."""
    return name if re.fullmatch(r"[^\W\d][\w.$@# -]{0,63}", name) else "(no name)"


def _read_parquet(path: Path, rows: int) -> RawTable:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        metadata = file.metadata
        unpacked = sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
    except (pa.ArrowException, OSError):
        _refuse(path, "unreadable-file", "is not a whole Parquet file", "Deliver the file again.")
    _hold_to_size(path, unpacked, rows)
    if metadata.num_rows != rows:
        _refuse_rows(path, metadata.num_rows, rows)
    _hold_to_unique_names(path, file.schema_arrow.names)
    try:
        table = file.read()
        cells = {name: _texts(table.column(name).to_pylist()) for name in table.column_names}
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        _refuse(path, "unreadable-file", "is not a whole Parquet file", "Deliver the file again.")
    return RawTable(cells, table.num_rows, "Parquet")


def _refuse_rows(path: Path, found: int, rows: int) -> NoReturn:
    _refuse(
        path,
        "row-count",
        f"has {found:,} rows; delivery.yml says {rows:,}",
        "Deliver the whole file, or correct delivery.yml.",
    )


def _read_statistical(path: Path, rows: int) -> RawTable:
    import pyreadstat

    reader, name = {
        ".sav": (pyreadstat.read_sav, "SPSS"),
        ".dta": (pyreadstat.read_dta, "Stata"),
        ".sas7bdat": (pyreadstat.read_sas7bdat, "SAS"),
    }[path.suffix.lower()]
    try:
        _, metadata = reader(path, metadataonly=True, output_format="dict")
        widths = sum(metadata.variable_storage_width.values())
        _hold_to_size(path, widths * max(metadata.number_rows or 0, 0), rows)
        _hold_to_unique_names(path, metadata.column_names)
        # One row more than declared is enough to see that there are too many.
        cells, metadata = reader(path, user_missing=True, output_format="dict", row_limit=rows + 1)
        columns = {column: _texts(cells[column]) for column in metadata.column_names}
    except DeliveryError:
        raise
    # What the library makes of a broken file differs; its words may hold bytes of the data.
    except Exception as error:
        _refuse(
            path,
            "unreadable-file",
            f"is not a whole {name} file ({type(error).__name__})",
            "Deliver the file again.",
        )
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
    found = len(next(iter(columns.values()), []))
    return RawTable(columns, found, f"{name} file", labels, missing)


def text(value: Any) -> str | None:
    """One delivered value as text: no blanks around it, whole numbers without a decimal point."""
    if value is None:
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
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    # pandas' marks for a missing value do not equal themselves.
    return None if value != value else str(value)


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
