"""Changes between waves, which are independent samples: one row per number or coefficient and two waves."""

import numpy as np
import pyarrow as pa

from fitting.tables import arrow_table
from survey_stats.kernel import independent_changes

NUMBERS = ("estimate", "std_error", "degrees_of_freedom")
TERM = ("model_id", "variable_name", "level_code")


def model(dbt, session):
    dbt.config(materialized="table")
    shown = dbt.ref("int_estimation__asked").filter("asked_by = 'figure'").project("number_key").distinct()
    columns = ", ".join(("number_key", *NUMBERS))
    coefficients = columns.replace("estimate", "coefficient")
    wave = int(dbt.config.meta_get("wave"))
    waves = {wave: [dbt.ref("fit_estimates").join(shown, "number_key").project(columns)]}
    # By their names: the folders they lie in would stand in the published documentation.
    for earlier in dbt.config.meta_get("earlier_waves"):
        terms = session.table(f"{earlier}.marts.est_regression_terms")
        waves[int(earlier.removeprefix("wave_"))] = [
            session.table(f"{earlier}.marts.est_figure_estimates").project(columns),
            terms.project(coefficients),
        ]
        # The key of a coefficient is made in est_regression_terms, which reads fits.
        keys = terms.project(", ".join(("number_key", *TERM)))
        waves[wave].append(dbt.ref("fit_regressions").join(keys, ", ".join(TERM)).project(coefficients))
    estimates = {
        wave: {
            key: numbers
            for table in tables
            for key, *numbers in table.filter("std_error is not null").fetchall()
        }
        for wave, tables in waves.items()
    }
    pairs = [
        (earlier, later, key)
        for earlier in sorted(estimates)
        for later in sorted(estimates)
        if earlier < later
        for key in sorted(estimates[earlier].keys() & estimates[later].keys())
    ]
    first, second = (
        np.array([estimates[pair[side]][pair[2]] for pair in pairs], dtype=float).reshape(-1, 3).T
        for side in (0, 1)
    )
    changes = independent_changes(*first, *second, level=dbt.config.meta_get("confidence_level"))
    keys = {
        "earlier_wave": pa.array([pair[0] for pair in pairs], pa.int32()),
        "later_wave": pa.array([pair[1] for pair in pairs], pa.int32()),
        "number_key": pa.array([pair[2] for pair in pairs], pa.string()),
    }
    return arrow_table(keys | vars(changes))
