"""The steps of ``make spark-build``: persons on Spark, everything from cells on in DuckDB."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import yaml
from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

from publication.steps import Steps
from spark_tier import fits, handover, sessions
from spark_tier.delivery import Described, described

TARGET = "spark"
# Tests compare with tables that a step does not build; the last one runs them all.
_WITHOUT_TESTS = ("--exclude-resource-type", "test")
# What Spark builds once the weights are there.
WITH_WEIGHTS = ("fct_respondent", "fct_sampled_person")
# What DuckDB builds first: the weights, and what the fits on Spark are told to fit.
_BEFORE_FITS = ("+fit_calibration", "+int_disclosure__rows", "+int_estimation__regression_terms")


class SparkBuildError(RuntimeError):
    """A step of the build failed; dbt has said why."""


@dataclass(frozen=True)
class _Run:
    """Where a build reads and writes, and what it tells dbt."""

    root: Path
    folder: Path
    profiles: Path
    variables: Mapping[str, object]

    @property
    def files(self) -> Path:
        return self.folder / "handover"

    @property
    def database(self) -> Path:
        return self.folder / "manager_training.duckdb"

    def session(self) -> SparkSession:
        """A session with the settings of profiles.yml; its tables are gone with it: each build is a first."""
        profile = yaml.safe_load((self.profiles / "profiles.yml").read_text(encoding="utf-8"))
        settings = profile["manager_training"]["outputs"][TARGET]["server_side_parameters"]
        own = {
            "spark.app.name": "manager_training",
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.warehouse.dir": str(self.folder / "tables"),
            "spark.ui.showConsoleProgress": "false",
            # Spark tells at length that expressions too long to compile are interpreted; failures are raised.
            "spark.log.level": "FATAL",
        }
        return sessions.session({**settings, **own})

    def dbt_on_spark(self, *arguments: str) -> None:
        """dbt in this process, where the session is."""
        done = dbtRunner().invoke(
            [
                *("--quiet", "--no-use-colors", "build", "--target", TARGET, *_WITHOUT_TESTS),
                *("--exclude-resource-type", "unit_test", "--target-path", str(self.folder / "dbt")),
                *("--log-path", str(self.folder / "dbt"), "--profiles-dir", str(self.profiles)),
                *("--vars", json.dumps(self.variables), *arguments),
            ]
        )
        if not done.success:
            raise SparkBuildError(f"dbt build {' '.join(arguments)} failed on Spark")

    def dbt_in_duckdb(self, *arguments: str) -> None:
        """dbt on DuckDB, tests included, for what does not lie on Spark."""
        command = [
            *(str(Path(sys.executable).with_name("dbt")), "--quiet", "--no-use-colors", "build"),
            *("--target", "ci", "--target-path", str(self.folder / "dbt_duckdb")),
            *("--log-path", str(self.folder / "dbt_duckdb")),
            *("--vars", json.dumps({**self.variables, "database": str(self.database)}), *arguments),
            *("--exclude-resource-type", "unit_test", "--exclude", *handover.ON_SPARK),
        ]
        if subprocess.run(command, cwd=self.root, check=False).returncode:
            raise SparkBuildError(f"dbt build {' '.join(arguments)} failed in DuckDB")


def _hand_over(session: SparkSession, folder: Path, tables: tuple[str, ...]) -> None:
    for table in tables:
        session.table(table).drop(*handover.STAYS.get(table, ())).write.mode("overwrite").parquet(
            str(handover.file_of(folder, table))
        )


def _weights_to(session: SparkSession, database: Path, folder: Path) -> None:
    """Weights by calibration cell, from DuckDB to Spark."""
    file = folder / "fit_calibration.parquet"
    with duckdb.connect(str(database), read_only=True) as connection:
        connection.execute(f"copy marts.fit_calibration to '{file}' (format parquet)")
    session.sql("create schema if not exists marts")
    session.read.parquet(str(file)).write.mode("overwrite").saveAsTable("marts.fit_calibration")


def build(
    root: Path,
    folder: Path,
    variables: Mapping[str, object] | None = None,
    *,
    delivery: Path | None = None,
    profiles: Path | None = None,
    cells_only: bool = False,
    tests: bool = True,
) -> Path:
    """Build the warehouse of `root` with persons on Spark, in `folder`; return the DuckDB database.

    The database has everything but persons; its schema `published` is that of a build without Spark. What
    Spark holds (`tables`) and what is handed over (`handover`) lie beside it: both are as confidential as the
    delivery. ``variables`` are dbt's vars, ``delivery`` is a delivery's folder, read in place of seeds, and
    ``profiles`` the folder of the profiles.yml that has Spark's settings, if not `root`; with ``cells_only``
    the database has what Spark counts and nothing that is made of it; without ``tests`` dbt runs none.
    Raises ``SparkBuildError``, ``PersonsInHandoverError``, and ``DeliveryError`` for a delivery that does not
    hold what it says.
    """
    delivered = described(delivery) if delivery else Described({}, {})
    run = _Run(root, folder, profiles or root, {**(variables or {}), **delivered.variables})
    os.umask(0o077)
    shutil.rmtree(folder, ignore_errors=True)
    run.files.mkdir(parents=True)
    steps = Steps()
    with steps.step("session of Spark"):
        session = run.session()
    with steps.step("Spark: delivery, checks, persons, cells and counts"):
        run.dbt_on_spark("--select", *(f"+{handover.model_of(table)}" for table in handover.CELLS))
        for seed, n_rows in delivered.rows.items():
            if n_rows != (found := session.table(f"raw.{seed}").count()):
                raise SparkBuildError(f"{seed} has {found:,} rows; delivery.yml says {n_rows:,}")
    with steps.step("cells out of Spark, as Parquet") as say:
        n_persons = session.table("intermediate.int_survey__respondents").count()
        _hand_over(session, run.files, handover.CELLS)
        say.append(f"{sum(handover.check(run.files, n_persons).values())} rows")
        handover.load(run.files, handover.CELLS, run.database)
    if not cells_only:
        _from_cells(run, steps, session, n_persons, () if tests else _WITHOUT_TESTS)
    session.stop()
    return run.database


def _from_cells(
    run: _Run, steps: Steps, session: SparkSession, n_persons: int, without: tuple[str, ...]
) -> None:
    """What is made of the cells; Spark is asked once more, for what needs weights and persons."""
    settings = yaml.safe_load((run.root / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    level = {**settings, **run.variables}["confidence_level"]
    with steps.step("DuckDB: weights, and what is asked of the fits"):
        run.dbt_in_duckdb("--select", *_BEFORE_FITS, *_WITHOUT_TESTS)
    with steps.step("Spark: weights to persons, regressions, products of indicators"):
        _weights_to(session, run.database, run.folder)
        run.dbt_on_spark("--select", *WITH_WEIGHTS)
        respondents = fits.weighted(session).cache()
        made = {
            "marts.fit_regressions": fits.regressions(respondents, run.database, level),
            "marts.fit_products": fits.products(respondents.where("is_manager"), run.database),
        }
        for table, rows in made.items():
            file = handover.file_of(run.files, table)
            file.mkdir()
            pq.write_table(rows, file / "part-0.parquet")
        handover.check(run.files, n_persons)
        handover.load(run.files, handover.FITS, run.database)
    with steps.step("DuckDB: estimates, disclosure control, published, audit, tests"):
        run.dbt_in_duckdb(*without)
