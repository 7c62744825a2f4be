"""Changes between independent samples: against R's ``svycontrast`` and ``t.test`` (reference/changes.R)."""

import json
from pathlib import Path

import numpy as np
import pytest

from survey_stats.errors import InvalidOutcomeError, ShapeError
from survey_stats.kernel import independent_changes

REFERENCE = json.loads((Path(__file__).parent / "reference" / "changes.json").read_text())
# R stores 15 digits.
TOLERANCE = 1e-10
NAMES = ("estimate", "std_error", "degrees_of_freedom")


def changes_of(cases, level=0.95):
    sides = [[case[side][name] for case in cases] for side in ("earlier", "later") for name in NAMES]
    return independent_changes(*sides, level=level)


def test_changes_are_those_of_one_design_that_holds_both_samples():
    cases = REFERENCE["cases"]
    ours = changes_of(cases)
    # Plain and calibrated, means and shares, the whole samples and domains.
    assert len(cases) == 12
    np.testing.assert_allclose(ours.change, [case["change"] for case in cases], rtol=TOLERANCE)
    np.testing.assert_allclose(ours.std_error, [case["std_error"] for case in cases], rtol=TOLERANCE)


@pytest.mark.parametrize("case", REFERENCE["welch"], ids=lambda case: str(case["level"]))
def test_degrees_of_freedom_interval_and_p_value_are_those_of_welch(case):
    ours = changes_of([case], case["level"])
    for name in ("std_error", "degrees_of_freedom", "ci_low", "ci_high", "p_value"):
        assert getattr(ours, name)[0] == pytest.approx(case[name], rel=TOLERANCE), name


def test_without_a_standard_error_there_is_only_the_change():
    ours = independent_changes([0.5, 0.5], [np.nan, 0.1], [9, 9], [0.75, 0.75], [0.1, np.nan], [9, 9])
    np.testing.assert_array_equal(ours.change, [0.25, 0.25])
    for name in ("std_error", "ci_low", "ci_high", "degrees_of_freedom", "p_value"):
        assert np.isnan(getattr(ours, name)).all(), name


def test_samples_without_variation_claim_no_certainty():
    one, none = (independent_changes([0.0], [0.0], [9], [0.2], [error], [19]) for error in (0.1, 0.0))
    # One of them varies: its degrees of freedom are those of the change.
    assert one.std_error[0] == pytest.approx(0.1)
    assert one.degrees_of_freedom[0] == pytest.approx(19)
    assert none.std_error[0] == 0
    for name in ("ci_low", "ci_high", "degrees_of_freedom", "p_value"):
        assert np.isnan(getattr(none, name)[0]), name


def test_no_pairs_no_changes():
    ours = independent_changes([], [], [], [], [], [])
    assert all(len(values) == 0 for values in vars(ours).values())


def test_broken_columns_are_named():
    with pytest.raises(ShapeError, match="differ in length: 1, 1, 1, 2, 1, 1"):
        independent_changes([1], [1], [1], [1, 2], [1], [1])
    with pytest.raises(InvalidOutcomeError, match=r"later_std_error 1 is -0\.5"):
        independent_changes([1, 1], [1, 1], [9, 9], [1, 1], [1, -0.5], [9, 9])
