"""The var maximum_g_weight, off by default: weights are capped, and the diagnostics say what it cost."""

import shutil

import duckdb
import pytest


@pytest.fixture(scope="module")
def warehouse(default_build, dbt, database):
    """The default build with what follows from trimmed weights, and the dbt test that must hold then too."""
    shutil.copy(default_build.database, database)
    ends = ("pub_weight_diagnostics", "est_estimates", "assert_weights_meet_margins")
    dbt(
        "build",
        *("--select", *(f"fit_calibration+,+{end}" for end in ends)),
        *("--indirect-selection", "empty", "--exclude-resource-type", "unit_test"),
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


def test_weights_are_capped_within_strata(warehouse, maximum_g_weight):
    largest, base, raked, final = warehouse.execute(
        "select max(g_weight), sum(base_weight), sum(base_weight * raked_g_weight), sum(calibrated_weight) "
        "from intermediate.int_survey__respondents "
        "inner join marts.fit_calibration using (calibration_cell_id)"
    ).fetchone()
    assert largest == pytest.approx(maximum_g_weight, rel=1e-12)
    assert final == pytest.approx(raked, rel=1e-12)
    assert final == pytest.approx(base, rel=1e-12)


def test_diagnostics_show_the_effect(warehouse, maximum_g_weight):
    rows = warehouse.execute(
        "select stratum_code, measure_id, value from marts.est_weight_diagnostics"
    ).fetchall()
    found = {(stratum, measure): value for stratum, measure, value in rows}
    for stratum in ("1", "2", "all"):
        assert found[stratum, "n_trimmed"] > 0
        assert 0 < found[stratum, "share_of_weight_moved"] < 0.1
        assert found[stratum, "kish_design_effect"] < found[stratum, "kish_design_effect_untrimmed"]
        assert found[stratum, "largest_margin_deviation"] > 0.01
    for measure in ("n_trimmed", "n_respondents", "sum_of_weights"):
        total = found["1", measure] + found["2", measure]
        assert found["all", measure] == pytest.approx(total, rel=1e-12)
    assert (
        found["all", "n_trimmed"]
        == warehouse.execute(
            "select sum(n_respondents) from marts.fit_calibration where raked_g_weight > ?",
            [maximum_g_weight],
        ).fetchone()[0]
    )


def test_survey_functions_take_the_trimmed_weights(warehouse):
    numbers = "estimate, std_error, ci_low, ci_high, n_weighted"
    ours = warehouse.execute(
        f"select {numbers} from survey_share(is_trained, by := ['sector']) order by sector"
    ).fetchall()
    fitted = warehouse.execute(
        f"select {numbers} from marts.est_estimates where outcome_variable = 'is_trained' "
        "and outcome_key = '1' and domain_id = 'all_managers' and group_variable = 'sector' "
        "and split_variable = 'all' order by group_code"
    ).fetchall()
    assert len(ours) == len(fitted) == 2
    for row, expected in zip(ours, fitted, strict=True):
        assert row == pytest.approx(expected, rel=1e-10)
