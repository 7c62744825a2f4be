"""What each job costs, beside R's ``survey`` where it is installed: whole processes, reading included.

    make bench                     (or: python bench.py 1000000)
    make bench ROWS=10000000       above 1,000,000 rows R is left out: it needs tens of gigabytes

Rows are drawn by DuckDB into a Parquet file (ours) and a CSV file (R's). Every job is a process of its own
that imports, reads, calibrates within two strata on five variables and estimates. Reported: processor seconds
(user, system), elapsed seconds, peak memory, and how far ours and R's figures are apart; more than 1e-8 is
a failure (exit 1): a fast wrong number counts for nothing. The machine should be quiet.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FAR = 1e-8
R_MOST = 1_000_000
STRATA = 2
CATEGORIES = {"gender": 2, "age_group": 5, "education": 6, "sector": 4, "size": 3}
TABLES = [f"q{i}" for i in range(11)]
NUMBERS = [f"x{i}" for i in range(9)]
FORMULA = "y ~ " + " + ".join([*NUMBERS, "C(gender)", "C(age_group)", "education"])
LOGISTIC = "b ~ " + " + ".join([*NUMBERS[:4], "C(gender)", "education"])

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


def job(name: str, file: str) -> list[float]:
    """Figures of one job, in the order of R's."""
    import pyarrow.csv as csv

    from survey_stats import SurveyDesign

    design = SurveyDesign(file, "weight", strata="stratum", fpc="population_size")
    design = design.calibrate(csv.read_csv(str(Path(file).with_suffix(".margins.csv"))), within="stratum")
    if name == "calibrate":
        table = design.total("1")
        return [*table.columns_by_name["estimate"].tolist(), float(design.cells.factor @ design.cells.factor)]
    if name == "shares":
        tables = [design.share(q, by="gender").columns_by_name for q in TABLES]
        return [v for t in tables for name in ("estimate", "std_error") for v in t[name].tolist()]
    if name == "ttest":
        found = design.ttest("y", by="gender").columns_by_name
        return [-found["difference"][0].item(), found["std_error"][0].item()]
    family = "binomial" if name == "logistic" else "gaussian"
    terms = design.regress(LOGISTIC if name == "logistic" else FORMULA, family=family).terms.columns_by_name
    return [*terms["estimate"].tolist(), *terms["std_error"].tolist()]


JOBS = ("calibrate", "regression", "shares", "ttest", "logistic")


def measured(command: list[str]) -> tuple[dict, float, float]:
    """What a process printed (JSON), its processor and its elapsed seconds."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
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
        started = time.perf_counter()
        connection.execute(f"select {', '.join(f'sum({c})' for c in columns)} from rows").fetchall()
        return time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="?", default=1_000_000)
    parser.add_argument("--no-r", action="store_true")
    parser.add_argument("--jobs", default=",".join(JOBS))
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        figures = job(*options.child)
        # VmHWM, not ru_maxrss: the latter starts from the parent's size.
        lines = Path("/proc/self/status").read_text().splitlines()
        peak = next(line for line in lines if "VmHWM" in line).split()[1]
        print(json.dumps({"figures": figures, "peak": int(peak) / 1024}))
        return
    with_r = not options.no_r and shutil.which("Rscript") is not None and options.rows <= R_MOST
    wrong = False
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        scan = write_rows(file, options.rows, with_csv=with_r)
        print(f"{options.rows:,} rows; one plain scan of all columns {scan:.2f} s")
        for name in options.jobs.split(","):
            ours, seconds, elapsed = measured([sys.executable, __file__, "--child", name, str(file)])
            print(f"{name:11} ours {seconds:7.2f} s, elapsed {elapsed:7.2f} s ({elapsed / scan:.0f} scans), "
                  f"peak {ours['peak']:.0f} MB", flush=True)  # fmt: skip
            if not with_r:
                continue
            script = Path(__file__).with_suffix(".R")
            theirs, r_seconds, r_elapsed = measured(["Rscript", "--vanilla", str(script), name, str(file)])
            apart = max(abs(a - b) / abs(b) for a, b in zip(ours["figures"], theirs["figures"], strict=True))
            wrong |= not apart <= FAR
            print(f"{'':11} R    {r_seconds:7.2f} s, elapsed {r_elapsed:7.2f} s, peak {theirs['peak']:.0f} MB"
                  f": {r_seconds / seconds:.1f} times ours; figures {apart:.1g} apart"
                  f"{'' if apart <= FAR else ', WRONG'}", flush=True)  # fmt: skip
    sys.exit(wrong)


if __name__ == "__main__":
    main()
