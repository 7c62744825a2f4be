"""Shares and means of the cube with calibrated standard errors: one row per outcome and occupied group."""

import numpy as np
import pyarrow as pa

from survey_stats.warehouse import arrow_table, calibrated_design, estimate_groups


def model(dbt, session):
    dbt.config(materialized="table")
    level = dbt.config.meta_get("confidence_level")
    design = calibrated_design(
        dbt.ref("int_weights__weighted_cells").order("calibration_cell_id").fetchnumpy()
    )
    outcomes = dbt.ref("dim_cube_outcome").order("outcome_index").fetchnumpy()
    sums = dbt.ref("int_cube__sums")
    tables = []
    for index, name, statistic in zip(
        outcomes["outcome_index"], outcomes["outcome_id"], outcomes["statistic"], strict=True
    ):
        groups, estimates, totals = estimate_groups(
            design,
            sums.filter(f"outcome_index = {index}").fetchnumpy(),
            label=name,
            is_share=statistic == "share",
            level=level,
        )
        keys = {"outcome_index": np.full(len(groups), index), "group_index": groups, "outcome_sum": totals}
        tables.append(arrow_table(keys | vars(estimates)))
    return pa.concat_tables(tables)
