"""dbt on the project itself, in a database and a target folder of its own, with trimming of weights on."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publication.layout import DATABASE_NAME, DATABASE_VAR

ROOT = Path(__file__).parents[3]
# The environment need not be activated: dbt lies beside the Python that runs the tests.
DBT = str(Path(sys.executable).with_name("dbt"))
MAXIMUM_G_WEIGHT = 1.6


@pytest.fixture(scope="session")
def maximum_g_weight() -> float:
    return MAXIMUM_G_WEIGHT


@pytest.fixture(scope="session")
def scratch(tmp_path_factory) -> Path:
    """Folder of the database and of all that dbt writes."""
    return tmp_path_factory.mktemp("warehouse")


@pytest.fixture(scope="session")
def dbt(scratch) -> Callable[..., str]:
    """Run dbt with the arguments given; its output, or the test fails with it."""
    variables = json.dumps({DATABASE_VAR: str(scratch / DATABASE_NAME), "maximum_g_weight": MAXIMUM_G_WEIGHT})

    def run(command: str, *arguments: str) -> str:
        result = subprocess.run(
            # One set of vars for all runs: dbt reads the whole project anew when they change.
            [
                *(DBT, "--quiet", "--log-path", str(scratch), command, *arguments),
                *("--target-path", str(scratch / "target"), "--target", "ci", "--vars", variables),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    return run


@pytest.fixture(scope="session")
def database(scratch) -> Path:
    return scratch / DATABASE_NAME
