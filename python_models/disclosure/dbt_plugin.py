"""Keeps the database that dbt writes to itself: it holds microdata. Named in profiles.yml."""

import os
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin


class Plugin(BasePlugin):
    """Makes the file readable and writable by its owner alone, whatever the umask, on every connection."""

    def configure_connection(self, conn: Any) -> None:
        """Take the rights of group and others away, from the file and from its write-ahead log."""
        paths = conn.execute("select path from duckdb_databases() where path is not null").fetchall()
        for (name,) in paths:
            for path in (Path(name), Path(name + ".wal")):
                if path.exists():
                    os.chmod(path, path.stat().st_mode & 0o700)
