"""The warehouse's tables reach the estimators as meant: columns, order, references, full stratum counts."""

import numpy as np
import pytest

from fitting.calibration import (
    calibrate,
    calibrated_design,
    calibrated_weights,
    calibration_categories,
    calibration_components,
    design_constants,
)
from fitting.regressions import fit_regression, regression_terms
from fitting.response import response_terms
from fitting.sums import NumberSums
from fitting.tables import arrow_table
from survey_stats.errors import MarginCategoryAbsentError, TrimmingError
from survey_stats.kernel import estimate_means, regression_design, weighted_least_squares

CELLS = {
    "calibration_cell_id": np.array([0, 1, 2, 3]),
    "stratum_code": np.array(["1", "1", "2", "2"], dtype=object),
    "gender_code": np.array(["1", "2", "1", "2"], dtype=object),
    "n_respondents": np.array([3, 2, 4, 5]),
    "stratum_population_n": np.array([50, 50, 90, 90]),
    "base_weight": np.array([10.0, 10.0, 10.0, 10.0]),
}
MARGINS = {
    "stratum_code": np.array(["1", "1", "1", "2", "2", "2"], dtype=object),
    "variable_name": np.array(["total", "gender", "gender", "total", "gender", "gender"], dtype=object),
    "category_code": np.array(["all", "1", "2", "all", "1", "2"], dtype=object),
    "population_n": np.array([50, 35, 15, 90, 30, 60]),
}


def test_calibration_variables_are_the_code_columns_but_the_stratum():
    assert list(calibration_categories(CELLS)) == ["gender"]


def test_calibration_meets_the_margins_of_its_variables_and_ignores_the_others():
    weight = CELLS["base_weight"] * calibrate(CELLS, MARGINS).g_weight
    np.testing.assert_allclose(CELLS["n_respondents"] * weight, [35, 15, 30, 60], rtol=1e-12)


def test_a_margin_without_respondents_is_refused():
    margins = {
        name: np.append(column, extra)
        for (name, column), extra in zip(MARGINS.items(), ("2", "gender", "3", 7), strict=True)
    }
    margins["population_n"] = np.array([50, 35, 15, 90, 30, 53, 7])
    with pytest.raises(MarginCategoryAbsentError, match="gender"):
        calibrate(CELLS, margins)


# Cells 0 to 3 by sector and gender; scan 0 of y carries a split, scan 1 goes by a background of its own. Of
# one person the background is unknown.
SCANS = {
    "scan_index": np.array([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]),
    "calibration_cell_id": np.array([0, 0, 1, 2, 3, 3, 0, 1, 2, 3, 3]),
    "by_code": np.ma.masked_array([0] * 6 + [1, 1, 2, 2, 9], mask=[True] * 6 + [False] * 4 + [True]),
    "carried_code": np.ma.masked_array([1, 2, 1, 2, 1, 2] + [0] * 5, mask=[False] * 6 + [True] * 5),
    "outcome_value": np.array([1.0, 3.0, 1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 2.0, 3.0, 1.0]),
    "n_persons": np.array([1, 2, 2, 4, 1, 4, 3, 2, 4, 4, 1]),
}
TABLES = {
    "table_index": np.array([0, 1, 2, 3]),
    "scan_index": np.array([0, 0, 0, 1]),
    "group_variable": np.array(["all", "gender", "gender", "region"], dtype=object),
    "split_variable": np.array(["all", "all", "leader_type", "all"], dtype=object),
    "by_variable": np.array(["all", "all", "all", "region"], dtype=object),
    "carried_variable": np.array(["leader_type"] * 4, dtype=object),
}
CATEGORIES = {
    "calibration_cell_id": np.array([0, 1, 2, 3]),
    "variable_name": np.array(["gender"] * 4, dtype=object),
    "code": np.array(["1", "2", "1", "2"], dtype=object),
}


def numbers(*rows):
    names = ("number_key", "table_index", "outcome_key", "group_code", "split_code")
    columns = {
        name: np.array(column, dtype=object)
        for name, column in zip(names, zip(*rows, strict=True), strict=True)
    }
    same = {"outcome_variable": np.array(["y"] * len(rows)), "domain_id": np.array(["d"] * len(rows))}
    return columns | same


def members(rows):
    """Of every number: persons, sum of y and of y squared."""
    sums = NumberSums(SCANS, TABLES, CATEGORIES, 4).together(numbers(*rows))
    return {
        key: tuple(
            float(np.sum(column[sums.estimate_index == k])) for column in (sums.n, sums.sum_wy, sums.sum_wy2)
        )
        for k, key in enumerate(sums.labels)
    }


