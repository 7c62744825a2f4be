"""Weights within bounds and strata, trimmed, multiplied, and lone units against R (reference/weights.R), each
on three data sets. Everything agrees to 1e-9 relative."""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey_stats import SurveyDesign

FOLDER = Path(__file__).parent / "reference"
CASES = json.loads((FOLDER / "weights.json").read_text())
TOLERANCE = 1e-9


@cache
def rows(name, known):
    frame = pd.read_csv(FOLDER / "data" / f"{name}.csv.gz", keep_default_na=False, na_values=[""])
    return frame[frame[known].notna()]


def name_of(case):
    keys = ("data", "kind", "method", "bounds", "within", "lonely", "strict")
    return " ".join(str(case[key]) for key in keys if case.get(key) not in (None, {}))


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_estimates_of_other_weights_are_those_of_r(case):
    spec = case["spec"]
    frame = rows(case["data"], spec["by"])
    if case["kind"] == "lonely":
        design = SurveyDesign(frame, "weight", strata=spec["lone"], lonely=case["lonely"])
    else:
        design = SurveyDesign(frame, "weight", strata=spec["strata"])
    if case.get("margins"):
        margins = pd.DataFrame(case["margins"]).rename(columns={"x": "total"})
        within = case["within"] or None
        design = design.calibrate(margins, case["method"], case["bounds"] or None, within)
    if case["kind"] == "trimmed":
        design = design.trim(case["upper"], case["lower"], strict=case["strict"])
    if case["kind"] == "multiplied":
        i, r = np.meshgrid(np.arange(len(frame)), np.arange(case["replicates"]), indexing="ij")
        design = design.replicate(multipliers=(i * 7 + r * 13 + i // 5) % 5 / 2)
    y, expected = spec["y"], case["figures"]
    for kind, table in (
        ("mean", design.mean(y)),
        ("total", design.total(y)),
        ("by", design.mean(y, by=spec["by"])),
    ):
        np.testing.assert_allclose(table.estimate, expected[kind]["estimate"], rtol=TOLERANCE, err_msg=kind)
        np.testing.assert_allclose(table.std_error, expected[kind]["std_error"], rtol=TOLERANCE, err_msg=kind)
