"""The warehouse's tables reach the estimators as meant: columns, order, references, full stratum counts."""

import numpy as np
import pytest

from survey_stats.errors import MarginCategoryAbsentError, ShapeError, TrimmingError
from survey_stats.kernel import estimate_means, regression_design, weighted_least_squares
from survey_stats.warehouse import (
    arrow_table,
    calibrate,
    calibrated_design,
    calibrated_weights,
    calibration_categories,
    calibration_components,
    design_constants,
    domain_sums,
    estimate_groups,
    fit_regression,
    regression_terms,
    response_terms,
)

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


def test_a_share_of_the_calibrated_sample():
    design = calibrated_design(CELLS | calibrated_weights(CELLS, MARGINS, None))
    sums = {
        "estimate_index": np.array([0, 0, 0, 0]),
        "calibration_cell_id": np.array([0, 1, 2, 3]),
        "n": np.array([3, 2, 4, 5]),
        "sum_y": np.array([1, 2, 2, 1]),
        "sum_y2": np.array([1, 2, 2, 1]),
    }
    result = estimate_means(design, domain_sums(sums, ["trained"]), is_share=True)
    expected = (35 / 3 + 15 + 30 / 2 + 60 / 5) / 140
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
    weight, stratum = rng.uniform(1, 9, n), np.where(np.arange(n) < 30, "1", "2").astype(object)
    columns = {"group": group, "score": score, "outcome": outcome}
    long = {
        "row_index": np.tile(np.arange(n), 3),
        "variable_name": np.repeat(np.array(list(columns), dtype=object), n),
        "value": np.concatenate(list(columns.values())),
        "calibrated_weight": np.tile(weight, 3),
        "stratum_code": np.tile(stratum, 3),
    }
    shuffled = rng.permutation(3 * n)
    return columns, weight, stratum, {name: column[shuffled] for name, column in long.items()}


def test_long_rows_in_any_order_give_the_regression_of_the_wide_ones():
    columns, weight, stratum, long = _rows(np.random.default_rng(1))
    counts = {"1": 40, "2": 35}
    terms = {
        "variable_name": np.array(["group", "score"], dtype=object),
        "reference_value": np.array([2.0, np.nan]),
    }
    fit, variables, categories = fit_regression(long, "outcome", terms, counts, 0.95)
    design = regression_design(columns, ("group", "score"), {"group": 2.0})
    wide = weighted_least_squares(
        design.x, columns["outcome"], weight, stratum, design.term_names, stratum_respondents=counts
    )
    np.testing.assert_allclose(fit.coefficients, wide.coefficients, rtol=1e-12)
    np.testing.assert_allclose(fit.std_error, wide.std_error, rtol=1e-12)
    assert variables[1:] == ("group", "group", "score")
    assert categories[1:] == (1.0, 3.0, None)


def test_a_person_without_the_outcome_is_refused():
    _, _, _, long = _rows(np.random.default_rng(2))
    keep = ~((long["variable_name"] == "outcome") & (long["row_index"] == 7))
    short = {name: column[keep] for name, column in long.items()}
    terms = {"variable_name": np.array(["score"], dtype=object), "reference_value": np.array([np.nan])}
    with pytest.raises(ShapeError):
        fit_regression(short, "outcome", terms, {"1": 40, "2": 35}, 0.95)


def test_one_row_per_model_and_coefficient():
    columns, weight, stratum, long = _rows(np.random.default_rng(3))
    cells = {"stratum_code": np.array(["1", "1", "2"]), "stratum_respondents_n": np.array([40, 40, 35])}
    models = {"model_id": ["short", "long"], "outcome_variable": ["outcome", "outcome"]}
    terms = {
        "model_id": np.array(["short", "long", "long"], dtype=object),
        "variable_name": np.array(["score", "group", "score"], dtype=object),
        "reference_value": np.ma.masked_array([0.0, 2.0, 0.0], mask=[True, False, True]),
    }
    asked = []

    def rows_of(model_id):
        asked.append(model_id)
        return long

    table = regression_terms(models, terms, rows_of, cells, 0.95)
    assert asked == ["short", "long"]
    assert [(row["model_id"], row["variable_name"], row["level_code"]) for row in table] == [
        ("short", "(intercept)", "linear"),
        ("short", "score", "linear"),
        ("long", "(intercept)", "linear"),
        ("long", "group", "1"),
        ("long", "group", "3"),
        ("long", "score", "linear"),
    ]
    design = regression_design(columns, ("group", "score"), {"group": 2.0})
    fit = weighted_least_squares(
        design.x,
        columns["outcome"],
        weight,
        stratum,
        design.term_names,
        stratum_respondents={"1": 40, "2": 35},
    )
    for name, wanted in (("coefficient", fit.coefficients), ("std_error", fit.std_error)):
        np.testing.assert_allclose([row[name] for row in table[2:]], wanted, rtol=1e-12)


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


def test_groups_of_an_outcome_are_estimated_side_by_side_and_may_overlap():
    design = calibrated_design(CELLS | calibrated_weights(CELLS, MARGINS, None))
    # Group 2: everybody. Group 7: the second gender, cells 1 and 3. Group 5 has no member.
    sums = {
        "group_index": np.array([7, 2, 2, 7, 2, 2]),
        "calibration_cell_id": np.array([1, 0, 1, 3, 2, 3]),
        "n": np.array([2, 3, 2, 5, 4, 5]),
        "sum_y": np.array([2, 1, 2, 1, 2, 1]),
        "sum_y2": np.array([2, 1, 2, 1, 2, 1]),
    }
    groups, estimates, totals = estimate_groups(design, sums, label="trained", is_share=True, level=0.95)
    assert groups.tolist() == [2, 7]
    assert totals.tolist() == [6, 3]
    np.testing.assert_allclose(
        estimates.estimate, [(35 / 3 + 15 + 30 / 2 + 60 / 5) / 140, (15 + 60 / 5) / 75], rtol=1e-12
    )
    assert estimates.n_unweighted.tolist() == [14, 7]