def test_numbers_are_summed_by_what_the_cell_tells_the_split_that_is_carried_and_the_background_scanned():
    found = members(
        [
            ("all", 0, "1", "all", "all"),
            ("mean", 0, "mean", "all", "all"),
            ("women", 1, "1;3", "2", "all"),
            ("men of split 2", 2, "mean", "1", "2"),
            ("region 2", 3, "3", "2", "all"),
            ("nobody", 2, "1", "9", "1"),
        ]
    )
    assert found == {
        "all": (14, 4, 4),
        "mean": (14, 4 * 1 + 4 * 2 + 6 * 3, 4 * 1 + 4 * 4 + 6 * 9),
        "women": (7, 7, 7),
        "men of split 2": (6, 2 * 3 + 4 * 2, 2 * 9 + 4 * 4),
        "region 2": (8, 4, 4),
    }


def test_cells_in_another_order_give_the_same_sums():
    turned = {name: column[::-1] for name, column in SCANS.items()}
    asked = numbers(("women", 1, "1;3", "2", "all"), ("region 2", 3, "3", "2", "all"))
    sums, again = (NumberSums(cells, TABLES, CATEGORIES, 4).together(asked) for cells in (SCANS, turned))
    assert sums.labels == again.labels
    for name in ("estimate_index", "cell_index", "n", "sum_wy"):
        np.testing.assert_array_equal(getattr(sums, name), getattr(again, name))


def test_weights_of_persons_with_an_outcome_are_added_up():
    of_gender = numbers(("men", 1, "1", "1", "all"), ("women", 1, "1;3", "2", "all"))
    found = NumberSums(SCANS, TABLES, CATEGORIES, 4).weighted_counts(
        of_gender, np.array([1.0, 10.0, 100.0, 1000.0])
    )
    assert found.tolist() == [1.0, 2 * 10.0 + 5 * 1000.0]


def test_a_share_of_the_calibrated_sample():
    design = calibrated_design(CELLS | calibrated_weights(CELLS, MARGINS, None))
    sums = NumberSums(SCANS, TABLES, CATEGORIES, 4).together(numbers(("share", 0, "1", "all", "all")))
    result = estimate_means(design, sums, is_share=True)
    expected = (35 / 3 + 15 + 60 / 5) / 140
    assert result.estimate[0] == pytest.approx(expected, rel=1e-12)
    # 14 respondents, two strata; the correction uses the strata's populations, not the respondents'.
    assert result.degrees_of_freedom[0] == 12
    np.testing.assert_allclose(design.sampling_fraction, [5 / 50, 9 / 90])


def test_without_a_maximum_weights_are_the_raked_ones():
    weights = calibrated_weights(CELLS, MARGINS, None)
    assert weights["g_weight"].tolist() == weights["raked_g_weight"].tolist()
    np.testing.assert_allclose(weights["calibrated_weight"], CELLS["base_weight"] * weights["g_weight"])


def test_a_maximum_caps_the_g_weights_and_keeps_the_strata():
    raked = calibrated_weights(CELLS, MARGINS, None)
    assert raked["g_weight"].max() > 1.15
    # Base weights that differ between the strata: the limit is in their units.
    cells = CELLS | {"base_weight": np.array([10.0, 10.0, 20.0, 20.0])}
    margins = MARGINS | {"population_n": np.array([50, 35, 15, 180, 60, 120])}
    weights = calibrated_weights(cells, margins, 1.15)
    np.testing.assert_allclose(weights["raked_g_weight"], raked["g_weight"], rtol=1e-12)
    totals = cells["n_respondents"] * weights["calibrated_weight"]
    # 35 and 120 of the margins are 1.167 and 1.2 times the base weights.
    np.testing.assert_allclose(totals, [34.5, 15.5, 65, 115], rtol=1e-12)
    with pytest.raises(TrimmingError, match="stratum '1'"):
        calibrated_weights(cells, margins, 0.9)


def test_estimates_use_the_trimmed_weights():
    cells = CELLS | calibrated_weights(CELLS, MARGINS, 1.15)
    design = calibrated_design(cells)
    np.testing.assert_allclose(design.weight, cells["calibrated_weight"], rtol=1e-12)
    assert design_constants(cells, 0.95)["degrees_of_freedom"] == [12]
    # Student's t with 12 degrees of freedom, as tables print it.
    assert design_constants(cells, 0.95)["t_quantile"][0] == pytest.approx(2.179, abs=5e-4)


