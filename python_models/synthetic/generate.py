"""Entry point: writes the synthetic deliveries, byte for byte the same on every run.

python -m synthetic --output seeds
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import pandas as pd

from synthetic.answers import complete_answers
from synthetic.core import build_core
from synthetic.register import build_register

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
ANSWER_SEED = 20240225
REGISTER_COLUMNS = [
    "person_id", "stratum_code", "gender_code", "age_years", "origin_code", "region_code", "education_code",
    "industry_code",
]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run the generator; returns the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m synthetic",
        description="Write the synthetic register sample, population totals and survey delivery.",
    )
    parser.add_argument("--output", type=Path, default=SEEDS, help="folder for register/ and survey/ (seeds)")
    parser.add_argument(
        "--seeds", type=Path, default=SEEDS, help="folder that holds codebook/ and report/ (seeds)"
    )
    options = parser.parse_args(arguments)
    missing = [name for name in ("codebook", "report") if not (options.seeds / name).is_dir()]
    if missing:
        parser.error(
            f"{options.seeds} has no {' and no '.join(missing)}/; give the folder that has, with --seeds"
        )
    generate(options.output, options.seeds)
    return 0


def generate(output: Path, seed_folder: Path) -> None:
    """Build everything and write the three CSV files below ``output``."""
    start = time.monotonic()

    def say(line: str) -> None:
        print(f"[{time.monotonic() - start:5.1f} s] {line}", file=sys.stderr, flush=True)

    say("register sample, dispositions and weights")
    register, totals = build_register(seed_folder)
    core = build_core(register, seed_folder, say)
    say("remaining answers")
    survey = complete_answers(core, ANSWER_SEED, seed_folder)
    for table, path in (
        (register[REGISTER_COLUMNS], output / "register" / "register_sample.csv"),
        (totals, output / "register" / "population_totals.csv"),
        (survey, output / "survey" / "survey_response.csv"),
    ):
        _write(table, path)
        say(f"{len(table):,} rows in {path}")


def _write(table: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
