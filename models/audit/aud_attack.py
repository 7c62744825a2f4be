"""The attack on everything published: one row per withheld cell, and if its bounds are too tight."""

from pathlib import Path

import numpy as np
import pyarrow as pa

from disclosure.releases import shown_before
from disclosure.rows import PRODUCTS, audited, products_of, system_of, told_decimals
from fitting.progress import progress
from fitting.tables import numpy_columns
from model_writer.shown import declarations


def model(dbt, session):
    dbt.config(materialized="table")
    cells = numpy_columns(dbt.ref("int_estimation__counts").to_arrow_table())
    rows = numpy_columns(dbt.ref("aud_shown_numbers").order("number_key").to_arrow_table())
    threshold = dbt.config.meta_get("suppression_threshold")
    rows["decimals"] = told_decimals(rows, dbt.config.meta_get("maximum_decimals"))
    before = dbt.config.meta_get("release_before")
    if before:
        shows = {name: declared.shows for name, declared in declarations().items()}
        known = shown_before(Path(before), shows, dbt.config.meta_get("wave"))
        rows["was_shown"] = np.isin(rows["number_key"].astype(str), sorted(known))
    proofs = dbt.ref("fit_suppression").filter("len(cells) > 0").order("number_key").fetchnumpy()
    with progress("disclosure"):
        system = system_of(
            cells,
            rows,
            categories=dbt.ref("int_estimation__categories").order("all").fetchall(),
            nested_tables=dbt.ref("int_disclosure__nested_tables").order("all").fetchall(),
            nested_categories=dbt.ref("int_disclosure__nested_categories").order("all").fetchall(),
            regressions=dbt.ref("int_disclosure__regressions")
            .join(dbt.ref("pub_regression_terms"), "model_id", how="semi")
            .project("outcome_variable, domain_id, regressor")
            .order("all")
            .fetchall(),
            products=products_of(dbt.ref("fit_products").project(*PRODUCTS).to_arrow_table()),
            threshold=threshold,
        )
        attacked = audited(
            system,
            rows | {name: proofs[name] for name in ("cells", "changes")},
            threshold=threshold,
            minimum_share=dbt.config.meta_get("minimum_interval_share"),
        )
    return pa.table(attacked)