def test_components_project_on_the_calibration_variables():
    table = calibration_components(CELLS)
    values = np.zeros((4, table["component"].max() + 1))
    values[table["calibration_cell_id"], table["component"]] = table["value"]
    base_total = CELLS["n_respondents"] * CELLS["base_weight"]
    np.testing.assert_allclose(values.T @ (base_total[:, None] * values), np.eye(4), atol=1e-14)
    # Here the cells are the calibration categories of their stratum: every score is explained.
    score = np.array([0.3, -1.0, 2.0, 0.5])
    np.testing.assert_allclose(values @ (values.T @ (base_total * score)), score, rtol=1e-13)
    # A variable that says nothing new adds no component.
    doubled = CELLS | {"age_code": CELLS["gender_code"]}
    assert set(calibration_components(doubled)["component"]) == set(range(4))


def test_missing_numbers_are_null():
    assert arrow_table({"x": np.array([1.0, np.nan])}).to_pydict() == {"x": [1.0, None]}


def _rows(rng):
    n = 60
    group, score = rng.integers(1, 4, n).astype(float), rng.integers(1, 6, n).astype(float)
    outcome = 2 + 0.5 * (group == 2) - 0.3 * score + rng.normal(size=n)
    return {
        "group": group,
        "score": score,
        "outcome": outcome,
        "calibrated_weight": rng.uniform(1, 9, n),
        "stratum_code": np.where(np.arange(n) < 30, "1", "2").astype(object),
    }


def _wide_fit(rows):
    columns = {name: rows[name] for name in ("group", "score", "outcome")}
    design = regression_design(columns, ("group", "score"), {"group": 2.0})
    return weighted_least_squares(
        design.x,
        columns["outcome"],
        rows["calibrated_weight"],
        rows["stratum_code"],
        design.term_names,
        stratum_respondents={"1": 40, "2": 35},
    )


def test_references_and_full_stratum_counts_reach_the_regression():
    rows = _rows(np.random.default_rng(1))
    fit, variables, categories = fit_regression(
        rows, "outcome", {"group": 2.0, "score": None}, {"1": 40, "2": 35}, 0.95
    )
    wide = _wide_fit(rows)
    np.testing.assert_allclose(fit.coefficients, wide.coefficients, rtol=1e-12)
    np.testing.assert_allclose(fit.std_error, wide.std_error, rtol=1e-12)
    assert variables[1:] == ("group", "group", "score")
    assert categories[1:] == (1.0, 3.0, None)


def test_one_row_per_model_and_coefficient():
    rows = _rows(np.random.default_rng(3))
    cells = {"stratum_code": np.array(["1", "1", "2"]), "stratum_respondents_n": np.array([40, 40, 35])}
    models = {
        "model_id": ["short", "long"],
        "outcome_variable": ["outcome", "outcome"],
        "domain_id": ["d", "e"],
    }
    terms = {
        "model_id": np.array(["short", "long", "long"], dtype=object),
        "variable_name": np.array(["score", "group", "score"], dtype=object),
        "reference_value": np.ma.masked_array([0.0, 2.0, 0.0], mask=[True, False, True]),
    }
    asked = []

    def rows_of(domain, variables):
        asked.append((domain, variables))
        return rows

    table = regression_terms(models, terms, rows_of, cells, 0.95)
    assert asked == [("d", ["outcome", "score"]), ("e", ["outcome", "group", "score"])]
    assert [(row["model_id"], row["variable_name"], row["level_code"]) for row in table] == [
        ("short", "(intercept)", "linear"),
        ("short", "score", "linear"),
        ("long", "(intercept)", "linear"),
        ("long", "group", "1"),
        ("long", "group", "3"),
        ("long", "score", "linear"),
    ]
    fit = _wide_fit(rows)
    for name, wanted in (("coefficient", fit.coefficients), ("std_error", fit.std_error)):
        np.testing.assert_allclose([row[name] for row in table[2:]], wanted, rtol=1e-12)


def test_a_model_that_the_answers_cannot_tell_has_no_rows():
    rows = _rows(np.random.default_rng(3))
    cells = {"stratum_code": np.array(["1", "1", "2"]), "stratum_respondents_n": np.array([40, 40, 35])}
    models = {"model_id": ["told", "untold"], "outcome_variable": ["outcome"] * 2, "domain_id": ["d", "e"]}
    terms = {
        "model_id": np.array(["told", "untold"], dtype=object),
        "variable_name": np.array(["score", "score"], dtype=object),
        "reference_value": np.ma.masked_array([0.0, 0.0], mask=[True, True]),
    }
    nobody = {name: values[:0] for name, values in rows.items()}
    for untold in (nobody, rows | {"score": np.full(len(rows["score"]), 4.0)}):
        table = regression_terms(models, terms, lambda d, _: rows if d == "d" else untold, cells, 0.95)  # noqa: B023
        assert [row["model_id"] for row in table] == ["told", "told"]


