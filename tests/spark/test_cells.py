"""Spark reads a delivery, CSV and Parquet, as DuckDB does: the same rules reject the same."""

import csv
import itertools
import json
import math
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from test_engines import ROOT

from deliveries import contract
from deliveries.errors import DeliveryError
from deliveries.readers import text
from spark_tier import handover
from spark_tier.build import build
from spark_tier.delivery import described

PERSONS = 1500
# What a cell may hold that it should not, blanks around what it may, and what CSV has quotes for.
WRONG = (
    *("99", "x", "1.5", " 1 ", "-1", "0", "", "01", "1", "2", "99999", "2031", "2024-13-01", "2019-05-05"),
    'a "word", 1;2\nand møre',
)
RENAMED = {"q7": "Spørgsmål 7"}
DELIVERED = ("register_sample", "population_totals", "survey_response")
MODELS = [handover.model_of(table) for table in handover.CELLS]


# As programs write columns of numbers with gaps.
NUMBERS = {"age_years", "population_n"}


def as_number(cell: str) -> float | None:
    """What a column of numbers has for a cell: no number for what is none."""
    try:
        return float(cell)
    except ValueError:
        return math.nan if cell else None


def delivered(source: str, persons: set[str]) -> list[dict[str, str]]:
    """Rows of a seed about some persons, or about nobody, one cell in 41 wrong, and the last row twice."""
    of_all = contract.seed_rows(contract.SOURCES[source])
    rows = [row for row in of_all if row.get("person_id", "") in {"", *persons}]
    wrong = itertools.cycle(WRONG)
    for i, row in enumerate(rows):
        for j, name in enumerate(row):
            if (7 * i + j) % 41 == 0:
                row[name] = next(wrong)
    return [*rows, rows[-1]]


@pytest.fixture(scope="session")
def delivery(tmp_path_factory) -> Path:
    """Register and population as Parquet, the answers as a spreadsheet writes them, a column renamed."""
    folder = tmp_path_factory.mktemp("delivery")
    persons = {row["person_id"] for row in contract.seed_rows("register_sample")[:PERSONS]}
    rows = {source: delivered(source, persons) for source in ("register", "population", "survey")}
    for source in ("register", "population"):
        for row in rows[source]:
            row.update({column: as_number(row[column]) for column in NUMBERS & row.keys()})
        pq.write_table(pa.Table.from_pylist(rows[source]), folder / f"{source}.parquet")
    answers = rows["survey"]
    # Wrong only beside the rest of the row.
    for row in answers[:30]:
        row["answered_on"] = "2019-05-05"
    for row in answers[30:90]:
        row["q20"] = row["q20"] and "2025"
    answers[90]["person_id"] = ""
    with (folder / "survey.csv").open("w", encoding="latin-1", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([RENAMED.get(name, name) for name in answers[0]])
        writer.writerows(row.values() for row in answers)
    names = [f"survey,{theirs},{ours}" for ours, theirs in RENAMED.items()]
    (folder / "mapping.csv").write_text("\n".join(["delivery,delivered_name,our_name", *names, ""]))
    rows["catalogue"] = contract.seed_rows("catalogue_courses")
    shutil.copy(ROOT / "seeds/catalogue/catalogue_courses.csv", folder / "catalogue.csv")
    declared = {"wave": 2024, "codebook_version": "2024", "is_synthetic": True}
    declared["rows"] = {source: len(of_source) for source, of_source in rows.items()}
    (folder / "delivery.yml").write_text(yaml.safe_dump(declared))
    return folder


@pytest.fixture(scope="session")
def of_spark(delivery, profiles, tmp_path_factory) -> Path:
    """A database of the cells that Spark hands over."""
    folder = tmp_path_factory.mktemp("spark") / "cells"
    return build(ROOT, folder, delivery=delivery, profiles=profiles, cells_only=True)


@pytest.fixture(scope="session")
def of_duckdb(delivery, tmp_path_factory) -> Path:
    """A database of the same models, built by DuckDB from the same files."""
    database = tmp_path_factory.mktemp("duckdb") / "manager_training.duckdb"
    survey = f"read_csv('{delivery}/survey.csv', all_varchar = true, delim = ';', encoding = 'latin-1')"
    renamed = ", ".join(f'"{theirs}" as {ours}' for ours, theirs in RENAMED.items())
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema raw")
        connection.execute(f"create table raw.survey_response as select * rename ({renamed}) from {survey}")
        for source in ("register", "population"):
            columns = pq.read_table(delivery / f"{source}.parquet").to_pydict()
            texts = pa.table(
                {name: pa.array(map(text, column), pa.string()) for name, column in columns.items()}
            )
            connection.register("texts", texts)
            connection.execute(f"create table raw.{contract.SOURCES[source]} as from texts")
    dbt = [str(Path(sys.executable).with_name("dbt")), "--quiet", "build", "--target", "ci"]
    done = subprocess.run(
        [
            *(*dbt, "--vars", json.dumps({"database": str(database)})),
            *("--target-path", str(database.parent / "dbt"), "--log-path", str(database.parent / "dbt")),
            *("--select", *(f"+{model}" for model in MODELS), "--exclude", *DELIVERED),
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


DECLARED = """wave: 2024
codebook_version: "2024"
is_synthetic: true
rows: {register: 1, population: 1, survey: 1, catalogue: 1}
"""


@pytest.mark.parametrize(
    ("file", "content", "problem"),
    [
        ("mapping.csv", "delivery,delivered_name,our_name\n", "missing-column"),
        ("mapping.csv", None, "missing-column"),
        ("survey.csv", "q1;q2\n1;2\n", "missing-column"),
        ("delivery.yml", None, "missing-declaration"),
        ("delivery.yml", DECLARED + "is_excerpt: true\n", "excerpt"),
        ("delivery.yml", DECLARED + f"sha256: {{survey: {'a' * 64}}}\n", "other-checksum"),
        ("catalogue.csv", None, "missing-file"),
    ],
)
def test_a_delivery_that_is_not_as_described_is_refused(delivery, tmp_path, file, content, problem):
    folder = shutil.copytree(delivery, tmp_path / "delivery")
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_text(content)
    with pytest.raises(DeliveryError) as raised:
        described(folder)
    assert problem in {found.name for found in raised.value.problems}
