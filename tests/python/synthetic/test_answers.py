"""The committed survey delivery against the report: routing, numbers of answers, figures, claims, experiment.

Reads the committed CSV files only; weights are raked anew from the population totals. The tests between
groups are a plain linearised t-test (strata, finite population, residuals of the calibration variables),
written here independently of the package the warehouse uses.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from survey_stats.kernel import calibrate_cells, margin_totals
from synthetic.answers import SURVEY_COLUMNS, TEXT_COLUMNS
from synthetic.experiment import LEVELS
from synthetic.targets import read_printed

SEEDS = Path(__file__).resolve().parents[3] / "seeds"
CALIBRATED = ["gender", "age_group", "origin", "education", "industry"]
LIKERT = range(1, 6)
DONT_KNOW = 6
YEARS_UNKNOWN = 99


class Delivery:
    """The complete answers with register columns, calibrated weights and the t-tests of the report."""

    def __init__(self, register: pd.DataFrame, survey: pd.DataFrame, totals: pd.DataFrame) -> None:
        self.survey = survey
        complete = survey[survey["status_code"] == 1].merge(register, on="person_id", validate="one_to_one")
        complete["age_group_code"] = np.digitize(complete["age_years"], [40, 50, 60]) + 1
        self.complete = complete
        self.size = totals[totals["variable"] == "total"].set_index("stratum_code")["population_n"]
        self.base = (
            complete["stratum_code"].map(self.size / complete["stratum_code"].value_counts()).to_numpy()
        )
        self.categories = {name: complete[f"{name}_code"].to_numpy() for name in CALIBRATED}
        margins = totals[totals["variable"].isin(CALIBRATED)]
        wanted = margin_totals(
            margins["stratum_code"],
            margins["variable"],
            margins["category_code"].astype(int),
            margins["population_n"],
        )
        raked = calibrate_cells(complete["stratum_code"].to_numpy(), self.categories, self.base, wanted)
        self.weight = self.base * raked.g_weight
        self.is_manager = (complete["q1"] != 4).to_numpy()
        self.trained = self.is_manager & complete["q18"].isin([1, 2]).to_numpy()
        self.untrained = self.is_manager & ~self.trained
        self.of_leaders = (complete["q1"] == 1).to_numpy()
        self.of_employees = (complete["q1"] == 2).to_numpy()
        self.public = self.is_manager & (complete["stratum_code"] == 1).to_numpy()
        self.private = self.is_manager & ~self.public

    def codes(self, name: str) -> np.ndarray:
        """Answers of a column as floats; NaN where blank."""
        return self.complete[name].to_numpy(dtype=float)

    def scores(self, name: str) -> np.ndarray:
        """Answers of a five-point column as floats; NaN where blank or don't know."""
        codes = self.codes(name)
        return np.where(np.isin(codes, LIKERT), codes, np.nan)

    def mean(self, values: np.ndarray, domain: np.ndarray) -> float:
        inside = domain & ~np.isnan(values)
        return float(np.average(values[inside], weights=self.weight[inside]))

    def per_cent(self, name: str, codes, domain: np.ndarray, valid=LIKERT) -> float:
        answers = self.codes(name)
        return 100 * self.mean(np.isin(answers, codes).astype(float), domain & np.isin(answers, list(valid)))

    @cached_property
    def _auxiliary(self) -> dict[int, tuple[np.ndarray, np.ndarray]]:
        """Per stratum: rows and the orthonormal base-weighted calibration matrix."""
        blocks = {}
        for stratum in self.size.index:
            rows = np.flatnonzero(self.complete["stratum_code"] == stratum)
            indicators = [
                (codes[rows, None] == np.unique(codes[rows])).astype(float)
                for codes in self.categories.values()
            ]
            left, size, _ = np.linalg.svd(
                np.sqrt(self.base[rows])[:, None] * np.column_stack(indicators), full_matrices=False
            )
            blocks[stratum] = rows, left[:, size > 1e-9 * size[0]]
        return blocks

    def gap(self, values: np.ndarray, above: np.ndarray, below: np.ndarray) -> tuple[float, float]:
        """Difference of two domain means and its two-sided p-value."""
        score, difference = np.zeros(len(values)), 0.0
        for domain, sign in ((above, 1), (below, -1)):
            inside = domain & ~np.isnan(values)
            mean = self.mean(values, domain)
            score[inside] += sign * (values[inside] - mean) / self.weight[inside].sum()
            difference += sign * mean
        variance = 0.0
        for stratum, (rows, basis) in self._auxiliary.items():
            scaled = np.sqrt(self.base[rows]) * score[rows]
            residual = (scaled - basis @ (basis.T @ scaled)) / np.sqrt(self.base[rows])
            influence = self.weight[rows] * residual
            n = len(rows)
            variance += (
                (1 - n / self.size[stratum]) * n / (n - 1) * ((influence - influence.mean()) ** 2).sum()
            )
        return difference, _p_value(difference, variance, len(values) - len(self._auxiliary))

    def regression(self, outcome: np.ndarray, columns: np.ndarray, sample: np.ndarray):
        """Weighted least squares with intercept: coefficients and p-values of the columns."""
        design = np.column_stack([np.ones(sample.sum()), columns[sample]])
        weight, y = self.weight[sample], outcome[sample]
        bread = np.linalg.inv((design * weight[:, None]).T @ design)
        coefficients = bread @ (design * weight[:, None]).T @ y
        scores = design * (weight * (y - design @ coefficients))[:, None]
        meat = np.zeros_like(bread)
        strata = self.complete["stratum_code"].to_numpy()[sample]
        for stratum in np.unique(strata):
            block = scores[strata == stratum]
            block = block - block.mean(axis=0)
            meat += len(block) / (len(block) - 1) * block.T @ block
        variance = np.diag(bread @ meat @ bread)
        freedom = sample.sum() - len(np.unique(strata)) + 1 - design.shape[1]
        p_values = [_p_value(b, v, freedom) for b, v in zip(coefficients, variance, strict=True)]
        return coefficients[1:], np.array(p_values)[1:]

    @cached_property
    def controls(self) -> np.ndarray:
        """Dummies of the coefficient plots' controls; NaN rows where one is missing."""
        complete = self.complete
        experience = pd.cut(complete["q2"].where(complete["q2"] != YEARS_UNKNOWN), [-1, 8, 15, 24, 98])
        span = pd.cut(complete["q3"], [-1, 7, 15, 28, 100, 101])
        size = complete["q5"].where(complete["q5"] != 5)
        leader_type = complete["q1"].where(self.is_manager)
        parts = [complete["gender_code"], complete["age_group_code"], complete["stratum_code"], leader_type]
        frame = pd.concat([*parts, experience, span, size], axis=1, keys=range(7))
        columns = pd.get_dummies(frame.astype("category"), drop_first=True).to_numpy(dtype=float)
        columns[frame.isna().any(axis=1).to_numpy()] = np.nan
        return columns


