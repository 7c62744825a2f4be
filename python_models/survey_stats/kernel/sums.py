"""What estimators need of the members of a domain: a handful of sums per cell.

Of the members of one domain in one cell, with base weights d and outcome y: their number, the sums of d, d y
and d y², and the sums of squares and products of d and d y around their means. Sums around means do not
cancel where weights or outcomes lie far from zero against their spread. Nothing is approximated.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import EmptyDomainError, InconsistentCellError, InvalidOutcomeError, ShapeError
from survey_stats.kernel.codes import FloatArray, IntArray, read_numbers

# Numbers in one dense (cells x estimates) array: 0.8 MB, so that a block's arrays stay in cache.
BLOCK_SIZE = 20_000
# Sums of squares carry round-off of some 1e-16 of their size; a spread below this is no spread.
ROUND_OFF = 1e-13


@dataclass(frozen=True)
class WeightedSums:
    """Sums of K estimates over the cells in which their domains have members, one entry each (E entries).

    Attributes
    ----------
    estimate_index : (E,) in 0..K-1.
    cell_index : (E,) position in the cell table.
    n : (E,) domain members with a valid outcome. Several entries for one estimate and cell add up.
    sum_w, sum_wy, sum_wy2 : (E,) sums over the members of d, d y, d y², y taken from ``origin``.
    spread_w, spread_wy : (E,) sums of the squares of d and of d y around their means; spread_w_wy : (E,) sum
        of the products of the two.
    n_used : (E,) members whose weight is not zero; ``n`` without it.
    n_estimates : K; without it the largest index + 1.
    origin : (K,) subtracted from y before summing (zeros by default). A value amid the outcome keeps the
        digits of outcomes that are far from zero against their spread (calendar years, say).
    labels : K names that error messages use.
    is_per_weight : whether the sums are those of d = 1, the weights being constant inside each cell.
    """

    estimate_index: ArrayLike
    cell_index: ArrayLike
    n: ArrayLike
    sum_w: ArrayLike
    sum_wy: ArrayLike
    sum_wy2: ArrayLike
    spread_w: ArrayLike
    spread_w_wy: ArrayLike
    spread_wy: ArrayLike
    n_used: ArrayLike | None = None
    n_estimates: int | None = None
    origin: ArrayLike | None = None
    labels: Sequence[str] | None = None
    is_per_weight: bool = False


class DomainSums(WeightedSums):
    """:class:`WeightedSums` from counts: for samples whose weights are constant inside a cell.

    ``estimate_index``, ``cell_index``, ``n`` (E,), ``n_estimates``, ``origin``, ``labels`` as there;
    ``sum_y``, ``sum_y2`` (E,) unweighted sums of the members' y and y², y taken from ``origin``. Raises
    ``ShapeError``, and ``InconsistentCellError`` for sums that no values have, with estimate and cell.
    """

    def __init__(
        self,
        estimate_index: ArrayLike,
        cell_index: ArrayLike,
        n: ArrayLike,
        sum_y: ArrayLike,
        sum_y2: ArrayLike,
        n_estimates: int | None = None,
        origin: ArrayLike | None = None,
        labels: Sequence[str] | None = None,
    ) -> None:
        entries = len(np.asarray(estimate_index))
        count, y, y2 = (
            read_numbers(name, values, entries)
            for name, values in (("n", n), ("sum_y", sum_y), ("sum_y2", sum_y2))
        )
        with np.errstate(invalid="ignore"):
            wrong = np.flatnonzero(np.isfinite(y) & (y**2 > count * y2 + 1e-9 * np.abs(count * y2)))
            spread = y2 - np.divide(y**2, count, out=np.zeros(entries), where=count > 0)
            spread[spread <= ROUND_OFF * y2] = 0
        if len(wrong):
            row = wrong[0]
            name = _name(int(np.asarray(estimate_index)[row]), labels)
            raise InconsistentCellError(
                f"{name} has sum_y² above n * sum_y2, which no values have, in cell "
                f"{np.asarray(cell_index)[row]} (n {count[row]}, sum_y {y[row]}, sum_y2 {y2[row]})"
            )
        zero = np.zeros(entries)
        super().__init__(
            estimate_index, cell_index, count, count, y, y2, zero, zero, spread,
            n_estimates=n_estimates, origin=origin, labels=labels, is_per_weight=True,
        )  # fmt: skip


class SumTable:
    """Checked sums, and those of a selection of estimates."""

    def __init__(self, sums: WeightedSums, sum_w: FloatArray, n: FloatArray) -> None:
        """``sum_w``, ``n`` (C,) of the cell table. Raises ``ShapeError``, ``InconsistentCellError``,
        ``InvalidOutcomeError``, ``EmptyDomainError`` with estimate and cell."""
        entries = len(np.asarray(sums.estimate_index))
        self.cells = len(n)
        self.labels = sums.labels
        estimate, cell = (
            read_numbers(name, values, entries).astype(np.int64)
            for name, values in (("estimate_index", sums.estimate_index), ("cell_index", sums.cell_index))
        )
        highest = int(estimate.max(initial=-1))
        self.size = highest + 1 if sums.n_estimates is None else int(sums.n_estimates)
        if entries and not (estimate.min() >= 0 and highest < self.size):
            raise ShapeError(f"estimate_index lies outside 0..{self.size - 1}")
        if entries and not (cell.min() >= 0 and cell.max() < self.cells):
            raise ShapeError(f"cell_index lies outside 0..{self.cells - 1}, the rows of the cell table")
        if sums.labels is not None and len(sums.labels) != self.size:
            raise ShapeError(f"{len(sums.labels)} labels for {self.size} estimates")
        self.origin = (
            np.zeros(self.size) if sums.origin is None else read_numbers("origin", sums.origin, self.size)
        )
        names = ("n", "n_used", "sum_w", "sum_wy", "sum_wy2", "spread_w", "spread_w_wy", "spread_wy")
        given = [getattr(sums, name) for name in names]
        given[1] = given[0] if given[1] is None else given[1]
        columns = np.stack([read_numbers(name, v, entries) for name, v in zip(names, given, strict=True)])
        self._check(estimate, cell, columns)
        if sums.is_per_weight:
            d = (sum_w / n)[cell]
            columns[2:5] *= d
            columns[5:] *= d**2
        # Sorted by estimate, so that a selection of estimates is a few slices; most sums come so.
        place = estimate * self.cells + cell
        if (np.diff(place) <= 0).any():
            order = np.argsort(place, kind="stable")
            estimate, cell, columns = _merged(estimate[order], cell[order], columns[:, order])
        self.cell, self.columns = cell, columns
        self.start = np.searchsorted(estimate, np.arange(self.size + 1))
        self.n_unweighted, self.n_used = (
            np.rint(np.bincount(estimate, weights=column, minlength=self.size)).astype(np.int64)
            for column in columns[:2]
        )
        empty = np.flatnonzero(self.n_unweighted == 0)
        if len(empty):
            raise EmptyDomainError(
                f"{self.name(empty[0])} has no member in the sample ({len(empty)} such); "
                "leave such estimates out or widen the domain"
            )

    def name(self, estimate: int) -> str:
        """What error messages call an estimate."""
        return _name(estimate, self.labels)

    def _check(self, estimate: IntArray, cell: IntArray, columns: FloatArray) -> None:
        n = columns[0]
        for problem, error, bad in (
            ("a count that is missing or negative", InconsistentCellError, ~(np.isfinite(n) & (n >= 0))),
            ("a sum that is missing or infinite", InvalidOutcomeError, ~np.isfinite(columns.sum(axis=0))),
        ):
            if bad.any():
                row = int(np.flatnonzero(bad)[0])
                raise error(
                    f"{self.name(estimate[row])} has {problem} in cell {cell[row]} (n {n[row]}, sum_w "
                    f"{columns[2, row]}, sum_wy {columns[3, row]}); sum over members with valid outcomes only"
                )

    def chunks(self, total: int) -> list[slice]:
        """Slices of ``total`` estimates whose dense arrays are of a size to handle at once."""
        step = max(1, BLOCK_SIZE // max(self.cells, 1))
        return [slice(start, min(start + step, total)) for start in range(0, total, step)]

    def members(self, selection: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
        """Of k estimates, cells with members: cell (M,), position in ``selection`` (M,), and (8, M) sums: n,
        n_used, sum_w, sum_wy, sum_wy2, spread_w, spread_w_wy, spread_wy."""
        lengths = self.start[selection + 1] - self.start[selection]
        column = np.repeat(np.arange(len(selection)), lengths)
        offset = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        entry = np.repeat(self.start[selection], lengths) + offset
        return self.cell[entry], column, self.columns[:, entry]


def _name(estimate: int, labels: Sequence[str] | None) -> str:
    return f"estimate {estimate}" + ("" if labels is None else f" ({labels[estimate]})")


def _merged(estimate: IntArray, cell: IntArray, columns: FloatArray) -> tuple[IntArray, IntArray, FloatArray]:
    """Sorted entries with those of one estimate and cell added up, squares around the common means."""
    new = np.concatenate([[True], (np.diff(estimate) > 0) | (np.diff(cell) > 0)])
    if new.all():
        return estimate, cell, columns
    start = np.flatnonzero(new)
    total = np.add.reduceat(columns, start, axis=1)
    group = np.cumsum(new) - 1
    count = np.where(columns[0] > 0, columns[0], 1)
    off_w, off_wy = (
        columns[i] / count - (total[i] / np.where(total[0] > 0, total[0], 1))[group] for i in (2, 3)
    )
    between = columns[0] * np.stack([off_w**2, off_w * off_wy, off_wy**2])
    total[5:] += np.add.reduceat(between, start, axis=1)
    return estimate[start], cell[start], total
