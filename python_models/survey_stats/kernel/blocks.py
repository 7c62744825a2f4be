"""Products and QR decompositions of tall matrices, a block of rows at a time.

Blocks stay in cache, and below the size from which BLAS starts threads: on a few thousand rows these cost
more than they save, and beside those of DuckDB they wait for each other.
"""

from collections.abc import Callable, Iterable

import numpy as np

from survey_stats.kernel.codes import FloatArray

# Multiplications, and numbers, of one block.
_MULTIPLICATIONS, _NUMBERS = 200_000, 8_000
# Up to this condition of the scaled columns, and down to this share of the last column's squares that the
# others leave, products keep 12 digits; beyond, the rows themselves are needed. Up to this condition too,
# scores may be summed before they are multiplied by (X'WX)^-1.
WELL_CONDITIONED, _MUCH_LEFT = 100.0, 1e-4


class Scratch:
    """Memory that all batches of a pass use: to ask for fresh memory costs more than what is done in it."""

    def __init__(self) -> None:
        self._numbers = np.empty(0)

    def columns(self, count: int, rows: int) -> FloatArray:
        """(count, rows) numbers to be written, which hold until the next call."""
        if len(self._numbers) < count * rows:
            self._numbers = np.empty(count * rows)
        return self._numbers[: count * rows].reshape(count, rows)

    def scaled(self, rows: FloatArray, weight: FloatArray) -> FloatArray:
        """Rows (R, P) times ``weight`` (R,), until the next call; columns lie together."""
        return np.multiply(rows.T, weight, out=self.columns(rows.shape[1], len(rows))).T


def cross_product(a: FloatArray, b: FloatArray) -> FloatArray:
    """a'b (P, Q) of a (R, P) and b (R, Q)."""
    step = max(_MULTIPLICATIONS // max(a.shape[1] * b.shape[1], 1), 1)
    count = len(a) // step
    end = count * step
    found = a[end:].T @ b[end:]
    if count:
        # Views, whether rows or columns lie together in memory.
        first, second = (v[:end].T.reshape(-1, count, step).transpose(1, 0, 2) for v in (a, b))
        found = found + (first @ second.transpose(0, 2, 1)).sum(axis=0)
    return found


def triangle_of(batches: Callable[[], Iterable[tuple[FloatArray, FloatArray, FloatArray]]]) -> FloatArray:
    """R (P + 1, P + 1) of the QR decomposition of [X y], rows times the roots of their weights.

    ``batches`` gives x (R, P), y (R,) and weight (R,) anew each time it is called. One pass makes products,
    which is enough for columns that differ well; for others a second pass decomposes the rows.
    """
    products, scratch = None, Scratch()
    for x, y, weight in batches():
        root = np.sqrt(weight)
        rows = scratch.columns(x.shape[1] + 1, len(y))
        np.multiply(x.T, root, out=rows[:-1])
        np.multiply(y, root, out=rows[-1])
        own = cross_product(rows.T, rows.T)
        products = own if products is None else products + own
    if products is not None and (found := _root(products)) is not None:
        return found
    found = None
    for x, y, weight in batches():
        own = triangle(np.sqrt(weight)[:, None] * np.column_stack([x, y]))
        found = own if found is None else triangle(np.vstack([found, own]))
    return found


def _root(products: FloatArray) -> FloatArray | None:
    """R with R'R the products of [X y]; None where products have lost digits."""
    length = np.sqrt(np.diag(products))
    if not (np.isfinite(length).all() and (length > 0).all()):
        return None
    scaled = products / np.outer(length, length)
    values = np.linalg.eigvalsh(scaled[:-1, :-1])
    if not values[0] * WELL_CONDITIONED**2 > values[-1]:
        return None
    try:
        found = np.linalg.cholesky(scaled).T
    except np.linalg.LinAlgError:
        return None
    return found * length if found[-1, -1] ** 2 > _MUCH_LEFT else None


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
