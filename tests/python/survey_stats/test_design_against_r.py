"""SurveyDesign against R's survey package: designs x calibrations x statistics (reference/designs.R).

Everything agrees to 1e-9 relative, counts and degrees of freedom exactly. Measured: estimates and standard
errors within 5e-12; p-values, which magnify the last digits of a large t, within 1e-10.
"""

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey_stats import SurveyDesign

FOLDER = Path(__file__).parent / "reference"
REFERENCE = json.loads((FOLDER / "designs.json").read_text())
TOLERANCE = 1e-9
COUNTS = ("degrees_of_freedom", "n_unweighted", "n_missing")


@cache
def data(name):
    stored = REFERENCE["data"][name]
    return pd.read_csv(
        FOLDER / stored["file"],
        dtype=dict.fromkeys(stored["text"], str),
        keep_default_na=False,
        na_values=[""],
    )


@cache
def design(name):
    stored = REFERENCE["designs"][name]
    result = SurveyDesign(data(stored["data"]), **stored["arguments"])
    if "multipliers" in stored:
        result = result.replicate(multipliers=pd.read_csv(FOLDER / stored["multipliers"]).to_numpy())
    for step in stored.get("calibrations", ()):
        calibration = dict(step)
        margins = pd.DataFrame(calibration.pop("margins"))
        result = result.calibrate(margins, **calibration)
    return result


def cases(*calls):
    """The stored cases of some calls; their design, call and place among equals as test ids."""
    found, seen = [], {}
    for case in REFERENCE["cases"]:
        if case["call"] in calls:
            key = f"{case['design']}: {case['call']}"
            seen[key] = seen.get(key, 0) + 1
            found.append(pytest.param(case, id=f"{key} {seen[key]}"))
    return found


def assert_close(name, ours, theirs, scale=None):
    """Equal to TOLERANCE of R's figure (or of ``scale``); missing where R's is missing."""
    ours, theirs = np.asarray(ours, dtype=float), np.array(theirs, dtype=float)
    allowed = 0 if name in COUNTS else TOLERANCE * np.abs(theirs if scale is None else scale)
    off = ~((np.abs(ours - theirs) <= allowed) | (np.isnan(ours) & np.isnan(theirs)))
    assert not off.any(), f"{name}: ours {ours[off][:4]}, R's {theirs[off][:4]}"


def as_keys(frame, keys):
    """Key columns as text, 1.0 as 1: JSON does not tell the two apart."""
    return [
        tuple(str(v) if isinstance(v, str) else f"{v:g}" for v in row)
        for row in frame[keys].itertuples(index=False)
    ]


def assert_same_rows(ours, expected, keys):
    """Every row that R has, no other, and every column that R has."""
    theirs = pd.DataFrame(expected)
    keys = [key for key in keys if key in theirs]
    found, wanted = as_keys(ours, keys), as_keys(theirs, keys)
    assert sorted(found) == sorted(wanted)
    ours = ours.iloc[[found.index(row) for row in wanted]]
    for name in [n for n in theirs if n not in keys]:
        assert_close(name, ours[name], theirs[name])


def call(case):
    return getattr(design(case["design"]), case["call"])(*case["arguments"], **case["options"])


@pytest.mark.parametrize("name", [n for n, d in REFERENCE["designs"].items() if "weights" in d])
def test_calibrated_weights(name):
    expected = REFERENCE["designs"][name]["weights"]
    weights = design(name).weights
    assert_close("weights", weights[expected["row"]], expected["weight"])
    assert_close("sum", [weights.sum()], [expected["sum"]])
    assert_close("sum of squares", [(weights**2).sum()], [expected["sum_of_squares"]])


@pytest.mark.parametrize("case", cases("mean", "share", "total", "ratio", "quantile"))
def test_estimates(case):
    by = case["options"].get("by", [])
    keys = [*([by] if isinstance(by, str) else by), "outcome", "category", "denominator", "probability"]
    assert_same_rows(call(case), case["expected"], keys)


@pytest.mark.parametrize("case", cases("regress"))
def test_regression(case):
    result, expected = call(case), case["expected"]
    terms = expected["terms"]
    assert list(result.terms["term"]) == terms["term"]
    for name in [n for n in terms if n != "term"]:
        assert_close(name, result.terms[name], terms[name])
    # A covariance may be nil: it is compared with the variances.
    std_error = np.array(terms["std_error"])
    assert_close("vcov", result.vcov, expected["vcov"], np.outer(std_error, std_error))
    assert result.n_unweighted == expected["n_unweighted"]
    assert_close("r_squared", [result.r_squared], [expected["r_squared"]])


@pytest.mark.parametrize("case", cases("ttest"))
def test_ttest(case):
    assert_same_rows(call(case), case["expected"], ["outcome", "by", "group_a", "group_b"])


@pytest.mark.parametrize("case", cases("chisq"))
def test_chisq(case):
    result = call(case)
    assert len(result) == 1
    for name, expected in case["expected"].items():
        assert_close(name, result[name], expected)


@pytest.mark.parametrize("name", ["replicated, raked", "replicated clusters, raked"])
def test_replicating_a_calibrated_design_calibrates_every_replicate(name):
    """The other way round than the stored cases, which calibrate a design with replicates."""
    stored = REFERENCE["designs"][name]
    calibration = dict(stored["calibrations"][0])
    calibrated = SurveyDesign(data(stored["data"]), **stored["arguments"]).calibrate(
        pd.DataFrame(calibration.pop("margins")), **calibration
    )
    replicated = calibrated.replicate(multipliers=pd.read_csv(FOLDER / stored["multipliers"]).to_numpy())
    ours, theirs = (d.mean(["api00", "enroll"], by="stype") for d in (replicated, design(name)))
    assert not np.allclose(ours["std_error"], calibrated.mean(["api00", "enroll"], by="stype")["std_error"])
    for column in ("estimate", "std_error"):
        assert_close(column, ours[column], theirs[column])


@pytest.mark.parametrize("case", REFERENCE["raked_by_sweeps"], ids=lambda case: case["design"])
def test_raking_has_the_weights_of_r_rake_and_the_standard_errors_of_r_calibrate(case):
    """R's calibrate(), which ours equals (the `mean` cases of the same design), differs from R's rake()."""
    weights = design(case["design"]).weights
    assert_close("weights", weights[REFERENCE["designs"][case["design"]]["weights"]["row"]], case["weight"])
    ours = design(case["design"]).mean(case["y"])
    assert list(ours["outcome"]) == case["y"]
    assert_close("estimate", ours["estimate"], case["estimate"])
    deviation = np.abs(ours["std_error"] / np.array(case["std_error"]) - 1)
    assert deviation.between(1e-5, 1e-2).all()
