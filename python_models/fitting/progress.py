"""Lines on what a long fit is at, on the screen and in dbt's log: what is done, and how many; no values."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from dbt.adapters.events.logging import AdapterLogger


class _ToDbt(logging.Handler):
    def __init__(self, name: str) -> None:
        super().__init__(logging.INFO)
        self._logger = AdapterLogger(name)

    def emit(self, record: logging.LogRecord) -> None:
        self._logger.info(record.getMessage())


@contextmanager
def progress(package: str) -> Iterator[None]:
    """Say what the package's loggers say at level INFO, while the block runs."""
    logger, handler = logging.getLogger(package), _ToDbt(package)
    before = logger.level, logger.propagate
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    # dbt prints the line; the root logger would print it again.
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.level, logger.propagate = before
