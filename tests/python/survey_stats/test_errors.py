"""Bad input raises the named error, and its message names the culprit."""

import numpy as np
import pytest

from survey_stats import errors
from survey_stats.kernel import (
    DomainSums,
    calibrate_cells,
    cell_design,
    difference_tests,
    estimate_means,
    holm_adjust,
    margin_totals,
    read_factor,
    regression_design,
    response_model,
    weighted_least_squares,
)

STRATUM = np.array(["public"] * 4 + ["private"] * 4)
CATEGORIES = {"gender": np.array([1, 1, 2, 2] * 2), "age": np.array([1, 2, 1, 2] * 2)}
BASE = np.full(8, 10.0)
TOTALS = {
    (h, variable, code): count
    for h in ("public", "private")
    for variable, counts in {"gender": (15.0, 35.0), "age": (20.0, 30.0)}.items()
    for code, count in enumerate(counts, start=1)
}


def rake(totals=TOTALS, base=BASE, categories=CATEGORIES, **options):
    return calibrate_cells(STRATUM, categories, base, totals, **options)


def changed(key, value):
    return {**TOTALS, key: value}


def without(key):
    return {k: v for k, v in TOTALS.items() if k != key}


def replaced(values, position, value):
    return [*values[:position], value, *values[position + 1 :]]


@pytest.mark.parametrize(
    ("call", "error", "culprits"),
    [
        (
            lambda: rake(changed(("public", "age", 3), 5.0)),
            errors.MarginCategoryAbsentError,
            ["public", "age", "3"],
        ),
        (
            lambda: rake(changed(("abroad", "age", 1), 5.0)),
            errors.MarginCategoryAbsentError,
            ["abroad", "age"],
        ),
        (
            lambda: rake(without(("private", "age", 2))),
            errors.SampleCategoryAbsentError,
            ["private", "age", "2"],
        ),
        (
            lambda: rake(changed(("private", "age", 2), 0.0)),
            errors.SampleCategoryAbsentError,
            ["private", "age"],
        ),
        (
            lambda: rake(changed(("private", "age", 2), 31.0)),
            errors.MarginTotalsDisagreeError,
            ["private", "gender", "50", "age", "51"],
        ),
        (
            lambda: rake(changed(("private", "age", 2), -1.0)),
            errors.InvalidWeightError,
            ["private", "age", "-1"],
        ),
        (
            lambda: rake(changed(("private", "age", 2), np.nan)),
            errors.InvalidWeightError,
            ["private", "age", "nan"],
        ),
        (lambda: rake(changed(("public", "region", 1), 50.0)), errors.UnknownMarginVariableError, ["region"]),
        (
            lambda: rake(categories={**CATEGORIES, "origin": np.ones(8)}),
            errors.UnknownMarginVariableError,
            ["private", "origin"],
        ),
        (lambda: rake(categories={}), errors.UnknownMarginVariableError, ["categories"]),
        (
            lambda: rake(max_iterations=1),
            errors.CalibrationNotConvergedError,
            ["1 of 1", "stratum", "variable"],
        ),
        (lambda: rake(base=[10.0] * 7 + [-1.0]), errors.InvalidWeightError, ["cell 7", "private", "-1"]),
        (lambda: rake(base=[0.0] + [1.0] * 7), errors.InvalidWeightError, ["cell 0", "public"]),
        (lambda: rake(base=[1.0] * 7 + [np.nan]), errors.InvalidWeightError, ["cell 7", "nan"]),
        (lambda: rake(base=[None] + [1.0] * 7), errors.InvalidWeightError, ["cell 0"]),
        (lambda: rake(base=[1.0] * 7), errors.ShapeError, ["8", "7"]),
        (lambda: rake({("public", "age"): 1.0}), errors.ShapeError, ["public"]),
        (
            lambda: margin_totals(["a", "a"], ["v", "v"], [1, 1], [5, 6]),
            errors.DuplicateMarginError,
            ["'a'", "'v'", "1"],
        ),
        (lambda: read_factor("gender", ["m", None]), errors.MissingCodeError, ["gender", "row 1"]),
        (lambda: read_factor("gender", [1.0, np.nan]), errors.MissingCodeError, ["gender", "row 1"]),
        (
            lambda: read_factor("gender", np.array(["m", 1], dtype=object)),
            errors.MissingCodeError,
            ["gender"],
        ),
    ],
)
def test_calibration_errors(call, error, culprits):
    with pytest.raises(error) as caught:
        call()
    assert isinstance(caught.value, errors.SurveyError)
    for culprit in culprits:
        assert culprit in str(caught.value)


