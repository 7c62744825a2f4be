"""The committed register and core answers against the report: counts, table 6.1, both appendix tables."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from survey_stats.kernel import response_model, weighted_least_squares
from synthetic import check
from synthetic.codebook import reference_codes
from synthetic.printed_models import design

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
TRAINED_CODES = (1, 2)
# Population shares that print as 10.2 and 4.9, so the weighted ones cannot print as 10.3 and 4.8.
CONTRADICTED_CELLS = {("industry", 8, "pct_weighted"), ("industry", 10, "pct_weighted")}


@pytest.fixture(scope="module")
def delivered() -> check.Delivered:
    return check.read_deliveries(SEEDS)


@pytest.fixture(scope="module")
def managers(delivered) -> pd.DataFrame:
    return delivered.managers


@pytest.fixture(scope="module")
def regressions(delivered) -> pd.DataFrame:
    return check.regression_tables(delivered, SEEDS)


def weighted_share(managers, chosen, within=None):
    """Weighted share of ``chosen`` among all managers, or among those ``within`` a group."""
    weight = managers["weight"] if within is None else managers["weight"] * within
    return float((weight * chosen).sum() / weight.sum())


def test_counts_of_the_fieldwork(delivered, managers):
    survey = pd.read_csv(SEEDS / "survey" / "survey_response.csv", usecols=["person_id", "status_code"])
    assert len(delivered.sample) == 20_015
    assert delivered.sample["person_id"].is_monotonic_increasing and delivered.sample["person_id"].is_unique
    assert survey["status_code"].value_counts().to_dict() == {1: 6_867, 2: 615}
    assert (len(delivered.complete), len(managers)) == (6_867, 5_584)
    assert int(managers["q18"].isin(TRAINED_CODES).sum()) == 2_802


def test_population_totals_agree(delivered):
    sums = delivered.totals.groupby(["stratum_code", "variable"])["population_n"].sum().unstack()
    assert sums.nunique(axis=1).eq(1).all()
    assert int(sums["total"].sum()) == 109_797


def test_register_table_as_printed(delivered):
    table = check.register_table(delivered)
    off = table[(table["ours"].round(1) - table["printed"]).abs() > 1e-9]
    assert set(zip(off["variable"], off["category"], off["column"], strict=True)) == CONTRADICTED_CELLS
    assert ((off["ours"] - off["printed"]).abs() < 0.1).all()


def test_weights_are_moderate_and_cells_are_not_empty(delivered):
    assert delivered.complete["g_weight"].between(0.4, 4.0).all()
    for name in check.CALIBRATED:
        column = name if name == "age_group" else f"{name}_code"
        assert delivered.complete.groupby(["stratum_code", column]).size().min() >= 5


def test_response_depends_on_what_the_report_names(delivered):
    sample = delivered.sample.copy()
    sample["responded"] = sample["person_id"].isin(delivered.complete["person_id"])
    columns = {name: name if name == "age_group" else f"{name}_code" for name in check.CALIBRATED}
    cells = (
        sample.groupby(["stratum_code", *columns.values()])["responded"].agg(["size", "sum"]).reset_index()
    )
    references = reference_codes(SEEDS) | {"industry": 9}
    model = response_model(
        cells["stratum_code"].to_numpy(),
        {name: cells[column].to_numpy() for name, column in columns.items()},
        cells["size"].to_numpy(),
        cells["sum"].to_numpy(),
        {name: references[name] for name in columns},
    )
    tests = zip(model.test_stratum, model.test_variable, strict=True)
    p = dict(zip(tests, model.test_p_value, strict=True))
    public, private = 1, 2
    assert max(p[public, "age_group"], p[public, "origin"], p[public, "education"]) < 0.05
    assert p[private, "industry"] < 0.05


def test_persons_in_the_models(regressions):
    assert (regressions["n"] == regressions["n_printed"]).all()


def test_coefficients(regressions):
    assert len(regressions) == 103
    assert regressions["deviation_in_se"].max() < 0.5
    assert regressions["is_equal"].all()


def test_standard_errors(regressions):
    assert regressions.loc[~regressions["se_is_misprint"], "is_se_near"].all()


def test_stars(regressions):
    equal = regressions["stars_printed"] == regressions["stars_ours"]
    assert equal.sum() >= 95
    assert equal[regressions["stars_printed"] == "***"].all()


@pytest.mark.parametrize(
    ("question", "code", "percent"),
    [("q5", 1, 34), ("q5", 2, 35), ("q5", 4, 47), ("q1", 1, 52), ("q1", 2, 39), ("q1", 3, 27),
     ("stratum_code", 1, 55), ("stratum_code", 2, 38), ("gender_code", 1, 41), ("gender_code", 2, 47)],
)  # fmt: skip
def test_trained_share(managers, question, code, percent):
    trained = managers["q18"].isin(TRAINED_CODES)
    assert round(100 * weighted_share(managers, trained, managers[question] == code)) == percent


def test_training_status(managers):
    public = managers["stratum_code"] == 1
    expected = {1: (10, 15, 8), 2: (33, 40, 30), 3: (57, 45, 62)}
    for code, percents in expected.items():
        chosen = managers["q18"] == code
        shares = [weighted_share(managers, chosen, within) for within in (None, public, ~public)]
        assert tuple(round(100 * share) for share in shares) == percents


def test_trained_share_orders(managers):
    trained = managers["q18"].isin(TRAINED_CODES)

    def shares(column):
        return {c: weighted_share(managers, trained, column == c) for c in sorted(column.unique())}

    industry = shares(managers["industry_code"].clip(lower=2))
    lowest = sorted(industry, key=industry.get)
    assert max(industry, key=industry.get) == 9 and 0.50 < industry[9] < 0.505
    assert set(lowest[:3]) == {3, 7, 8} and all(0.35 < industry[code] < 0.36 for code in lowest[:3])
    education = shares(managers["education_code"])
    assert max(education, key=education.get) == 5 and min(education, key=education.get) == 3
    age = list(shares(managers["age_group"]).values())
    assert age == sorted(age) and age[-1] < 0.5
    size = shares(managers["q5"])
    assert size[1] < size[2] < size[3] < size[4]


def test_years_and_span(managers):
    known = managers["q2"] != check.YEARS_UNKNOWN
    trained = managers["q18"].isin(TRAINED_CODES)
    for status, years, span in ((True, 16.4, 30), (False, 13.8, 21)):
        group = managers[trained == status]
        counted = group[group["q2"] != check.YEARS_UNKNOWN]
        assert round(np.average(counted["q2"], weights=counted["weight"]), 1) == years
        assert round(np.average(group["q3"], weights=group["weight"])) == span
    assert (managers["q2"][known] <= managers["age_years"][known] - 16).all()
    assert managers["q3"].between(0, 101).all()
    assert (managers.loc[managers["q5"] == 1, "q3"] < 10).all()
    assert round(100 * weighted_share(managers, managers["q1"] == 3)) == 8


def test_ratings_of_the_work_environment_hang_together(managers):
    ratings = managers[list(check.CLIMATE_ITEMS)].replace(check.RATING_UNKNOWN, np.nan)
    correlation = ratings.corr().to_numpy()
    sign = np.array([1, 1, -1, -1])
    off_diagonal = ~np.eye(4, dtype=bool)
    assert ((correlation * np.outer(sign, sign))[off_diagonal] > 0.2).all()


@pytest.mark.parametrize(("item", "sign"), list(zip(check.CLIMATE_ITEMS, (1, 1, -1, -1), strict=True)))
def test_single_item_regressions_of_desire(managers, item, sign):
    columns = check.analysis_columns(managers, SEEDS)
    rows = (
        (columns["organisation_size"] != check.SIZE_UNKNOWN)
        & (columns["experience_group"] > 0)
        & (managers[list(check.CLIMATE_ITEMS)] != check.RATING_UNKNOWN).all(axis=1).to_numpy()
    )
    controls = ("gender", "age_group", "sector", "leader_type", "experience_group", "span_group",
                "organisation_size")  # fmt: skip
    references = reference_codes(SEEDS)
    terms = [
        (name, code)
        for name in controls
        for code in np.unique(columns[name][rows])
        if code != references[name]
    ]
    x = design([*terms, (item, None)], {name: values[rows] for name, values in columns.items()})
    fit = weighted_least_squares(
        x,
        managers["q15"].to_numpy(dtype=float)[rows],
        managers["weight"].to_numpy()[rows],
        managers["stratum_code"].to_numpy()[rows],
        ["(intercept)", *map(str, terms), item],
    )
    assert sign * fit.coefficients[-1] > 0 and fit.p_value[-1] < 0.05
