"""What dbt writes may hold microdata, in its log the rows of `dbt show`: only its owner may read it.

Two ways in, because each comes too late for something. The command `dbt`, as this project installs it, starts
here, before dbt opens its log. Where dbt is called in another way (from Python, by a linter), the plugin that
profiles.yml names closes the log before the first query runs.
"""

import gc
import logging
import os
import sys
from contextlib import suppress
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin

UMASK = 0o077
FILE_MODE = 0o600
DBT_FILE_LOGGER = "file_log"


class Plugin(BasePlugin):
    """Loaded before the database is opened: the file, its log and its temporary files come out private."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Take the rights of others away from the files that this process makes from now on, and its log."""
        os.umask(UMASK)
        for handler in logging.getLogger(DBT_FILE_LOGGER).handlers:
            # Somebody else's log, which this person may write to, is theirs to close.
            with suppress(PermissionError):
                os.chmod(handler.baseFilename, FILE_MODE)


def begin() -> None:
    """Make this process one that dbt may be loaded in: its files are private from their first byte.

    One thread a linear algebra call, as the Makefile sets it: dbt runs models side by side already, and a
    fit on more threads took ten times as long.
    """
    os.umask(UMASK)
    # Nearly all that dbt makes it keeps: looking for garbage at every 700th object is a tenth of its start.
    gc.set_threshold(50_000)
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")


def dbt() -> None:
    """The command `dbt`."""
    begin()
    from dbt.cli.main import cli

    sys.exit(cli())
