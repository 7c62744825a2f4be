"""Trimmed weights: against R's ``trimWeights`` (reference/trimming.R), and what must hold for any weights."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_stats import SurveyDesign
from survey_stats.errors import InvalidWeightError, ShapeError, TrimmingError
from survey_stats.kernel import DomainSums, cell_design, estimate_means, trim_weights, trimmed_sample

REFERENCE = json.loads((Path(__file__).parent / "reference" / "trimming.json").read_text())
SCHOOLS = {name: np.array(column) for name, column in REFERENCE["schools"].items()}
RAKED = np.array(REFERENCE["raked_weight"])
# R stores 15 digits, and its weights reach the bounds only in the limit of its rounds.
TOLERANCE = 1e-10

QUICK = settings(max_examples=50, deadline=None, derandomize=True)


def name_of(case):
    return f"{case['lower']}-{case['upper']}-{'strict' if case['strict'] else 'once'}"


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=name_of)
def test_weights_are_those_of_r(case):
    ours = trim_weights(RAKED, lower=case["lower"], upper=case["upper"], strict=case["strict"])
    np.testing.assert_allclose(ours.weight, case["weight"], rtol=TOLERANCE)
    assert ours.n_trimmed == (np.clip(RAKED, case["lower"], case["upper"]) != RAKED).sum()
    assert ours.share_moved == pytest.approx(
        np.maximum(RAKED - case["weight"], 0).sum() / RAKED.sum(), abs=1e-12
    )


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=name_of)
def test_estimates_from_trimmed_weights_are_those_of_r(case):
    """One school a cell: the calibration residuals of a trimmed design, with finite population correction."""
    population = dict(zip(SCHOOLS["stype"], SCHOOLS["population_size"], strict=True))
    raked = cell_design(
        SCHOOLS["stype"],
        np.ones(len(RAKED)),
        RAKED,
        base_weight=SCHOOLS["base_weight"],
        categories={name: SCHOOLS[name] for name in ("awards", "ell_group")},
        population=population,
    )
    design = trimmed_sample(raked, np.array(case["weight"]) / RAKED)
    for wanted in case["estimates"]:
        members = np.flatnonzero(REFERENCE["domains"][wanted["domain"]])
        y = SCHOOLS[wanted["outcome"]][members].astype(float)
        ones = np.ones(len(members))
        ours = estimate_means(design, DomainSums(0 * members, members, ones, y, y**2))
        assert ours.estimate[0] == pytest.approx(wanted["estimate"], rel=TOLERANCE)
        assert ours.std_error[0] == pytest.approx(wanted["std_error"], rel=TOLERANCE)


@pytest.mark.parametrize("case", REFERENCE["cases"], ids=name_of)
def test_a_trimmed_survey_design_gives_what_r_gives(case):
    schools = pd.DataFrame(SCHOOLS).assign(raked=RAKED)
    totals = [
        (stratum, name, category, weight.sum())
        for name in ("awards", "ell_group")
        for (stratum, category), weight in schools.groupby(["stype", name])["raked"]
    ]
    margins = pd.DataFrame(totals, columns=["stype", "variable", "category", "total"])
    design = SurveyDesign(schools, weight="base_weight", strata="stype", fpc="population_size")
    raked = design.calibrate(margins, within="stype")
    trimmed = raked.trim(case["upper"], case["lower"], strict=case["strict"])
    np.testing.assert_allclose(trimmed.weights, case["weight"], rtol=TOLERANCE)
    for wanted in case["estimates"]:
        member = np.array(REFERENCE["domains"][wanted["domain"]], dtype=bool)
        ours = SurveyDesign(
            schools.assign(member=member), weight="base_weight", strata="stype", fpc="population_size"
        )
        table = (
            ours.calibrate(margins, within="stype")
            .trim(case["upper"], case["lower"], strict=case["strict"])
            .mean(wanted["outcome"], domain="member")
        )
        assert table["estimate"][0] == pytest.approx(wanted["estimate"], rel=TOLERANCE)
        assert table["std_error"][0] == pytest.approx(wanted["std_error"], rel=TOLERANCE)


@st.composite
def samples(draw):
    """Cells with weights, respondents and strata, and bounds that every stratum's sum of weights allows."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    cells = draw(st.integers(2, 60))
    weight = rng.lognormal(2, draw(st.floats(0.1, 2)), cells)
    n = rng.integers(1, 9, cells)
    stratum = np.arange(cells) % draw(st.integers(1, 3))
    mean = np.bincount(stratum, n * weight) / np.bincount(stratum, n)
    lower = draw(st.floats(0, 0.95)) * mean[stratum]
    upper = draw(st.floats(1.05, 5)) * mean[stratum]
    return weight, n, stratum, lower, upper


