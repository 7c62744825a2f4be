"""Samples drawn with unequal probabilities and in two phases, against R (reference/unequal.R), to 1e-9."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey_stats import SurveyDesign
from survey_stats.errors import SurveyError
from survey_stats.kernel.unequal import HartleyRao, TwoPhase

FOLDER = Path(__file__).parent / "reference"
REFERENCE = json.loads((FOLDER / "unequal.json").read_text())


def rows(name):
    return pd.read_csv(FOLDER / "data" / f"unequal_{name}.csv.gz")


def design(case):
    arguments = dict(case["arguments"])
    made = SurveyDesign(rows(arguments.pop("data")), **arguments)
    return made.second_phase(**case["second"]) if case["second"] else made


@pytest.mark.parametrize("name", list(REFERENCE))
def test_estimates_are_those_of_r(name):
    case = REFERENCE[name]
    made = design(case)
    one, two, three, group, number = case["outcomes"]
    assert made.degrees_of_freedom == case["df"]
    found = {
        "mean": made.mean(one),
        "total": made.total(two),
        "ratio": made.ratio(two, three),
        "by": made.mean(one, by=group),
        "domain": made.mean(one, domain=f"{number} > 40"),
        "regress": made.regress(f"{one} ~ {number} + C({group})").terms,
    }
    if "raked" in case:
        found["raked"] = made.calibrate({"awards": {"Yes": 3700, "No": 2494}}).mean(one)
    for what, table in found.items():
        expected = case[what]
        np.testing.assert_allclose(
            table["estimate"], np.atleast_1d(expected["estimate"]), rtol=1e-9, err_msg=what
        )
        theirs = np.array(
            [np.nan if v in ("NaN", None) else v for v in np.atleast_1d(expected["std_error"])], float
        )
        np.testing.assert_allclose(table["std_error"], theirs, rtol=1e-9, err_msg=what)


def test_covariances_are_those_of_the_variances():
    made = [design(REFERENCE[name]) for name in ("schools, Yates-Grundy", "districts, finite, full")]
    for table in (d.mean(["api00", "api99"], by="big") for d in made):
        np.testing.assert_allclose(np.sqrt(np.diag(table.vcov)), table.std_error, rtol=1e-12)
        np.testing.assert_allclose(table.vcov, table.vcov.T)


def test_forms_are_the_sums_over_pairs_that_define_them():
    """Against sum D_ij u_i u_j over all pairs, which the forms never write down."""
    rng = np.random.default_rng(1)
    u, unit, h = rng.normal(size=(20, 1)), np.arange(20), np.repeat([0, 1], 10)
    p = rng.uniform(0.1, 0.9, 20)
    b = np.array([0.4, 0.5])
    same = h[:, None] == h
    d = np.where(same, (p[:, None] + p - 1 - b[h]) / 9, 0)
    np.fill_diagonal(d, 1 - p)
    for is_yates_grundy, expected in ((False, u.T @ d @ u), (True, -(d * (u - u.T) ** 2).sum() / 2)):
        products = HartleyRao(unit, h, p, b, is_yates_grundy).products(u)
        assert sum(float((a * c).sum()) for a, c in products) == pytest.approx(
            np.asarray(expected).item(), rel=1e-12
        )
    # Two phases: clusters of two in two strata of 12 and 15, persons drawn by two other strata.
    cluster, k = np.arange(20) // 2, np.arange(20) % 2
    units, fraction, share = np.array([12.0, 15.0]), np.array([0.3, 0.2]), np.array([0.5, 0.25])
    one = np.where(same, -(1 - fraction[h]) / (units[h] - 1), 0)
    one[cluster[:, None] == cluster] = np.repeat((1 - fraction[h])[:, None], 2, axis=1).ravel()
    two = np.where(k[:, None] == k, -(1 - share[k]) / 9, 0)
    np.fill_diagonal(two, 1 - share[k])
    form = TwoPhase(cluster, h, k, np.ones(20), h[::2], units, fraction, True, np.array([10.0, 10]), share,
                    np.ones(20), True)  # fmt: skip
    found = sum(float((a * c).sum()) for a, c in form.products(u))
    assert found == pytest.approx(float((u.T @ (one + two - one * two) @ u)[0, 0]), rel=1e-12)


def slips():
    data = rows("districts")
    made = SurveyDesign(data, "w", clusters="dnum", fpc="p", pps="brewer")
    phase = SurveyDesign(data, "w").second_phase("drawn = 1", "awards")
    return {
        "no such approximation": lambda: SurveyDesign(data, "w", fpc="p", pps="sampford"),
        "no probabilities": lambda: SurveyDesign(data, "w", pps="brewer"),
        "sizes for probabilities": lambda: SurveyDesign(data, "w", fpc="fpc", pps="brewer"),
        "two probabilities of a unit": lambda: SurveyDesign(data.assign(p=0.1 + data.index / 1000), "w",
                                                            clusters="dnum", fpc="p", pps="brewer"),
        "a mean without need": lambda: SurveyDesign(data, "w", pps_mean=0.1),
        "replicated": lambda: made.replicate(),
        "trimmed": lambda: made.trim(upper=50),
        "adjusted": lambda: made.adjust_nonresponse("drawn"),
        "calibrated": lambda: phase.calibrate({"awards": {"Yes": 100, "No": 200}}),
        "a third phase": lambda: phase.second_phase("drawn = 1"),
        "no condition": lambda: SurveyDesign(data, "w").second_phase("drawn"),
        "nobody": lambda: SurveyDesign(data, "w").second_phase("drawn = 5"),
        "a stratum without anybody": lambda: SurveyDesign(data, "w").second_phase("awards = 'No'", "awards"),
        "clusters across strata": lambda: SurveyDesign(data, "w", clusters="dnum")
        .second_phase("drawn = 1", "awards"),
        "strata without sizes": lambda: SurveyDesign(data, "w", strata="stype")
        .second_phase("drawn = 1", method="full"),
    }  # fmt: skip


@pytest.mark.parametrize("name", list(slips()))
def test_what_has_no_variance_is_refused(name):
    with pytest.raises(SurveyError):
        slips()[name]()
