"""How dbt opens a database: what is published is only read, and what somebody else has open is said so.

profiles.yml names this plugin. dbt-duckdb asks it before it opens a database, whatever the target, command
and user: the file's own mode does not hold an administrator back.
"""

import os
import re
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin
from dbt.flags import get_flags

from publication.layout import DATABASE_NAME, Layout, is_published

MEMORY = ":memory:"
# Commands that change a database. DuckDB itself stops whatever else tries to, in a file opened for reading.
WRITING = {"build", "run", "seed", "snapshot", "clone"}
# Commands that change none, so that several may have the file open.
READING = {"show", "compile", "generate", "freshness"}
# The name under which dbt's manifest of a publication knows its tables.
PUBLISHED_AS = Path(DATABASE_NAME).stem


class Plugin(BasePlugin):
    """Says no, or how, before a database is opened. What it raises, dbt shows without a traceback."""

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        """Open what is published, and what is only read, for reading.

        Raises RuntimeError when a command would change what is published, or when another program has the
        file open.
        """
        if creds.path == MEMORY:
            return
        command = getattr(get_flags(), "WHICH", None)
        database = Path(creds.path)
        if is_published(database):
            if command in WRITING:
                raise RuntimeError(
                    f"dbt {command} would change the published warehouse, which is only read: `make build` "
                    "builds another beside it and swaps it in; `--target dev` is your own"
                )
            if not database.exists():
                raise RuntimeError(
                    f"there is no {database.name} in {database.parent.name}/: run `make build` first"
                )
            config["access_mode"] = "READ_ONLY"
        elif command in READING and database.exists():
            config["access_mode"] = "READ_ONLY"
        database.parent.mkdir(exist_ok=True)
        try:
            duckdb.connect(creds.path, config=config).close()
        except duckdb.IOException as error:
            holder = re.search(r"held in (.+? \(PID \d+\))", str(error))
            if not holder:
                raise
            raise RuntimeError(
                f"{creds.path} is open in {holder[1]}: DuckDB lets one program write, or several read; "
                "close it there and try again"
            ) from None

    def configure_connection(self, conn: duckdb.DuckDBPyConnection) -> None:
        """Show what is published beside this database, for reading: --defer and clone find it there.

        Raises RuntimeError when it is no database.
        """
        published = Layout(Path.cwd()).database_link
        named = {name for (name,) in conn.execute("select database_name from duckdb_databases()").fetchall()}
        if PUBLISHED_AS in named or not os.access(published, os.R_OK):
            return
        path = str(published).replace("'", "''")
        try:
            conn.execute(f"attach '{path}' as {PUBLISHED_AS} (read_only)")
        except (duckdb.IOException, duckdb.SerializationException):
            raise RuntimeError("the published warehouse cannot be read; `make verify` says why") from None
