"""Survey data wherever they lie, as one DuckDB view: read by scans, never held as rows."""

import re
import sys
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np

from survey_stats.design.expressions import ExpressionParser, literal
from survey_stats.errors import InvalidOutcomeError, SurveyError, UnknownColumnError, UnreadableDataError

if TYPE_CHECKING:
    import pyarrow as pa

# More distinct values than this are a slip: an amount taken for a category.
MOST_CATEGORIES = 1000

_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER")
_NUMBERS += ("UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BOOLEAN")
_FLOATS = ("FLOAT", "DOUBLE")

# Several threads on fewer rows, or in smaller files, are work for nothing.
_FEW_ROWS, _FEW_BYTES = 200_000, 4_000_000
# One thread scans a Parquet file of this size, a million rows or so, in a tenth of a second. Two would take a
# tenth more of processor time, to hand rows to each other, and leave other last digits each time.
_MANY_BYTES = 32_000_000
# Groups of small whole numbers are counted in an array, not in a hash table, if two to this number of places
# hold them: some 50 MB a thread at most.
_GROUPING_BITS = 18
# Tables of fewer numbers are copied into DuckDB, so that a query does not open them anew.
_FEW_NUMBERS = 4_000_000
# Sums of squares of larger numbers overflow, those of smaller ones vanish.
LARGEST, SMALLEST = 1e100, 1e-100
# From here on whole numbers have neighbours that are the same float.
_INEXACT = 2.0**53

# Small tables are written into queries.
_MOST_VALUES = 20_000

# All settings that let text reach files or other databases, off before any text of a user runs.
_LOCKS = "set enable_external_access = false; set lock_configuration = true"


class _Stream:
    """A relation of another connection, offered as a stream that can be opened again and again."""

    def __init__(self, relation: duckdb.DuckDBPyRelation, names: Sequence[str]) -> None:
        selected = ", ".join(f"{quote(n)} as {i}" for n, i in zip(relation.columns, names, strict=True))
        self._relation = relation.project(selected)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._relation.__arrow_c_stream__(requested_schema)


