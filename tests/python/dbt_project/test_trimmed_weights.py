"""The var maximum_g_weight, off by default: weights are capped, and the diagnostics say what it cost."""

import duckdb
import pytest


@pytest.fixture(scope="module")
def warehouse(dbt, database):
    """Weights, diagnostics and estimates with trimming on, and the dbt tests that must hold then too."""
    dbt(
        "build",
        *("--select", "+pub_weight_diagnostics", "+assert_weights_meet_margins"),
        # Estimates and standard errors from trimmed weights, in Python and in SQL.
        "+assert_survey_macros_agree_with_fits",
        *("--indirect-selection", "empty", "--exclude-resource-type", "unit_test"),
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.mark.slow
def test_weights_are_capped_within_strata(warehouse, maximum_g_weight):
    largest, base, raked, final = warehouse.execute(
        "select max(g_weight), sum(base_weight), sum(base_weight * raked_g_weight), sum(calibrated_weight) "
        "from intermediate.int_weights__persons"
    ).fetchone()
    assert largest == pytest.approx(maximum_g_weight, rel=1e-12)
    assert final == pytest.approx(raked, rel=1e-12)
    assert final == pytest.approx(base, rel=1e-12)


@pytest.mark.slow
def test_diagnostics_show_the_effect(warehouse, maximum_g_weight):
    rows = warehouse.execute(
        "select stratum_code, measure_id, value from marts.est_weight_diagnostics"
    ).fetchall()
    found = {(stratum, measure): value for stratum, measure, value in rows}
    for stratum in ("1", "2", "all"):
        assert found[stratum, "largest_g_weight"] == pytest.approx(maximum_g_weight, abs=1e-6)
        assert found[stratum, "n_trimmed"] > 0
        assert 0 < found[stratum, "share_of_weight_moved"] < 0.1
        assert found[stratum, "kish_design_effect"] < found[stratum, "kish_design_effect_untrimmed"]
        assert found[stratum, "largest_margin_deviation"] > 0.01
    for measure in ("n_trimmed", "n_respondents", "sum_of_weights"):
        assert found["all", measure] == found["1", measure] + found["2", measure]
    assert (
        found["all", "n_trimmed"]
        == warehouse.execute(
            "select count(*) from intermediate.int_weights__persons where raked_g_weight > ?",
            [maximum_g_weight],
        ).fetchone()[0]
    )
