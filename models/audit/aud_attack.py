"""The attack on everything published: one row per withheld cell, and if its bounds are too tight."""

import pyarrow as pa

from disclosure.withholding import audited, system_of


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_estimation__counts").order("all").fetchnumpy()
    rows = dbt.ref("aud_shown_numbers").order("number_key").fetchnumpy()
    system = system_of(
        cells,
        rows,
        categories=dbt.ref("int_estimation__categories").order("all").fetchall(),
        nested_tables=dbt.ref("int_disclosure__nested_tables").order("all").fetchall(),
        nested_categories=dbt.ref("int_disclosure__nested_categories").order("all").fetchall(),
    )
    return pa.table(
        audited(
            system,
            rows,
            threshold=dbt.config.meta_get("suppression_threshold"),
            minimum_share=dbt.config.meta_get("minimum_interval_share"),
        )
    )
