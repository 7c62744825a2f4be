"""What leaves Spark: cells and sums, as Parquet, and into the DuckDB warehouse that is built from them."""

from collections.abc import Iterable
from pathlib import Path

import duckdb


def model_of(table: str) -> str:
    """The model that makes a table, ``schema.name``."""
    return table.partition(".")[2]


# Built by Spark's SQL and read below: one row per cell, sum, count or course, never per person.
CELLS = (
    "raw.catalogue_courses",
    "staging.stg_register__population_totals",
    "staging.rejected_register__population_totals",
    "staging.stg_deliveries__rejections",
    "intermediate.int_weights__calibration_cells",
    "intermediate.int_response__cells",
    "intermediate.int_estimation__cells",
    "intermediate.int_estimation__counts",
    "intermediate.int_estimation__domain_sizes",
    "intermediate.int_disclosure__nested_tables",
    "intermediate.int_disclosure__nested_categories",
)
# Columns that only Spark needs: the marks of persons by calibration cell, which the counts by table sum up.
STAYS = {"intermediate.int_estimation__cells": ("persons",)}
# Made from Spark's persons with the weights that DuckDB found.
FITS = ("marts.fit_products", "marts.fit_regressions")
# What dbt must not build in DuckDB: persons, what is made of them alone, and what is handed over.
# stg_deliveries__measures stays unbuilt: the next wave's plausibility reads it, nothing that is published.
ON_SPARK = (
    *("register_sample", "survey_response", "population_totals"),
    *("path:models/staging/register", "path:models/staging/survey", "stg_deliveries__measures"),
    *("path:models/intermediate/respondents", "path:models/marts/microdata"),
    *("fct_wave_respondent", "fct_wave_sampled_person"),
    *map(model_of, (*CELLS, *FITS)),
)
# A table with one of these columns holds persons.
OF_PERSONS = ("person_id", "person_mark")
# Marks, 64 bits without a sign, which Spark's Parquet has as decimals.
_MARKS = "DECIMAL(20,0)"


class PersonsInHandoverError(ValueError):
    """A file that would leave Spark holds persons; names the file, never what is in it."""


def file_of(folder: Path, table: str) -> Path:
    """Where a table, ``schema.name``, is handed over: a folder of Parquet files."""
    return folder / f"{table}.parquet"


def check(folder: Path, n_persons: int) -> dict[str, int]:
    """Every table handed over and its number of rows.

    Raises ``PersonsInHandoverError`` for a file of no known name, one with a person's key, and one in which
    some column tells all ``n_persons`` apart: that is a row a person by another name.
    """
    rows = {}
    for path in sorted(folder.iterdir()):
        table = path.name.removesuffix(".parquet")
        if table not in (*CELLS, *FITS):
            raise PersonsInHandoverError(f"{path.name} is handed over, but is none of the tables that may be")
        files = f"read_parquet('{path}/*.parquet')"
        with duckdb.connect() as connection:
            columns = [name for name, *_ in connection.execute(f"describe from {files}").fetchall()]
            if found := sorted(set(columns) & set(OF_PERSONS)):
                raise PersonsInHandoverError(
                    f"{path.name} has the column {', '.join(found)}: it holds persons"
                )
            rows[table], *distinct = connection.execute(
                f"select count(*), {', '.join(f'count(distinct {name})' for name in columns)} from {files}"
            ).fetchone()
        for name, n in zip(columns, distinct, strict=True):
            if n_persons <= n and rows[table] == n:
                raise PersonsInHandoverError(f"{path.name} has one row for each of {n} values of {name}")
    return rows


def load(folder: Path, tables: Iterable[str], database: Path) -> None:
    """Put tables that were handed over into a DuckDB database, in the schemas that dbt looks for them in."""
    with duckdb.connect(str(database)) as connection:
        for table in tables:
            files = f"read_parquet('{file_of(folder, table)}/*.parquet')"
            columns = connection.execute(f"describe from {files}").fetchall()
            listed = ", ".join(
                f"cast({name} as ubigint) as {name}" if kind == _MARKS else name for name, kind, *_ in columns
            )
            connection.execute(f"create schema if not exists {table.partition('.')[0]}")
            connection.execute(f"create or replace table {table} as select {listed} from {files}")
