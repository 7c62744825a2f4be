"""t-tests of differences between groups, in the variance mode of the shares and means: one row per test."""

from survey_stats.kernel import difference_tests, holm_adjust
from survey_stats.warehouse import arrow_table, calibrated_design, domain_sums


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_weights__weighted_cells").order("calibration_cell_id").fetchnumpy()
    keys = dbt.ref("int_estimation__keys").order("estimate_index").fetchnumpy()
    pairs = dbt.ref("int_estimation__test_pairs").order("test_id").fetchnumpy()
    tests = difference_tests(
        calibrated_design(cells),
        domain_sums(dbt.ref("int_estimation__sums").fetchnumpy(), keys["estimate_key"]),
        pairs["first_index"],
        pairs["second_index"],
        level=dbt.config.meta_get("confidence_level"),
    )
    adjusted = {"p_value_holm": holm_adjust(tests.p_value, pairs["test_family"])}
    return arrow_table({"test_id": pairs["test_id"]} | vars(tests) | adjusted)