def test_margins_that_no_positive_weights_meet():
    """Cells (1,1), (1,2), (2,2): category 2 of b holds all of category 2 of a, but is smaller."""
    totals = {("s", "a", 1): 1.0, ("s", "a", 2): 5.0, ("s", "b", 1): 3.0, ("s", "b", 2): 3.0}
    with pytest.raises(errors.CalibrationNotConvergedError, match=r"stratum 's', variable '[ab]'"):
        calibrate_cells(["s"] * 3, {"a": [1, 1, 2], "b": [1, 2, 2]}, [1.0, 1.0, 1.0], totals)


def test_calibration_accepts_empty_categories_with_no_population():
    assert rake(changed(("public", "age", 3), 0.0)).max_relative_margin_error < 1e-12


def design(**changes):
    arguments = {"stratum": STRATUM, "n": np.full(8, 2), "weight": np.full(8, 5.0), "mode": "pweight"}
    return cell_design(**{**arguments, **changes})


@pytest.mark.parametrize(
    ("changes", "error", "culprits"),
    [
        ({"weight": [5.0] * 7 + [0.0]}, errors.InvalidWeightError, ["cell 7", "private"]),
        ({"n": [0.0] + [2] * 7}, errors.InvalidWeightError, ["n of cell 0", "public"]),
        (
            {"stratum": ["lonely", *STRATUM[1:]], "n": [1] + [2] * 7},
            errors.SingleUnitStratumError,
            ["lonely"],
        ),
        (
            {"population": {"public": 7, "private": 9}},
            errors.PopulationTooSmallError,
            ["public", "7", "8"],
        ),
        ({"population": {"public": 70}}, errors.PopulationTooSmallError, ["private", "None"]),
        ({"stratum": replaced(list(STRATUM), 2, None)}, errors.MissingCodeError, ["stratum", "row 2"]),
        ({"n": np.full(7, 2)}, errors.ShapeError, ["n", "8"]),
        ({"mode": "calibrated"}, ValueError, ["base_weight"]),
        ({"mode": "guess"}, ValueError, ["guess"]),
    ],
)
def test_design_errors(changes, error, culprits):
    with pytest.raises(error) as caught:
        design(**changes)
    for culprit in culprits:
        assert culprit in str(caught.value)


def sums(**changes):
    """Estimates 0 and 1, one member in each of cells 0..3 and 4..7, y = 0 or 1 by turns."""
    y = np.arange(8) % 2.0
    arguments = {
        "estimate_index": np.repeat([0, 1], 4),
        "cell_index": np.arange(8),
        "n": np.ones(8),
        "sum_y": y,
        "sum_y2": y,
        "labels": ["mean of women", "mean of men"],
    }
    return DomainSums(**{**arguments, **changes})


@pytest.mark.parametrize(
    ("changes", "error", "culprits"),
    [
        ({"n_estimates": 3, "labels": ["a", "b", "none"]}, errors.EmptyDomainError, ["estimate 2 (none)"]),
        ({"n": np.full(8, 3.0)}, errors.InconsistentCellError, ["mean of women", "3 members", "cell 0"]),
        ({"n": [1.0] * 7 + [-1.0]}, errors.InconsistentCellError, ["mean of men", "cell 7"]),
        ({"sum_y2": np.zeros(8)}, errors.InconsistentCellError, ["mean of women", "cell 1"]),
        ({"sum_y": [np.inf] + [0.0] * 7}, errors.InvalidOutcomeError, ["mean of women", "cell 0"]),
        ({"sum_y": [np.nan] + [0.0] * 7}, errors.InvalidOutcomeError, ["mean of women", "cell 0"]),
        (
            {"sum_y": np.full(8, 0.5), "sum_y2": np.full(8, 0.3)},
            errors.InvalidOutcomeError,
            ["share", "women"],
        ),
        ({"origin": [0.0, 5.0]}, errors.InvalidOutcomeError, ["share", "mean of men"]),
        ({"cell_index": np.arange(8) + 1}, errors.ShapeError, ["cell_index", "7"]),
        ({"estimate_index": np.arange(8) - 1}, errors.ShapeError, ["estimate_index"]),
        ({"labels": ["one"]}, errors.ShapeError, ["1 labels"]),
        ({"sum_y": np.zeros(7)}, errors.ShapeError, ["sum_y", "8"]),
    ],
)
def test_sum_errors(changes, error, culprits):
    with pytest.raises(error) as caught:
        estimate_means(design(), sums(**changes), is_share=True)
    for culprit in culprits:
        assert culprit in str(caught.value)


