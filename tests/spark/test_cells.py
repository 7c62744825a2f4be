"""Spark reads a delivery, CSV and Parquet, as DuckDB does: the same rules reject the same."""

import csv
import itertools
import json
import math
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_engines import ROOT

from deliveries.readers import text
from spark_tier import handover
from spark_tier.build import build

PERSONS = 1500
# What a cell may hold that it should not, blanks around what it may, and what CSV has quotes for.
WRONG = (
    *("99", "x", "1.5", " 1 ", "-1", "0", "", "01", "1", "2", "99999", "2031", "2024-13-01", "2019-05-05"),
    'a "word", 1;2\nand more',
)
MODELS = [handover.model_of(table) for table in handover.CELLS]


# As programs write columns of numbers with gaps.
NUMBERS = {"age_years", "population_n"}


def as_number(cell: str) -> float | None:
    """What a column of numbers has for a cell: no number for what is none."""
    try:
        return float(cell)
    except ValueError:
        return math.nan if cell else None


def delivered(file: str, persons: set[str]) -> list[dict[str, str]]:
    """Rows of a seed about some persons, or about nobody, one cell in 41 wrong, and the last row twice."""
    with (ROOT / "seeds" / file).open(encoding="utf-8") as opened:
        rows = [row for row in csv.DictReader(opened) if row.get("person_id", "") in {"", *persons}]
    wrong = itertools.cycle(WRONG)
    for i, row in enumerate(rows):
        for j, name in enumerate(row):
            if (7 * i + j) % 41 == 0:
                row[name] = next(wrong)
    return [*rows, rows[-1]]


@pytest.fixture(scope="session")
def files(tmp_path_factory) -> dict[str, Path]:
    """The register and the population as Parquet, the answers as CSV."""
    folder = tmp_path_factory.mktemp("delivery")
    with (ROOT / "seeds/register/register_sample.csv").open(encoding="utf-8") as file:
        persons = {row["person_id"] for row in itertools.islice(csv.DictReader(file), PERSONS)}
    paths = {name: folder / f"{name}.parquet" for name in ("register_sample", "population_totals")}
    for name, path in paths.items():
        rows = delivered(f"register/{name}.csv", persons)
        for row in rows:
            row.update({column: as_number(row[column]) for column in NUMBERS & row.keys()})
        pq.write_table(pa.Table.from_pylist(rows), path)
    answers = delivered("survey/survey_response.csv", persons)
    # Wrong only beside the rest of the row.
    for row in answers[:30]:
        row["answered_on"] = "2019-05-05"
    for row in answers[30:90]:
        row["q20"] = row["q20"] and "2025"
    answers[90]["person_id"] = ""
    with (folder / "survey_response.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(answers[0]))
        writer.writeheader()
        writer.writerows(answers)
    return {**paths, "survey_response": folder / "survey_response.csv"}


@pytest.fixture(scope="session")
def of_spark(files, profiles, tmp_path_factory) -> Path:
    """A database of the cells that Spark hands over."""
    variables = {
        "delivered_files": {seed: str(path) for seed, path in files.items()},
        "microdata_are_synthetic": True,
    }
    folder = tmp_path_factory.mktemp("spark") / "cells"
    return build(ROOT, folder, variables, profiles=profiles, cells_only=True)


@pytest.fixture(scope="session")
def of_duckdb(files, tmp_path_factory) -> Path:
    """A database of the same models, built by DuckDB from the same files."""
    database = tmp_path_factory.mktemp("duckdb") / "manager_training.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema raw")
        for seed, path in files.items():
            if path.suffix == ".csv":
                connection.execute(f"create table raw.{seed} as from read_csv('{path}', all_varchar = true)")
            else:
                columns = pq.read_table(path).to_pydict()
                texts = pa.table(
                    {name: pa.array(map(text, column), pa.string()) for name, column in columns.items()}
                )
                connection.register("texts", texts)
                connection.execute(f"create table raw.{seed} as from texts")
    dbt = [str(Path(sys.executable).with_name("dbt")), "--quiet", "build", "--target", "ci"]
    done = subprocess.run(
        [
            *(*dbt, "--vars", json.dumps({"database": str(database)})),
            *("--target-path", str(database.parent / "dbt"), "--log-path", str(database.parent / "dbt")),
            *("--select", *(f"+{model}" for model in MODELS), "--exclude", *files),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
        ],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0
    return database


@pytest.mark.parametrize("table", handover.CELLS)
def test_both_engines_have_the_same(of_spark, of_duckdb, table):
    left_out = handover.STAYS.get(table, ())
    with duckdb.connect() as connection:
        for name, database in (("spark", of_spark), ("duckdb", of_duckdb)):
            connection.execute(f"attach '{database}' as {name} (read_only)")
        columns = [name for name, *_ in connection.execute(f"describe duckdb.{table}").fetchall()]
        listed = ", ".join(name for name in columns if name not in left_out)
        ours, theirs = (f"select {listed} from {name}.{table}" for name in ("duckdb", "spark"))
        more, fewer, n = (
            connection.execute(f"select count(*) from ({sql})").fetchone()[0]
            for sql in (f"{theirs} except all {ours}", f"{ours} except all {theirs}", ours)
        )
    assert (more, fewer) == (0, 0)
    assert n


def test_nearly_every_rule_was_broken(of_duckdb):
    """Else equal rejections would show little."""
    with duckdb.connect(str(of_duckdb), read_only=True) as connection:
        kept = connection.execute(
            "select delivery, rejection_reason from raw.codebook_rejections where delivery != 'catalogue' "
            "except select delivery, rejection_reason from staging.stg_deliveries__rejections order by all"
        ).fetchall()
    assert kept == [
        # Told of columns, before there are rows.
        ("answers", "question not in the codebook"),
        # A stratum wrong as a whole, not a cell.
        ("population", "more persons sampled than counted"),
        ("population", "nobody sampled in the stratum"),
        ("population", "stratum lacks a variable"),
    ]
