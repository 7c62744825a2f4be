"""What persons on Spark cost at several sizes, and what ten million would: prints the table of docs/scale.md.

    make bench-spark SIZES="10000 30000 60000"

Sizes are complete respondents. Deliveries are those of `make bench-scale`, in .build/bench. Measured is the
way from the delivery to what is handed over, its checks included; each size in a JVM of its own.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import numpy as np
import yaml

ROOT = Path(__file__).parents[1]
WORKSHOP = ROOT / ".build" / "bench"
SIZES = (10_000, 30_000, 60_000)
LARGE = 10_000_000
# Enough for the largest of the sizes.
MEMORY = "6g"
MEASURES = (
    "processor, s",
    "of which tasks, s",
    "shuffled, MB",
    "spilled, MB",
    "rows out",
    "out, MB",
    "peak, MB",
)


def run(size: int) -> dict[str, float]:
    """Measure one size in this process: what it and the JVM took, and what Spark's log says was moved."""
    import pyarrow.parquet as pq
    from pyspark import SparkContext

    from spark_tier.build import build
    from synthetic.scaled import write_scaled

    folder = WORKSHOP / str(size)
    delivery, log = folder / "delivery", folder / "spark_log"
    if not (delivery / "delivery.yml").exists():
        write_scaled(size, delivery)
    log.mkdir(exist_ok=True)
    for old in log.iterdir():
        old.unlink()
    profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    profile["manager_training"]["outputs"]["spark"]["server_side_parameters"] |= {
        "spark.driver.memory": MEMORY,
        "spark.eventLog.enabled": "true",
        "spark.eventLog.rolling.enabled": "false",
        "spark.eventLog.compress": "false",
        "spark.eventLog.dir": log.as_uri(),
    }
    (folder / "profiles.yml").write_text(yaml.safe_dump(profile), encoding="utf-8")
    before = sum(os.times()[:4])
    build(ROOT, folder / "spark", delivery=delivery, profiles=folder, cells_only=True)
    jvm = Path("/proc") / str(SparkContext._gateway.proc.pid)
    ticks = (jvm / "stat").read_text().rpartition(")")[2].split()[11:13]
    peak = next(line for line in (jvm / "status").read_text().splitlines() if line.startswith("VmHWM"))
    moved = Counter()
    for line in next(log.iterdir()).read_text(encoding="utf-8").splitlines():
        if metrics := json.loads(line).get("Task Metrics"):
            moved["tasks"] += metrics["Executor CPU Time"] / 1e9
            moved["shuffled"] += metrics["Shuffle Write Metrics"]["Shuffle Bytes Written"] / 2**20
            moved["spilled"] += metrics["Disk Bytes Spilled"] / 2**20
    files = list((folder / "spark" / "handover").glob("*/*.parquet"))
    processor = sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") + sum(os.times()[:4]) - before
    return dict(
        zip(
            MEASURES,
            (
                *(processor, moved["tasks"], moved["shuffled"], moved["spilled"]),
                sum(pq.read_metadata(file).num_rows for file in files),
                sum(file.stat().st_size for file in files) / 2**20,
                int(peak.split()[1]) / 1024,
            ),
            strict=True,
        )
    )


def extrapolated(sizes: list[int], values: list[float]) -> tuple[float, float, float]:
    """What LARGE takes on the line through all sizes, and on those through neighbours, lowest and highest."""
    slope, start = np.polyfit(sizes, values, 1)
    steps = np.diff(values) / np.diff(sizes)
    ends = values[-1] + steps * (LARGE - sizes[-1])
    return start + slope * LARGE, ends.min(), ends.max()


def main() -> None:
    """Every size in a process of its own; the tables at the end."""
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(run(int(sys.argv[2]))))
        return
    sizes = [int(size) for size in sys.argv[1:]] or list(SIZES)
    costs = []
    for size in sizes:
        command = [sys.executable, __file__, "--one", str(size)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        costs.append(json.loads(done.stdout.splitlines()[-1]))
    print(f"| respondents | {' | '.join(MEASURES)} |\n| --- |{' ---: |' * len(MEASURES)}")
    for size, cost in zip(sizes, costs, strict=True):
        print(f"| {size:,} | {' | '.join(f'{cost[measure]:,.0f}' for measure in MEASURES)} |")
    if len(sizes) > 2:
        for measure in MEASURES[:3]:
            all_sizes, low, high = extrapolated(sizes, [cost[measure] for cost in costs])
            print(f"{LARGE:,}: {measure} {all_sizes:,.0f} ({low:,.0f} to {high:,.0f})")


if __name__ == "__main__":
    main()
