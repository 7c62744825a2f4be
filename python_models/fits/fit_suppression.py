"""Which numbers are withheld, wherever they are shown: one row per number."""

import pyarrow as pa

from disclosure.suppression import suppress
from disclosure.withholding import group_sizes, persons_of_rows, system_of


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_estimation__counts").order("all").fetchnumpy()
    rows = dbt.ref("int_disclosure__rows").order("number_key").fetchnumpy()
    system = system_of(
        cells,
        rows,
        categories=dbt.ref("int_estimation__categories").order("all").fetchall(),
        nested_tables=dbt.ref("int_disclosure__nested_tables").order("all").fetchall(),
        nested_categories=dbt.ref("int_disclosure__nested_categories").order("all").fetchall(),
    )
    is_suppressed = suppress(
        system,
        persons_of_rows(cells, rows),
        dbt.config.meta_get("suppression_threshold"),
        cost=group_sizes(cells, rows),
        is_needed=rows["is_needed"],
        minimum_share=dbt.config.meta_get("minimum_interval_share"),
    )
    return pa.table({"number_key": rows["number_key"], "is_suppressed": is_suppressed})
