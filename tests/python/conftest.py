"""What tests of several folders share."""

from pathlib import Path

import pytest

DEFAULT_BUILD = Path(__file__).parents[2] / "warehouse" / ".build" / "candidate" / "manager_training.duckdb"


@pytest.fixture(scope="session")
def default_build() -> Path:
    """The database of the default delivery as `make test-build` leaves it; to be read only."""
    if not DEFAULT_BUILD.exists():
        pytest.fail("run 'make test-build' first: this test reads the database that it builds")
    return DEFAULT_BUILD
