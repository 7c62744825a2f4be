"""Results: columns as arrays, which become a data frame when something asks for one."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np

from survey_stats.errors import UnknownColumnError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# Columns that results have; a group column of such a name could not be told from them.
RESERVED = (
    "outcome", "category", "denominator", "probability", "estimate", "std_error", "ci_low", "ci_high",
    "degrees_of_freedom", "n_unweighted", "n_weighted", "n_missing", "design_effect", "cv", "variance",
)  # fmt: skip


class Table:
    """Columns of one length, by name.

    ``columns`` are the arrays. Whatever else a pandas DataFrame has works too, on the frame that
    :meth:`to_pandas` gives: pandas takes half a second to load, which nobody pays who does not ask. Where it
    is not installed, columns by name are arrays, and the rest is not there.
    """

    def __init__(self, columns: Mapping[str, np.ndarray]) -> None:
        self.columns_by_name = dict(columns)

    def __len__(self) -> int:
        return len(next(iter(self.columns_by_name.values())))

    @cached_property
    def _frame(self) -> "pd.DataFrame":
        import pandas as pd

        return pd.DataFrame(self.columns_by_name)

    def to_pandas(self) -> "pd.DataFrame":
        """A data frame of its own."""
        return self._frame.copy()

    def to_arrow(self) -> "pa.Table":
        """An Arrow table; numbers that are missing (NaN) are null, labels of several types texts."""
        import pyarrow as pa

        def column(values: list) -> "pa.Array":
            try:
                return pa.array(values, from_pandas=True)
            except OverflowError:  # whole numbers of more than 64 bits
                return pa.array([None if v is None else Decimal(v) for v in values])
            except (pa.ArrowInvalid, pa.ArrowTypeError):  # categories of outcomes of several types
                return pa.array([None if v is None else str(v) for v in values])

        return pa.table({n: column(v.tolist()) for n, v in self.columns_by_name.items()})

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns_by_name)

    def __contains__(self, name: object) -> bool:
        return name in self.columns_by_name

    def __array__(self, dtype: object = None, copy: bool | None = None) -> np.ndarray:
        return self._frame.to_numpy(dtype=dtype)

    def __getitem__(self, key: object) -> object:
        return self._frame[key] if _has_pandas() else self.columns_by_name[key]

    def __getattr__(self, name: str) -> object:
        if name.startswith("__") or name in ("_frame", "columns_by_name"):
            raise AttributeError(name)
        if not _has_pandas():
            if name in self.columns_by_name:
                return self.columns_by_name[name]
            raise AttributeError(f"{name!r} is no column, and pandas, which may have it, is not installed")
        return getattr(self._frame, name)

    def __repr__(self) -> str:
        if _has_pandas():
            return repr(self._frame)
        rows = zip(*(column.tolist() for column in self.columns_by_name.values()), strict=True)
        texts = [[f"{v:.6g}" if isinstance(v, float) else str(v) for v in row] for row in rows]
        return "\n".join("  ".join(row) for row in [list(self), *texts])

    def _repr_html_(self) -> str | None:
        return self._frame._repr_html_() if _has_pandas() else None


@cache
def _has_pandas() -> bool:
    return find_spec("pandas") is not None


def stacked(tables: list[Mapping[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Tables of the same columns below each other; a column that some lack is None there."""
    names = list(dict.fromkeys(name for table in tables for name in table))
    if len(tables) == 1:
        return dict(tables[0])
    columns = {}
    for name in names:
        parts = [
            table.get(name, np.full(len(next(iter(table.values()))), None, dtype=object)) for table in tables
        ]
        same = len({part.dtype.kind for part in parts}) == 1
        columns[name] = np.concatenate(parts if same else [_common(part, parts) for part in parts])
    return columns


def _common(part: np.ndarray, parts: list[np.ndarray]) -> np.ndarray:
    """A column in a type that holds all of its parts."""
    return part.astype(np.float64 if all(p.dtype.kind in "if" for p in parts) else object)


def refuse_reserved(names: list[str]) -> None:
    """Raises ``UnknownColumnError`` on group columns that could not be told from a result's own."""
    for name in names:
        if name in RESERVED:
            raise UnknownColumnError(
                f"by {name!r} has the name of a column that results have; rename it in the data"
            )
