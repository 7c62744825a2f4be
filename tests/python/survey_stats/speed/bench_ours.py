"""Our side of bench.py, one job a process: bench_ours.py FILE JOB. It imports what an analyst would."""

import json
import sys
from pathlib import Path

TABLES = [f"q{i}" for i in range(11)]
NUMBERS = [f"x{i}" for i in range(9)]
FORMULA = "y ~ " + " + ".join([*NUMBERS, "C(gender)", "C(age_group)", "education"])
LOGISTIC = "b ~ " + " + ".join([*NUMBERS[:4], "C(gender)", "education"])


def job(name: str, file: str) -> list[float]:
    """Figures of one job, in the order of R's."""
    from survey_stats import SurveyDesign

    design = SurveyDesign(file, "weight", strata="stratum", fpc="population_size")
    design = design.calibrate(Path(file).with_suffix(".margins.csv"), within="stratum")
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


if __name__ == "__main__":
    figures = job(sys.argv[2], sys.argv[1])
    # VmHWM, not ru_maxrss: the latter starts from the parent's size.
    lines = Path("/proc/self/status").read_text().splitlines()
    peak = next(line for line in lines if "VmHWM" in line).split()[1]
    print(json.dumps({"figures": figures, "peak": int(peak) / 1024}))
