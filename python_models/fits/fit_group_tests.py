"""t-tests of differences between groups, in the variance mode of the shares and means: one row per test.

A difference from a group in which nobody answered is none: it has no row.
"""

import numpy as np

from fitting.calibration import calibrated_design
from fitting.sums import CELL_COLUMNS, NumberSums
from fitting.tables import arrow_table
from survey_stats.kernel import difference_tests, holm_adjust


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("fit_calibration").order("calibration_cell_id").fetchnumpy()
    pairs = (
        dbt.ref("int_estimation__test_pairs")
        .project("test_id, asked_by, number_key_a, number_key_b, test_family")
        .order("test_id")
        .fetchnumpy()
    )
    tested = np.unique(np.concatenate([pairs["number_key_a"], pairs["number_key_b"]]).astype(str))
    quoted = ", ".join(f"'{key}'" for key in tested)
    numbers = (
        dbt.ref("int_estimation__numbers")
        .filter(f"number_key in ({quoted})")
        .order("number_key")
        .fetchnumpy()
    )
    tables = dbt.ref("int_estimation__tables").fetchnumpy()
    # Of the cells, millions of rows, only the scans that serve a test are read.
    scans = np.unique(tables["scan_index"][np.isin(tables["table_index"], numbers["table_index"])])
    sums = NumberSums(
        dbt.ref("int_estimation__cells")
        .filter(f"scan_index in ({', '.join(map(str, scans))})")
        .project(CELL_COLUMNS)
        .fetchnumpy(),
        tables,
        dbt.ref("int_weights__cell_categories").fetchnumpy(),
        len(cells["n_respondents"]),
    ).together(numbers)
    position = {key: k for k, key in enumerate(sums.labels)}
    has_both = np.array([key in position for key in pairs["number_key_a"]])
    has_both &= np.array([key in position for key in pairs["number_key_b"]])
    pairs = {name: values[has_both] for name, values in pairs.items()}
    tests = difference_tests(
        calibrated_design(cells),
        sums,
        [position[key] for key in pairs["number_key_a"]],
        [position[key] for key in pairs["number_key_b"]],
        level=dbt.config.meta_get("confidence_level"),
    )
    adjusted = {"p_value_holm": holm_adjust(tests.p_value, pairs["test_family"])}
    asked = {name: pairs[name] for name in ("test_id", "asked_by")}
    return arrow_table(asked | vars(tests) | adjusted)
