"""Shares, means and weighted counts with calibrated standard errors: one row per number of somebody."""

import numpy as np

from fitting.calibration import calibrated_design
from fitting.sums import CELL_COLUMNS, COUNT, NumberSums
from fitting.tables import arrow_table
from survey_stats.kernel import estimate_means


def model(dbt, session):
    dbt.config(materialized="table")
    level = dbt.config.meta_get("confidence_level")
    cells = dbt.ref("fit_calibration").order("calibration_cell_id").fetchnumpy()
    sums = NumberSums(
        dbt.ref("int_estimation__cells").project(CELL_COLUMNS).fetchnumpy(),
        dbt.ref("int_estimation__tables").fetchnumpy(),
        dbt.ref("int_weights__cell_categories").fetchnumpy(),
        len(cells["n_respondents"]),
    )
    asked = dbt.ref("int_estimation__numbers").order("number_key")
    numbers = asked.filter(f"statistic != '{COUNT}'").fetchnumpy()
    design = calibrated_design(cells)
    parts = [
        {"number_key": numbers["number_key"][k]}
        | vars(estimate_means(design, of_k, is_share=numbers["outcome_key"][k] != "mean", level=level))
        for k, of_k in sums.sums(numbers)
    ]
    estimates = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    counts = asked.filter(f"statistic = '{COUNT}'").fetchnumpy()
    weighted = sums.weighted_counts(counts, np.asarray(cells["calibrated_weight"]))
    missing = np.full(len(weighted), np.nan)
    of_counts = {
        "number_key": counts["number_key"],
        "n_unweighted": counts["n_unweighted"],
        "n_weighted": weighted,
    }
    return arrow_table(
        {name: np.concatenate([column, of_counts.get(name, missing)]) for name, column in estimates.items()}
    )
