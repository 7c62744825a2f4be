"""No published number is told more finely than its standard error justifies, whichever table it stands in.

What is looked at are all columns that the models' YAML declares as numbers, not a list of them. The rule
is written here a second time, in Python: the macro that rounds does not check itself.
"""

import math
from pathlib import Path

import duckdb
import pytest
import yaml

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
MOST = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]["maximum_decimals"]
THRESHOLD = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"][
    "suppression_threshold"
]
# Beside a standard error that is not theirs.
WITHOUT_ERROR = {"r_squared"}
P_VALUES = {"p_value", "p_value_holm", "change_p_value"}
# What all p-values below the last digit are published as.
SMALLEST_P_VALUE = 0.0001
# Test statistics, and deviations counted in standard errors: their own standard error is one or more.
OF_ONE = {"statistic", "deviation_in_printed_std_errors"}
IN_PERCENT = {"pct", "percentage_points"}


def declared() -> list[tuple[str, str]]:
    """Table and column of every number that a published model declares, but of those without persons."""
    found = []
    for path in sorted((ROOT / "models/published").rglob("_*.yml")):
        for model in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader).get("models") or []:
            found += [
                (model["name"], column["name"])
                for column in model["columns"]
                if column["data_type"].lower() in ("double", "float", "real")
                or column["data_type"].lower().startswith(("decimal", "numeric"))
            ]
    # Of courses, not of persons; and what the report prints is known.
    return [
        (table, column)
        for table, column in found
        if not table.startswith("pub_catalogue") and not column.startswith("printed_")
    ]


def finest(column: str, row: dict) -> int:
    """Decimals in which a row's column may be told."""
    if column == "n_weighted":
        # What is published is rounded already: it may lie below a power of ten that the number was above.
        weight = THRESHOLD * row[column] / max(row["n_unweighted"], 1)
        return -math.ceil(math.log10(max(weight, 1)) - 0.02)
    if column == "design_effect" or str(row.get("measure_id")).startswith("kish"):
        return 1
    if column.endswith("degrees_of_freedom"):
        return 1
    if column in OF_ONE:
        return 2
    is_in_percent = row.get("unit") in IN_PERCENT
    most = MOST - 2 * is_in_percent
    if column not in P_VALUES | WITHOUT_ERROR:
        error = row.get("change_std_error" if column.startswith("change") else "std_error")
        error = row.get("our_std_error") if error is None else error
        if error:
            most = min(most, max(0, math.floor(1e-9 - math.log10(0.01 * error))))
    # The ledger compares at printed precision.
    printed = row.get("printed_decimals")
    if printed is None and row.get("printed_coefficient") is not None:
        printed = 2
    return max(most, printed or 0)


def is_finer(number: float, decimals: int) -> bool:
    """Whether a number has more decimals; negative: digits before the point that are no zeros."""
    return abs(number * 10.0**decimals - round(number * 10.0**decimals)) > 1e-5


def too_fine(exports: Path, table: str, column: str, finer: int = 0) -> list[str]:
    """Numbers told too finely; ``finer``: as if each had so many decimals more than it may have."""
    relation = duckdb.sql(f"select * from '{exports / table}.parquet' where {column} is not null")
    found = []
    for values in relation.fetchall():
        row = dict(zip(relation.columns, values, strict=True))
        decimals = finest(column, row)
        number = row[column] + (10.0 ** -(decimals + finer) if finer else 0)
        if is_finer(number, decimals) and not (column in P_VALUES and number == SMALLEST_P_VALUE):
            found.append(f"{table}.{column}: {number} has more than {decimals} decimals")
    return found


@pytest.fixture(scope="module")
def exports(default_build):
    return default_build.database.parent / "exports"


@pytest.mark.parametrize(("table", "column"), declared())
def test_no_number_is_told_too_finely(exports, table, column):
    assert too_fine(exports, table, column) == []
    # One decimal more is found in every row.
    n_rows = duckdb.sql(f"select count({column}) from '{exports / table}.parquet'").fetchone()[0]
    assert len(too_fine(exports, table, column, finer=1)) == n_rows
