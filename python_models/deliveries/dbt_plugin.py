"""Hands a delivery to dbt: every connection gets the canonical tables, and the seeds are loaded from them.

Named in profiles.yml. Without a delivery it does nothing, and imports nothing heavy.
"""

from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

# What DuckDB may hold of a large delivery: else it takes four fifths of the machine, and fits come on top.
_MEMORY_BESIDE_FITS = "4GB"


class Plugin(BasePlugin):
    """Reads the delivery that the profile names; nothing is written outside of the database."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Check the delivery. Raises RuntimeError, which dbt shows without a traceback, when it is refused or
        when vars contradict its declaration.
        """
        self._tables: dict[str, Any] = {}
        self._is_large = False
        folder = plugin_config.get("delivery")
        if not folder:
            return
        from deliveries import contract
        from deliveries.delivery import read_delivery
        from deliveries.errors import DeliveryError
        from deliveries.staging import is_large, staging

        try:
            delivery = read_delivery(Path(folder))
        except DeliveryError as error:
            raise RuntimeError(str(error)) from None
        # What the check staged is not needed again: dbt stages the rows itself.
        staging.cache_clear()
        # dbt reads vars before it opens a database: the delivery cannot set them, only insist on them.
        project = contract.project_vars()
        for name, declared in delivery.declaration.dbt_vars.items():
            given = plugin_config.get(name)
            given = project[name] if given in (None, "") else given
            if str(given).lower() != str(declared).lower():
                raise RuntimeError(
                    f"the delivery in {folder} says {name}: {declared}, dbt has {given}; "
                    f"give --vars '{{{name}: {str(declared).lower()}}}', or use make build DELIVERY={folder}"
                )
        if delivery.declaration.is_excerpt:
            raise RuntimeError(
                f"the delivery in {folder} is an excerpt (is_excerpt: true); nothing is built from it"
            )
        self._tables = {contract.SOURCES[source]: table for source, table in delivery.tables.items()}
        self._is_large = is_large(delivery.tables)
        self._tables["delivery_acknowledgements"] = delivery.acknowledgements()

    def configure_connection(self, conn: Any) -> None:
        """Leave memory to the fits, which hold columns of a large delivery beside what DuckDB holds."""
        if self._is_large:
            conn.execute(f"set memory_limit = '{_MEMORY_BESIDE_FITS}'")

    def configure_cursor(self, cursor: Any) -> None:
        """Let SQL on this connection see the canonical tables as delivered_<seed>."""
        for seed, table in self._tables.items():
            cursor.register(f"delivered_{seed}", table)
