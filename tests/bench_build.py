"""What `dbt build` costs: processor time and peak memory of whole processes, one after the other.

    make bench-build        or        python tests/bench_build.py --times 10 --repeat 3

Four jobs: an empty project of 750 nodes (what dbt itself costs on this machine, in this run), the default
delivery into an empty database, and deliveries of as many persons and of ten times as many, drawn from it
and varied (synthetic.scaled), from which the cost of each further respondent follows. Prints a table; run
it on a quiet machine.
"""

import argparse
import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from publication.layout import DATABASE_NAME, DATABASE_VAR, TARGET
from publication.pipeline import DELIVERY_VAR
from synthetic.delivery_files import seed_tables
from synthetic.scaled import write_scaled

ROOT = Path(__file__).resolve().parents[1]
EMPTY_NODES = 750
# One thread a linear algebra call, as the Makefile sets it; and the Python by which R reads a database.
ENVIRONMENT = (
    os.environ
    | {"PYTHON": sys.executable}
    | {name: "1" for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "DO_NOT_TRACK")}
)


@dataclass(frozen=True)
class Cost:
    """Of one process and its children: elapsed and processor seconds, peak resident memory in MB.

    ``disclosure``: seconds of the processor time that disclosure control took, in a build; ``nodes``: each
    node's.
    """

    elapsed: float
    processor: float
    peak: float
    disclosure: float = 0
    nodes: dict[str, float] = field(default_factory=dict)


def measured(arguments: list[str], folder: Path) -> Cost:
    """Run a command in ``folder``; it must succeed."""
    return measured_output(arguments, folder)[0]


def measured_output(arguments: list[str], folder: Path) -> tuple[Cost, str]:
    """Run a command in ``folder``; it must succeed. What it cost, and what it said."""
    started = time.monotonic()
    process = subprocess.Popen(
        arguments, cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(arguments)} failed:\n{output[-2000:]}")
    return Cost(time.monotonic() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), output


def read_costs(path: Path) -> list[dict[str, str]]:
    """What each node cost, as bench_dbt.py wrote it."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_disclosure(node: dict[str, str]) -> bool:
    """Whether a node withholds numbers or attacks what is published, or looks at what it needs for that."""
    return node["name"] == "fit_suppression" or node["layer"] == "audit" or "disclosure" in node["name"]


def database_of(path: Path, delivery: Path | None = None) -> list[str]:
    """Arguments of dbt: build into the database at ``path``, from ``delivery`` if there is one."""
    variables = {DATABASE_VAR: str(path)} | ({DELIVERY_VAR: str(delivery)} if delivery else {})
    return ["--target", TARGET, "--vars", json.dumps(variables)]


def dbt_build(folder: Path, target: Path, delivery: Path | None = None) -> Cost:
    """`dbt build` of the project in ``folder`` into an empty database in ``target``."""
    target.mkdir()
    costs = target / "costs.csv"
    command = [sys.executable, str(ROOT / "tests" / "bench_dbt.py"), str(costs), "--quiet"]
    command += ["--log-path", str(target), "build", "--target-path", str(target / "target")]
    whole = measured([*command, *database_of(target / DATABASE_NAME, delivery)], folder)
    # Beginning the record of the peak anew at every node makes the system forget the largest.
    nodes = read_costs(costs)
    peak = max([whole.peak, *(float(node["peak_mb"]) for node in nodes)])
    disclosure = sum(float(node["processor_s"]) for node in nodes if is_disclosure(node))
    seconds = {node["name"]: float(node["processor_s"]) for node in nodes}
    return Cost(whole.elapsed, whole.processor, peak, disclosure, seconds)


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


def main() -> None:
    """Print what the four jobs cost."""
    parser = argparse.ArgumentParser(prog="python tests/bench_build.py", description=__doc__.split("\n")[0])
    parser.add_argument("--times", type=int, default=10, help="how many times as many persons (default 10)")
    parser.add_argument(
        "--repeat", type=int, default=1, help="runs of each job; medians are shown (default 1)"
    )
    options = parser.parse_args()
    respondents = sum(code == "1" for code in seed_tables()["survey"]["status_code"])
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        empty = empty_project(scratch / "empty")
        varied = write_scaled(respondents, scratch / "varied")
        many = write_scaled(respondents * options.times, scratch / "many")
        jobs = {
            f"empty project of {EMPTY_NODES} nodes": (empty, None),
            "default delivery": (ROOT, None),
            "as many persons, varied": (ROOT, varied),
            f"{options.times} times as many, varied": (ROOT, many),
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
                for name in ("elapsed", "processor", "peak", "disclosure")
            )
        )
        for job, runs in costs.items()
    }
    base, _, small, large = medians.values()
    *_, few, most = (runs[-1].nodes for runs in costs.values())
    print(f"{'job':32} {'elapsed, s':>11} {'processor, s':>13} {'times empty':>12} {'peak, MB':>9}")
    for job, cost in medians.items():
        print(
            f"{job:32} {cost.elapsed:11.1f} {cost.processor:13.1f} "
            f"{cost.processor / base.processor:12.2f} {cost.peak:9.0f}"
        )
    further = respondents * (options.times - 1)
    processor = large.processor - small.processor
    # Disclosure control takes less time where fewer cells are small, and would hide what the rest takes more.
    rest = processor - (large.disclosure - small.disclosure)
    print(
        f"each further respondent: {1000 * processor / further:.2f} ms of processor time "
        f"({1000 * rest / further:.2f} without disclosure control), "
        f"{1024 * (large.peak - small.peak) / further:.1f} KB"
    )
    growth = sorted(((seconds - few.get(name, 0), name) for name, seconds in most.items()), reverse=True)
    print("the nodes that grow most, ms: ", end="")
    print(", ".join(f"{name} {1000 * seconds / further:.3f}" for seconds, name in growth[:20]))


if __name__ == "__main__":
    main()