def test_overlapping_domains():
    crowded = sums(cell_index=np.tile(np.arange(4), 2), n=np.full(8, 2.0))
    with pytest.raises(errors.OverlappingDomainsError, match=r"mean of women\) and .*cell 0"):
        difference_tests(design(), crowded, [0], [1])
    with pytest.raises(errors.ShapeError, match=r"0\.\.1"):
        difference_tests(design(), sums(), [0], [2])


def test_no_interval_where_nothing_varies():
    """Shares of 0 and 1, a constant mean, one person: the estimate stands, the bounds are unknown."""
    given = DomainSums(
        estimate_index=[0, 0, 1, 1, 2, 2, 3],
        cell_index=[0, 5, 0, 5, 0, 5, 3],
        n=[2, 2, 2, 2, 2, 2, 1],
        sum_y=[0.0, 0.0, 2.0, 2.0, 0.2, 0.2, 0.7],
        sum_y2=[0.0, 0.0, 2.0, 2.0, 0.02, 0.02, 0.49],
    )
    weight = np.linspace(1, 3, 8)
    table = design(weight=weight, base_weight=np.full(8, 2.0), categories=CATEGORIES, mode="calibrated")
    for one in (design(weight=weight), table):
        found = estimate_means(one, given, is_share=[True, True, False, False])
        np.testing.assert_allclose(found.estimate, [0, 1, 0.1, 0.7])
        np.testing.assert_array_equal(found.std_error, [0, 0, 0, np.nan])
        assert np.isnan([found.ci_low, found.ci_high]).all()
        np.testing.assert_array_equal(found.n_unweighted, [4, 4, 4, 1])
    # Sums of a constant 0.1 carry round-off, which must not pass for variance.
    tenths = [sum([0.1] * count) for count in (3, 7)], [sum([0.1**2] * count) for count in (3, 7)]
    found = estimate_means(design(n=np.full(8, 9)), DomainSums([0, 0], [0, 5], [3, 7], *tenths))
    assert found.std_error[0] == 0
    assert np.isnan(found.ci_low[0])
    pairs = DomainSums([0, 1], [0, 1], [2, 1], [1.0, 0.5], [1.0, 0.25])
    lone = difference_tests(design(), pairs, [0], [1])
    assert np.isnan([lone.std_error, lone.ci_low, lone.statistic, lone.p_value]).all()
    assert lone.difference[0] == 0


X = np.column_stack([np.ones(8), [0, 0, 1, 1, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1, 0, 1]])
Y = np.array([1.0, 2, 3, 5, 8, 1, 3, 2])
NAMES = ["(intercept)", "gender[2]", "age[2]"]


@pytest.mark.parametrize(
    ("changes", "error", "culprits"),
    [
        (
            {"x": np.column_stack([X, 1 - X[:, 1]]), "term_names": [*NAMES, "gender[1]"]},
            errors.SingularDesignError,
            ["(intercept)", "gender[2]", "gender[1]"],
        ),
        (
            {"x": np.column_stack([X, np.zeros(8)]), "term_names": [*NAMES, "gender[3]"]},
            errors.EmptyLevelError,
            ["gender[3]"],
        ),
        ({"y": replaced(Y.tolist(), 3, np.nan)}, errors.InvalidOutcomeError, ["outcome", "row 3"]),
        ({"y": replaced(Y.tolist(), 3, np.inf)}, errors.InvalidOutcomeError, ["outcome", "row 3"]),
        ({"x": np.where(np.arange(3) == 2, np.inf, X)}, errors.InvalidOutcomeError, ["age[2]"]),
        ({"weight": [1.0] * 7 + [0.0]}, errors.InvalidWeightError, ["row 7"]),
        ({"stratum": ["a"] * 7 + ["b"]}, errors.SingleUnitStratumError, ["'b'"]),
        ({"stratum_respondents": {"public": 3, "private": 9}}, errors.InconsistentCellError, ["public", "3"]),
        ({"stratum_respondents": {"public": 9}}, errors.InconsistentCellError, ["private"]),
        ({"term_names": NAMES[:2]}, errors.ShapeError, ["(8, 3)", "(8, 2)"]),
    ],
)
def test_regression_errors(changes, error, culprits):
    arguments = {"x": X, "y": Y, "weight": np.ones(8), "stratum": STRATUM, "term_names": NAMES}
    with pytest.raises(error) as caught:
        weighted_least_squares(**{**arguments, **changes})
    for culprit in culprits:
        assert culprit in str(caught.value)


