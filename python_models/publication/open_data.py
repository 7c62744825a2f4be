"""The published tables as a whole, for programs: a database, a zip of Parquet, the codebook, the cube.

`manager_training_public.duckdb` holds the published tables and their comments, and nothing else: no persons,
no views, no functions. `manager_training_parquet.zip` holds the exports. `codebook.ddi.xml` is the
questionnaire and the variables in DDI Codebook 2.5, `cube.en.jsonstat.json` and `cube.da.jsonstat.json` the
cube in JSON-stat 2.0. Equal tables give equal files, but for the database: DuckDB writes equal tables in
unequal bytes.
"""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb

from publication import codebook_ddi, cube_jsonstat, disk
from publication.errors import CommandFailedError
from publication.published_tables import PUBLISHED_SCHEMA, connect

DATABASE = "manager_training_public.duckdb"
PARQUET = "manager_training_parquet.zip"
DDI = "codebook.ddi.xml"
# The first moment that a zip can name: equal tables give equal files.
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(database: Path, exports: Path, folder: Path) -> list[Path]:
    """Write the files for all published tables of `database` to `folder`; returns them.

    `exports`: the published tables as Parquet. A codebook and a cube are written where the tables for them
    are published. Raises CommandFailedError where the database cannot be written, and as
    `published_tables.connect`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with connect(database) as connection:
        comments = _comments(connection)
        tables = set(comments)
        files = {PARQUET: _zip(exports)}
        if tables >= codebook_ddi.NEEDED:
            files[DDI] = codebook_ddi.document(connection)
        if tables >= cube_jsonstat.NEEDED:
            for language in ("da", "en"):
                files[f"cube.{language}.jsonstat.json"] = cube_jsonstat.dataset(connection, language)
    written = []
    for name, content in files.items():
        disk.write(folder / name, content)
        written.append(folder / name)
    return [*written, _public_database(exports, folder / DATABASE, comments)]


def _zip(exports: Path) -> bytes:
    """All Parquet files of a folder in one; they are compressed already."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for file in sorted(exports.glob("*.parquet")):
            entry = zipfile.ZipInfo(file.name, _NO_TIME)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, file.read_bytes())
    return content.getvalue()


def _public_database(exports: Path, target: Path, comments: dict[str, tuple]) -> Path:
    """A new database of the published tables; `publication.public_database` says why in another process."""
    disk.remove(target)
    done = subprocess.run(
        [sys.executable, "-m", "publication.public_database", str(exports), str(target)],
        input=json.dumps(comments),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not target.is_file():
        raise CommandFailedError(f"the public database could not be written:\n{done.stderr.strip()}")
    return target


def _comments(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple]:
    """Comment of each published table, and of each of its columns."""
    # Published models may be views; their copies are tables.
    relations = connection.execute(
        "select table_name, comment from duckdb_tables() where schema_name = $schema "
        "union all select view_name, comment from duckdb_views() where schema_name = $schema",
        {"schema": PUBLISHED_SCHEMA},
    ).fetchall()
    found = {relation: (comment, {}) for relation, comment in relations}
    for table, column, comment in connection.execute(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = ? "
        "order by table_name, column_index",
        [PUBLISHED_SCHEMA],
    ).fetchall():
        found[table][1][column] = comment
    return found
