"""The DuckDB file: is it fit to be published, and what of it may leave the house?"""

import json
from collections.abc import Container, Mapping, Sequence
from pathlib import Path

import duckdb

from deliveries import contract
from publication.errors import AuditError, DamagedError, NothingPublishedError

PUBLISHED_SCHEMA = "published"
TABLE_PREFIX = "pub_"
LEDGER = "pub_replication"
LEDGER_VERDICT = "verdict"
ABOUT = "pub_about"
NOTICE_KEY = "synthetic_notice"
# One row per person carries this key: a published table that has it is microdata.
PERSON_KEY = "person_id"
RAW_SCHEMA = "raw"
# Free-text answers shorter than this may be anything.
SHORTEST_FREE_TEXT = 5


def quoted(*names: str) -> str:
    """A name for SQL, its parts between double quotes: ``"schema"."table"``."""
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    """Open a built warehouse for reading. Raises NothingPublishedError where there is none."""
    if not database.exists():
        raise NothingPublishedError(f"{database} is not there; run `make build` first")
    try:
        connection = duckdb.connect(str(database), read_only=True)
    except duckdb.Error:
        raise DamagedError(
            f"{database} cannot be opened by DuckDB; if it is published, `make verify` says what to do"
        ) from None
    # The same table must give the same bytes, whatever the number of cores.
    connection.execute("set threads = 1")
    return connection


def _notice(connection: duckdb.DuckDBPyConnection) -> str | None:
    try:
        row = connection.execute(
            f"select value_en from {quoted(PUBLISHED_SCHEMA, ABOUT)} where key = ?", [NOTICE_KEY]
        ).fetchone()
    except duckdb.CatalogException:
        return None
    return row[0] if row else None


def published_rows(database: Path) -> dict[str, int]:
    """Number of rows of each published table."""
    with connect(database) as connection:
        tables = connection.execute(
            "select table_name from information_schema.tables where table_schema = ? order by all",
            [PUBLISHED_SCHEMA],
        ).fetchall()
        return {
            table: connection.execute(f"select count(*) from {quoted(PUBLISHED_SCHEMA, table)}").fetchone()[0]
            for (table,) in tables
        }


def delivered_rows(database: Path) -> dict[str, int]:
    """Number of rows that a warehouse was given, by source of the delivery."""
    with connect(database) as connection:
        return {
            source: connection.execute(f"select count(*) from {quoted(RAW_SCHEMA, table)}").fetchone()[0]
            for source, table in contract.SOURCES.items()
        }


