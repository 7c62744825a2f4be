"""What `dbt build` costs: processor time and peak memory of whole processes, one after the other.

    make bench-build        or        python tests/bench_build.py --times 10 --repeat 3

Three jobs: an empty project of 750 nodes (what dbt itself costs on this machine, in this run), the default
delivery into an empty database, and the default delivery with every person several times (population totals
likewise), from which the cost of each further respondent follows. Prints a table; run it on a quiet machine.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from deliveries import write
from publication.layout import DATABASE_NAME, DATABASE_VAR, TARGET
from publication.pipeline import DELIVERY_VAR

ROOT = Path(__file__).resolve().parents[1]
DBT = str(Path(sys.executable).with_name("dbt"))
EMPTY_NODES = 750
# One thread a linear algebra call, as the Makefile sets it.
ENVIRONMENT = os.environ | {
    name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "DO_NOT_TRACK")
}


@dataclass(frozen=True)
class Cost:
    """Of one process and its children: elapsed and processor seconds, peak resident memory in MB."""

    elapsed: float
    processor: float
    peak: float


def measured(arguments: list[str], folder: Path) -> Cost:
    """Run a command in ``folder``; it must succeed."""
    started = time.monotonic()
    process = subprocess.Popen(
        arguments, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} failed:\n{output[-2000:]}")
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def dbt_build(folder: Path, target: Path, delivery: Path | None = None) -> Cost:
    """`dbt build` of the project in ``folder`` into an empty database in ``target``."""
    target.mkdir()
    variables = {DATABASE_VAR: str(target / DATABASE_NAME)} | (
        {DELIVERY_VAR: str(delivery)} if delivery else {}
    )
    return measured(
        [
            *(DBT, "--quiet", "--log-path", str(target), "build", "--target-path", str(target / "target")),
            *("--target", TARGET, "--vars", json.dumps(variables)),
        ],
        folder,
    )


def empty_project(folder: Path) -> Path:
    """A project of ``EMPTY_NODES`` views that select one number."""
    (folder / "models").mkdir(parents=True)
    for k in range(EMPTY_NODES):
        (folder / "models" / f"empty_{k}.sql").write_text("select 1 as one\n", encoding="utf-8")
    (folder / "dbt_project.yml").write_text(
        "name: empty\nprofile: empty\nflags: {send_anonymous_usage_stats: false}\n", encoding="utf-8"
    )
    (folder / "profiles.yml").write_text(
        f"empty: {{target: {TARGET}, outputs: {{{TARGET}: {{type: duckdb, threads: 2, "
        f"settings: {{threads: 1}}, path: \"{{{{ var('{DATABASE_VAR}') }}}}\"}}}}}}\n",
        encoding="utf-8",
    )
    return folder


def repeated(times: int, folder: Path) -> Path:
    """The default delivery with every person ``times`` times, under other identifiers; totals likewise."""
    tables = write.seed_tables()
    for source in ("register", "survey"):
        tables[source] = {
            name: [f"{value}-{k}" if name == "person_id" else value for k in range(times) for value in column]
            for name, column in tables[source].items()
        }
    tables["population"]["population_n"] = [str(int(n) * times) for n in tables["population"]["population_n"]]
    write.write_delivery(tables, "parquet", folder)
    return folder


def main() -> None:
    """Print what the three jobs cost."""
    parser = argparse.ArgumentParser(prog="python tests/bench_build.py", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--times", type=int, default=10, help="how often every person is repeated (default 10)"
    )
    parser.add_argument(
        "--repeat", type=int, default=1, help="runs of each job; medians are shown (default 1)"
    )
    options = parser.parse_args()
    respondents = sum(code == "1" for code in write.seed_tables()["survey"]["status_code"])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        empty = empty_project(scratch / "empty")
        many = repeated(options.times, scratch / "delivery")
        jobs = {
            f"empty project of {EMPTY_NODES} nodes": (empty, None),
            "default delivery": (ROOT, None),
            f"{options.times} times the persons": (ROOT, many),
        }
        costs: dict[str, list[Cost]] = {job: [] for job in jobs}
        for turn in range(options.repeat):
            for place, (job, (folder, delivery)) in enumerate(jobs.items()):
                print(f"run {turn + 1} of {options.repeat}: {job} ...", file=sys.stderr)
                costs[job].append(dbt_build(folder, scratch / f"target_{turn}_{place}", delivery))
    medians = {
        job: Cost(
            *(
                statistics.median(getattr(run, name) for run in runs)
                for name in ("elapsed", "processor", "peak")
            )
        )
        for job, runs in costs.items()
    }
    base, default, large = medians.values()
    print(f"{'job':32} {'elapsed, s':>11} {'processor, s':>13} {'times empty':>12} {'peak, MB':>9}")
    for job, cost in medians.items():
        print(
            f"{job:32} {cost.elapsed:11.1f} {cost.processor:13.1f} "
            f"{cost.processor / base.processor:12.2f} {cost.peak:9.0f}"
        )
    further = respondents * (options.times - 1)
    print(
        f"each further respondent: {1000 * (large.processor - default.processor) / further:.2f} ms of "
        f"processor time, {1024 * (large.peak - default.peak) / further:.1f} KB"
    )


if __name__ == "__main__":
    main()
