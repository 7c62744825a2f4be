"""What each job costs, beside R's ``survey`` and beside ``svy``: whole processes, reading included.

    make bench                              (or: python bench.py 1000000)
    make bench SVY_PYTHON=venv/bin/python   an interpreter that has svy, which this project does not depend on
    make bench ROWS=10000000                above 1,000,000 rows ours only: R needs tens of gigabytes

Rows are drawn by DuckDB into a Parquet file (ours, svy's) and a CSV file (R's). Every job is a process of
its own that imports, reads, calibrates within two strata on five variables and estimates. They take turns,
and medians are reported: processor seconds (user, system), elapsed seconds (also as multiples of one plain
scan of all columns), peak memory, and how far figures are apart. Farther than 1e-8 from R's, or from svy's
estimates, is a failure (exit 1): a fast wrong number counts for nothing. The machine should be quiet.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_ours import NUMBERS, TABLES

FAR = 1e-8
R_MOST = 1_000_000
STRATA = 2
CATEGORIES = {"gender": 2, "age_group": 5, "education": 6, "sector": 4, "size": 3}

_ROWS = (
    "select i % {strata} as stratum, {n} * 4.0 / {strata} as population_size, 3.0 + i % {strata} as weight, "
    + ", ".join(
        f"1 + (hash(i * 31 + {k}) % {size})::integer as {v}" for k, (v, size) in enumerate(CATEGORIES.items())
    )
    + ", "
    + ", ".join(f"1 + (hash(i * 31 + {k}) % 5)::integer as {v}" for k, v in enumerate(TABLES, start=10))
    + ", "
    + ", ".join(f"(hash(i * 31 + {k}) % 1000) / 100.0 as {v}" for k, v in enumerate(NUMBERS, start=40))
    + ", (hash(i * 31 + 60) % 10000) / 100.0 + 2 * x0 + gender as y, "
    "(hash(i * 31 + 61) % 100 < 20 + 5 * education)::integer as b from range({n}) as rows(i)"
)
_MARGINS = (
    "select stratum, variable, category, sum(weight) * 1.3 * (1 + 0.05 * max(category % 2)) as total from ("
    + " union all ".join(
        f"select stratum, '{v}' as variable, {v} as category, weight from rows" for v in CATEGORIES
    )
    + ") group by all"
)


JOBS = ("calibrate", "regression", "shares", "ttest", "logistic")


def measured(command: list[str]) -> tuple[dict, float, float]:
    """What a process printed (JSON), its processor and its elapsed seconds."""
    started = time.perf_counter()
    # Compiled modules are kept, as those of installed packages are. BLAS has one thread, whoever calls it:
    # its threads go on running while they wait for each other.
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return json.loads(output), used.ru_utime + used.ru_stime, time.perf_counter() - started


def write_rows(file: Path, rows: int, *, with_csv: bool) -> float:
    """Write the rows and margins; seconds of one plain scan of all columns."""
    import duckdb

    with duckdb.connect() as connection:
        connection.execute(f"copy ({_ROWS.format(n=rows, strata=STRATA)}) to '{file}' (format parquet)")
        connection.execute(f"create view rows as from read_parquet('{file}')")
        columns = [name for name, *_ in connection.execute("describe rows").fetchall()]
        margins = connection.execute(_MARGINS).to_arrow_table()
        connection.register("given", margins)
        # All variables of a stratum add up to the size that gender has there.
        connection.execute(
            "copy (select stratum, variable, category, total * (select sum(g.total) from given as g "
            "where g.stratum = m.stratum and g.variable = 'gender') / sum(total) over "
            "(partition by stratum, variable)"
            f" as total from given as m) to '{file.with_suffix('.margins.csv')}'"
        )
        if with_csv:
            connection.execute(f"copy rows to '{file.with_suffix('.csv')}'")
        scan = f"select {', '.join(f'sum({c})' for c in columns)} from rows"
        seconds = []
        for _ in range(3):
            started = time.perf_counter()
            connection.execute(scan).fetchall()
            seconds.append(time.perf_counter() - started)
        return statistics.median(seconds)


def estimates_of(name: str, figures: list[float]) -> list[float]:
    """Those of a job's figures that are no standard errors."""
    if name == "calibrate":
        return figures
    if name == "shares":
        size = len(figures) // len(TABLES)
        return [v for k in range(len(TABLES)) for v in figures[k * size : k * size + size // 2]]
    return figures[: len(figures) // 2]


def compare(name: str, commands: dict[str, list[str]], repeats: int, scan: float) -> bool:
    """Run a job by each program in turn and report medians; whether some figures are wrong."""
    runs = {who: [] for who in commands}
    for turn in range(repeats):
        for who, command in commands.items():
            # R takes minutes: once is enough.
            if who != "R" or turn == 0:
                runs[who].append(measured([*command, name]))
    ours = runs["ours"][0][0]["figures"]
    wrong, own = False, statistics.median(r[1] for r in runs["ours"])
    for who, found in runs.items():
        seconds, elapsed = (statistics.median(r[i] for r in found) for i in (1, 2))
        peak = max(r[0]["peak"] for r in found)
        said = f"{seconds:7.2f} s, elapsed {elapsed:7.2f} s ({elapsed / scan:.0f} scans), peak {peak:.0f} MB"
        if who != "ours":
            theirs = found[0][0]["figures"]
            mine = ours if who == "R" else estimates_of(name, ours)
            apart = max(abs(a - b) / abs(b) for a, b in zip(mine, theirs, strict=True))
            wrong |= not apart <= FAR
            said += f": {seconds / own:.1f} times ours; figures {apart:.1g} apart"
            said += "" if apart <= FAR else ", WRONG"
        print(f"{name if who == 'ours' else '':11} {who:4} {said}", flush=True)
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--no-r", action="store_true")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--jobs", default=",".join(JOBS))
    options = parser.parse_args()
    is_compared = options.rows <= R_MOST
    with_r = is_compared and not options.no_r and shutil.which("Rscript") is not None
    svy = os.environ.get("SVY_PYTHON") if is_compared else None
    folder_of = Path(__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        scan = write_rows(file, options.rows, with_csv=with_r)
        print(f"{options.rows:,} rows; one plain scan of all columns {scan:.2f} s")
        commands = {"ours": [sys.executable, str(folder_of / "bench_ours.py"), str(file)]}
        if svy:
            commands["svy"] = [svy, str(folder_of / "bench_svy.py"), str(file)]
        if with_r:
            commands["R"] = ["Rscript", "--vanilla", str(folder_of / "bench.R"), str(file)]
        wrong = [compare(name, commands, options.repeats, scan) for name in options.jobs.split(",")]
    sys.exit(any(wrong))


if __name__ == "__main__":
    main()
