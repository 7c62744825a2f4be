"""What an earlier release showed: whoever kept its exports knows it, whatever is withheld now."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import duckdb

# Of a published table: under which columns the keys of numbers stand, and which columns show them.
Shows = Mapping[str, Iterable[Mapping]]


def shown_before(exports: Path, shows: Shows, wave: int) -> set[str]:
    """Keys of the numbers about a wave that any table of an earlier release shows.

    Parameters
    ----------
    exports : folder of its tables, ``pub_*.parquet``. It must be about the same persons: a number of others
        has the same key.
    shows : ``meta.shows`` of the published models, by name. A table or column that the release does not have
        shows nothing.

    Raises ``FileNotFoundError`` where the folder holds no published table.
    """
    tables = {path.stem: path for path in sorted(exports.glob("pub_*.parquet"))}
    if not tables:
        raise FileNotFoundError(f"there are no exports of a release in {exports}")
    found: set[str] = set()
    for name in tables.keys() & shows.keys():
        relation = duckdb.read_parquet(str(tables[name]))
        if "wave" in relation.columns:
            relation = relation.filter(f"wave = {wave:d}")
        for entry in shows[name]:
            keys = [entry.get("key", [])] if isinstance(entry.get("key"), str) else entry.get("key", [])
            columns = [column for column in entry["columns"] if column in relation.columns]
            columns = [column for column in columns if column not in keys]
            rows = relation.filter(entry["persons"]) if "persons" in entry else relation
            for key in set(keys) & set(relation.columns) if columns else ():
                told = rows.filter(" or ".join(f"{column} is not null" for column in columns))
                found.update(value for (value,) in told.project(key).fetchall() if value is not None)
    return found
