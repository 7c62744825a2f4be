"""The DuckDB file: is it fit to be published, and what of it may leave the house?"""

import os
from collections.abc import Mapping
from pathlib import Path

import duckdb

from publication.errors import AuditError, NothingPublishedError

PUBLISHED_SCHEMA = "published"
TABLE_PREFIX = "pub_"
LEDGER = "pub_replication"
LEDGER_VERDICT = "verdict"
ABOUT = "pub_about"
NOTICE_KEY = "synthetic_notice"
# One row per person carries this key: a published table that has it is microdata.
PERSON_KEY = "person_id"


def quoted(*names: str) -> str:
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def connect(database: Path) -> duckdb.DuckDBPyConnection:
    if not database.exists():
        raise NothingPublishedError(f"{database} is not there; run `make build` first")
    connection = duckdb.connect(str(database), read_only=True)
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


def audit(database: Path) -> dict[str, int]:
    """Check that `database` may be published and return the row count of each published table.

    Raises AuditError naming every culprit at once: no published table, a relation in the published
    schema under another kind of name, an empty table, a column that identifies persons, no ledger,
    or changes that are still in the write-ahead log (the file alone would be incomplete).
    """
    log = database.with_name(database.name + ".wal")
    if log.exists() and log.stat().st_size > 0:
        raise AuditError(
            f"{database} was not closed properly: {log.name} holds changes that the file lacks; build again"
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
            if counts[table] == 0:
                problems.append(f"{PUBLISHED_SCHEMA}.{table}: has no rows")
        if _notice(connection) is None:
            problems.append(f"{PUBLISHED_SCHEMA}.{ABOUT}: lacks {NOTICE_KEY}, what the microdata are")
    if LEDGER not in counts:
        problems.append(
            f"{PUBLISHED_SCHEMA}.{LEDGER}: is missing; the publication must say what it reproduces"
        )
    if problems:
        raise AuditError(f"{database.name} must not be published:\n  " + "\n  ".join(problems))
    return counts


def export(database: Path, folder: Path) -> list[Path]:
    """Write every table of the published schema to `folder` as Parquet, and nothing else.

    Rows are sorted by all columns, so that equal tables give equal files. Parquet files of an earlier
    export in `folder` are removed; files of other kinds stay. Each file carries the warehouse's notice
    of what the microdata are in its metadata. Raises AuditError as `audit` does.
    """
    tables = audit(database)
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


def seal(database: Path) -> None:
    """Flush the file to disk and take away the right to write to it.

    Only its owner may read it, because it holds microdata left of the published schema. Nobody may
    write: a published file is replaced, never changed, and a writer would lock all readers out.
    """
    with database.open("rb") as file:
        os.fsync(file.fileno())
    database.chmod(0o400)