@QUICK
@given(samples())
def test_strict_bounds_hold_and_every_stratum_keeps_its_sum(sample):
    weight, n, stratum, lower, upper = sample
    trimmed = trim_weights(weight, lower=lower, upper=upper, n=n, stratum=stratum, strict=True)
    assert (trimmed.weight <= upper).all()
    assert (trimmed.weight >= lower).all()
    np.testing.assert_allclose(
        np.bincount(stratum, n * trimmed.weight), np.bincount(stratum, n * weight), rtol=1e-12
    )
    again = trim_weights(trimmed.weight, lower=lower, upper=upper, n=n, stratum=stratum, strict=True)
    np.testing.assert_array_equal(again.weight, trimmed.weight)
    assert (again.rounds, again.n_trimmed, again.share_moved) == (0, 0, 0)


@QUICK
@given(samples())
def test_the_order_of_weights_stays(sample):
    """Equal parts for all: among cells of a stratum a larger weight never becomes the smaller one."""
    weight, n, stratum, lower, upper = sample
    trimmed = trim_weights(weight, lower=lower, upper=upper, n=n, stratum=stratum, strict=True).weight
    for h in np.unique(stratum):
        rows = np.flatnonzero(stratum == h)
        ascending = trimmed[rows[np.argsort(weight[rows])]]
        assert (np.diff(ascending) >= -1e-12 * ascending[:-1]).all()


@QUICK
@given(samples(), st.booleans())
def test_a_cell_is_as_many_rows_as_it_has_respondents(sample, strict):
    weight, n, stratum, _, upper = sample
    cells = trim_weights(weight, upper=upper, n=n, stratum=stratum, strict=strict)
    rows = trim_weights(
        np.repeat(weight, n), upper=np.repeat(upper, n), stratum=np.repeat(stratum, n), strict=strict
    )
    np.testing.assert_allclose(np.repeat(cells.weight, n), rows.weight, rtol=1e-12)
    assert (cells.n_trimmed, cells.rounds) == (rows.n_trimmed, rows.rounds)
    assert cells.share_moved == pytest.approx(rows.share_moved, rel=1e-12)


def test_one_round_may_leave_weights_above_the_bound_and_strict_does_not():
    weight = [1.0, 9.0, 20.0]
    assert trim_weights(weight, upper=10).weight.tolist() == [6.0, 14.0, 10.0]
    # 10 + 10 are cut to the bound; the first takes all that is left of 30.
    assert trim_weights(weight, upper=10, strict=True).weight.tolist() == [10.0, 10.0, 10.0]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"weight": [1.0, np.inf]}, InvalidWeightError, "weight of cell 1 is inf"),
        ({"weight": [1.0, np.nan]}, InvalidWeightError, "weight of cell 1"),
        ({"weight": [1.0, 2.0], "n": [3, 0]}, InvalidWeightError, "n of cell 1 is 0"),
        ({"weight": [1.0, 2.0], "upper": [2.0, np.nan]}, TrimmingError, "bounds of cell 1"),
        ({"weight": [1.0, 2.0], "lower": 3, "upper": 2}, TrimmingError, "bounds of cell 0"),
        ({"weight": [1.0, 2.0], "upper": [3.0]}, ShapeError, "upper"),
        ({"weight": [1.0, 2.0], "lower": -1}, TrimmingError, "bounds of cell 0"),
        (
            {"weight": [4.0, 4.0, 9.0], "stratum": ["a", "a", "b"], "upper": 5, "strict": True},
            TrimmingError,
            "stratum 'b' sum to 9, and its bounds allow 0 to 5",
        ),
        ({"weight": [1.0, 1.0], "lower": 2, "strict": True}, TrimmingError, "weights of the sample sum to 2"),
        ({"weight": [6.0, 7.0], "upper": 5}, TrimmingError, "no weight of the sample has room"),
        # 3 + 3 have to be filled up by the third, which holds only 5.
        ({"weight": [1.0, 1.0, 5.0], "lower": 4}, TrimmingError, "more than all of another weight"),
    ],
)
def test_bad_input_is_named(arguments, error, message):
    with pytest.raises(error, match=message):
        trim_weights(**arguments)


def test_nothing_outside_changes_nothing():
    trimmed = trim_weights(RAKED, upper=100, n=np.full(len(RAKED), 2), stratum=SCHOOLS["stype"])
    assert trimmed.weight.tolist() == RAKED.tolist()
    assert (trimmed.n_trimmed, trimmed.share_moved, trimmed.rounds) == (0, 0, 0)
