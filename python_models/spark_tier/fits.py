"""What reads persons but is no SQL, on Spark: the fits of the same names, from the same functions."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from fitting.products import products_of_nobody, products_rows, summed_products, used_columns
from fitting.regressions import COLUMNS, regression_terms
from fitting.tables import Table, arrow_table, numpy_columns


def _table(connection: duckdb.DuckDBPyConnection, sql: str) -> Table:
    return connection.execute(sql).fetchnumpy()


def regressions(respondents: DataFrame, database: Path, level: float) -> pa.Table:
    """fit_regressions. ``respondents`` with ``calibrated_weight`` and ``stratum``.

    The driver holds the complete rows of one model at a time: its variables, weight and stratum, no key.
    """

    def rows_of(domain: str, variables: list[str]) -> Table:
        complete = " and ".join(f"{name} is not null" for name in variables)
        return numpy_columns(
            respondents.where(f"in_{domain} and {complete}")
            .orderBy("person_id")
            .selectExpr(*variables, "calibrated_weight", "stratum as stratum_code")
            .toArrow()
        )

    with duckdb.connect(str(database), read_only=True) as connection:
        models = _table(connection, "from staging.stg_reporting__models order by sort_order")
        terms = _table(
            connection, "from intermediate.int_estimation__regression_terms order by model_id, term_order"
        )
        cells = _table(
            connection,
            "select cast(stratum_code as smallint) as stratum_code, stratum_respondents_n "
            "from marts.fit_calibration",
        )
    return pa.Table.from_pylist(regression_terms(models, terms, rows_of, cells, level), COLUMNS)


def products(managers: DataFrame, database: Path) -> pa.Table:
    """fit_products. Each part of the persons is summed where it lies; the sums are exact, in any order."""
    with duckdb.connect(str(database), read_only=True) as connection:
        cells = _table(
            connection,
            "select distinct outcome_variable, domain_id, group_variable, split_variable, outcome_code, "
            "outcome_value from intermediate.int_estimation__counts",
        )
        rows = _table(
            connection,
            "select outcome_variable, domain_id, group_variable, split_variable, outcome_key "
            "from intermediate.int_disclosure__rows",
        )
        categories = connection.execute("from intermediate.int_estimation__categories").fetchall()
    asked = cells, rows, categories
    used = used_columns(managers.columns, cells)

    def summed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        n, total = 0, 0.0
        for batch in batches:
            _, products, n_persons = summed_products(numpy_columns(batch), *asked)
            n, total = n + n_persons, total + products
        if n:
            yield pa.record_batch({"n": [n], "products": [total.ravel()]})

    parts = managers.select(*used).mapInArrow(summed, "n bigint, products array<double>").toArrow()
    names, zero, _ = products_of_nobody(used, *asked)
    counted = (
        (names, np.reshape(products.as_py(), zero.shape), n.as_py())
        for products, n in zip(parts.column("products"), parts.column("n"), strict=True)
    )
    return arrow_table(products_rows([(names, zero, 0), *counted]))


def weighted(session: SparkSession) -> DataFrame:
    """The respondents with the weight of their cell, and their stratum as a number."""
    weights = session.table("marts.fit_calibration").selectExpr(
        "calibration_cell_id", "calibrated_weight", "cast(stratum_code as smallint) as stratum"
    )
    return session.table("intermediate.int_survey__respondents").join(weights, "calibration_cell_id")