def _p_value(value: float, variance: float, freedom: int) -> float:
    return float(2 * stats.t.sf(abs(value) / np.sqrt(variance), freedom))


@pytest.fixture(scope="module")
def delivery() -> Delivery:
    register = pd.read_csv(SEEDS / "register" / "register_sample.csv")
    survey = pd.read_csv(SEEDS / "survey" / "survey_response.csv", dtype=dict.fromkeys(TEXT_COLUMNS, str))
    return Delivery(register, survey, pd.read_csv(SEEDS / "register" / "population_totals.csv"))


@pytest.fixture(scope="module")
def printed():
    return read_printed()


def assert_prints(ours: float, target) -> None:
    """Ours rounds to the printed value."""
    assert abs(ours - target.value) < target.half_width, f"{ours:.4f} does not print as {target.value}"


# Shape, routing and plausibility


def test_columns_rows_and_order(delivery):
    survey = delivery.survey
    assert list(survey.columns) == SURVEY_COLUMNS
    assert survey["person_id"].is_monotonic_increasing and survey["person_id"].is_unique
    assert len(survey) == 7482
    assert survey["status_code"].value_counts().to_dict() == {1: 6867, 2: 615}
    assert survey["answered_on"].between("2024-01-22", "2024-02-25").all()


def test_routing(delivery):
    complete = delivery.complete
    not_managers = complete[~delivery.is_manager]
    assert not_managers[SURVEY_COLUMNS[4:]].isna().all().all()
    managers = complete[delivery.is_manager]
    trained = managers["q18"].isin([1, 2])
    of_trained = [name for name in SURVEY_COLUMNS if name.startswith(("q19", "q20", "q21", "q22", "q23"))]
    of_untrained = [f"q24_{item}" for item in range(1, 5)]
    of_personnel = ["q14_3", "q14_4"]
    may_be_blank = {
        "q21",
        "q21_text",
        "q22_text",
        *(f"q22_{box}" for box in range(1, 8)),
        "q26",
        "q27",
        "q28",
        "q29",
    }
    assert managers.loc[~trained, of_trained].isna().all().all()
    assert managers.loc[trained, of_untrained].isna().all().all()
    assert managers.loc[managers["q1"] == 3, of_personnel].isna().all().all()
    for column in SURVEY_COLUMNS[3:]:
        if column in may_be_blank:
            continue
        asked = np.ones(len(managers), dtype=bool)
        asked &= trained.to_numpy() | (column not in of_trained)
        asked &= ~trained.to_numpy() | (column not in of_untrained)
        asked &= (managers["q1"] != 3).to_numpy() | (column not in of_personnel)
        assert managers.loc[asked, column].notna().all(), column
    assert managers.loc[managers["q21"] != 7, "q21_text"].isna().all()
    assert managers.loc[managers["q22_7"] != 1, "q22_text"].isna().all()


