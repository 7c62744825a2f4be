"""A plugin of dbt-duckdb, named in profiles.yml: what dbt writes holds microdata and is its owner's alone."""

import os
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin


class Plugin(BasePlugin):
    """Loaded before the database is opened: the file, its log and its temporary files come out private."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Take all rights of others away from the files that this process makes from now on."""
        os.umask(0o077)
