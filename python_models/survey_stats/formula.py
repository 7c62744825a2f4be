"""Regression formulas, evaluated batch by batch."""

import numpy as np
import pandas as pd
from formulaic import Formula
from formulaic.errors import FormulaicError

from survey_stats.calibration import INTERCEPT
from survey_stats.codes import FloatArray
from survey_stats.errors import InvalidFormulaError
from survey_stats.scans import Scan
from survey_stats.source import MOST_CATEGORIES, Source


class RegressionFormula:
    """A regression formula, evaluated batch by batch with categories that all batches share."""

    def __init__(self, source: Source, formula: str) -> None:
        self.source = source
        try:
            parsed = Formula(formula)
            self.formula = parsed
            self.variables = sorted(str(name) for name in parsed.required_variables)
        except FormulaicError as error:
            raise InvalidFormulaError(f"formula {formula!r}: {str(error).splitlines()[0]}") from error
        if not hasattr(parsed, "lhs") or len(parsed.lhs) != 1 or "~" not in formula:
            raise InvalidFormulaError(f"formula {formula!r} needs one outcome, as in 'income ~ hours'")
        self.text = formula
        self.expressions, self.is_discrete, self.levels = {}, True, {}
        for name in self.variables:
            column = source.column(name, f"formula {formula!r}: variable")
            kind = source.type_of(column)
            if kind == "BOOLEAN":
                column = f"cast({column} as integer)"
            elif kind.startswith(("FLOAT", "DOUBLE", "DECIMAL")):
                column, self.is_discrete = f"cast({column} as double)", False
            elif not source.is_number(column):
                column = f"cast({column} as varchar)"
            self.expressions[name] = column

    def learn(self, scan: Scan) -> None:
        """Read the categories that occur in the rows of ``scan``, which fix the matrix's columns."""
        numbers = {}
        for name, expression in self.expressions.items():
            coded = f"C({name}" in self.text.replace(" ", "") or f"C(`{name}`" in self.text
            if not coded and self.source.is_number(expression):
                numbers[name] = scan.origin(expression)
                continue
            found = scan.values(expression, MOST_CATEGORIES)
            if len(found) > MOST_CATEGORIES:
                raise InvalidFormulaError(
                    f"formula {self.text!r}: {name!r} has more than {MOST_CATEGORIES} categories"
                )
            # Codes beside missing values are floats in pandas: they are named 2, not 2.0.
            if all(isinstance(level, float) and level.is_integer() for level in found):
                found = found.astype(np.int64)
            self.levels[name] = found
        size = max([2, *(len(levels) for levels in self.levels.values())])
        example = pd.DataFrame(
            {
                name: pd.Categorical(np.resize(self.levels[name], size), categories=self.levels[name])
                if name in self.levels
                else np.full(size, numbers[name])
                for name in self.variables
            },
            index=range(size),
        )
        matrices = self._evaluate(self.formula, example)
        if matrices.rhs.model_spec.transform_state or matrices.lhs.model_spec.transform_state:
            raise InvalidFormulaError(
                f"formula {self.text!r} has a function that needs all rows at once; compute the column first"
            )
        self.spec = matrices.model_spec
        if len(matrices.lhs.model_spec.column_names) != 1:
            raise InvalidFormulaError(f"formula {self.text!r}: the outcome must be one number a row")
        self.terms = tuple(_term_name(name) for name in matrices.rhs.model_spec.column_names)

    def matrices(self, frame: pd.DataFrame) -> tuple[FloatArray, FloatArray]:
        """x (R, P) and y (R,) of a batch."""
        coded = {name: pd.Categorical(frame[name], categories=levels) for name, levels in self.levels.items()}
        matrices = self._evaluate(self.spec, frame.assign(**coded))
        x = np.asarray(matrices.rhs, dtype=np.float64).reshape(len(frame), -1)
        return x, np.asarray(matrices.lhs, dtype=np.float64).reshape(-1)

    def _evaluate(self, formula: object, frame: pd.DataFrame) -> object:
        try:
            return formula.get_model_matrix(frame, context={"np": np}, na_action="ignore", output="numpy")
        except FormulaicError as error:
            raise InvalidFormulaError(
                f"formula {self.text!r}: {str(error).splitlines()[0]} (functions that need all rows at once, "
                "such as center, do not work: compute the column first)"
            ) from error


def _term_name(column: str) -> str:
    """formulaic's ``C(region)[T.north]`` as ``region[north]``."""
    if column == "Intercept":
        return INTERCEPT
    parts = []
    for part in column.split(":"):
        factor, bracket, level = part.partition("[T.")
        if factor.startswith("C(") and factor.endswith(")"):
            factor = factor[2:-1].split(",")[0].strip()
        parts.append(f"{factor}[{level}" if bracket else factor)
    return ":".join(parts)
