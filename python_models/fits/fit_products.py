"""Products of published indicators, from which identities are found: one row per pair of them."""

from disclosure.rows import products_table, published_indicators
from fitting.tables import arrow_table


def model(dbt, session):
    dbt.config(materialized="table")
    names, values = published_indicators(
        dbt.ref("int_survey__respondents").filter("is_manager").fetchnumpy(),
        dbt.ref("int_estimation__counts")
        .project("outcome_variable, domain_id, group_variable, split_variable, outcome_code, outcome_value")
        .distinct()
        .fetchnumpy(),
        dbt.ref("int_disclosure__rows")
        .project("outcome_variable, domain_id, group_variable, split_variable, outcome_key")
        .fetchnumpy(),
        dbt.ref("int_estimation__categories").fetchall(),
    )
    return arrow_table(products_table(names, values.T @ values, len(values)))
