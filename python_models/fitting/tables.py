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
    """Columns as ``fetchnumpy()`` gives them: numbers, those with gaps as floats with NaN."""
    return {name: batch.column(name).to_numpy(zero_copy_only=False) for name in batch.schema.names}


def codes(values: ArrayLike) -> np.ndarray:
    """A column of small integers (R,) as int64; NULL, which DuckDB masks, is -1."""
    return np.ma.filled(np.ma.asarray(values).astype(np.int64), -1)
