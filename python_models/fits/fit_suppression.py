"""Which numbers are withheld, wherever they are shown, and how finely the others are: one row per number."""

import numpy as np
import pyarrow as pa

from disclosure.rows import PRODUCTS, group_sizes, persons_of_rows, products_of, system_of, told_decimals
from disclosure.suppression import suppress
from fitting.progress import progress
from fitting.tables import numpy_columns


def model(dbt, session):
    dbt.config(materialized="table")
    threshold = dbt.config.meta_get("suppression_threshold")
    cells = numpy_columns(dbt.ref("int_estimation__counts").to_arrow_table())
    # A count is told in full: nothing is estimated of it.
    most = dbt.config.meta_get("maximum_decimals")
    asked = dbt.ref("int_disclosure__rows").set_alias("asked")
    fitted = dbt.ref("fit_decimals").project("number_key, decimals").set_alias("fitted")
    rows = asked.join(fitted, "number_key", how="left").order("number_key")
    rows = numpy_columns(
        rows.project(f"* exclude (decimals), coalesce(decimals, {most}) as shown_decimals").to_arrow_table()
    )
    rows["decimals"] = told_decimals(rows, most)
    with progress("disclosure"):
        system = system_of(
            cells,
            rows,
            categories=dbt.ref("int_estimation__categories").order("all").fetchall(),
            nested_tables=dbt.ref("int_disclosure__nested_tables").order("all").fetchall(),
            nested_categories=dbt.ref("int_disclosure__nested_categories").order("all").fetchall(),
            regressions=dbt.ref("int_disclosure__regressions")
            .filter("not is_withheld")
            .project("outcome_variable, domain_id, regressor")
            .order("all")
            .fetchall(),
            products=products_of(dbt.ref("fit_products").project(*PRODUCTS).to_arrow_table()),
            threshold=threshold,
        )
        is_suppressed, tables = suppress(
            system,
            persons_of_rows(cells, rows),
            threshold,
            cost=group_sizes(cells, rows),
            is_needed=rows["is_needed"],
            is_first=rows["is_first"],
            minimum_share=dbt.config.meta_get("minimum_interval_share"),
        )
    # A table a row; which row it is in means nothing.
    cells, changes = (
        [*lists, *[[]] * len(is_suppressed)][: len(is_suppressed)] for lists in (tables.cell, tables.change)
    )
    return pa.table(
        {
            "number_key": rows["number_key"],
            "is_suppressed": is_suppressed,
            "decimals": rows["shown_decimals"].astype(np.int32),
            "cells": pa.array(cells, pa.list_(pa.int32())),
            "changes": pa.array(changes, pa.list_(pa.float64())),
        }
    )
