"""A question that only later waves ask: its column is there in every wave, blank where it was not asked."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from publication.layout import DATABASE_NAME, DATABASE_VAR

ROOT = Path(__file__).parents[3]
PROJECT = """
name: manager_training
profile: manager_training
flags: {send_anonymous_usage_stats: false}
seeds: {+schema: raw, +quote_columns: false}
"""
SEEDS = """
seeds:
  - name: survey_response
    columns: [{name: person_id}, {name: q1}, {name: q30}]
  - name: codebook_codes
    columns: [{name: code}, {name: misspelt}]
"""


def test_a_column_that_the_committed_wave_did_not_ask_is_blank(tmp_path):
    for name in (
        "profiles.yml",
        "macros/create_csv_table.sql",
        "macros/delivery.sql",
        "macros/generate_schema_name.sql",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "dbt_project.yml").write_text(PROJECT, encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/_seeds.yml").write_text(SEEDS, encoding="utf-8")
    (tmp_path / "seeds/survey_response.csv").write_text('q1,person_id\n3,P1\n"1",P2\n', encoding="utf-8")
    (tmp_path / "seeds/codebook_codes.csv").write_text("code\n1\n", encoding="utf-8")
    database = tmp_path / DATABASE_NAME
    seeded = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("dbt")), "--quiet", "seed", "--target", "ci"),
            *("--vars", f"{DATABASE_VAR}: {database}"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert seeded.returncode == 0, seeded.stdout + seeded.stderr
    with duckdb.connect(str(database), read_only=True) as connection:
        rows = connection.execute("select person_id, q1, q30 from raw.survey_response order by 1").fetchall()
        assert rows == [("P1", "3", None), ("P2", "1", None)]
        # Only what a delivery may hold: elsewhere a column without a file would be a mistake.
        assert connection.execute("select * from raw.codebook_codes").fetchall() == [("1",)]