def _free_texts(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Free-text answers of the survey, in lower case, without those that public seeds hold too.

    People name in their answers what codebook and catalogue name (a municipality, a consultant); published,
    such a word tells of nobody.
    """
    survey = quoted(RAW_SCHEMA, contract.SOURCES["survey"])
    answers = " union ".join(
        f"select trim(lower({quoted(column)})) as answer from {survey}"
        for column in contract.free_text_columns()
    )
    found = connection.execute(
        f"select answer from ({answers}) where length(answer) >= {SHORTEST_FREE_TEXT}"
    ).fetchall()
    persons = [contract.SOURCES["survey"], contract.SOURCES["register"]]
    columns = connection.execute(
        "select table_name, column_name from duckdb_columns() "
        "where schema_name = ? and data_type = 'VARCHAR' and not list_contains(?, table_name)",
        [RAW_SCHEMA, persons],
    ).fetchall()
    public = "\n".join(_texts(connection, RAW_SCHEMA, table, column) for table, column in columns)
    return {answer for (answer,) in found if answer not in public}


def _texts(connection: duckdb.DuckDBPyConnection, schema: str, table: str, column: str) -> str:
    """All texts of a column in one, in lower case."""
    text = connection.execute(
        f"select string_agg(distinct lower({quoted(column)}::varchar), chr(10)) from {quoted(schema, table)}"
    ).fetchone()[0]
    return text or ""


def _free_text_problems(connection: duckdb.DuckDBPyConnection, earlier: Sequence[Path]) -> list[str]:
    """Published columns in which a free-text answer stands, of this warehouse or of those it took from."""
    try:
        answers = _free_texts(connection)
        for database in earlier:
            with connect(database) as other:
                answers |= _free_texts(other)
    except duckdb.Error:
        # Not DuckDB's words, which may quote what they complain of.
        return [f"{RAW_SCHEMA}: lacks the free-text answers that published texts are compared with"]
    columns = connection.execute(
        "select table_name, column_name from information_schema.columns "
        # Lists, structures and enumerations of texts too.
        "where table_schema = ? and regexp_matches(data_type, 'VARCHAR|ENUM|JSON') order by all",
        [PUBLISHED_SCHEMA],
    ).fetchall()
    problems = []
    for table, column in columns:
        text = _texts(connection, PUBLISHED_SCHEMA, table, column)
        if any(answer in text for answer in answers):
            problems.append(
                f"{PUBLISHED_SCHEMA}.{table}, column {column}: holds a free-text answer; "
                "see which source the model's column has"
            )
    return problems


def may_be_empty(manifest: Path) -> frozenset[str]:
    """Tables whose models say in dbt's `manifest` why they may have no rows (`config.meta.may_be_empty`).

    None where a warehouse has no manifest beside it.
    """
    if not manifest.is_file():
        return frozenset()
    nodes = json.loads(manifest.read_bytes()).get("nodes", {}).values()
    return frozenset(node["alias"] for node in nodes if node["config"]["meta"].get("may_be_empty"))


def audit(
    database: Path, earlier: Sequence[Path] = (), *, may_be_empty: Container[str] = ()
) -> dict[str, int]:
    """Check that `database` may be published and return the row count of each published table.

    `earlier` are warehouses of earlier waves that it took tables from; `may_be_empty` are tables that need
    no rows.

    Raises AuditError naming every culprit at once: no published table, a relation in the published
    schema under another kind of name, an empty table, a column that identifies persons, no ledger,
    a free-text answer, or changes that are still in the write-ahead log (the file alone would be
    incomplete).
    """
    log = database.with_name(database.name + ".wal")
    if log.exists() and log.stat().st_size > 0:
        raise AuditError(
            f"{database} was not closed properly: {log.name} holds changes that the file lacks "
            "(dbt was stopped, or the disk is full); build again"
        )
    problems = []
    counts: dict[str, int] = {}
    with connect(database) as connection:
        columns = connection.execute(
            "select table_name, list(column_name) from information_schema.columns "
            "where table_schema = ? group by table_name order by table_name",
            [PUBLISHED_SCHEMA],
        ).fetchall()
        for table, names in columns:
            relation = quoted(PUBLISHED_SCHEMA, table)
            counts[table] = connection.execute(f"select count(*) from {relation}").fetchone()[0]
            if not table.startswith(TABLE_PREFIX):
                problems.append(f"{PUBLISHED_SCHEMA}.{table}: its name must begin with {TABLE_PREFIX}")
            if PERSON_KEY in names:
                problems.append(
                    f"{PUBLISHED_SCHEMA}.{table}: has the column {PERSON_KEY}, one row per person"
                )
            if counts[table] == 0 and table not in may_be_empty:
                problems.append(f"{PUBLISHED_SCHEMA}.{table}: has no rows")
        if _notice(connection) is None:
            problems.append(f"{PUBLISHED_SCHEMA}.{ABOUT}: lacks {NOTICE_KEY}, what the microdata are")
        problems += _free_text_problems(connection, earlier)
    if LEDGER not in counts:
        problems.append(
            f"{PUBLISHED_SCHEMA}.{LEDGER}: is missing; the publication must say what it reproduces"
        )
    if problems:
        raise AuditError(f"{database.name} must not be published:\n  " + "\n  ".join(problems))
    return counts


def export(
    database: Path, folder: Path, earlier: Sequence[Path] = (), *, may_be_empty: Container[str] = ()
) -> list[Path]:
    """Write every table of the published schema to `folder` as Parquet, and nothing else.

    Rows are sorted by all columns, so that equal tables give equal files. Parquet files of an earlier
    export in `folder` are removed; files of other kinds stay. Each file carries the warehouse's notice
    of what the microdata are in its metadata. Raises AuditError as `audit` does, before it writes anything.
    """
    tables = audit(database, earlier, may_be_empty=may_be_empty)
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.parquet"):
        stale.unlink()
    written = []
    with connect(database) as connection:
        metadata = f"{{{NOTICE_KEY}: {_literal(_notice(connection))}}}"
        for table in tables:
            target = folder / f"{table}.parquet"
            connection.execute(
                f"copy (from {quoted(PUBLISHED_SCHEMA, table)} order by all) to {_literal(str(target))} "
                f"(format parquet, kv_metadata {metadata})"
            )
            written.append(target)
    return written


def verdicts(database: Path) -> Mapping[str, int]:
    """Number of printed figures by verdict of the ledger, most frequent first."""
    with connect(database) as connection:
        rows = connection.execute(
            f"select {quoted(LEDGER_VERDICT)}, count(*) from {quoted(PUBLISHED_SCHEMA, LEDGER)} "
            "group by 1 order by 2 desc, 1"
        ).fetchall()
    return dict(rows)


def notice(database: Path) -> str:
    """What an audited warehouse says about its microdata, in English."""
    with connect(database) as connection:
        return _notice(connection)