def test_partial_answers_break_off(delivery):
    partial = delivery.survey[delivery.survey["status_code"] == 2]
    assert partial["q1"].isin([1, 2, 3]).all()
    assert partial["q29"].isna().all()
    asked_of_all = [
        "q2",
        "q3",
        "q4",
        "q5",
        "q6",
        "q7",
        "q9",
        "q11_4",
        "q12_6",
        "q13",
        "q14_6",
        "q15",
        "q16_3",
        "q25_3",
    ]
    answered = partial[asked_of_all].notna().to_numpy()
    assert (np.diff(answered.astype(int), axis=1) <= 0).all()
    assert 0.02 < (answered.sum(axis=1) == 0).mean() < 0.3


def test_years_and_ranks_are_plausible(delivery):
    managers = delivery.complete[delivery.is_manager]
    ranks = np.sort(managers[[f"q12_{task}" for task in range(1, 7)]].to_numpy(), axis=1)
    assert (ranks == np.arange(1, 7)).all()
    known = managers[(managers["q20"] != YEARS_UNKNOWN) & managers["q20"].notna()]
    assert known["q20"].max() <= 2024
    experienced = known[known["q2"] != YEARS_UNKNOWN]
    assert (experienced["q20"] >= 2024 - experienced["q2"]).all()
    assert (known["q20"] >= 2023 - known["age_years"] + 18).all()
    tenured = managers[managers["q4"] != YEARS_UNKNOWN]
    assert (tenured["q4"] <= tenured["age_years"] - 16).all() and (managers["q4"] == YEARS_UNKNOWN).any()
    boxes = managers[[f"q8_{box}" for box in range(1, 7)]]
    assert (boxes.loc[boxes["q8_6"] == 1].sum(axis=1) == 1).all() and (boxes.sum(axis=1) >= 1).all()
    trained = managers[managers["q18"] < 3]
    assert (trained[[f"q19_{box}" for box in range(1, 7)]].sum(axis=1) >= 1).all()
    municipalities = pd.read_csv(SEEDS / "codebook" / "codebook_municipalities.csv")
    home = managers["q7"].map(municipalities.set_index("municipality_code")["region_code"])
    assert managers.loc[home.isna(), "q7"].isin([2, 3]).all()
    assert 0.8 < (home == managers["region_code"])[home.notna()].mean() < 0.97


# Numbers of valid answers


def _valid(delivery: Delivery, *names: str) -> np.ndarray:
    return np.column_stack([~np.isnan(delivery.scores(name)) for name in names])


