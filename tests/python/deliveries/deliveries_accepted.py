"""Whole deliveries changed at random: what the check accepts must not crash the build.

python tests/python/deliveries/deliveries_accepted.py --builds 5 --seed 1

It takes some two minutes per build and is no part of the tests. Up to three changes of deliveries_wrong, and
blanks at random, make a delivery; what stops it by a signal is acknowledged, what is refused still is passed
over. The others are built, all models but the attack.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from deliveries_wrong import Tables, harmful, harmless

from deliveries import contract
from deliveries.delivery import inspect_delivery
from synthetic.delivery_files import seed_tables, write_delivery

BUILDER = Path(__file__).with_name("deliveries_dbt.py")
REASON = "Changed at random, to see that what is accepted can be built"


def changed(draw: random.Random) -> tuple[list[str], Tables]:
    """Names of the changes, and the tables after them."""
    tables = seed_tables()
    pool = [*harmful(), *harmless()]
    chosen = draw.sample(pool, draw.randint(1, 3))
    for one in chosen:
        one.change(tables)
    survey, asked = (
        tables["survey"],
        [name for name in tables["survey"] if name in contract.variables("2024")],
    )
    blanks = draw.sample([name for name in asked if name not in ("person_id", "status_code")], 5)
    share = draw.choice((0, 0.01, 0.3, 0.95))
    for name in blanks:
        survey[name] = ["" if draw.random() < share else value for value in survey[name]]
    return [*(one.name for one in chosen), f"{share:.0%} of {', '.join(blanks)} blank"], tables


def accepted(folder: Path, tables: Tables) -> str:
    """Write a delivery and acknowledge what stops it; what it is refused for, or nothing."""
    write_delivery(tables, "parquet", folder)
    inspected = inspect_delivery(folder)
    problems = inspected.problems
    signals = {problem.file for problem in problems if problem.name == "implausible"}
    if inspected.declaration.is_excerpt:
        return "an excerpt"
    if signals:
        with (folder / contract.DECLARATION).open("a") as file:
            file.write("acknowledged:\n" + "".join(f"  {signal}: {REASON}\n" for signal in sorted(signals)))
        problems = inspect_delivery(folder).problems
    return ", ".join(sorted({problem.name for problem in problems}))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=5, help="accepted deliveries to build")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other deliveries")
    options = parser.parse_args()
    draw = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        deliveries: dict[str, list[str]] = {}
        while len(deliveries) < options.builds:
            names, tables = changed(draw)
            place = Path(tempfile.mkdtemp(dir=folder))
            refused = accepted(place, tables)
            print(f"{'refused: ' + refused if refused else 'accepted'}: {'; '.join(names)}", flush=True)
            if not refused:
                deliveries[place.name] = names
        (folder / "built").mkdir()
        requests = [f"{name}={folder / name}" for name in deliveries]
        ended = subprocess.run(
            [sys.executable, str(BUILDER), str(folder / "built"), *requests],
            cwd=contract.ROOT, capture_output=True, text=True,
        )  # fmt: skip
        results = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
        crashed = [result["name"] for result in results if not result["success"]]
        for name in crashed:
            print(f"CRASHED: {'; '.join(deliveries[name])}\n{ended.stdout}", flush=True)
        print(f"{len(results) - len(crashed)} of {options.builds} accepted deliveries built")
        return int(len(results) < options.builds or bool(crashed))


if __name__ == "__main__":
    sys.exit(main())
