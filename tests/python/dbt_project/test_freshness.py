"""`dbt source freshness` tells of which day the delivered tables are, by the answers in the database."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from deliveries import contract
from publication.layout import DATABASE_NAME, DATABASE_VAR

DBT = str(Path(sys.executable).with_name("dbt"))
SOURCE = "source.manager_training.delivery"


def test_the_answers_tell_the_wave_and_with_it_the_days_of_the_other_tables(tmp_path):
    database = tmp_path / DATABASE_NAME
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema raw")
        versions = str(contract.SEEDS / "codebook" / "codebook_versions.csv")
        connection.execute(
            "create table raw.codebook_versions as from read_csv(?, all_varchar = true)", [versions]
        )
        # One answer of no day, one that came after the field period: the build quarantines both.
        connection.execute(
            "create table raw.survey_response as select * from "
            "(values ('2026-01-20'), ('2026-02-11'), ('2026-07-01'), ('11 Feb')) as t (answered_on)"
        )
    told = subprocess.run(
        [
            *(DBT, "--quiet", "source", "freshness", "--target", "ci"),
            *("--vars", json.dumps({DATABASE_VAR: str(database)})),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path)),
        ],
        cwd=contract.ROOT,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stdout
    results = json.loads((tmp_path / "target" / "sources.json").read_text())["results"]
    (wave,) = (row for row in contract.seed_rows("codebook_versions") if row["wave_year"] == "2026")
    assert {row["unique_id"]: row["max_loaded_at"][:10] for row in results} == {
        f"{SOURCE}.survey_response": "2026-02-11",
        f"{SOURCE}.register_sample": wave["register_reference_on"],
        f"{SOURCE}.population_totals": wave["register_reference_on"],
        f"{SOURCE}.catalogue_courses": wave["catalogue_read_on"],
    }
    assert {row["status"] for row in results} == {"pass"}
