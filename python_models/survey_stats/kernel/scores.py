"""Point estimates of domains and the scores of their members, and the variance of score totals.

With y of domain D, final weight w and N = sum of w over the domain:

    mean      sum w y / N              score z_i = (y_i - mean) / N   in the domain, 0 outside (Binder 1983)
    total     sum w y                  score z_i = y_i
    ratio     R = sum w y / sum w x    score z_i = (y_i - R x_i) / sum w x

Scores of non-members are zero but what calibration explains of them is not: a domain is never a filtered
design.
"""

from collections.abc import Sequence

import numpy as np

from survey_stats.errors import InconsistentCellError, InvalidWeightError
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray, IntArray
from survey_stats.kernel.sums import ROUND_OFF, SumTable
from survey_stats.kernel.variance import centred_squares, unit_variance


class Scores:
    """Estimates (k,) of k domains, and the scores of their members: u = a p + b d in each cell.

    d is the base weight and p = d (y - origin); (C, k) arrays ``a`` and ``b``. ``kind`` is ``mean``,
    ``total`` or ``ratio``; a ratio's outcome is y - R x, with a mean of zero, and ``denominator`` (k,) is
    sum w x. ``srs`` (k,) is the variance of the estimate had the domain's respondents been a simple random
    sample.
    """

    def __init__(
        self,
        cells: SampleCells,
        table: SumTable,
        selection: IntArray,
        kind: str = "mean",
        denominator: FloatArray | None = None,
    ) -> None:
        self.cells, self.kind = cells, kind
        self.n, used, self.w, self.p, wy2, self.spread_w, self.spread_wp, self.spread_p = table.dense(
            selection
        )
        crowded = np.argwhere(self.n > cells.n[:, None])
        if len(crowded):
            cell, column = crowded[0]
            raise InconsistentCellError(
                f"{table.name(selection[column])} has {self.n[cell, column]:g} members in cell {cell}, "
                f"which has {cells.n[cell]:g} respondents; count every respondent once in the domain"
            )
        factor = cells.factor[:, None]
        self.origin = table.origin[selection]
        self.n_weighted = cells.factor @ self.w
        weightless = np.flatnonzero(~(np.abs(self.n_weighted) > 0))
        if len(weightless):
            raise InvalidWeightError(
                f"the weights of {table.name(selection[weightless[0]])} sum to "
                f"{self.n_weighted[weightless[0]]}; a domain needs respondents with weight"
            )
        mean = (cells.factor @ self.p) / self.n_weighted
        cell_mean = np.divide(self.p, self.w, out=np.zeros_like(self.p), where=self.w > 0)
        within = np.maximum(wy2 - self.p * cell_mean, 0)
        within[within <= ROUND_OFF * wy2] = 0
        deviation = np.where(self.w > 0, cell_mean - mean, 0)
        # A constant outcome leaves round-off between cell mean and mean: treat it as the zero it is.
        squares = within.sum(axis=0) + (self.w * deviation**2).sum(axis=0)
        self.is_constant = squares <= ROUND_OFF * wy2.sum(axis=0)
        members = used.sum(axis=0)
        variance = (cells.factor @ (within + self.w * deviation**2)) / self.n_weighted
        variance[self.is_constant] = 0
        sample_variance = np.divide(
            variance * members, members - 1, out=np.full_like(members, np.nan), where=members > 1
        )
        outside = 1 - members / self.n_weighted if cells.has_population else 1
        srs_of_mean = np.divide(
            sample_variance * outside, members, out=np.full_like(members, np.nan), where=members > 0
        )
        self.estimate = mean + self.origin
        self.a = np.broadcast_to(factor / self.n_weighted, self.n.shape)
        self.b = -self.a * mean
        self.srs = srs_of_mean
        if kind == "total":
            self.estimate = self.estimate * self.n_weighted
            self.a = np.broadcast_to(factor, self.n.shape)
            self.b = self.a * self.origin
            self.srs = srs_of_mean * self.n_weighted**2
        elif kind == "ratio":
            self.estimate = mean * self.n_weighted / denominator
            self.a = factor / denominator
            self.b = np.zeros_like(self.n)
            self.srs = srs_of_mean * (self.n_weighted / denominator) ** 2
        self._denominator = denominator
        if kind == "mean":
            self._flatten()

    def _flatten(self) -> None:
        """Scores of a constant outcome are zero, whatever round-off its sums carry."""
        for values in (self.p, self.spread_p, self.spread_wp):
            values[:, self.is_constant] = 0
        self.b = np.where(self.is_constant, 0, self.b)

    def negated(self) -> "Scores":
        """The same scores with the other sign."""
        self.a, self.b = -self.a, -self.b
        return self

    def replicated(self, denominator: FloatArray | None = None) -> FloatArray:
        """(B, k) estimates of the replicates; ``denominator`` (B, k) theirs, of ratios."""
        factor = self.cells.replicates.factor.T
        total = factor @ self.p
        size = factor @ self.w
        if self.kind == "total":
            return total + size * self.origin
        if self.kind == "ratio":
            return np.divide(total, denominator, out=np.full_like(total, np.nan), where=denominator != 0)
        return np.divide(total, size, out=np.full_like(total, np.nan), where=size != 0) + self.origin


def variance_of(cells: SampleCells, parts: Sequence[Scores]) -> FloatArray:
    """Variance (k,) of the total of the scores of ``parts``, disjoint domains, all others scoring zero."""
    score_total = sum(part.a * part.p + part.b * part.w for part in parts)
    explained = cells.explained(score_total)
    total = score_total - cells.sum_w[:, None] * explained
    average = cells.average_factor(sum(part.n for part in parts))
    if cells.unit_index is not None:
        return average * unit_variance(cells, total)
    cell_mean = total / cells.n[:, None]
    squares = np.zeros_like(total)
    rest = _Rest(cells)
    for part in parts:
        b = part.b - explained
        mean = np.divide(part.a * part.p + b * part.w, part.n, out=np.zeros_like(total), where=part.n > 0)
        spread = part.a**2 * part.spread_p + 2 * part.a * b * part.spread_wp + b**2 * part.spread_w
        squares += np.maximum(spread, 0) + part.n * (mean - cell_mean) ** 2
        rest.without(part)
    mean_w = rest.mean_w
    squares += np.where(
        rest.n > 0.5, rest.spread * explained**2 + rest.n * (explained * mean_w + cell_mean) ** 2, 0
    )
    return average * centred_squares(cells, total, squares)


class _Rest:
    """Count, weight and spread of the weights of those outside the domains, (C, 1) or (C, k)."""

    def __init__(self, cells: SampleCells) -> None:
        self.n, self.w, self.spread = (v[:, None] for v in (cells.n, cells.sum_w, cells.spread_w))

    @property
    def mean_w(self) -> FloatArray:
        return np.divide(self.w, self.n, out=np.zeros_like(self.w), where=self.n > 0.5)

    def without(self, part: Scores) -> None:
        """Take the members of a domain away."""
        n, w = self.n - part.n, self.w - part.w
        off = np.divide(part.w, part.n, out=np.zeros_like(part.w), where=part.n > 0) - np.divide(
            w, n, out=np.zeros_like(w), where=n > 0.5
        )
        between = np.divide(n * part.n, self.n, out=np.zeros_like(n), where=self.n > 0.5) * off**2
        spread = self.spread - part.spread_w - between
        # Where weights are equal, what is left is round-off.
        spread = np.where(spread > 1e-12 * (self.spread + between), spread, 0)
        self.n, self.w, self.spread = n, w, np.where(n > 0.5, spread, 0)