class Source:
    """A table behind the view ``data`` of a DuckDB of its own, its columns under internal names.

    Internal names (``_c0_``, ``_c1_`` ...) keep columns apart that differ in case only, and users' names from
    the names that scans use. ``numbered`` is the same view with ``row_number``, from 0.

    ``data``: pandas DataFrame, pyarrow Table, anything with Arrow's ``__arrow_c_stream__`` (polars), DuckDB
    relation (of any connection), or the path of a Parquet or CSV file. Before a text of a user runs, the
    connection is locked: it can read that file, and no other; it cannot write. Raises
    ``UnreadableDataError`` for anything else, or for what cannot be read.
    """

    def __init__(self, data: object) -> None:
        self._declared: dict[str, tuple | None] = {}
        self._parquet: str | None = None
        self._file: Path | None = None
        self._allowed = ""
        self._is_locked = self._is_to_be_copied = self.is_small = False
        try:
            self.types = self._open(data)
        except (duckdb.Error, *_arrow_errors()) as error:
            raise UnreadableDataError(f"the data cannot be read as a table: {_first_line(error)}") from error
        names = list(self.types)
        self._internal = {name: f"_c{i}_" for i, name in enumerate(names)}
        self._type_of = {self._internal[name]: kind for name, kind in self.types.items()}
        self._parser = ExpressionParser(self.connection, self._internal_names, self.type_of)
        self._read: dict[str, str] = {}
        self._temporary = 0
        self._has_numbers = False

    def _open(self, data: object) -> dict[str, str]:
        """Make the view ``data``; DuckDB's types of its columns, by name."""
        pandas = sys.modules.get("pandas")
        if isinstance(data, str | Path):
            return self._open_file(Path(data))
        if isinstance(data, duckdb.DuckDBPyRelation):
            names = _checked_names(data.columns)
            self.connection = _connected(few=False)
            self.connection.register("given", _Stream(data, [f"_c{i}_" for i in range(len(names))]))
        else:
            if pandas is not None and isinstance(data, pandas.DataFrame):
                names = _checked_names(
                    [name if isinstance(name, str) else str(name) for name in data.columns]
                )
                self._declared = {
                    name: tuple(dtype.categories.tolist())
                    for name, dtype in zip(names, data.dtypes, strict=True)
                    if isinstance(dtype, pandas.CategoricalDtype)
                }
                import pyarrow as pa

                try:
                    table = pa.Table.from_pandas(data.set_axis(names, axis=1), preserve_index=False)
                except TypeError as error:
                    raise UnreadableDataError(
                        f"the data cannot be read as a table: {_first_line(error)}"
                    ) from None
            elif hasattr(data, "__arrow_c_stream__"):
                import pyarrow as pa

                table = data if isinstance(data, pa.Table) else pa.table(data)
                names = _checked_names(table.column_names)
                self._declared = {
                    field.name: _dictionary(table[field.name]) if field.type.ordered else None
                    for field in table.schema
                    if pa.types.is_dictionary(field.type)
                }
            else:
                raise UnreadableDataError(
                    f"data is a {type(data).__name__}; give a data frame, an Arrow table, a DuckDB relation "
                    "or the path of a Parquet or CSV file"
                )
            for name, field in zip(names, table.schema, strict=True):
                kind = getattr(field.type, "extension_name", "")
                if kind.startswith("pandas."):
                    raise UnreadableDataError(
                        f"column {name!r} has the type {kind[7:]} of pandas, of which only numbers would be "
                        "seen; turn it into text, labels or dates"
                    )
            table_of_columns = table.rename_columns([f"_c{i}_" for i in range(len(names))])
            self.connection = _connected(few=table.num_rows < _FEW_ROWS)
            self.connection.register("given", table_of_columns)
            self.is_small = table.num_rows < _FEW_ROWS and table.num_rows * len(names) < _FEW_NUMBERS
        self.connection.execute(f"create {'table' if self.is_small else 'view'} data as from given")
        if self.is_small:
            self.connection.unregister("given")
        return self._types_of(names)

    def _types_of(self, names: Sequence[str]) -> dict[str, str]:
        described = self.connection.execute("describe data").fetchall()
        return {name: str(kind) for name, (_, kind, *_) in zip(names, described, strict=True)}

    def _open_file(self, file: Path) -> dict[str, str]:
        reader, path = _reader_of(file)
        try:
            self._file, self._state = file, _state_of(file)
        except OSError as error:
            raise UnreadableDataError(f"{file} cannot be read: {error.strerror}") from None
        is_parquet, size = file.suffix.lower() == ".parquet", self._state[-1]
        is_few = size < _FEW_BYTES
        self.connection = _connected(few=size < (_MANY_BYTES if is_parquet else _FEW_BYTES))
        described = self.connection.execute(f"describe from {reader}").fetchall()
        if not is_parquet and not is_few:
            # Types are those of all rows, of which each scan would look for them anew.
            types = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind, *_ in described)
            reader = f"read_csv('{path}', hive_partitioning = false, types = {{{types}}})"
        found = [name for name, *_ in described]
        names = _checked_names(_true_names(self.connection, file, path, found))
        selected = ", ".join(f"{quote(name)} as _c{i}_" for i, name in enumerate(found))
        if is_parquet:
            self._parquet = path
            self.connection.execute(f"create view data as select {selected} from {reader}")
            if is_few:
                (rows,) = self.connection.execute(f"select count(*) from {reader}").fetchone()
                self.is_small = rows < _FEW_ROWS and rows * len(names) < _FEW_NUMBERS
                self._is_to_be_copied = self.is_small
        else:
            self.is_small = is_few
            kind = "table" if is_few else "view"
            self.connection.execute(f"create {kind} data as select {selected} from {reader}")
            if is_few:
                self._file = None
        given = str(file).replace("'", "''")
        self._allowed = f"set allowed_paths = ['{given}', '{path}']; "
        return {name: str(kind) for name, (_, kind, *_) in zip(names, described, strict=True)}

    def _lock(self) -> None:
        """From now on the connection reads this file only, and writes none: texts of users may run."""
        if not self._is_locked:
            self._is_locked = True
            self.connection.execute(self._allowed + _LOCKS)

    def columns_of(self, table: object) -> dict[str, list]:
        """The columns of a small table: a file, or a relation. Raises ``UnreadableDataError``."""
        # To start another DuckDB takes longer than to read margins.
        return columns_of(table, None if self._is_locked else self.connection)

    def settle(self) -> None:
        """Take a small file into memory, before it is scanned again and again."""
        if self._is_to_be_copied:
            self._is_to_be_copied = False
            self.run("create table copied as from data")
            self.run("create or replace view data as from copied")
            self._file = None

    def _require_unchanged(self) -> None:
        """Raises ``UnreadableDataError`` where the file is another than when it was opened: scans of the two
        would make one estimate."""
        if self._file is None:
            return
        try:
            is_same = _state_of(self._file) == self._state
        except OSError:
            is_same = False
        if not is_same:
            raise UnreadableDataError(f"{self._file} has changed since it was opened; make the design anew")

    # ---------------------------------------------------------------------------------------- columns

    @cached_property
    def levels(self) -> Mapping[str, tuple | None]:
        """Categories of the columns that declare some, in their order; None where that is the values'."""
        if self._parquet is None:
            return self._declared
        found = self.rows(
            f"select value from parquet_kv_metadata('{self._parquet}') where key = 'ARROW:schema'"
        )
        if not found:
            return {}
        import pyarrow as pa

        schema = pa.ipc.read_schema(pa.py_buffer(b64decode(found[0][0])))
        return {field.name: None for field in schema if pa.types.is_dictionary(field.type)}

    def _internal_names(self, names: list[str]) -> list[str]:
        """Internal names of a column as SQL has it, a dot in it (``api.stu``) or before a record's fields."""
        joined = ".".join(names)
        if len(names) == 1 or joined not in self._internal:
            return [self._internal_name(names[0]), *names[1:]]
        if self.types.get(names[0], "").startswith(("STRUCT", "MAP", "UNION", "JSON")):
            raise UnknownColumnError(f'{joined!r} is a column and a field of one; write "{joined}"')
        return [self._internal[joined]]

    def _internal_name(self, name: str) -> str:
        """Internal name of a column: by its exact name, else by the only one that differs in case."""
        if name in self._internal:
            return self._internal[name]
        alike = [other for other in self._internal if other.lower() == name.lower()]
        if len(alike) == 1:
            return self._internal[alike[0]]
        if alike:
            raise UnknownColumnError(
                f"{name!r} may be any of {', '.join(alike)}; write it as the data have it"
            )
        raise UnknownColumnError(f"{name!r} is not a column; columns: {_some(list(self._internal))}")

    def column(self, name: object, role: str) -> str:
        """SQL of a column. Raises ``UnknownColumnError``."""
        if not isinstance(name, str):
            raise UnknownColumnError(
                f"{role} is {_kind(name)}; give the name of one column, such as {next(iter(self.types))!r}"
            )
        if name not in self._internal:
            raise UnknownColumnError(
                f"{role} {name!r} is not a column; columns: {_some(list(self._internal))}"
            )
        return self._internal[name]

    def expression(self, text: object, role: str) -> str:
        """SQL of a column name or of a scalar expression over columns. ``role`` names it in errors.

        Raises ``UnknownColumnError`` with the columns there are, or with what is wrong.
        """
        if not isinstance(text, str):
            hint = '; write a condition as text, such as "age >= 40"' if role == "domain" else ""
            raise UnknownColumnError(
                f"{role} is {_kind(text)}; give a column name or an SQL expression{hint}"
            )
        if text in self._internal:
            return self._internal[text]
        if text not in self._read:
            self._lock()
            sql = self._parser.read(text, role)
            try:
                # A condition may hold no aggregate and no window function, so that binding it refuses both.
                self.connection.execute(f"select 1 from data where {sql} is null limit 0")
            except duckdb.Error as error:
                raise UnknownColumnError(
                    f"{role} {text!r} is no column and no expression over columns: "
                    f"{self.readable(error)}. Columns: {_some(list(self._internal))}"
                ) from error
            self._read[text] = sql
        return self._read[text]

    def remembered(self, text: str, sql: str) -> str:
        """Make SQL of ours, of expressions that have passed, known as the expression ``text``, which it
        gives."""
        if text not in self._internal:
            self._read[text] = sql
            return text
        return self.remembered(f"({text})", sql)

    def type_of(self, expression: str) -> str:
        """DuckDB's type of an expression that :meth:`expression` has passed."""
        if expression not in self._type_of:
            described = self.run(f"describe select {expression} as v from data").fetchone()
            self._type_of[expression] = str(described[1])
        return self._type_of[expression]

    def number(self, text: object, role: str) -> str:
        """SQL of a numeric column or expression, as DOUBLE. Raises ``InvalidOutcomeError`` on other types."""
        expression = self.expression(text, role)
        kind = self.type_of(expression)
        if not kind.startswith(_NUMBERS):
            raise InvalidOutcomeError(f"{role} {text!r} is {kind}, not a number; convert or recode it")
        return expression if kind == "DOUBLE" else f"cast({expression} as double)"

    def is_number(self, expression: str) -> bool:
        """Whether an expression has a numeric type."""
        return self.type_of(expression).startswith(_NUMBERS)

    def is_float(self, expression: str) -> bool:
        """Whether an expression has a floating-point type."""
        return self.type_of(expression).startswith(_FLOATS)

    def require_single(self, expression: str, what: str) -> None:
        """Raises ``InvalidOutcomeError`` where the values of an expression are lists or records."""
        kind = self.type_of(expression)
        if kind.endswith("]") or kind.startswith(("STRUCT", "MAP", "UNION")):
            raise InvalidOutcomeError(f"{what} is {kind}; give a column of single values")

    def known(self, expression: str, name: str | None = None) -> str:
        """SQL condition that a code is there: neither missing nor NaN; of another ``name`` for it."""
        name = name or expression
        condition = f"{name} is not null"
        return f"({condition} and not isnan({name}))" if self.is_float(expression) else condition

    # ---------------------------------------------------------------------------------------- queries

    def run(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run a query of ours. Raises ``UnreadableDataError`` with DuckDB's reason, by the users' names."""
        self._require_unchanged()
        try:
            return self.connection.execute(sql)
        except duckdb.Error as error:
            raise self._failure(error) from error

    def arrays(self, sql: str) -> dict[str, np.ndarray]:
        """Columns of a result without missing values."""
        try:
            return dict(self.run(sql).fetchnumpy())
        except duckdb.Error as error:
            raise self._failure(error) from error

    def rows(self, sql: str) -> list[tuple]:
        """Rows of a small result, as Python values."""
        try:
            return self.run(sql).fetchall()
        except duckdb.Error as error:
            raise self._failure(error) from error

    def batches(self, sql: str, rows: int) -> "Iterator[pa.RecordBatch]":
        """The result of a query, ``rows`` at a time. Another query ends it."""
        self._require_unchanged()
        try:
            yield from self.connection.execute(sql).to_arrow_reader(rows)
        except (duckdb.Error, *_arrow_errors()) as error:
            raise self._failure(error) from error

    def _failure(self, error: Exception) -> SurveyError:
        return UnreadableDataError(
            f"the data cannot be read: {self.readable(error)}. Correct the rows, or recode the column"
        )

    def readable(self, error: Exception) -> str:
        """The first line of an error, with the users' names of columns."""
        names = {internal: name for name, internal in self._internal.items()}
        return re.sub(r'"?(_c\d+_)"?', lambda m: names.get(m[1], m[1]), _first_line(error))

    def first_row(self, condition: str) -> int | None:
        """Number (from 0) of the first row that meets an SQL condition."""
        if not self._has_numbers:
            self.run("create view numbered as select *, row_number() over () - 1 as row_number from data")
            self._has_numbers = True
        found = self.rows(f"select min(row_number) from numbered where {condition}")[0][0]
        return None if found is None else int(found)

    def numbered(self) -> str:
        """Name of the view of the rows with their number."""
        self.first_row("false")
        return "numbered"

    def view(self, sql: str, name: str) -> str:
        """A query as a view, which stays; its name."""
        self._temporary += 1
        self.run(f"create temp view {name}_{self._temporary} as {sql}")
        return f"{name}_{self._temporary}"

    def brief(self, sql: str, name: str) -> str:
        """As :meth:`keep`, for what is used once or twice: of few rows the query itself, for others."""
        return f"({sql})" if self.is_small else self.keep(sql, name)

    def keep(self, sql: str, name: str = "kept") -> str:
        """The result of a query as a table, to be dropped by whoever keeps it; its name."""
        self._temporary += 1
        table = f"{name}_{self._temporary}"
        self.run(f"create temp table {table} as {sql}")
        return table

    def drop(self, *tables: str) -> None:
        """Drop tables that :meth:`keep`, :meth:`brief` or :meth:`add` made."""
        for table in tables:
            if not table.startswith("("):
                self.run(f"drop table {table}")

    def add(self, columns: Mapping[str, np.ndarray]) -> str:
        """Make arrays of numbers queryable; returns the table's name."""
        names, size = ", ".join(columns), len(next(iter(columns.values())))
        if size <= _MOST_VALUES:
            # As text: DuckDB loads pandas to look at arrays.
            texts = [_number_texts(v if size else np.zeros(1, v.dtype)) for v in columns.values()]
            rows = ", ".join(f"({', '.join(row)})" for row in zip(*texts, strict=True))
            return self.brief(f"select * from (values {rows}) as v({names}) limit {size}", "small")
        import pyarrow as pa

        self.connection.register("small", pa.table({name: pa.array(v) for name, v in columns.items()}))
        table = self.keep("from small", "small")
        self.connection.unregister("small")
        return table


def _number_texts(values: np.ndarray) -> list[str]:
    if values.dtype.kind in "iu":
        return [f"{value}::bigint" for value in values[:1].tolist()] + [str(v) for v in values[1:].tolist()]
    return [f"'{value!r}'::double" for value in values.tolist()]


def quote(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def code_text(value: object) -> str:
    """A code as text, however its column or the margins hold it: 1.0 and 1 as 1, True as true."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else str(value.normalize())
    if isinstance(value, float | np.floating):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    return str(value)


def columns_of(data: object, connection: duckdb.DuckDBPyConnection | None = None) -> dict[str, list]:
    """The columns of a small table: a file, or a relation. Raises ``UnreadableDataError``.

    ``connection`` that reads the file; None for one that is kept for this.
    """
    try:
        if isinstance(data, duckdb.DuckDBPyRelation):
            names, rows = data.columns, data.fetchall()
        else:
            file = Path(data)
            reader, path = _reader_of(file)
            connection = _file_reader().cursor() if connection is None else connection
            found = connection.execute(f"from {reader}")
            names, rows = [name for name, *_ in found.description], found.fetchall()
            names = _true_names(connection, file, path, names)
    except (duckdb.Error, *_arrow_errors()) as error:
        raise UnreadableDataError(f"the data cannot be read as a table: {_first_line(error)}") from error
    return {name: [row[i] for row in rows] for i, name in enumerate(_checked_names(names))}


@cache
def _file_reader() -> duckdb.DuckDBPyConnection:
    """The one DuckDB that reads files of margins; no text of a user runs in it."""
    return _connected(few=True)


def _connected(*, few: bool) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own, with one thread for few rows."""
    config = {"autoload_known_extensions": False, "perfect_ht_threshold": _GROUPING_BITS}
    connection = duckdb.connect(config=config | ({"threads": 1} if few else {}))
    connection.execute("set enable_progress_bar = false")
    return connection


def _reader_of(file: Path) -> tuple[str, str]:
    """SQL that reads one file, and its path as DuckDB takes it. Raises ``UnreadableDataError``."""
    kind = file.suffix.lower()
    if kind not in (".parquet", ".csv"):
        raise UnreadableDataError(f"{file} is neither a .parquet nor a .csv file")
    if file.is_dir():
        raise UnreadableDataError(f"{file} is a folder; give one file")
    # One file, by its own name: DuckDB takes * ? [ for patterns, and folders called a=1 for columns.
    path = re.sub(r"([*?\[])", r"[\1]", str(file).replace("'", "''"))
    if kind == ".csv":
        # What a column is, all rows say: 2.5 below 20,000 whole numbers would be read as 3, and 01 as 1.
        return f"read_csv('{path}', hive_partitioning = false, sample_size = -1)", path
    return f"read_parquet('{path}', hive_partitioning = false)", path


def _true_names(connection: duckdb.DuckDBPyConnection, file: Path, path: str, found: list[str]) -> list[str]:
    """Names as the file has them: DuckDB puts numbers behind those that it takes for equal."""
    if not any(re.search(r"_\d+$", name) for name in found):
        return found
    if file.suffix.lower() == ".parquet":
        names = connection.execute(
            f"select name from parquet_schema('{path}') where coalesce(num_children, 0) = 0"
        ).fetchall()
        return [name for (name,) in names] if len(names) == len(found) else found
    first = connection.execute(
        f"from read_csv('{path}', header = false, all_varchar = true, hive_partitioning = false) limit 1"
    ).fetchone()
    return [name or "" for name in first] if first and len(first) == len(found) else found


def _state_of(file: Path) -> tuple[int, int, int]:
    """What tells one state of a file from another: its place, time of change and size."""
    found = file.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def require_exact(codes: Iterable[object], what: str) -> None:
    """Raises ``InvalidOutcomeError`` where codes are floats so large that neighbours are one number."""
    for code in codes:
        if isinstance(code, float) and abs(code) >= _INEXACT:
            raise InvalidOutcomeError(
                f"{what} has the code {code:.17g} as a floating-point number, which does not tell it from "
                "its neighbours; hold such codes as text or whole numbers"
            )


def is_missing(value: object) -> bool:
    """Whether a value is None, NaN, NaT or pandas' NA."""
    try:
        return value is None or bool(value != value)
    except TypeError:  # NA refuses to become a truth value
        return True


def _dictionary(column: "pa.ChunkedArray") -> tuple | None:
    chunks = column.unify_dictionaries().chunks
    return tuple(chunks[0].dictionary.to_pylist()) if chunks else None


def _arrow_errors() -> tuple[type[Exception], ...]:
    # Files are read without Arrow, which takes a while to load.
    return (sys.modules["pyarrow"].ArrowException,) if "pyarrow" in sys.modules else ()


def _checked_names(names: Sequence[str]) -> tuple[str, ...]:
    seen = set()
    for name in names:
        if name in seen:
            raise UnreadableDataError(f"the data have two columns {name!r}; rename one")
        seen.add(name)
    if not seen:
        raise UnreadableDataError("the data have no columns")
    return tuple(names)


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    # The file reader says in its first line where it stumbled, then shows a person's row, then says at what.
    kept = [line for line in lines[:3] if not line.startswith("Original Line")]
    kept = kept[:2] if lines and "CSV Error" in lines[0] else lines[:1]
    return ": ".join(kept) or type(error).__name__


def _some(names: list[str]) -> str:
    return ", ".join(names[:30]) + (f" and {len(names) - 30} others" if len(names) > 30 else "")


def _kind(value: object) -> str:
    return (
        "missing"
        if value is None
        else f"a {type(value).__name__}"
        if not isinstance(value, int | float)
        else repr(value)
    )
