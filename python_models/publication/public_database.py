"""The public database, written by a process of its own that sees the exports and nothing else.

    python -m publication.public_database EXPORTS TARGET < comments.json

DuckDB does not clear the blocks that it writes: what is free in them holds what its memory held before. A
process that had opened the restricted database might therefore leave persons between the published tables.
This one reads Parquet of published tables only. On standard input it takes their comments,
`{table: [comment, {column: comment}]}`.
"""

import json
import sys
from pathlib import Path

import duckdb


def main(exports: Path, target: Path, comments: dict[str, tuple[str | None, dict[str, str | None]]]) -> None:
    """Write the tables of `exports` to the new file `target`, in its main schema, with their comments."""
    with duckdb.connect(str(target)) as connection:
        connection.execute("set threads = 1")
        for file in sorted(exports.glob("*.parquet")):
            table, (comment, columns) = _name(file.stem), comments[file.stem]
            connection.execute(f"create table {table} as from read_parquet({_text(str(file))})")
            connection.execute(f"comment on table {table} is {_text(comment)}")
            for column, text in columns.items():
                connection.execute(f"comment on column {table}.{_name(column)} is {_text(text)}")
        connection.execute("checkpoint")


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(text: str | None) -> str:
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.load(sys.stdin))
