"""The printed regressions as targets: terms, coefficients, standard errors and stars of the five models."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

# Legend of both appendix tables: stars -> the p-value that must be reached.
STAR_LEVELS = {"***": 0.01, "**": 0.05, "*": 0.10, "": 1.0}
# A misprint (it repeats the standard error of the row 60+); 2.30 and 2.37 stand in models 2 and 3.
MISPRINTED_SE = {("desire", 1, "education", 1)}

# The printed tables, cell by cell.
PRINTED = Path(__file__).parent / "printed"
TABLES = {"trained": "regression_trained.csv", "desire": "regression_motivation.csv"}
# Categories of a term group in print order, where that is not simply 1, 2, 3 ...
PRINT_ORDER = {
    "gender": (2,),
    "region": (1084, 1082, 1081, 1085, 1083),
    "sector": (1,),
    "span_of_control": (1, 2, 3, 4, 5),
    "psychosocial_work_environment": ("q11_1", "q11_2", "q11_3", "q11_4"),
}
VARIABLE_NAMES = {"span_of_control": "span_group", "leader_experience": "experience_group"}


@dataclass(frozen=True)
class PrintedModel:
    """One column of an appendix table, without reference rows.

    ``terms`` P pairs (variable, category; category None for a linear score); ``coefficient``,
    ``std_error`` (P,); ``stars`` P strings; ``half_unit`` half of the last printed digit; ``n`` persons.
    """

    outcome: str
    number: int
    terms: tuple[tuple[str, int | None], ...]
    coefficient: np.ndarray
    std_error: np.ndarray
    stars: tuple[str, ...]
    half_unit: float
    n: int


def read_printed_models() -> dict[tuple[str, int], PrintedModel]:
    """All models of both appendix tables by (outcome, model number), outcome "trained" or "desire"."""
    models = {}
    for outcome, file_name in TABLES.items():
        table = pd.read_csv(PRINTED / file_name, keep_default_na=False)
        for number, rows in table.groupby("model", sort=True):
            terms = [
                term
                for group, block in rows.groupby("term_group", sort=False)
                for term in _terms(group, len(block))
            ]
            shown = np.flatnonzero(rows["coef"].ne("") & rows["se"].ne(""))
            printed = rows.iloc[shown]
            models[(outcome, int(number))] = PrintedModel(
                outcome=outcome,
                number=int(number),
                terms=tuple(terms[i] for i in shown),
                coefficient=printed["coef"].to_numpy(dtype=float),
                std_error=printed["se"].to_numpy(dtype=float),
                stars=tuple(printed["stars"]),
                half_unit=0.005,
                n=int(printed["n"].iloc[0]),
            )
    return models


def _terms(group: str, size: int) -> list[tuple[str, int | None]]:
    order = PRINT_ORDER.get(group, tuple(range(1, size + 1)))
    if len(order) != size:
        raise ValueError(f"term group {group!r} has {size} rows, expected {len(order)}; adapt PRINT_ORDER")
    if group == "psychosocial_work_environment":
        return [(item, None) for item in order]
    return [(VARIABLE_NAMES.get(group, group), code) for code in order]


def design(terms, columns: dict[str, np.ndarray]) -> np.ndarray:
    """Regressor matrix (n, 1 + P): intercept, then a 0/1 column or the score itself for each term."""
    n = len(next(iter(columns.values())))
    parts = [np.ones(n)]
    for variable, code in terms:
        values = columns[variable]
        parts.append(values.astype(float) if code is None else (values == code).astype(float))
    return np.column_stack(parts)
