"""Read one delivered file, whatever its format, into columns of text: in batches, never as Python lists.

Columns are packed (`packed`): answers are few different texts, and millions of rows of them fit in memory.
"""

import codecs
import csv
import datetime
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import pyarrow as pa
import pyarrow.compute as pc

from deliveries.errors import ROWS_SHOWN, DeliveryError, Problem, shown_name

FORMATS = (".csv", ".sav", ".zsav", ".dta", ".sas7bdat", ".parquet", ".xlsx")
# Unpacked size that one row may have on average, and a whole file: what is larger is refused before it is
# unpacked. A survey of 80 numbers has 640 bytes a row; SPSS and Stata hold texts at their full width.
BYTES_PER_ROW = 32 * 1024
MAXIMUM_BYTES = 8 * 1024**3
BATCH_ROWS = 100_000
_HEADROOM = 1024 * 1024
# How files begin that are called something else than they are.
_OLD_EXCEL = bytes.fromhex("d0cf11e0a1b11ae1")
_MARKS = {
    codecs.BOM_UTF16_LE: "is UTF-16",
    codecs.BOM_UTF16_BE: "is UTF-16",
    b"PK\x03\x04": "is a packed file, such as .xlsx",
    _OLD_EXCEL: "is an old Excel file or one with a password",
    b"$FL": "is an SPSS file",
    b"PAR1": "is a Parquet file",
}
_STATA_XML = (b"<stata_dta>", b"</stata_dta>")
# No sheet of Excel has more rows.
_EXCEL_ROWS = 1_048_576
# What a sheet says of its rows and columns beside what is in them.
_ROW_NUMBER = re.compile(rb'<(?:\w+:)?row\b[^>]*\sr="(\d+)"')
_HIDDEN = re.compile(rb'<(?:\w+:)?(row|col)\b[^>]*\shidden="(?:1|true)"')
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b")
# What numbers the different texts of a batch, as narrow as they are few.
_INDEX = (pa.int8(), pa.int16())
_SEPARATOR_LINE = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)

Columns = dict[str, pa.ChunkedArray]


@dataclass
class RawTable:
    """Columns of text as delivered, and what the file itself says about its codes.

    `repeated`: names that occur more than once, in whatever capitals; `columns` holds one of each.
    `labels` and `missing` (ranges of user-missing numbers) are those of the file, by column.
    """

    columns: Columns
    n_rows: int
    format: str
    repeated: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    missing: Mapping[str, list[tuple[float, float]]] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    # What the file calls its columns in words.
    titles: Mapping[str, str] = field(default_factory=dict)


def folded(name: str) -> str:
    """A column's name as it is compared: blanks around it and capitals do not tell names apart."""
    return " ".join(unicodedata.normalize("NFC", name).strip("\ufeff").split()).casefold()


def _refuse(path: Path, name: str, message: str, remedy: str, **place: Any) -> NoReturn:
    # Not chained: what a library says of a broken file may hold bytes of the data.
    raise DeliveryError([Problem(name, path.name, message, remedy, **place)]) from None


def _unreadable(path: Path, what: str, otherwise: str = "") -> NoReturn:
    _refuse(path, "unreadable-file", f"is not a whole {what} file{otherwise}", "Deliver the file again.")


def parts(path: Path) -> list[Path]:
    """The files that `path` stands for: itself, or the Parquet parts of a folder, by name."""
    if not path.is_dir():
        return [path]
    # Names with a dot or a low line in front are a program's own notes beside the parts.
    return sorted(
        part for part in path.iterdir() if part.suffix.lower() == ".parquet" and part.name[0] not in "._"
    )


