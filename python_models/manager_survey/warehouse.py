"""From a restricted database to the calibrated design of its respondents."""

from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np

from manager_survey.design import ManagerDesign
from survey_stats import SurveyDesign
from survey_stats.kernel import trimmed_sample

DEFAULT = Path(__file__).parents[2] / "warehouse" / "manager_training.duckdb"
NEEDED = (
    *("marts.fct_respondent", "marts.fit_calibration", "marts.fit_design", "marts.dim_code"),
    "intermediate.int_weights__margins",
)
# Up to here the rows are read into memory once (0.5 KB each); above, each estimate scans the file.
MOST_ROWS_HELD = 500_000


class WarehouseError(ValueError):
    """A database that is not there, or that is no restricted warehouse of this project."""


def open_design(database: str | Path | None = None) -> ManagerDesign:
    """The respondents of a restricted database as a calibrated sample, managers being its population.

    ``database``: path of a built warehouse; this project's ``warehouse/manager_training.duckdb`` by default.
    It is opened for reading, and any number of readers may have it open. The design is made anew from base
    weights, strata and population totals, and then held to the warehouse's own weights.

    Raises
    ------
    WarehouseError : no such file, a database without persons (the public one), or weights that differ from
        the warehouse's by more than one part in a billion.
    """
    path = Path(DEFAULT if database is None else database)
    if not path.exists():
        raise WarehouseError(
            f"there is no {path.name} in {path.parent.name or '.'}/; run `make build`, or give the path of a "
            "restricted database"
        )
    connection = duckdb.connect(str(path), read_only=True)
    there = {
        f"{schema}.{table}"
        for schema, table in connection.execute(
            "select schema_name, table_name from duckdb_tables()"
        ).fetchall()
    }
    if lacking := [name for name in NEEDED if name not in there]:
        raise WarehouseError(
            f"{path.name} has no {', '.join(lacking)}: it is not a restricted database of this project (the "
            "public one holds no persons)"
        )
    return _design(connection)


def _design(connection: duckdb.DuckDBPyConnection) -> ManagerDesign:
    auxiliaries = [
        name
        for (name,) in connection.execute(
            "select column_name from duckdb_columns() "
            "where schema_name = 'marts' and table_name = 'fit_calibration' "
            "and ends_with(column_name, '_code') and column_name <> 'stratum_code' order by column_index"
        ).fetchall()
    ]
    persons = connection.sql(
        f"select respondents.*, stratum_population_n, {', '.join(f'cells.{name}' for name in auxiliaries)} "
        "from marts.fct_respondent as respondents "
        "inner join marts.fit_calibration as cells using (calibration_cell_id) order by person_id"
    )
    margins = connection.execute(
        "select stratum_code, variable_name || '_code' as variable, category_code as category, "
        "population_n as total from intermediate.int_weights__margins "
        "where has_respondents and list_contains(?, variable_name || '_code')",
        [auxiliaries],
    ).to_arrow_table()
    (rows,) = connection.execute("select count(*) from marts.fct_respondent").fetchone()
    data = persons.to_arrow_table() if rows <= MOST_ROWS_HELD else persons
    given = SurveyDesign(data, weight="calibrated_weight", strata="stratum_code")
    sample = SurveyDesign(data, weight="base_weight", strata="stratum_code", fpc="stratum_population_n")
    sample = _trimmed(sample.calibrate(margins, within="stratum_code"), connection)
    if not np.allclose(sample.weights, given.weights, rtol=1e-9, atol=0):
        raise WarehouseError(
            "the weights calibrated here are not the warehouse's: it was built by another version of this "
            "project; build it anew, or read it with that version"
        )
    labels = {
        (variable, str(code)): {"da": danish, "en": english}
        for variable, code, danish, english in connection.execute(
            "select variable_name, code, label_da, label_en from marts.dim_code"
        ).fetchall()
    }
    (level,) = connection.execute("select confidence_level from marts.fit_design").fetchone()
    return ManagerDesign(sample, given, level, labels)


def _trimmed(design: SurveyDesign, connection: duckdb.DuckDBPyConnection) -> SurveyDesign:
    """The design with the warehouse's trimming of weights (var ``maximum_g_weight``), if there was any."""
    trimming = dict(
        connection.execute(
            "select calibration_cell_id, g_weight / raked_g_weight from marts.fit_calibration"
        ).fetchall()
    )
    if all(factor == 1 for factor in trimming.values()):
        return design
    sample = design._sample
    finer = sample.refine(
        {**sample.keys, f"k{len(sample.keys)}": sample.source.column("calibration_cell_id", "cell")}
    )
    cell = finer.column_of_cells(f"k{len(sample.keys)}")
    cells = trimmed_sample(finer.cells, np.array([trimming[code] for code in cell]))
    return design._with(_sample=replace(finer, cells=cells), _is_trimmed=True)
