"""Two waves as `make build DELIVERY="2024 2026"` builds them, once for all tests that need them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from deliveries import write
from publication import waves
from publication.layout import DATABASE_NAME, DATABASE_VAR, Release
from publication.pipeline import DELIVERY_VAR
from synthetic import second_wave

ROOT = Path(__file__).parents[3]
DBT = str(Path(sys.executable).with_name("dbt"))


@dataclass(frozen=True)
class Waves:
    """Where the two waves are, and what the earlier one has to show."""

    folder: Path
    deliveries: dict[int, Path]
    database: Path
    first_estimates: dict[str, tuple]
    first_history: list[tuple]

    @staticmethod
    def rows(database: Path, query: str) -> list[tuple]:
        """Rows of a query on a warehouse."""
        with duckdb.connect(str(database), read_only=True) as connection:
            return connection.execute(query).fetchall()

    def dbt(self, wave: int, database: Path, *arguments: str) -> None:
        """Build a wave, the later one beside the first, or fail with dbt's output."""
        # One set of vars and one folder per wave: dbt reads the whole project anew when they change.
        folder = self.folder / f"dbt_{wave}"
        earlier = [] if wave == 2024 else [(2024, Release(self.folder / "first"))]
        variables = {
            "wave": wave,
            "microdata_are_synthetic": True,
            "earlier_waves": waves.attached(earlier),
            DATABASE_VAR: str(database),
            DELIVERY_VAR: str(self.deliveries[wave]),
        }
        result = subprocess.run(
            [
                *(DBT, "--quiet", "--log-path", str(folder), "build", "--target-path", str(folder)),
                # What unit tests prove, they prove without data.
                *("--exclude-resource-type", "unit_test"),
                *("--target", "ci", "--vars", json.dumps(variables), *arguments),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
        )
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="session")
def deliveries(tmp_path_factory) -> dict[int, Path]:
    """The synthetic delivery and that of the second wave, as folders by wave."""
    folder = tmp_path_factory.mktemp("deliveries")
    tables = write.seed_tables()
    write.write_delivery(tables, "csv", folder / "first", 2024)
    write.write_delivery(second_wave.second_wave(tables), "csv", folder / "second", second_wave.WAVE)
    return {2024: folder / "first", second_wave.WAVE: folder / "second"}


@pytest.fixture(scope="session")
def built(deliveries, default_build, tmp_path_factory) -> Waves:
    """Both waves. The first is the default build: the same persons; the second has all of dbt's tests."""
    folder = tmp_path_factory.mktemp("waves")
    first, second = folder / "first" / DATABASE_NAME, folder / "second" / DATABASE_NAME
    first.parent.mkdir()
    draft = Waves(folder, deliveries, second, {}, [])
    shutil.copy(default_build.database, first)
    estimates = draft.rows(
        first,
        "select number_key, estimate, std_error, n_unweighted from published.pub_estimates union all "
        "select number_key, coefficient, std_error, n_unweighted from published.pub_regression_terms "
        "where not is_reference",
    )
    history = draft.rows(first, "from published.pub_catalogue_history order by all")
    waves.carry_history(first, second)
    # The attack on what is withheld takes as long as much of the rest; the build of the default wave has it.
    draft.dbt(second_wave.WAVE, second, "--exclude", "aud_attack+")
    return Waves(folder, deliveries, second, {key: tuple(numbers) for key, *numbers in estimates}, history)


@pytest.fixture(scope="session")
def warehouse(built) -> Iterator[duckdb.DuckDBPyConnection]:
    """The warehouse of the later wave, for reading."""
    with duckdb.connect(str(built.database), read_only=True) as connection:
        yield connection