def test_numbers_of_answers(delivery, printed):
    def n(estimate: str) -> int:
        return int(printed[estimate].value)

    individual = _valid(delivery, "q23_2", "q23_3", "q23_5")
    organisational = _valid(delivery, "q23_1", "q23_4", "q23_6")
    not_taken = _valid(delivery, "q24_1", "q24_2", "q24_3", "q24_4")
    for valid, any_id, all_id in (
        (individual, "E124", "E125"),
        (organisational, "E133", "E134"),
        (not_taken, "E155", "E156"),
        (_valid(delivery, "q17_1", "q17_2"), "E162", "E161"),
    ):
        assert (valid.any(axis=1).sum(), valid.all(axis=1).sum()) == (n(any_id), n(all_id))
    has_controls = ~np.isnan(delivery.controls).any(axis=1) & delivery.is_manager
    assert (_valid(delivery, "q16_1", "q16_2", "q16_3").all(axis=1) & has_controls).sum() == n("E157")
    assert (_valid(delivery, "q25_1", "q25_2", "q25_3").all(axis=1) & has_controls).sum() == n("E176")
    assert _valid(delivery, "q14_1", "q14_2").all(axis=1).sum() == n("E175")
    assert _valid(delivery, "q14_3", "q14_4").all(axis=1).sum() == n("E178")
    assert _valid(delivery, "q14_5").sum() == n("E163")
    assert _valid(delivery, "q14_6").sum() == n("E164")
    assert np.isin(delivery.codes("q6"), [1, 2, 3]).sum() == n("E110")
    assert (delivery.codes("q21") >= 1).sum() == n("E056")
    assert (np.column_stack([delivery.codes(f"q22_{box}") for box in range(1, 8)]) == 1).any(
        axis=1
    ).sum() == n("E061")
    for column, estimate in (("q26", "E326"), ("q27", "E327"), ("q28", "E328")):
        assert (~np.isnan(delivery.codes(column))).sum() == n(estimate)


# Printed shares and means

TRAINED, UNTRAINED, PERSONNEL, MANAGERS = "trained", "untrained", "personnel", "managers"
LOW, HIGH = (1, 2), (4, 5)
SHARES = [
    *((f"E04{3 + box}", f"q19_{box + 1}", (1,), TRAINED, (0, 1)) for box in range(5)),
    *zip(
        ("E049", "E051", "E052", "E053", "E050", "E054", "E055"),
        ("q21",) * 7,
        ((code,) for code in range(1, 8)),
        (TRAINED,) * 7,
        (range(1, 8),) * 7,
        strict=True,
    ),
    *(
        (estimate, f"q22_{box}", (1,), TRAINED, (0, 1))
        for estimate, box in (("E066", 1), ("E060", 2), ("E063", 3), ("E062", 4), ("E065", 5), ("E064", 6))
    ),
    ("E116", "q23_2", HIGH, TRAINED, LIKERT),
    ("E117", "q23_3", HIGH, TRAINED, LIKERT),
    ("E126", "q23_5", LOW, TRAINED, LIKERT),
    ("E135", "q23_1", LOW, TRAINED, LIKERT),
    ("E136", "q23_6", LOW, TRAINED, LIKERT),
    ("E141", "q24_1", LOW, UNTRAINED, LIKERT),
    ("E142", "q24_2", LOW, UNTRAINED, LIKERT),
    ("E143", "q24_4", LOW, UNTRAINED, LIKERT),
    ("E144", "q24_1", HIGH, UNTRAINED, LIKERT),
    ("E145", "q24_2", HIGH, UNTRAINED, LIKERT),
    ("E146", "q24_4", HIGH, UNTRAINED, LIKERT),
    *((f"E16{10 - code}", "q14_1", (code,), MANAGERS, LIKERT) for code in (5, 4, 3, 2)),
    *((f"E17{code - 1}", "q14_2", (code,), MANAGERS, LIKERT) for code in LIKERT),
    ("E179", "q14_3", HIGH, PERSONNEL, LIKERT),
    ("E180", "q14_4", HIGH, PERSONNEL, LIKERT),
]


def _domain(delivery: Delivery, name: str) -> np.ndarray:
    if name == PERSONNEL:
        return delivery.of_leaders | delivery.of_employees
    return {TRAINED: delivery.trained, UNTRAINED: delivery.untrained, MANAGERS: delivery.is_manager}[name]


@pytest.mark.parametrize(("estimate", "column", "codes", "domain", "valid"), SHARES)
def test_printed_shares(delivery, printed, estimate, column, codes, domain, valid):
    assert_prints(delivery.per_cent(column, codes, _domain(delivery, domain), valid), printed[estimate])


