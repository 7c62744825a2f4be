"""Products of published indicators, from which identities are found: one row per pair of them."""

from itertools import chain

from fitting.products import BATCH, products_of_nobody, products_rows, summed_products, used_columns
from fitting.tables import arrow_table, numpy_columns


def model(dbt, session):
    dbt.config(materialized="table")
    cells = (
        dbt.ref("int_estimation__counts")
        .project("outcome_variable, domain_id, group_variable, split_variable, outcome_code, outcome_value")
        .distinct()
        .fetchnumpy()
    )
    rows = (
        dbt.ref("int_disclosure__rows")
        .project("outcome_variable, domain_id, group_variable, split_variable, outcome_key")
        .fetchnumpy()
    )
    asked = cells, rows, dbt.ref("int_estimation__categories").fetchall()
    managers = dbt.ref("int_survey__respondents").filter("is_manager")
    used = used_columns(managers.columns, cells)
    batches = managers.project(", ".join(used)).to_arrow_reader(BATCH)
    parts = (summed_products(numpy_columns(batch), *asked) for batch in batches if batch.num_rows)
    first = next(parts, None) or products_of_nobody(used, *asked)
    return arrow_table(products_rows(chain([first], parts)))
