"""svy's side of bench.py: the same design, raking and estimates; one job a process: bench_svy.py FILE JOB.

svy takes raked weights as given: only its estimates are compared, for its standard errors say something else.
"""

import json
import sys
from pathlib import Path

import polars as pl
import svy

file, name = Path(sys.argv[1]), sys.argv[2]
variables = ("gender", "age_group", "education", "sector", "size")
numbers = {"regression": 9, "logistic": 4}.get(name, 0)
outcomes = {"regression": ["y"], "logistic": ["b"], "ttest": ["y"], "shares": [f"q{i}" for i in range(11)]}
outcomes = outcomes.get(name, [])
covariates = [f"x{i}" for i in range(numbers)]
design_columns = ["stratum", "population_size", "weight", *variables]
rows = pl.read_parquet(file, columns=[*design_columns, *outcomes, *covariates])
rows = rows.with_columns(pl.col(pl.Decimal).cast(pl.Float64))
# It rakes within no groups: margins of the pairs of stratum and category say the same.
rows = rows.with_columns((pl.col("stratum") * 10 + pl.col(v)).alias(f"{v}_within") for v in variables)
margins = pl.read_csv(file.with_suffix(".margins.csv"))
controls = {f"{v}_within": {} for v in variables}
for stratum, variable, category, total in margins.iter_rows():
    controls[f"{variable}_within"][stratum * 10 + category] = total
sample = svy.Sample(rows, svy.Design(stratum="stratum", wgt="weight", pop_size="population_size"))
sample = sample.weighting.rake(controls=controls, wgt_name="raked", tol=1e-12, max_iter=1000)
if name == "calibrate":
    first = sample.data.unique(subset=["stratum", *variables])
    figures = [sample.data["raked"].sum(), ((first["raked"] / first["weight"]) ** 2).sum()]
elif name == "shares":
    figures = []
    for q in outcomes:
        found = sample.estimation.prop(q, by="gender").to_polars()
        figures += found.sort("gender", q)["est"].to_list()
elif name == "ttest":
    found = sample.categorical.ttest("y", group="gender").to_polars()
    figures = found["diff"].to_list()
else:
    coded = ["gender", "age_group"] if name == "regression" else ["gender"]
    x = [*covariates, *map(svy.Cat, coded), "education"]
    fit = sample.glm.fit(y=outcomes[0], x=x, family="binomial" if name == "logistic" else "gaussian")
    figures = fit.to_polars()["estimate"].to_list()
lines = Path("/proc/self/status").read_text().splitlines()
peak = next(line for line in lines if "VmHWM" in line).split()[1]
print(json.dumps({"figures": figures, "peak": int(peak) / 1024}))
