"""The whole chain at several sizes: check of the delivery, `dbt build` with all tests, exports; R beside it.

    make bench-scale                         or: python tests/bench_scale.py --sizes '6867 100000'
    make bench-scale SIZES=100000 JOBS=build
    make bench-scale SIZES=100000 JOBS=compare     a sample of the estimates by R's survey (bench_scale.R)
    python tests/bench_scale.py --sizes 100000 --layer intermediate

Sizes are complete respondents; the synthetic delivery has 6,867, of whom 5,584 are managers. Deliveries and
warehouses stand in .build/bench and stay there, so that one job, or one layer of a build, can be run alone.
Every job is a process of its own. Costs are appended to docs/benchmarks.csv; docs/benchmarks.md and its
picture are drawn from what that file says of the last run of every size and job. Run it on a quiet machine.
"""

import argparse
import csv
import os
import platform
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench_build import ROOT, Cost, database_of, is_disclosure, measured, measured_output, read_costs

from publication.layout import DATABASE_NAME
from synthetic.scaled import write_scaled

WORKSHOP = ROOT / ".build" / "bench"
RESULTS = ROOT / "docs" / "benchmarks.csv"
SIZES = (6_867, 68_670, 100_000, 1_000_000)
JOBS = ("check", "build", "export")
# Asked for by name, where R is installed.
COMPARE, COMPARED = "compare", 60
ALL = "all"
# Where dbt finds a layer, and the order of the table.
LAYERS = {
    "seeds": "resource_type:seed",
    "staging": "path:models/staging",
    "intermediate": "path:models/intermediate",
    "fits": "path:python_models/fits",
    "marts": "path:models/marts",
    "published": "path:models/published",
    "audit": "path:models/audit",
}
FIELDS = (
    "run_at", "commit", "machine", "load", "versions", "respondents", "job", "part",
    "elapsed_s", "processor_s", "peak_mb", "read_mb",
)  # fmt: skip
# Nodes of disclosure control, which stand in three layers; its cost is shown once more by itself.
DISCLOSURE = "disclosure control"
EXPORT = (
    "import sys; from pathlib import Path; from publication.published_tables import export, may_be_empty; "
    "export(*map(Path, sys.argv[1:3]), may_be_empty=may_be_empty(Path(sys.argv[3])))"
)
PAGE = """\
# Benchmarks: the whole chain

Written by `make bench-scale` (tests/bench_scale.py) from benchmarks.csv, which keeps every run; do not
edit. Sizes are complete respondents: the synthetic delivery has 6,867, of whom 5,584 are managers. Larger
ones are drawn from it and varied (python_models/synthetic/scaled.py). Every job is a process of its own.

![Elapsed time and peak memory by size](benchmarks.svg)

{whole}

`dbt build` by layer. Processor time is that of the nodes' own threads, without dbt's own; the peak is the
largest resident memory of the process while a node of the layer ran; read is what the nodes read of files,
from disk or cache. Disclosure control (what is withheld, and the audit) is counted in its layers too.

{layers}

Where others ran (load), elapsed time says nothing and processor time is too high.

{runs}

Of each warehouse, a sample of {compared} estimates, standard errors and intervals was computed again by R's
survey, from the base weights (tests/bench_scale.R); it is a job of its own, `JOBS=compare`.

{comparisons}
"""
Row = Mapping[str, str]


