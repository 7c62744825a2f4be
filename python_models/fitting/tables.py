"""The warehouse's tables as columns in memory, and back."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

# Column name -> (R,) array, as DuckDB's ``fetchnumpy()`` gives it.
Table = Mapping[str, ArrayLike]


def arrow_table(columns: Table) -> pa.Table:
    """Columns as a table whose missing numbers (NaN) are NULL."""
    return pa.table(
        {
            name: values if isinstance(values, pa.Array) else pa.array(values, from_pandas=True)
            for name, values in columns.items()
        }
    )


def numpy_columns(batch: pa.Table | pa.RecordBatch) -> Table:
    """Columns as ``fetchnumpy()`` gives them, but that gaps are NaN and None, and that what stands in a
    column of texts a hundred thousand times is one object, which takes a tenth of the memory.
    """
    return {name: _numpy_column(batch.column(name)) for name in batch.schema.names}


def _numpy_column(column: pa.Array | pa.ChunkedArray) -> np.ndarray:
    if not pa.types.is_string(column.type):
        return column.to_numpy(zero_copy_only=False)
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    encoded = column.dictionary_encode(null_encoding="encode")
    return encoded.dictionary.to_numpy(zero_copy_only=False)[encoded.indices.to_numpy()]


def codes(values: ArrayLike) -> np.ndarray:
    """A column of small integers (R,) as int64; NULL, which DuckDB masks, is -1."""
    return np.ma.filled(np.ma.asarray(values).astype(np.int64), -1)
