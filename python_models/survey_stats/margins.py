"""Population margins as analysts have them, a data frame, read into what calibration takes."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey_stats.calibration import INTERCEPT, Method
from survey_stats.errors import DuplicateMarginError, ShapeError, UnknownColumnError


@dataclass(frozen=True)
class Margins:
    """The arguments of a calibration.

    ``table``, ``method``, ``bounds``, ``within`` as given; ``totals`` by (group, variable, category), group
    ``""`` without ``within`` and category None for numeric variables; names of the ``categorical`` and
    ``numeric`` variables in their order.
    """

    table: pd.DataFrame
    method: Method
    bounds: tuple[float, float] | None
    within: str | None
    totals: Mapping[tuple, float]
    categorical: tuple[str, ...]
    numeric: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the data that the calibration needs."""
        names = ((self.within,) if self.within else ()) + self.categorical + self.numeric
        return tuple(dict.fromkeys(name for name in names if name != INTERCEPT))

    @classmethod
    def read(
        cls,
        table: pd.DataFrame,
        method: Method,
        bounds: tuple[float, float] | None,
        within: str | None,
    ) -> "Margins":
        """Read ``variable, category, total`` and the column named ``within``.

        Raises ``UnknownColumnError``, ``ShapeError`` (no rows, or a variable both numeric and categorical),
        ``DuplicateMarginError``.
        """
        needed = ["variable", "category", "total", *([within] if within else [])]
        lacking = [name for name in needed if name not in table.columns]
        if lacking:
            raise UnknownColumnError(f"margins lack the columns {lacking}; they need {needed}")
        if not len(table):
            raise ShapeError("margins have no rows; give one for each category")
        totals: dict[tuple, float] = {}
        is_numeric: dict[str, bool] = {}
        for variable, category, total, *group in table[needed].itertuples(index=False):
            without = variable == INTERCEPT or pd.isna(category) or category == ""
            if is_numeric.setdefault(variable, without) != without:
                raise ShapeError(
                    f"variable {variable!r} has rows with and without a category; it is either numeric, with "
                    "one row, or categorical"
                )
            key = (_text(group[0]) if group else "", variable, None if without else _text(category))
            if key in totals:
                raise DuplicateMarginError(f"margins have two rows for {key}; keep one")
            totals[key] = float(total)
        return cls(
            table.copy(),
            method,
            bounds,
            within,
            totals,
            tuple(name for name, numeric in is_numeric.items() if not numeric),
            tuple(name for name, numeric in is_numeric.items() if numeric),
        )


def _text(value: object) -> str:
    """A code as DuckDB writes it: 1.0 and 1 as 1, True as true."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value)).lower()
    if isinstance(value, float | np.floating) and float(value).is_integer():
        return str(int(value))
    return str(value)