def test_collinear_columns_alone_are_named():
    with pytest.raises(errors.SingularDesignError) as caught:
        weighted_least_squares(np.column_stack([X, X[:, 1] * 2]), Y, np.ones(8), STRATUM, [*NAMES, "double"])
    assert "'gender[2]', 'double'" in str(caught.value)
    assert "age[2]" not in str(caught.value)


def test_without_degrees_of_freedom_there_are_no_bounds():
    fit = weighted_least_squares(X[2:6], Y[2:6], np.ones(4), STRATUM[2:6], NAMES)
    assert fit.degrees_of_freedom == 0
    assert np.isfinite([fit.coefficients, fit.std_error]).all()
    assert np.isnan([fit.p_value, fit.ci_low, fit.ci_high]).all()


COLUMNS = {"gender": ["f", "m", "f"], "score": [1.0, 2.0, np.nan]}


@pytest.mark.parametrize(
    ("arguments", "error", "culprits"),
    [
        ((["gender"], {"gender": "x"}), errors.EmptyLevelError, ["gender", "'x'"]),
        ((["gender"], {"gender": "f"}, {"gender": ["m", "x"]}), errors.EmptyLevelError, ["gender", "'x'"]),
        ((["gender"], {"gender": "f"}, {"gender": ["f"]}), errors.EmptyLevelError, ["gender", "'m'"]),
        ((["score"], {}), errors.InvalidOutcomeError, ["score", "row 2"]),
        ((["age"], {}), errors.ShapeError, ["age"]),
    ],
)
def test_regression_design_errors(arguments, error, culprits):
    with pytest.raises(error) as caught:
        regression_design(COLUMNS, *arguments)
    for culprit in culprits:
        assert culprit in str(caught.value)


def test_regression_design_keeps_the_order_given():
    found = regression_design(
        {"size": [3, 1, 2, 3], "score": [1, 2, 3, 4]}, ["size", "score"], {"size": 2}, {"size": [3, 2, 1]}
    )
    assert found.term_names == ("(intercept)", "size[3]", "size[1]", "score")
    assert found.categories == (None, 3, 1, None)
    np.testing.assert_array_equal(found.x, [[1, 1, 0, 1], [1, 0, 1, 2], [1, 0, 0, 3], [1, 1, 0, 4]])


def respond(n_responded, n=(10, 10, 10, 10), **changes):
    codes = changes.get("codes", {"gender": [1, 1, 2, 2], "age": [1, 2, 1, 2]})
    references = changes.get("references", {"gender": 1, "age": 1})
    return response_model(["private"] * 4, codes, n, n_responded, references)


@pytest.mark.parametrize(
    ("call", "error", "culprits"),
    [
        (lambda: respond([5, 0, 5, 0]), errors.SeparationError, ["private", "age", "2", "0 of 20"]),
        (lambda: respond([5, 5, 10, 10]), errors.SeparationError, ["private", "gender", "20 of 20"]),
        (lambda: respond([5, 10, 0, 5]), errors.SeparationError, ["private"]),
        (lambda: respond([5, 11, 3, 5]), errors.InvalidOutcomeError, ["row 1", "11"]),
        (lambda: respond([5, -1, 3, 5]), errors.InvalidOutcomeError, ["row 1"]),
        (lambda: respond([5, 1, 3, 5], references={"gender": 1}), errors.ShapeError, ["age"]),
        (
            lambda: respond([5, 1, 3, 5], references={"gender": 1, "age": 9}),
            errors.EmptyLevelError,
            ["age", "9"],
        ),
        (
            # Whoever is a woman is old: two names for one category.
            lambda: respond([5, 1, 3, 5], codes={"gender": [1, 1, 2, 2], "age": [1, 1, 2, 2]}),
            errors.SingularDesignError,
            ["private", "gender", "age"],
        ),
    ],
)
def test_response_errors(call, error, culprits):
    with pytest.raises(error) as caught:
        call()
    for culprit in culprits:
        assert culprit in str(caught.value)


def test_holm_by_family():
    found = holm_adjust([0.01, 0.04, 0.03, np.nan, 0.5, 0.02], ["a", "a", "a", "a", "b", "b"])
    np.testing.assert_allclose(found, [0.03, 0.06, 0.06, np.nan, 0.5, 0.04])
    with pytest.raises(errors.ShapeError, match="p-value 1"):
        holm_adjust([0.5, 1.5])
