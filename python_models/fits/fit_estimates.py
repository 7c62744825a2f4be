"""Shares and means with calibrated standard errors: one row per estimate."""

from survey_stats.kernel import estimate_means
from survey_stats.warehouse import arrow_table, calibrated_design, domain_sums


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_weights__weighted_cells").order("calibration_cell_id").fetchnumpy()
    keys = dbt.ref("int_estimation__keys").order("estimate_index").fetchnumpy()
    estimates = estimate_means(
        calibrated_design(cells),
        domain_sums(dbt.ref("int_estimation__sums").fetchnumpy(), keys["estimate_key"]),
        is_share=keys["is_share"],
        level=dbt.config.meta_get("confidence_level"),
    )
    return arrow_table({"estimate_index": keys["estimate_index"]} | vars(estimates))