def test_around_half_gives_little_weight_to_three_reasons(delivery, printed):
    for estimate, column in (("E138", "q24_1"), ("E139", "q24_2"), ("E140", "q24_4")):
        assert abs(delivery.per_cent(column, LOW, delivery.untrained) - printed[estimate].value) < 5


def test_shares_of_training_year(delivery, printed):
    year = delivery.codes("q20")
    for estimate, first, last in (("E039", 1950, 2009), ("E040", 2010, 2019), ("E041", 2020, 2024)):
        share = 100 * delivery.mean(((year >= first) & (year <= last)).astype(float), delivery.trained)
        assert_prints(share, printed[estimate])


def test_trained_shares_by_safety_organisation(delivery, printed):
    for code, estimate in ((1, "E107"), (2, "E108"), (3, "E109")):
        share = 100 * delivery.mean(delivery.trained.astype(float), delivery.codes("q6") == code)
        assert_prints(share, printed[estimate])


def test_agreement_on_priority_by_industry(delivery, printed):
    industry = np.maximum(delivery.complete["industry_code"].to_numpy() - 1, 1)
    agree = {i: delivery.per_cent("q16_1", HIGH, delivery.is_manager & (industry == i)) for i in range(1, 10)}
    strongly = {
        i: delivery.per_cent("q16_1", (5,), delivery.is_manager & (industry == i)) for i in range(1, 10)
    }
    assert_prints(agree[8], printed["E158"])
    assert_prints(agree[6], printed["E159"])
    assert (
        max(agree, key=agree.get) == 8 and max(strongly, key=strongly.get) == 6 and min(agree.values()) > 60
    )


MEANS = {
    "q23_2": ("E118", "E119"),
    "q23_5": ("E120", "E121"),
    "q23_3": ("E122", "E123"),
    "q23_1": ("E127", "E128"),
    "q23_4": ("E129", "E130"),
    "q23_6": ("E131", "E132"),
    "q24_1": ("E147", "E148"),
    "q24_2": ("E149", "E150"),
    "q24_3": ("E151", "E152"),
    "q24_4": ("E153", "E154"),
}


@pytest.mark.parametrize(("column", "estimates"), MEANS.items())
def test_printed_means_by_leader_type(delivery, printed, column, estimates):
    for domain, estimate in zip((delivery.of_leaders, delivery.of_employees), estimates, strict=True):
        assert_prints(delivery.mean(delivery.scores(column), domain), printed[estimate])


def test_resource_index_by_industry(delivery):
    index = np.full(len(delivery.complete), np.nan)
    pair = np.column_stack([delivery.scores("q17_1"), delivery.scores("q17_2")])
    answered = ~np.isnan(pair).all(axis=1)
    index[answered] = np.nanmean(pair[answered], axis=1)
    industry = np.maximum(delivery.complete["industry_code"].to_numpy() - 1, 1)
    means = {i: delivery.mean(index, industry == i) for i in range(1, 10)}
    assert max(means, key=means.get) == 8 and min(means, key=means.get) == 3
    for above, below in (
        (delivery.of_leaders, delivery.of_employees),
        (delivery.trained, delivery.untrained),
    ):
        difference, p_value = delivery.gap(index, above, below)
        assert difference > 0 and p_value < 0.05


# Differences between groups: column, first group, second group, sign (0: not significant)

LEADERS, EMPLOYEES, PUBLIC, PRIVATE = "of_leaders", "of_employees", "public", "private"
GAPS = [
    ("q23_2", PUBLIC, PRIVATE, 0),
    ("q23_3", PUBLIC, PRIVATE, 0),
    ("q23_5", PRIVATE, PUBLIC, 1),
    ("q23_2", EMPLOYEES, LEADERS, 0),
    ("q23_5", EMPLOYEES, LEADERS, 0),
    ("q23_3", EMPLOYEES, LEADERS, 1),
    ("q23_1", EMPLOYEES, LEADERS, 0),
    ("q23_4", EMPLOYEES, LEADERS, 1),
    ("q23_6", EMPLOYEES, LEADERS, 0),
    ("q24_1", EMPLOYEES, LEADERS, 1),
    ("q24_2", EMPLOYEES, LEADERS, 0),
    ("q24_3", EMPLOYEES, LEADERS, -1),
    ("q24_4", EMPLOYEES, LEADERS, -1),
    ("q24_2", PRIVATE, PUBLIC, 1),
    ("q24_4", PRIVATE, PUBLIC, 1),
    *((f"q16_{item}", LEADERS, EMPLOYEES, 1) for item in (1, 2, 3)),
    *((f"q17_{item}", LEADERS, EMPLOYEES, 1) for item in (1, 2)),
    ("q14_2", EMPLOYEES, LEADERS, 1),
    ("q14_3", EMPLOYEES, LEADERS, 1),
    ("q14_1", TRAINED, UNTRAINED, -1),
    ("q14_2", TRAINED, UNTRAINED, 1),
    *((f"q16_{item}", TRAINED, UNTRAINED, -1) for item in (2, 3)),
    *((f"q25_{item}", TRAINED, UNTRAINED, 1) for item in (1, 2, 3)),
]


