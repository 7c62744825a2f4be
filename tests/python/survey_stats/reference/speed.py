"""Time and memory of the library against R's ``survey`` on the same rows. Run by hand; no test needs it.

    python speed.py 1000000          (add --no-r for sizes that R cannot hold)

Rows are drawn by DuckDB into a Parquet file (ours) and a CSV file (R's). Both calibrate within eight strata
on three variables, then estimate a mean by region, a share by region and a regression. Times are those of the
calls, reading excluded for R, which must read before; peak memory is the whole process's.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd

ROWS = """
select
    'h' || (i % 8) as stratum, 1 + (hash(i) % 2)::integer as gender,
    1 + (hash(i + 1) % 5)::integer as age_group, 1 + (hash(i + 2) % 6)::integer as education,
    'r' || (hash(i + 3) % 5) as region,
    10.0 + i % 8 as weight, 40 * {n} / 8 as population_size,
    30 + (hash(i + 4) % 200) / 10.0 as hours,
    (hash(i + 5) % 100000) / 100.0 + 50 * (hash(i) % 2)::integer as income
from range({n}) as rows(i)
"""
MARGINS = """
select stratum, unnest(['gender', 'age_group', 'education']) as variable,
    unnest([gender, age_group, education]) as category, weight from read_parquet('{file}')
"""


def ours(file: str) -> None:
    started = time.perf_counter()
    from survey_stats import SurveyDesign

    margins = pd.read_csv(Path(file).with_suffix(".margins.csv"))
    steps = {}

    def timed(name, call):
        begin = time.perf_counter()
        result = call()
        steps[name] = time.perf_counter() - begin
        return result

    design = timed("design", lambda: SurveyDesign(file, "weight", strata="stratum", fpc="population_size"))
    design = timed("calibrate", lambda: design.calibrate(margins, within="stratum"))
    table = timed("mean by region", lambda: design.mean("income", by="region"))
    timed("share by region", lambda: design.share("income > 500", by="region"))
    fit = timed("regression", lambda: design.regress("income ~ hours + C(gender) + region"))
    report(steps, time.perf_counter() - started, table["std_error"][0], fit.terms["std_error"][1])


def report(steps: dict, total: float, first: float, second: float) -> None:
    # VmHWM, not ru_maxrss: the latter starts from the parent's size.
    peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in line)
    parts = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in steps.items())
    print(f"ours: {parts}; in all {total:.2f} s; peak {int(peak.split()[1]) / 1024:.0f} MB")
    print(f"ours: std errors {first:.12g} {second:.12g}; user+system {sum(resource.getrusage(0)[:2]):.2f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int)
    parser.add_argument("--no-r", action="store_true")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        ours(options.child)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.parquet"
        with duckdb.connect() as connection:
            connection.execute(f"copy ({ROWS.format(n=options.rows)}) to '{file}' (format parquet)")
            margins = connection.execute(
                "select stratum, variable, category, sum(weight * 3.9 * (1 + 0.1 * (category % 2))) as total "
                f"from ({MARGINS.format(file=file)}) group by all"
            ).df()
            sizes = margins.groupby(["stratum", "variable"])["total"].transform("sum")
            whole = margins[margins["variable"] == "gender"].groupby("stratum")["total"].sum()
            margins["total"] *= margins["stratum"].map(whole) / sizes
            margins.to_csv(file.with_suffix(".margins.csv"), index=False)
            if not options.no_r:
                connection.execute(f"copy (from '{file}') to '{file.with_suffix('.csv')}'")
        subprocess.run([sys.executable, __file__, "1", "--child", str(file)], check=True)
        if not options.no_r:
            script = Path(__file__).with_suffix(".R")
            subprocess.run(["Rscript", str(script), str(file.with_suffix(""))], check=True)


if __name__ == "__main__":
    main()
