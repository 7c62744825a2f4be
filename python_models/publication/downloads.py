"""Files for readers: every published table and every figure, as CSV for spreadsheets and JSON for programs.

CSV comes as the programs of each language expect it. Danish: opens with a double click in a Danish Excel,
UTF-8 with byte order mark, semicolons, decimal commas. English, below `en/`: UTF-8, commas, decimal points,
what `read_csv` and its like take without arguments. JSON holds the same rows with what a program should know
of them, in the terms of the Frictionless Data Package (titles, descriptions and types of columns, population,
notice, what to cite); `datapackage.json` describes the English CSV files, with keys and hashes. Equal tables
give equal files.
"""

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from publication import disk
from publication.errors import AuditError
from publication.published_tables import ABOUT, PUBLISHED_SCHEMA, connect, quoted

FIGURES = "pub_figures"
FIGURE_TABLES = "pub_figure_tables"
FIGURE_KEY = "figure_id"
# Keys of `pub_about` that go with every JSON file, and columns of `pub_figures` that go with a figure's.
NOTICES = (
    "study_title",
    "wave",
    "synthetic_notice",
    "source",
    "source_report",
    "citation",
    "licence",
    "version",
)
ABOUT_FIGURE = (
    *("report_ref", "title_da", "title_en", "measure_da", "measure_en", "population_da", "population_en"),
    *("population_second_da", "population_second_en"),
    *("n_printed", "n_printed_second", "n_ours", "n_ours_second", "variance_mode", "is_synthetic"),
)
# What a spreadsheet may take for a formula (OWASP, CSV injection); plain numbers are none.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?[\d.,]+")
# Types of the published columns in the terms of the Frictionless Table Schema.
_TYPES = {
    "VARCHAR": "string",
    "BOOLEAN": "boolean",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "DOUBLE": "number",
    "DATE": "date",
}
_DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True}
# Columns that say in which order rows are presented.
_ORDER = re.compile(r"(^|_)(sort|order)$")
LANGUAGES = ("da", "en")
# Folder of the English CSV files; the Danish ones lie beside it.
ENGLISH = "en"
LICENCE_FILE = "licence.txt"

Value = str | int | float | bool | date | None


@dataclass(frozen=True)
class Field:
    """A column: its name, its type (Frictionless Table Schema), what it means."""

    name: str
    type: str
    description: str

    def schema(self) -> dict[str, str]:
        """As a program reads it in JSON."""
        return {"name": self.name, "type": self.type, "description": self.description}


