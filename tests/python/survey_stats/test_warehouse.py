"""The warehouse's tables reach the estimators as meant: columns, order, references, full stratum counts."""

import numpy as np
import pytest

from survey_stats.errors import MarginCategoryAbsentError, ShapeError
from survey_stats.estimation import estimate_means
from survey_stats.regression import regression_design, weighted_least_squares
from survey_stats.warehouse import (
    calibrate,
    calibrated_design,
    calibration_categories,
    domain_sums,
    estimate_groups,
    fit_regression,
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
    weight = CELLS["base_weight"] * calibrate(CELLS, MARGINS).g_weight
    design = calibrated_design(CELLS | {"calibrated_weight": weight})
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


def test_groups_of_an_outcome_are_estimated_side_by_side_and_may_overlap():
    weight = CELLS["base_weight"] * calibrate(CELLS, MARGINS).g_weight
    design = calibrated_design(CELLS | {"calibrated_weight": weight})
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
