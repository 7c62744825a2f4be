"""Products and QR decompositions of tall matrices, a block of rows at a time.

Blocks stay in cache, and below the size from which BLAS starts threads: on a few thousand rows these cost
more than they save, and beside those of DuckDB they wait for each other.
"""

import numpy as np

from survey_stats.kernel.codes import FloatArray

# Multiplications, and numbers, of one block.
_MULTIPLICATIONS, _NUMBERS = 200_000, 8_000


def cross_product(a: FloatArray, b: FloatArray) -> FloatArray:
    """a'b (P, Q) of a (R, P) and b (R, Q)."""
    step = max(_MULTIPLICATIONS // max(a.shape[1] * b.shape[1], 1), 1)
    count = len(a) // step
    end = count * step
    found = a[end:].T @ b[end:]
    if count:
        blocks = (v[:end].reshape(count, step, v.shape[1]) for v in (a, b))
        first, second = blocks
        found = found + (first.transpose(0, 2, 1) @ second).sum(axis=0)
    return found


def triangle(rows: FloatArray) -> FloatArray:
    """R (min(R, P), P) of the QR decomposition of rows (R, P), up to the signs of its rows."""
    columns = rows.shape[1]
    step = max(_NUMBERS // columns, 2 * columns)
    while len(rows) > step:
        count = len(rows) // step
        end = count * step
        blocks = np.linalg.qr(rows[:end].reshape(count, step, columns), mode="r")
        rows = np.concatenate([blocks.reshape(-1, columns), rows[end:]])
    return np.linalg.qr(rows, mode="r")


def times(a: FloatArray, b: FloatArray) -> FloatArray:
    """ab (R, Q) of a (R, P) and b (P, Q)."""
    step = max(_MULTIPLICATIONS // max(b.size, 1), 1)
    end = len(a) // step * step
    found = np.empty((len(a), b.shape[1]))
    np.matmul(a[:end].reshape(-1, step, a.shape[1]), b, out=found[:end].reshape(-1, step, b.shape[1]))
    found[end:] = a[end:] @ b
    return found