@dataclass(frozen=True)
class Table:
    """Rows of a published table, all or those of one figure; ``key`` the columns that tell them apart."""

    name: str
    description: str
    fields: tuple[Field, ...]
    rows: tuple[tuple[Value, ...], ...]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class CsvForm:
    """How CSV is written for the programs of one language."""

    language: str
    delimiter: str
    decimal: str
    encoding: str

    def cell(self, value: Value) -> str:
        """`value` as a spreadsheet reads it; text that it would run as a formula gets an apostrophe."""
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case float():
                # Never an exponent, and a whole number without decimals.
                return format(Decimal(repr(value)).normalize(), "f").replace(".", self.decimal)
            case str() if _FORMULA.match(value) and not _PLAIN_NUMBER.fullmatch(value):
                return f"'{value}"
            case _:
                return str(value)

    def content(self, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
        """A CSV file of `rows` under the header `names`."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([self.cell(value) for value in row] for row in rows)
        return text.getvalue().encode(self.encoding)


# By the folder that the files lie in.
CSV_FORMS = {"": CsvForm("da", ";", ",", "utf-8-sig"), f"{ENGLISH}/": CsvForm("en", ",", ".", "utf-8")}


def json_bytes(descriptor: dict, tables: Sequence[Table]) -> bytes:
    """A data package with its data inside; one row of a table on a line."""
    resources = []
    for table in tables:
        header = {"name": table.name, "description": table.description}
        schema = {"fields": [field.schema() for field in table.fields]}
        data = [[field.name for field in table.fields], *table.rows]
        lines = ",\n".join(_json(list(row)) for row in data)
        resources.append(_json(header | {"schema": schema})[:-1] + f',"data":[\n{lines}\n]}}')
    return (_json(descriptor)[:-1] + ',"resources":[\n' + ",\n".join(resources) + "\n]}\n").encode()


def _json(value: object) -> str:
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=date.isoformat
    )


def _read(connection: duckdb.DuckDBPyConnection) -> dict[str, Table]:
    """All published tables by name, rows in order of presentation, or of all columns where there is none."""
    columns = connection.execute(
        "select table_name, column_name, data_type, coalesce(comment, '') from duckdb_columns() "
        "where schema_name = ? order by table_name, column_index",
        [PUBLISHED_SCHEMA],
    ).fetchall()
    unknown = [f"{table}.{name} ({kind})" for table, name, kind, _ in columns if kind not in _TYPES]
    if unknown:
        raise AuditError(f"no file can hold the type of {', '.join(unknown)}; cast it in the model")
    descriptions = dict(
        connection.execute(
            "select table_name, coalesce(comment, '') from duckdb_tables() where schema_name = ?",
            [PUBLISHED_SCHEMA],
        ).fetchall()
    )
    keys = dict(
        connection.execute(
            "select table_name, constraint_column_names from duckdb_constraints() "
            "where schema_name = ? and constraint_type = 'PRIMARY KEY'",
            [PUBLISHED_SCHEMA],
        ).fetchall()
    )
    fields: dict[str, list[Field]] = {}
    for table, name, kind, description in columns:
        fields.setdefault(table, []).append(Field(name, _TYPES[kind], description))
    tables = {}
    for table, of_table in fields.items():
        names = [field.name for field in of_table]
        order = ", ".join(quoted(name) for name in [*({"sort_order"} & set(names)), *names])
        rows = connection.execute(f"from {quoted(PUBLISHED_SCHEMA, table)} order by {order}").fetchall()
        tables[table] = Table(
            table, descriptions.get(table, ""), tuple(of_table), tuple(rows), tuple(keys.get(table, ()))
        )
    return tables


def _notices(about: Table) -> dict[str, str]:
    """Notice, source, citation and terms in both languages."""
    names = [field.name for field in about.fields]
    texts = [dict(zip(names, row, strict=True)) for row in about.rows]
    return {
        f"{text['key']}_{language}": text[f"value_{language}"]
        for text in texts
        if text["key"] in NOTICES
        for language in LANGUAGES
    }


def _figures(tables: Mapping[str, Table]) -> Iterable[tuple[str, dict[str, Value], list[Table]]]:
    """Every figure: its id, what is said of it, and the tables with its rows alone."""
    if FIGURES not in tables:
        return
    parts: dict[str, list[str]] = {}
    for figure, table in tables[FIGURE_TABLES].rows:
        parts.setdefault(figure, []).append(table)
    names = [field.name for field in tables[FIGURES].fields]
    for row in tables[FIGURES].rows:
        about = dict(zip(names, row, strict=True))
        figure = about[FIGURE_KEY]
        wanted = parts.get(figure, [])
        missing = [table for table in wanted if table not in tables] if wanted else ["no table"]
        if missing:
            raise AuditError(
                f"{figure}: {FIGURE_TABLES} gives it {', '.join(missing)}, which is not published; "
                "correct reporting_figure_tables"
            )
        of_figure = [_of_figure(tables[table], figure) for table in wanted]
        empty = [table.name for table in of_figure if not table.rows]
        if empty:
            raise AuditError(f"{figure}: {', '.join(empty)} has no row of it, so its files would be empty")
        yield figure, {name: about[name] for name in ABOUT_FIGURE}, of_figure


def _of_figure(table: Table, figure: str) -> Table:
    """The rows of one figure; all of them where rows name no figure."""
    keys = [i for i, field in enumerate(table.fields) if field.name == FIGURE_KEY]
    return replace(table, rows=tuple(row for row in table.rows if all(row[i] == figure for i in keys)))


def _tidy(table: Table, language: str) -> tuple[list[str], list[list[Value]]]:
    """A table as a figure's own file: the columns that say something of it, labels in one language.

    Left out are columns without any value here, order of presentation, the figure itself, and the labels of
    the other language; names of labels lose their ending, so that files of both languages have equal headers.
    """
    other = next(ending for ending in LANGUAGES if ending != language)
    kept = [
        (i, field.name.removesuffix(f"_{language}"))
        for i, field in enumerate(table.fields)
        if field.name != FIGURE_KEY
        and not field.name.endswith(f"_{other}")
        and not _ORDER.search(field.name)
        and any(row[i] not in (None, "") for row in table.rows)
    ]
    return [name for _, name in kept], [[row[i] for i, _ in kept] for row in table.rows]


def _resource(table: Table, path: str, content: bytes) -> dict[str, object]:
    """A CSV file in the terms of the Frictionless Data Resource, version 1."""
    schema: dict[str, object] = {"fields": [field.schema() for field in table.fields]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": _DIALECT,
        "schema": schema,
    }


def _package(notices: Mapping[str, str], resources: list[dict]) -> dict[str, object]:
    """The tables together. The terms are a file of their own: they are none of the known licences."""
    package = {"name": "manager-training", "profile": "tabular-data-package"} | notices
    if "licence_en" in notices:
        package["licenses"] = [{"path": LICENCE_FILE, "title": notices["licence_en"]}]
    if "version_en" in notices:
        package["version"] = notices["version_en"]
    return package | {"resources": resources}


def _licence(notices: Mapping[str, str]) -> bytes:
    """Terms, notice and citation in both languages, English first."""
    keys = ("study_title", "licence", "synthetic_notice", "source", "citation")
    texts = [[notices.get(f"{key}_{language}", "") for key in keys] for language in ("en", "da")]
    paragraphs = ["\n\n".join(text for text in language if text) for language in texts]
    return ("\n\n\n".join(paragraphs) + "\n").encode()


def write(database: Path, folder: Path) -> list[Path]:
    """Write the files of all published tables and figures of `database` to the new folder `folder`.

    `<table>.csv`, `en/<table>.csv` and `<table>.json`; `figures/<figure_id>` in the same three ways, with the
    rows of every table that `pub_figure_tables` names for the figure: JSON holds them all, CSV the first, and
    `<figure_id>.<table>.csv` each of the others; `datapackage.json` and the terms, `licence.txt`. Returns the
    files written.

    Raises AuditError when a figure has no table or no rows, or a column a type that files cannot hold.
    """
    with connect(database) as connection:
        tables = _read(connection)
    notices = _notices(tables[ABOUT])
    files: dict[str, bytes] = {LICENCE_FILE: _licence(notices)}
    package = []
    for name, table in tables.items():
        header = [field.name for field in table.fields]
        for place, form in CSV_FORMS.items():
            files[f"{place}{name}.csv"] = form.content(header, table.rows)
        files[f"{name}.json"] = json_bytes({"name": name} | notices, [table])
        package.append(_resource(table, f"{ENGLISH}/{name}.csv", files[f"{ENGLISH}/{name}.csv"]))
    files["datapackage.json"] = f"{_json(_package(notices, package))}\n".encode()
    for figure, about, of_figure in _figures(tables):
        for place, form in CSV_FORMS.items():
            # The first has the figure's own name, each of the others its table's as well.
            for i, table in enumerate(of_figure):
                name = figure if i == 0 else f"{figure}.{table.name.removeprefix('pub_')}"
                files[f"{place}figures/{name}.csv"] = form.content(*_tidy(table, form.language))
        files[f"figures/{figure}.json"] = json_bytes({"name": figure} | about | notices, of_figure)
    written = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write(path, content)
        written.append(path)
    return written
