"""Survey data wherever they lie, as one DuckDB view: read by scans, never held as rows."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from survey_stats.errors import InvalidOutcomeError, UnknownColumnError, UnreadableDataError

# More distinct values than this are a slip: an amount taken for a category.
MOST_CATEGORIES = 1000

_NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER")
_NUMBERS += ("UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "BOOLEAN")


class _Stream:
    """A relation of another connection, offered as a stream that can be opened again and again."""

    def __init__(self, relation: duckdb.DuckDBPyRelation) -> None:
        self._relation = relation

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._relation.__arrow_c_stream__(requested_schema)


class Source:
    """A table behind the views ``data`` and ``numbered`` (with ``__row__``, from 0) of a DuckDB of its own.

    ``data``: pandas DataFrame, pyarrow Table, DuckDB relation (of any connection), or the path of a Parquet
    or CSV file. Raises ``UnreadableDataError`` for anything else, or for what cannot be read.
    """

    def __init__(self, data: object) -> None:
        self.connection = duckdb.connect()
        try:
            if isinstance(data, pd.DataFrame):
                self.connection.register("given", pa.Table.from_pandas(data, preserve_index=False))
            elif isinstance(data, pa.Table):
                self.connection.register("given", data)
            elif isinstance(data, duckdb.DuckDBPyRelation):
                self.connection.register("given", _Stream(data))
            elif isinstance(data, str | Path):
                read = {".parquet": self.connection.read_parquet, ".csv": self.connection.read_csv}
                suffix = Path(data).suffix.lower()
                if suffix not in read:
                    raise UnreadableDataError(f"{data} is neither a .parquet nor a .csv file")
                read[suffix](str(data)).create_view("given")
            else:
                raise UnreadableDataError(
                    f"data is a {type(data).__name__}; give a DataFrame, an Arrow table, a DuckDB relation "
                    "or the path of a Parquet or CSV file"
                )
            self.connection.execute("create view data as from given")
            self.connection.execute(
                "create view numbered as select *, row_number() over () - 1 as __row__ from given"
            )
            described = self.connection.execute("describe data").fetchall()
        except (duckdb.Error, pa.ArrowException) as error:
            raise UnreadableDataError(f"the data cannot be read as a table: {error}") from error
        self.types = {name: str(kind) for name, kind, *_ in described}
        self._type_of = {quote(name): kind for name, kind in self.types.items()}
        self._temporary = 0

    def expression(self, text: str, role: str) -> str:
        """SQL of a column name or of an expression over columns. ``role`` names it in errors.

        Raises ``UnknownColumnError`` with the columns there are.
        """
        if text in self.types:
            return quote(text)
        try:
            self.connection.execute(f"select ({text}) from data limit 0")
        except duckdb.Error as error:
            raise UnknownColumnError(
                f"{role} {text!r} is no column and no expression over columns: "
                f"{str(error).splitlines()[0]}. Columns: {', '.join(self.types)}"
            ) from error
        return f"({text})"

    def column(self, name: str, role: str) -> str:
        """SQL of a column. Raises ``UnknownColumnError``."""
        if name not in self.types:
            raise UnknownColumnError(f"{role} {name!r} is not a column; columns: {', '.join(self.types)}")
        return quote(name)

    def type_of(self, expression: str) -> str:
        """DuckDB's type of an expression that :meth:`expression` has passed."""
        if expression not in self._type_of:
            described = self.connection.execute(f"describe select {expression} as v from data").fetchone()
            self._type_of[expression] = str(described[1])
        return self._type_of[expression]

    def number(self, text: str, role: str) -> str:
        """SQL of a numeric column or expression, as DOUBLE. Raises ``InvalidOutcomeError`` on other types."""
        expression = self.expression(text, role)
        kind = self.type_of(expression)
        if not kind.startswith(_NUMBERS):
            raise InvalidOutcomeError(f"{role} {text!r} is {kind}, not a number; convert or recode it")
        return f"cast({expression} as double)"

    def code(self, name: str, role: str) -> str:
        """SQL of a column of codes, as text; numbers without decimals. Raises ``UnknownColumnError``."""
        column = self.column(name, role)
        if self.type_of(column).startswith(("FLOAT", "DOUBLE", "DECIMAL")):
            column = f"try_cast({column} as bigint)"
        return f"cast({column} as varchar)"

    def is_number(self, expression: str) -> bool:
        """Whether an expression has a numeric type."""
        return self.type_of(expression).startswith(_NUMBERS)

    def first_row(self, condition: str) -> int | None:
        """Number (from 0) of the first row that meets an SQL condition."""
        found = self.connection.execute(f"select min(__row__) from numbered where {condition}").fetchone()[0]
        return None if found is None else int(found)

    def count(self, view: str, condition: str, at_most: int | None = None) -> int:
        """Rows of a view that meet an SQL condition; counting stops at ``at_most``."""
        rows = f"select 1 from {view} where {condition}" + (f" limit {at_most}" if at_most else "")
        return int(self.connection.execute(f"select count(*) from ({rows})").fetchone()[0])

    def table(self, sql: str) -> pd.DataFrame:
        """The (small) result of a query."""
        return self.connection.execute(sql).df()

    def batches(self, sql: str, rows: int) -> Iterator[pd.DataFrame]:
        """The result of a query, ``rows`` at a time."""
        for batch in self.connection.execute(sql).to_arrow_reader(rows):
            yield batch.to_pandas()

    def add(self, table: pd.DataFrame) -> str:
        """Make a small table queryable; returns its name."""
        self._temporary += 1
        name = f"small_{self._temporary}"
        self.connection.register(name, pa.Table.from_pandas(table, preserve_index=False))
        return name


def quote(name: str) -> str:
    """An SQL identifier."""
    return '"' + name.replace('"', '""') + '"'