@pytest.mark.parametrize(("column", "above", "below", "sign"), GAPS)
def test_differences_between_groups(delivery, column, above, below, sign):
    difference, p_value = delivery.gap(
        delivery.scores(column), getattr(delivery, above), getattr(delivery, below)
    )
    if sign == 0:
        assert p_value > 0.05
    else:
        assert difference * sign > 0 and p_value < 0.05


def test_individual_reasons_weigh_more_than_organisational(delivery):
    means = {name: delivery.mean(delivery.scores(name), delivery.trained) for name in MEANS if name < "q24"}
    individual = np.mean([means[name] for name in ("q23_2", "q23_3", "q23_5")])
    organisational = np.mean([means[name] for name in ("q23_1", "q23_4", "q23_6")])
    assert individual > organisational + 0.5
    high = {name: delivery.per_cent(name, HIGH, delivery.trained) for name in means}
    assert sorted(high, key=high.get)[-2:] == ["q23_3", "q23_2"]
    reasons_high = {item: delivery.per_cent(f"q24_{item}", HIGH, delivery.untrained) for item in range(1, 5)}
    assert max(reasons_high, key=reasons_high.get) == 3


# Desire for training

SLOPES = [
    *((f"q16_{item}", ("q16_1", "q16_2", "q16_3"), True, -1) for item in (1, 2, 3)),
    *((f"q25_{item}", ("q25_1", "q25_2", "q25_3"), True, -1) for item in (1, 2, 3)),
    ("q14_1", ("q14_1", "q14_2"), False, -1),
    ("q14_2", ("q14_1", "q14_2"), False, 1),
    ("q14_3", ("q14_3", "q14_4"), False, 1),
    ("q14_4", ("q14_3", "q14_4"), False, 1),
    ("q14_5", ("q14_5",), False, 0),
    ("q14_6", ("q14_6",), False, 0),
    ("q17_1", ("q17_1", "q17_2"), False, 0),
    ("q17_2", ("q17_1", "q17_2"), False, 0),
]


@pytest.mark.parametrize(("column", "battery", "with_controls", "sign"), SLOPES)
def test_desire_by_item(delivery, column, battery, with_controls, sign):
    sample = _valid(delivery, *battery).all(axis=1)
    columns = delivery.scores(column)[:, None]
    if with_controls:
        columns = np.column_stack([columns, delivery.controls])
        sample = sample & ~np.isnan(delivery.controls).any(axis=1)
    coefficients, p_values = delivery.regression(delivery.codes("q15"), columns, sample)
    if sign == 0:
        assert p_values[0] > 0.05
    else:
        assert coefficients[0] * sign > 0 and p_values[0] < 0.01


@pytest.mark.parametrize("column", ["q17_1", "q17_2"])
def test_desire_is_highest_without_resources(delivery, column):
    both = _valid(delivery, "q17_1", "q17_2").all(axis=1)
    desire, rating = delivery.codes("q15"), delivery.scores(column)
    means = [delivery.mean(desire, both & (rating == code)) for code in LIKERT]
    assert int(np.argmax(means)) == 0
    assert delivery.gap(desire, both & (rating == 1), both & (rating == 3))[1] < 0.05
    assert max(means[1:]) - min(means[1:]) < 0.2


