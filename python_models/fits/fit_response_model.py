"""Logistic regression of response on register variables: one row per coefficient or joint test."""

import pyarrow as pa

from fitting.response import response_terms


def model(dbt, session):
    dbt.config(materialized="table")
    cells = dbt.ref("int_response__cells").fetchnumpy()
    references = dbt.ref("stg_codebook__reference_categories").fetchnumpy()
    return pa.Table.from_pylist(response_terms(cells, references))