def read(path: Path, rows: int) -> RawTable:
    """Read a file that should hold `rows` rows. Raises DeliveryError when it cannot be read whole."""
    if not path.is_file() and not (path.is_dir() and parts(path)):
        _refuse(path, "missing-file", "is no file", "Deliver the file itself.")
    readers = {".csv": _read_csv, ".parquet": _read_parquet, ".xlsx": _read_excel}
    suffix = ".parquet" if path.is_dir() else path.suffix.lower()
    try:
        size = sum(part.stat().st_size for part in parts(path))
        if not all(part.stat().st_size for part in parts(path)):
            _refuse(path, "empty-file", "is empty", "Deliver the file again.")
        _hold_to_size(path, size, rows)
        return readers.get(suffix, _read_statistical)(path, rows)
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
    names = [name for name in names if folded(name)]
    return tuple(sorted({name for name in names if folded(name) in seen or seen.add(folded(name))}))


def _table(names: list[str], batches: list[list[pa.Array]]) -> Columns:
    """One column of each name, out of batches of all columns."""
    return {name: column_of([batch[i] for batch in batches]) for i, name in enumerate(names)}


def column_of(chunks: list[pa.Array]) -> pa.ChunkedArray:
    """Packed chunks as one column, all of the widest type that one of them needs."""
    kinds = (*(pa.dictionary(index, pa.string()) for index in _INDEX), pa.string())
    widest = max((chunk.type for chunk in chunks), key=kinds.index)
    return pa.chunked_array([chunk.cast(widest) for chunk in chunks], widest)


def packed(values: pa.Array) -> pa.Array:
    """Texts with each different one held once, in one or two bytes a row; as they are where most differ."""
    of = values.dictionary_encode()
    return packed_words(of.dictionary, of.indices)


def packed_words(words: pa.Array, indices: pa.Array) -> pa.Array:
    """Like `packed`, of texts that were told apart already."""
    index = next((index for index in _INDEX if len(words) < 2 ** (index.bit_width - 1)), None)
    if index is None or (index != _INDEX[0] and len(words) > len(indices) / 4):
        return words.take(indices)
    # Blanks around a text told them apart.
    if words.null_count or len(words.unique()) < len(words):
        return packed(words.take(indices))
    return pa.DictionaryArray.from_arrays(indices.cast(index), words)