@pytest.mark.parametrize("column", ["q14_5", "q14_6"])
def test_desire_is_level_over_awareness(delivery, column):
    rating = delivery.scores(column)
    means = [delivery.mean(delivery.codes("q15"), rating == code) for code in LIKERT]
    assert max(means) - min(means) < 0.15


# Batteries

BATTERIES = [
    ("q14_2", "q14_3", "q14_4"),
    ("q16_1", "q16_2", "q16_3"),
    ("q17_1", "q17_2"),
    tuple(f"q23_{item}" for item in range(1, 7)),
    tuple(f"q24_{item}" for item in range(1, 5)),
    ("q25_1", "q25_2", "q25_3"),
    ("q26", "q27", "q28", "q29"),
]


@pytest.mark.parametrize("battery", BATTERIES)
def test_items_of_a_battery_hang_together(delivery, battery):
    frame = delivery.complete[list(battery)].astype(float)
    if not battery[0].startswith("q26"):
        frame = frame.where(frame <= 5)
    correlation = frame.corr().to_numpy()[np.triu_indices(len(battery), 1)]
    assert correlation.min() > 0.05 and correlation.mean() > 0.15 and correlation.max() < 0.9


def test_opposite_wording_and_reversed_scales(delivery):
    frame = delivery.complete[["q9", "q13", "q14_1", "q14_2", "q14_3", "q15"]].astype(float)
    correlation = frame.where(frame <= 5).corr()
    assert correlation.loc["q14_1", "q14_2"] < -0.1
    assert correlation.loc["q9", "q15"] < -0.3 and correlation.loc["q13", "q15"] < -0.1


# Experiment


def test_allocation_is_balanced_and_random(delivery):
    managers = delivery.complete[delivery.is_manager]
    factors = [f"v{factor}" for factor in range(1, 6)]
    for factor, count in zip(factors, LEVELS, strict=True):
        sizes = managers[factor].value_counts()
        assert sorted(sizes.index) == list(range(1, count + 1)) and sizes.max() - sizes.min() <= 1
        by_stratum = pd.crosstab(managers["stratum_code"], managers[factor])
        assert (by_stratum.max(axis=1) - by_stratum.min(axis=1) <= 1).all()
        others = [name for name in factors if name != factor]
        for other in [*others, "gender_code", "education_code", "industry_code", "q1", "q15", "q18"]:
            table = pd.crosstab(managers[factor], managers[other])
            assert stats.chi2_contingency(table[table.columns[table.sum() > 50]]).pvalue > 0.01, (
                factor,
                other,
            )


# Sign and significance by level, reference left out: problem, duration, financing, time off, location.
EFFECT_SIGNS = {
    "q26": ((0, 1, 1, 1), (-1, -1, -1), (1, 1), (-1, -1), (-1,)),
    "q27": ((-1, 1, 1, 1), (-1, -1, -1), (1, 1), (-1, -1), (-1,)),
    "q28": ((-1, 1, 1, 1), (0, 0, 0), (1, 1), None, (0,)),
}


@pytest.mark.parametrize(("outcome", "signs"), EFFECT_SIGNS.items())
def test_effects_of_the_experiment(delivery, outcome, signs):
    sample = ~np.isnan(delivery.codes(outcome))
    columns = np.column_stack(
        [
            delivery.codes(f"v{factor}") == level
            for factor, count in enumerate(LEVELS, start=1)
            for level in range(2, count + 1)
        ]
    ).astype(float)
    coefficients, p_values = delivery.regression(delivery.codes(outcome), columns, sample)
    bounds = np.cumsum([0, *(count - 1 for count in LEVELS)])
    effects = np.split(coefficients, bounds[1:-1])
    levels = np.split(p_values, bounds[1:-1])
    for factor, wanted in enumerate(signs):
        if wanted is None:
            continue
        for effect, p_value, sign in zip(effects[factor], levels[factor], wanted, strict=True):
            assert p_value > 0.05 if sign == 0 else (effect * sign > 0 and p_value < 0.05)
    duration, financing, time_off = effects[1], effects[2], effects[3]
    assert 0 < financing[0] < financing[1] and 0 > time_off[0] > time_off[1] and effects[4][0] < 0
    if outcome == "q28":
        assert duration[0] > 0 > duration[1] and duration[2] > 0
    else:
        assert 0 > duration[0] > duration[1] > duration[2]
