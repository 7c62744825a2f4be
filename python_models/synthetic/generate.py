"""Entry point: writes the synthetic deliveries, byte for byte the same on every run.

python -m synthetic --output seeds
"""

from __future__ import annotations

import argparse
import hashlib
import json
import platform
import sys
import time
from pathlib import Path

import pandas as pd

from synthetic.answers import complete_answers
from synthetic.core import build_core
from synthetic.register import build_register

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
_PYTHON = ".".join(platform.python_version_tuple()[:2])
# What the committed deliveries were written from, and what was written.
RECORD = Path(__file__).with_name("written.json")
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
    opened: set[str] = set()
    sys.addaudithook(lambda event, facts: opened.add(str(facts[0])) if event == "open" else None)

    def say(line: str) -> None:
        print(f"[{time.monotonic() - start:5.1f} s] {line}", file=sys.stderr, flush=True)

    say("register sample, dispositions and weights")
    register, totals = build_register(seed_folder)
    core = build_core(register, seed_folder, say)
    say("remaining answers")
    survey = complete_answers(core, ANSWER_SEED, seed_folder)
    read = made_of(opened)
    tables = {
        "register/register_sample.csv": register[REGISTER_COLUMNS],
        "register/population_totals.csv": totals,
        "survey/survey_response.csv": survey,
    }
    for name, table in tables.items():
        _write(table, output / name)
        say(f"{len(table):,} rows in {output / name}")
    if output.resolve() == seed_folder.resolve() == SEEDS:
        record = {"made_of": read, "written": {name: sha256(output / name) for name in tables}}
        RECORD.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def made_of(opened: set[str]) -> dict[str, str]:
    """Digests of the project's files ``opened`` or imported, and of its lock; the version of Python."""
    imported = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    paths = {Path(name).resolve() for name in {*opened, *filter(None, imported)} if Path(name).is_file()}
    ours = {path for path in paths if path.is_relative_to(ROOT) and path.suffix in (".py", ".csv")}
    ours = {path for path in ours if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)}
    digests = {
        path.relative_to(ROOT).as_posix(): sha256(path) for path in {*ours, ROOT / "requirements.lock"}
    }
    return {**digests, "python": _PYTHON}


def recorded() -> dict[str, str] | None:
    """Digests of the files written last; None where what they were written from has changed since."""
    record = json.loads(RECORD.read_text(encoding="utf-8"))
    now = {name: sha256(ROOT / name) if (ROOT / name).is_file() else None for name in record["made_of"]} | {
        "python": _PYTHON
    }
    return record["written"] if now == record["made_of"] else None


def sha256(path: Path) -> str:
    """Digest of a file's contents."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write(table: pd.DataFrame, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