def _trimmed(values: pa.Array) -> pa.Array:
    """Texts without blanks around them, letters in one piece with their accents; NULL for nothing."""
    if not pc.all(pc.string_is_ascii(values)).as_py():
        # What looks alike would be two names: Å, and A with a ring after it.
        values = pc.utf8_normalize(values, "NFC")
    trimmed = pc.utf8_trim_whitespace(values)
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def encoding_of(path: Path) -> str:
    """Encoding of a CSV file, found by reading it once; what no text can hold is refused."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, last, start = True, b"", b""
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            start = start or block[:8]
            if b"\0" in block:
                known = (what for mark, what in _MARKS.items() if start.startswith(mark))
                _refuse(
                    path,
                    "not-text",
                    next(known, "holds NUL bytes"),
                    "Deliver CSV as UTF-8 or Latin-1, not packed, not UTF-16.",
                )
            if is_utf8:
                try:
                    decoder.decode(block)
                except UnicodeDecodeError:
                    is_utf8 = False
            last = block[-1:]
    try:
        decoder.decode(b"", final=is_utf8)
    except UnicodeDecodeError:
        is_utf8 = False
    if not is_utf8 and (mixed := _lines_of_another_encoding(path)):
        _refuse(
            path,
            "wrong-encoding",
            f"holds letters of two encodings: most lines are UTF-8, others are not, first line {mixed}",
            "Save it as UTF-8, from where it came.",
        )
    if not is_utf8 and start.startswith(codecs.BOM_UTF8):
        _refuse(
            path,
            "wrong-encoding",
            "begins with the mark of UTF-8 and holds letters that are no UTF-8, as Latin-1 has them",
            "Save it as UTF-8, or as Latin-1 without the mark.",
        )
    if last not in (b"\n", b"\r"):
        _refuse(
            path,
            "truncated-file",
            "does not end with a line break, so its end may be missing",
            "Deliver the whole file, with a line break after the last row.",
        )
    return "utf-8-sig" if is_utf8 else "latin-1"


def _lines_of_another_encoding(path: Path) -> int | None:
    """First line that is no UTF-8, in a file in which most lines with letters beyond ASCII are; else None."""
    first, n_utf8, n_other = None, 0, 0
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.isascii():
                continue
            try:
                line.decode("utf-8")
                n_utf8 += 1
            except UnicodeDecodeError:
                n_other += 1
                first = first or number
    return first if n_utf8 > n_other else None


def _read_csv(path: Path, rows: int) -> RawTable:
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        first = file.readline()
        remarks: tuple[str, ...] = ()
        if line := _SEPARATOR_LINE.fullmatch(first):
            remarks = (f"the first line, sep={line[1]}, is a spreadsheet's and was left out",)
            begin = file.tell()
            first = file.readline()
            file.seek(begin)
        else:
            file.seek(0)
        unquoted = re.sub(r'"[^"]*"', "", first)
        delimiter = max(",;", key=unquoted.count)
        if unquoted.count(delimiter) == 0:
            other = {"\t": "tabs", "|": "vertical bars"}
            found = next((word for mark, word in other.items() if mark in unquoted), None)
            following = [file.readline() for _ in range(10)]
            if not found and max(line.count(mark) for line in following for mark in ",;") > 2:
                _refuse_title(path)
            _refuse(
                path,
                "wrong-delimiter",
                f"is separated by {found}" if found else "has one column, or a title above its header",
                "Separate columns by comma or semicolon, and begin with the row of column names.",
            )
        header, batches, n_rows, n_empty = _csv_batches(
            path, csv.reader(file, delimiter=delimiter, strict=True)
        )
    if n_empty:
        remarks += (f"{n_empty} rows without anything in them were left out",)
    names = [name.strip() for name in header]
    shown = "UTF-8" if encoding == "utf-8-sig" else "Latin-1"
    return RawTable(
        _table(names, batches),
        n_rows,
        f"CSV, {shown}, separated by {'comma' if delimiter == ',' else 'semicolon'}",
        _repeated(names),
        remarks=remarks,
    )


def _is_title(header: list[str]) -> bool:
    """Whether a first row of many cells holds a title, not names."""
    return len(header) > 5 and sum(bool(name.strip()) for name in header) <= 2


def _refuse_title(path: Path) -> NoReturn:
    _refuse(
        path,
        "preamble",
        "the first line is a title: it is no row of column names",
        "Delete the lines above the column names.",
    )


def _csv_batches(path: Path, reader: Iterator[list[str]]) -> tuple[list[str], list[list[pa.Array]], int, int]:
    """Header, batches of columns, number of rows, and of rows left out because nothing is in them."""
    batches: list[list[pa.Array]] = []
    ragged: list[int] = []
    lengths: Counter[int] = Counter()
    n_rows = n_empty = n_ended = 0
    try:
        header = next(reader)
        if _is_title(header):
            _refuse_title(path)
        while delivered := [record for _, record in zip(range(BATCH_ROWS), reader, strict=False)]:
            records = [
                record for record in delivered if record and (record[0].strip() or "".join(record).strip())
            ]
            n_empty += len(delivered) - len(records)
            if not records:
                continue
            odd = [i for i, record in enumerate(records) if len(record) != len(header)]
            ragged += [n_rows + i + 1 for i in odd]
            lengths.update(len(records[i]) for i in odd)
            n_ended += sum(len(records[i]) == len(header) + 1 and not records[i][-1].strip() for i in odd)
            n_rows += len(records)
            if not ragged:
                batches.append(
                    [packed(_trimmed(pa.array(cells, pa.string()))) for cells in zip(*records, strict=True)]
                )
    except csv.Error:
        _refuse(
            path, "broken-csv", "has a quotation mark that is not closed, or a cell without end",
            'Quote texts with " and double it inside.',
        )  # fmt: skip
    if ragged and n_ended == n_rows:
        _refuse(
            path,
            "ragged-rows",
            "every row below the column names ends with a delimiter too many",
            "Delete the last delimiter of each row, or give the column a name and leave it out.",
        )
    if ragged and len(ragged) >= n_rows - 1 and max(lengths) > len(header):
        _refuse(
            path,
            "preamble",
            f"the first line has {len(header)} cells and the others {lengths.most_common(1)[0][0]}: "
            "it is no row of column names",
            "Delete the lines above the column names.",
        )
    if ragged:
        _refuse(
            path,
            "ragged-rows",
            f"rows do not have the {len(header)} cells of the header",
            "Deliver the whole file, and quote texts that hold the delimiter.",
            rows=tuple(ragged[:ROWS_SHOWN]),
            n_rows=len(ragged),
        )
    return header, batches or [[pa.array([], pa.string())] * len(header)], n_rows, n_empty


def _read_parquet(path: Path, rows: int) -> RawTable:
    import pyarrow.parquet as pq

    schema, batches, n_rows, unpacked = None, [], 0, 0
    files = []
    for part in parts(path):
        try:
            given = pq.ParquetFile(part).schema_arrow
            # Texts stay packed as a dictionary: one long text in a million rows is held once.
            packed = [field.name for field in given if pa.types.is_string(field.type)]
            file = pq.ParquetFile(part, read_dictionary=packed)
            metadata = file.metadata
            unpacked += sum(metadata.row_group(i).total_byte_size for i in range(metadata.num_row_groups))
        except (pa.ArrowException, OSError):
            _unreadable(part, "Parquet")
        if schema is not None and given.names != schema.names:
            _refuse(
                path,
                "different-parts",
                f"{shown_name(part.name)} has other columns than the first part",
                "Write all parts with the same columns in the same order.",
            )
        schema = given if schema is None else schema
        n_rows += metadata.num_rows
        files.append(file)
    _hold_to_size(path, unpacked, rows)
    if n_rows > rows:
        # Not read to the end: a million rows of one value are small until they are unpacked.
        return RawTable({name: pa.chunked_array([], pa.string()) for name in schema.names}, n_rows, "Parquet")
    nested = [field.name for field in schema if pa.types.is_nested(field.type)]
    if nested:
        _refuse(
            path,
            "nested-column",
            f"{len(nested)} column(s) hold lists or structures",
            "Deliver one value a cell.",
            column=", ".join(shown_name(name) for name in nested),
        )
    read_bytes = 0
    try:
        for file in files:
            for batch in file.iter_batches(BATCH_ROWS):
                # Counted before dictionaries are unpacked.
                read_bytes += sum(_text_bytes(column) for column in batch.columns)
                _hold_to_size(path, read_bytes, rows)
                batches.append(
                    [_parquet_text(path, *of) for of in zip(schema.names, batch.columns, strict=True)]
                )
    except DeliveryError:
        raise
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        _unreadable(path, "Parquet")
    return RawTable(
        _table(schema.names, batches or [[pa.array([], pa.string())] * len(schema)]),
        n_rows,
        "Parquet" if path.is_file() else f"Parquet, {len(files)} parts",
        _repeated(schema.names),
    )


def _parquet_text(path: Path, name: str, column: pa.Array) -> pa.Array:
    try:
        return _as_text(column)
    # Bytes that are no UTF-8, and days that no calendar has.
    except (ValueError, OverflowError):
        _refuse(
            path,
            "not-text",
            "holds values that are no text, no number and no date of the years 1 to 9999",
            "Deliver it as text, numbers or dates.",
            column=shown_name(name),
        )


def _text_bytes(column: pa.Array) -> int:
    """Bytes of a column of texts once each row has its own."""
    if not pa.types.is_dictionary(column.type) or not pa.types.is_string(column.type.value_type):
        return 0
    lengths = pc.binary_length(column.dictionary)
    return pc.sum(lengths.take(column.indices)).as_py() or 0


def _as_text(column: pa.Array) -> pa.Array:
    """Values of any type as text, packed; each different value is turned into text once."""
    if not pa.types.is_dictionary(column.type):
        try:
            column = column.dictionary_encode()
        except pa.ArrowNotImplementedError:
            return packed(pa.array([text(value) for value in column.to_pylist()], pa.string()))
    words = column.dictionary
    if pa.types.is_string(words.type):
        return packed_words(_trimmed(words), column.indices)
    return packed_words(pa.array([text(value) for value in words.to_pylist()], pa.string()), column.indices)


def _read_statistical(path: Path, rows: int) -> RawTable:
    import pyreadstat

    reader, name = {
        ".sav": (pyreadstat.read_sav, "SPSS"),
        ".zsav": (pyreadstat.read_sav, "SPSS"),
        ".dta": (pyreadstat.read_dta, "Stata"),
        ".sas7bdat": (pyreadstat.read_sas7bdat, "SAS"),
    }[path.suffix.lower()]
    if path.suffix.lower() == ".dta":
        _hold_stata_to_its_end(path)
    try:
        _, metadata = reader(path, metadataonly=True, output_format="dict")
        width = sum(metadata.variable_storage_width.values())
        _hold_to_size(path, width * max(metadata.number_rows or 0, rows), rows)
        names, batches, found = metadata.column_names, [], 0
        # One row more than declared is enough to see that there are too many.
        while found <= rows:
            limit = min(5 * BATCH_ROWS, rows + 1 - found)
            cells, metadata = reader(
                path, user_missing=True, output_format="dict", row_offset=found, row_limit=limit
            )
            batches.append([packed(pa.array(_texts(cells[column]), pa.string())) for column in names])
            read_now = max((len(column) for column in batches[-1]), default=0)
            found += read_now
            if read_now < limit:
                break
    except DeliveryError:
        raise
    # What the library makes of a broken file differs from file to file.
    except Exception:
        if _reads_as_latin1(reader, path):
            _refuse(
                path,
                "wrong-encoding",
                "holds texts in another encoding than it says",
                "Save it in Unicode (SPSS: SET UNICODE=ON; Stata 14 or later), or deliver CSV.",
            )
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
    titles = {column: title or "" for column, title in metadata.column_names_to_labels.items()}
    return RawTable(
        _table(names, batches), found, f"{name} file", _repeated(names), labels, missing, titles=titles
    )


def _reads_as_latin1(reader: Any, path: Path) -> bool:
    try:
        reader(path, encoding="ISO-8859-1", output_format="dict", row_limit=1000)
    except Exception:
        return False
    return True


def _hold_stata_to_its_end(path: Path) -> None:
    """Value labels stand last, and the library reads a file that ends among them without a word."""
    start, end = _STATA_XML
    with path.open("rb") as file:
        if file.read(len(start)) != start:
            return
        file.seek(-len(end), 2)
        if file.read() != end:
            _unreadable(path, "Stata")


def _read_excel(path: Path, rows: int) -> RawTable:
    """One sheet, its first row the names. Values are those that Excel stores, not those that it shows."""
    import zipfile

    import openpyxl

    with path.open("rb") as file:
        if file.read(len(_OLD_EXCEL)) == _OLD_EXCEL:
            _refuse(
                path,
                "unreadable-file",
                "is an old Excel file (.xls) or one with a password",
                "Save it as .xlsx, without a password.",
            )
    try:
        with zipfile.ZipFile(path) as packed:
            _hold_to_size(path, sum(info.file_size for info in packed.infolist()), rows)
        book = openpyxl.load_workbook(path, read_only=True)
    except DeliveryError:
        raise
    except Exception:
        _unreadable(path, "Excel")
    try:
        if len(book.sheetnames) != 1:
            _refuse(path, "several-sheets", f"has {len(book.sheetnames)} sheets", "Deliver one sheet a file.")
        table = _excel_sheet(path, book.worksheets[0], rows)
        return replace(table, remarks=_hidden_in_sheet(path, book.worksheets[0]))
    except DeliveryError:
        raise
    except Exception:
        _unreadable(path, "Excel")
    finally:
        book.close()


def _hidden_in_sheet(path: Path, sheet: Any) -> tuple[str, ...]:
    """A remark on what Excel does not show. Merged cells and rows out of order are refused."""
    hidden: Counter[bytes] = Counter()
    last = 0
    with sheet._get_source() as source:
        rest, is_merged = b"", False
        while block := source.read(1 << 20):
            # A tag is read once it is whole.
            whole, bracket, rest = (rest + block).rpartition(b"<")
            hidden.update(_HIDDEN.findall(whole))
            is_merged = is_merged or bool(_MERGED.search(whole))
            # The library leaves out rows that do not count up.
            for number in map(int, _ROW_NUMBER.findall(whole)):
                if not last < number <= _EXCEL_ROWS:
                    _unreadable(path, "Excel")
                last = number
            rest = bracket + rest
    if is_merged:
        _refuse(
            path,
            "merged-cells",
            "has merged cells: all but the first of them are blank",
            "Unmerge them, and fill in every cell.",
        )
    if not hidden:
        return ()
    told = " and ".join(
        f"{hidden[tag]} {word}" for tag, word in ((b"row", "row(s)"), (b"col", "column(s)")) if hidden[tag]
    )
    return (f"{told} are hidden in Excel, by a filter or by hand, and were read like the others",)


def _excel_sheet(path: Path, sheet: Any, rows: int) -> RawTable:
    from openpyxl.utils.escape import unescape

    # What a program wrote beside the sheet about its extent may be wrong.
    sheet.reset_dimensions()
    names: list[str] = []
    cells: list[list[str | None]] = []
    formulas: dict[str, list[int]] = {}
    zeros: dict[str, list[int]] = {}
    batches, n_rows = [], 0
    for row in sheet.iter_rows(max_row=_EXCEL_ROWS):
        if not names:
            names = [unescape(text(cell.value) or "") for cell in row]
            while names and not names[-1].strip():
                names.pop()
            if not names:
                _refuse(path, "preamble", "the first row is empty", "Begin with the row of column names.")
            continue
        # What cannot stand in XML is written as _x000D_; blanks alone are nothing.
        texts = [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row]
        values = [None if isinstance(value, str) and not value.strip() else value for value in texts]
        if not any(value is not None for value in values):
            # Rows that were formatted and hold nothing, or blanks.
            continue
        n_rows += 1
        for i, cell in enumerate(row):
            name = names[i] if i < len(names) else "(no name)"
            if cell.data_type == "f":
                formulas.setdefault(name, []).append(n_rows)
            elif isinstance(cell.value, str) and re.fullmatch(r"0\d+", cell.value.strip()):
                zeros.setdefault(name, []).append(n_rows)
        if len(values) > len(names) and any(value is not None for value in values[len(names) :]):
            names += [""] * (len(values) - len(names))
        cells.append([text(value) for value in values[: len(names)]])
        if len(cells) == BATCH_ROWS:
            batches.append(_columns_of(cells, len(names)))
            cells = []
        if n_rows > rows:
            break
    if _is_title(names):
        _refuse_title(path)
    problems = [
        Problem(name, path.name, message, remedy, shown_name(column), tuple(found[:ROWS_SHOWN]), len(found))
        for name, message, remedy, columns in (
            ("formula", "holds formulas", "Replace them by their values.", formulas),
            ("leading-zeros", "holds numbers as text, with leading zeros",
             "Deliver codes as numbers, without leading zeros.", zeros),
        )
        for column, found in columns.items()
    ]  # fmt: skip
    if problems:
        raise DeliveryError(problems)
    batches.append(_columns_of(cells, len(names)))
    if len({len(batch) for batch in batches}) > 1:
        _refuse(path, "ragged-rows", "has cells outside its columns", "Clear them, or name their columns.")
    return RawTable(_table(names, batches), n_rows, "Excel, one sheet", _repeated(names))


def _columns_of(cells: list[list[str | None]], n: int) -> list[pa.Array]:
    return [
        packed(pa.array([row[i] if i < len(row) else None for row in cells], pa.string())) for i in range(n)
    ]


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
