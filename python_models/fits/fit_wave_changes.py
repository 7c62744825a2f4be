"""Changes between waves, which are independent samples: one row per comparable pair of estimates."""

from survey_stats.kernel import independent_changes
from survey_stats.warehouse import arrow_table

NUMBERS = ("estimate", "std_error", "degrees_of_freedom")


def model(dbt, session):
    dbt.config(materialized="table")
    comparable = "changed_variables is null and earlier_std_error is not null and later_std_error is not null"
    pairs = dbt.ref("est_wave_pairs").filter(comparable).order("pair_index").fetchnumpy()
    changes = independent_changes(
        *(pairs[f"earlier_{name}"] for name in NUMBERS),
        *(pairs[f"later_{name}"] for name in NUMBERS),
        level=dbt.config.meta_get("confidence_level"),
    )
    return arrow_table({"pair_index": pairs["pair_index"]} | vars(changes))
