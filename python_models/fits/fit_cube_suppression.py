"""Which rows of the cube are withheld: one row per outcome and group."""

import pyarrow as pa

from disclosure.tables import withheld_in_cube


def model(dbt, session):
    dbt.config(materialized="table")
    cube = dbt.ref("int_cube__counts").order("outcome_index, group_index").fetchnumpy()
    return pa.table(
        {
            "outcome_index": cube["outcome_index"],
            "group_index": cube["group_index"],
            "is_suppressed": withheld_in_cube(cube, dbt.config.meta_get("suppression_threshold")),
        }
    )
