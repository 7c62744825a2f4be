"""Reading code columns: strata and categories arrive as text or integers, from pandas, Arrow or lists."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from survey_stats.errors import MissingCodeError, ShapeError

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

# Rows per column from which columns are summed one by one.
_TALL = 50


@dataclass(frozen=True)
class Factor:
    """A code column of length R split into its L sorted levels and the level index of each row.

    Attributes: ``name``; ``levels`` (L,) Python scalars in sorted order; ``index`` (R,) in 0..L-1.
    """

    name: str
    levels: tuple
    index: IntArray


def _is_missing(value: object) -> bool:
    try:
        return value is None or bool(value != value)
    except TypeError:  # pandas.NA refuses to become a truth value
        return True


def read_factor(name: str, codes: ArrayLike, length: int | None = None) -> Factor:
    """Factorise ``codes`` (R,), text or integer.

    Raises ``ShapeError`` when R differs from ``length`` and ``MissingCodeError`` naming the first row
    without a code: a missing category is a category of its own to the caller, or an error, never dropped.
    """
    values = np.asarray(codes)
    if values.ndim != 1:
        raise ShapeError(f"{name} must be one-dimensional, got shape {values.shape}")
    if length is not None and len(values) != length:
        raise ShapeError(f"{name} has {len(values)} rows where {length} are expected")
    if values.dtype.kind in "Of":
        if values.dtype.kind == "f":
            missing = np.flatnonzero(np.isnan(values))
        else:
            given = values.tolist()
            is_plain = set(map(type, given)) <= {int, str}
            missing = [] if is_plain else [row for row, value in enumerate(given) if _is_missing(value)]
        if len(missing):
            raise MissingCodeError(
                f"{name} has no code in {len(missing)} rows, the first is row {missing[0]}; "
                "give these rows a category of their own, or leave them out before the call"
            )
    try:
        levels, index = np.unique(values, return_inverse=True)
    except TypeError as error:
        raise MissingCodeError(f"{name} mixes codes of different types; cast them to one type") from error
    return Factor(name, tuple(levels.tolist()), index.reshape(-1).astype(np.int64))


def read_factors(columns: Mapping[str, ArrayLike], length: int) -> tuple[Factor, ...]:
    """Factorise each column of ``columns`` (variable -> (R,) codes); see :func:`read_factor`."""
    return tuple(read_factor(name, codes, length) for name, codes in columns.items())


def read_numbers(name: str, values: ArrayLike, length: int | None = None) -> FloatArray:
    """``values`` as (R,) float64, missing as NaN. Raises ``ShapeError`` on another shape than (length,)."""
    try:
        numbers = np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        numbers = np.array([np.nan if _is_missing(value) else float(value) for value in values])
    if numbers.ndim != 1 or (length is not None and len(numbers) != length):
        raise ShapeError(
            f"{name} has shape {numbers.shape} where ({'R' if length is None else length},) is expected"
        )
    return numbers


def sum_to(index: IntArray, values: FloatArray, size: int) -> FloatArray:
    """(size, K) sums of the rows of ``values`` (R, K) that share an index (R,)."""
    columns = values.shape[1]
    if columns and len(index) and (index[1:] >= index[:-1]).all():
        # In order already: added up row by row, to the same sums.
        sums = np.zeros((size, columns))
        start = np.flatnonzero(np.diff(index, prepend=index[0] - 1))
        sums[index[start]] = np.add.reduceat(values, start, axis=0)
        return sums
    if columns and len(index) >= _TALL * columns:
        return np.stack([np.bincount(index, weights=v, minlength=size) for v in values.T], axis=1)
    flat = (index[:, None] * columns + np.arange(columns)).ravel()
    return np.bincount(flat, weights=values.ravel(), minlength=size * columns).reshape(size, columns)


def add_to(sums: FloatArray, index: IntArray, values: FloatArray) -> None:
    """Add the rows of ``values`` (R, K) to those of ``sums`` (size, K) that ``index`` (R,) names.

    Columns of ``sums`` lie together best: then nothing of its size is made for each batch.
    """
    if len(index) < _TALL * max(values.shape[1], 1):
        sums += sum_to(index, values, len(sums))
        return
    for total, column in zip(sums.T, values.T, strict=True):
        total += np.bincount(index, weights=column, minlength=len(total))