def run(size: int, job: str, layer: str | None) -> list[dict[str, object]]:
    """Run one job at one size; rows of what it cost, the whole first, then its parts."""
    folder = WORKSHOP / str(size)
    delivery, target, exports = folder / "delivery", folder / "target", folder / "exports"
    database = target / DATABASE_NAME
    if not (delivery / "delivery.yml").exists():
        print(f"{size:,}: writing the delivery", file=sys.stderr, flush=True)
        shutil.rmtree(delivery, ignore_errors=True)
        write_scaled(size, delivery)
    follow = f" (node by node in {(target / 'costs.csv').relative_to(ROOT)})" if job == "build" else ""
    print(f"{size:,}: {layer or job}{follow}", file=sys.stderr, flush=True)
    if job == "check":
        read = sum(path.stat().st_size for path in delivery.iterdir()) / 2**20
        return [
            row(
                measured([sys.executable, "-m", "deliveries", "check", str(delivery)], ROOT),
                read,
            )
        ]
    if job == "export":
        shutil.rmtree(exports, ignore_errors=True)
        manifest = target / "target" / "manifest.json"
        cost = measured([sys.executable, "-c", EXPORT, str(database), str(exports), str(manifest)], ROOT)
        return [row(cost, database.stat().st_size / 2**20)]
    if job == COMPARE:
        script = Path(__file__).with_suffix(".R").relative_to(ROOT)
        cost, told = measured_output(["Rscript", str(script), str(database), str(COMPARED)], ROOT)
        return [row(cost, database.stat().st_size / 2**20), row(cost, 0, told.splitlines()[-1])]
    if not layer:
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
    costs = target / "costs.csv"
    command = [sys.executable, str(ROOT / "tests" / "bench_dbt.py"), str(costs), "--quiet"]
    command += ["--log-path", str(target), "build", "--target-path", str(target / "target")]
    command += ["--select", LAYERS[layer]] if layer else []
    whole = measured([*command, *database_of(database, delivery)], ROOT)
    nodes = read_costs(costs)
    parts = defaultdict(list)
    for node in nodes:
        parts[node["layer"]].append(node)
    parts[DISCLOSURE] = [node for node in nodes if is_disclosure(node)]
    of_parts = [part_row(name, of_part) for name, of_part in parts.items() if of_part]
    peak = max([whole.peak, *(float(node["peak_mb"]) for node in nodes)])
    read = sum(float(node["read_mb"]) for node in nodes)
    return [
        row(Cost(whole.elapsed, whole.processor, peak), read, f"{layer} alone" if layer else ALL),
        *of_parts,
    ]


def row(cost: Cost, read_mb: float, part: str = ALL) -> dict[str, object]:
    """What a process cost."""
    return {
        "part": part,
        "elapsed_s": round(cost.elapsed, 1),
        "processor_s": round(cost.processor, 1),
        "peak_mb": round(cost.peak),
        "read_mb": round(read_mb),
    }


def part_row(name: str, nodes: list[Row]) -> dict[str, object]:
    """What some nodes cost together: elapsed summed over threads, the process's peak while they ran."""
    summed = {
        field: sum(float(node[field]) for node in nodes) for field in ("elapsed_s", "processor_s", "read_mb")
    }
    peak = max(float(node["peak_mb"]) for node in nodes)
    return row(Cost(summed["elapsed_s"], summed["processor_s"], peak), summed["read_mb"], name)


def machine() -> str:
    """Processor, cores and memory of this machine."""
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GB"


def versions() -> str:
    """Versions of what the time depends on."""
    names = ("duckdb", "dbt-core", "dbt-duckdb", "numpy", "scipy", "highspy", "pyarrow")
    return ", ".join([f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names)])