def test_the_response_model_has_its_coefficients_and_joint_tests():
    cells = {
        "stratum_code": np.array(["1"] * 4, dtype=object),
        "gender_code": np.array(["1", "1", "2", "2"], dtype=object),
        "age_code": np.array(["1", "2", "1", "2"], dtype=object),
        "n_sampled": np.array([40, 50, 60, 70]),
        "n_responded": np.array([10, 20, 30, 30]),
    }
    references = {"variable_name": ["age", "gender", "region"], "reference_code": ["2", "1", "9"]}
    table = response_terms(cells, references)
    assert [(row["row_type"], row["variable_name"], row.get("level_code")) for row in table] == [
        ("coefficient", "(intercept)", None),
        ("coefficient", "gender", "2"),
        ("coefficient", "age", "1"),
        ("joint_test", "gender", None),
        ("joint_test", "age", None),
    ]
    # With one coefficient the joint test is its square.
    for term, joint in ((1, 3), (2, 4)):
        assert table[joint]["statistic"] == pytest.approx(table[term]["statistic"] ** 2, rel=1e-9)
        assert table[joint]["p_value"] == pytest.approx(table[term]["p_value"], rel=1e-9)


def _response_cells(everybody_in: tuple[str, str] | None = None) -> dict:
    """Two genders by three ages; in one category, all who were sampled responded."""
    gender, age = np.repeat(["1", "2"], 3), np.tile(["1", "2", "3"], 2)
    n, responded = np.array([40, 50, 60, 70, 80, 90]), np.array([10, 20, 30, 30, 35, 20])
    if everybody_in:
        there = {"gender": gender, "age": age}[everybody_in[0]] == everybody_in[1]
        responded = np.where(there, n, responded)
    return {
        "stratum_code": np.full(6, "1", dtype=object),
        "gender_code": gender.astype(object),
        "age_code": age.astype(object),
        "n_sampled": n,
        "n_responded": responded,
    }


def _coefficients(cells: dict) -> dict:
    references = {"variable_name": ["age", "gender"], "reference_code": ["2", "1"]}
    return {
        (row["row_type"], row["variable_name"], row.get("level_code")): row["statistic"]
        for row in response_terms(cells, references)
    }


@pytest.mark.parametrize("everybody_in", [("age", "3"), ("age", "2"), ("gender", "2")])
def test_where_all_responded_the_model_says_nothing_and_is_otherwise_that_of_the_others(everybody_in):
    variable, code = everybody_in
    cells = _response_cells(everybody_in)
    found = _coefficients(cells)
    assert found.keys() == _coefficients(_response_cells()).keys()
    # The limit of the likelihood: the model of those in the other categories.
    others = cells[f"{variable}_code"] != code
    left = {
        name: values[others] for name, values in cells.items() if name != "gender_code" or variable == "age"
    }
    of_age = "1" if everybody_in == ("age", "2") else "2"
    references = {"variable_name": ["age", "gender"], "reference_code": [of_age, "1"]}
    expected = {
        (row["row_type"], row["variable_name"], row.get("level_code")): row["statistic"]
        for row in response_terms(left, references)
    }
    told = {key for key, statistic in found.items() if statistic is not None}
    assert told == {
        ("age", "3"): {
            ("coefficient", "(intercept)", None), ("coefficient", "gender", "2"),
            ("coefficient", "age", "1"), ("joint_test", "gender", None),
        },
        # What is compared with the reference, itself infinite, has no finite value.
        ("age", "2"): {("coefficient", "gender", "2"), ("joint_test", "gender", None)},
        ("gender", "2"): {
            ("coefficient", "(intercept)", None), ("coefficient", "age", "1"), ("coefficient", "age", "3"),
            ("joint_test", "age", None),
        },
    }[everybody_in]  # fmt: skip
    for key in told:
        assert found[key] == pytest.approx(expected[key], rel=1e-9)


def test_a_census_has_no_model_of_response():
    cells = _response_cells() | {"n_responded": _response_cells()["n_sampled"]}
    found = _coefficients(cells)
    assert len(found) == 6
    assert set(found.values()) == {None}


def test_categories_that_only_together_tell_who_responded_leave_no_model():
    cells = _response_cells()
    # Everybody who is a woman of age 2, nobody who is neither; the rest in part.
    cells["n_responded"] = np.array([0, 20, 0, 30, 80, 30])
    assert _coefficients(cells)["joint_test", "gender", None] is None