def append(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    """Add rows to the results, with a header if there are none yet."""
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, FIELDS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerows(rows)


def last(path: Path) -> dict[tuple[int, str], list[Row]]:
    """The rows of the last run of each size and job; runs of one layer alone are left out."""
    found: dict[tuple[int, str], list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for result in csv.DictReader(file):
            rows = found[int(result["respondents"]), result["job"]]
            if rows and rows[0]["run_at"] != result["run_at"]:
                rows.clear()
            rows.append(result)
    return {key: rows for key, rows in sorted(found.items()) if rows[0]["part"] == ALL}


def table(header: list[str], rows: Iterable[Iterable[object]]) -> list[str]:
    """A table of Markdown; the first two columns are words."""
    align = ["---", "---"] + ["---:"] * (len(header) - 2)
    return [f"| {' | '.join(map(str, cells))} |" for cells in (header, align, *rows)]


def page(results: dict[tuple[int, str], list[Row]]) -> str:
    """docs/benchmarks.md."""
    whole = [(f"{size:,}", job, *numbers(rows[0])) for (size, job), rows in results.items()]
    sizes = sorted(size for size, job in results if job == "build")
    of_part = {(part["part"], size): part for size in sizes for part in results[size, "build"][1:]}
    names = [*LAYERS, "snapshots", "tests", "unit_tests", DISCLOSURE]
    layers = [
        (name, measure, *(f"{float(of_part[name, size][field]):,.0f}" for size in sizes))
        for name in names
        if all((name, size) in of_part for size in sizes)
        for measure, field in (
            ("processor, s", "processor_s"),
            ("peak, MB", "peak_mb"),
            ("read, MB", "read_mb"),
        )
    ]
    runs = sorted(
        {
            f"{r['respondents']} {r['job']}, {r['run_at'][:10]} ({r['commit']}): {r['machine']}, "
            f"load {r['load']} before. {r['versions']}."
            for rows in results.values()
            for r in rows
        }
    )
    columns = ["elapsed, s", "processor, s", "peak, MB", "read, MB"]
    comparisons = [
        f"- {size:,}: {rows[1]['part']}." for (size, job), rows in results.items() if job == COMPARE
    ]
    return PAGE.format(
        whole="\n".join(table(["respondents", "job", *columns], whole)),
        layers="\n".join(table(["part", "measure", *(f"{size:,}" for size in sizes)], layers)),
        runs="\n".join(f"- {run}" for run in runs),
        compared=COMPARED,
        comparisons="\n".join(comparisons),
    )


def numbers(result: Row) -> list[str]:
    """Time, memory and bytes of a row."""
    return [f"{float(result[field]):,.0f}" for field in ("elapsed_s", "processor_s", "peak_mb", "read_mb")]


def picture(results: dict[tuple[int, str], list[Row]]) -> str:
    """Elapsed time and peak memory of `dbt build` by size, both axes logarithmic, as SVG."""
    from math import log10

    builds = [(size, rows[0]) for (size, job), rows in results.items() if job == "build"]
    parts = []
    for panel, (title, field) in enumerate(
        (("Elapsed, seconds", "elapsed_s"), ("Peak memory, MB", "peak_mb"))
    ):
        left, width, top, height = 60 + panel * 360, 260, 40, 200
        # Decades that hold all values, half a decade to spare on the right for the labels.
        x0, x1 = (log10(f(size for size, _ in builds)) for f in (min, max))
        values = [float(result[field]) for _, result in builds]
        y0, y1 = int(log10(min(values))), int(log10(max(values))) + 1
        points = [
            (
                left + width * (log10(size) - x0) / max(x1 - x0, 1),
                top + height * (1 - (log10(value) - y0) / (y1 - y0)),
                f"{size:,}",
                f"{value:,.0f}",
            )
            for (size, _), value in zip(builds, values, strict=True)
        ]
        parts.append(f'<text x="{left}" y="20" font-weight="bold">{title}</text>')
        for decade in range(y0, y1 + 1):
            y = top + height * (1 - (decade - y0) / (y1 - y0))
            parts.append(f'<path d="M{left} {y:.1f}h{width}" stroke="#ccc"/>')
            parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10**decade:,}</text>')
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _, _ in points)
        parts.append(f'<polyline points="{line}" fill="none" stroke="#1b5e8c" stroke-width="2"/>')
        for k, (x, y, size, value) in enumerate(points):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1b5e8c"/>')
            parts.append(f'<text x="{x:.1f}" y="{y - 9:.1f}" text-anchor="middle">{value}</text>')
            # Neighbours on two lines: 68,670 and 100,000 stand close together.
            below = top + height + 18 + 14 * (k % 2)
            parts.append(f'<text x="{x:.1f}" y="{below}" text-anchor="middle">{size}</text>')
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 300" '
        'font-family="sans-serif" font-size="11">\n'
        "<title>dbt build by complete respondents, logarithmic axes</title>\n"
        '<rect width="720" height="300" fill="#fff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def main() -> None:
    """Run the jobs asked for, append what they cost, draw table and picture."""
    parser = argparse.ArgumentParser(prog="python tests/bench_scale.py", description=__doc__.split("\n")[0])
    parser.add_argument(
        "--sizes",
        type=lambda text: [int(n) for n in text.split()],
        default=SIZES,
        help="complete respondents",
    )
    parser.add_argument(
        "--jobs", type=str.split, default=JOBS, help=f"of {', '.join(JOBS)} (default: these), {COMPARE}"
    )
    parser.add_argument(
        "--layer", choices=LAYERS, help="of the build, only this layer, on what was built before"
    )
    parser.add_argument("--csv", type=Path, default=RESULTS, help="results; page and picture stand beside it")
    options = parser.parse_args()
    if unknown := set(options.jobs) - {*JOBS, COMPARE}:
        parser.error(f"no such job: {' '.join(sorted(unknown))}")
    git = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    for size in options.sizes:
        for job in ("build",) if options.layer else options.jobs:
            same = {
                "run_at": datetime.now(UTC).isoformat(timespec="seconds"),
                "commit": git.stdout.strip(),
                "machine": machine(),
                # How many processes wanted a processor before: elapsed time says little where others ran.
                "load": round(os.getloadavg()[0], 1),
                "versions": versions(),
                "respondents": size,
                "job": f"{job} of one layer" if options.layer else job,
            }
            append(options.csv, [same | cost for cost in run(size, job, options.layer)])
            results = last(options.csv)
            if any(job == "build" for _, job in results):
                options.csv.with_suffix(".svg").write_text(picture(results), encoding="utf-8")
                options.csv.with_suffix(".md").write_text(page(results), encoding="utf-8")
    print(options.csv.with_suffix(".md"))


if __name__ == "__main__":
    main()
