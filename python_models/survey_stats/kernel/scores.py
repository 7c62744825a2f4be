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

    d is the base weight and p = d (y - origin). What is held of cells is held of those with members only, the
    M pairs of ``cell`` and estimate (``column``), since most of many small domains have none: counts ``n``,
    sums and spreads, ``a`` and ``b``, all (M,). ``kind`` is ``mean``, ``total`` or ``ratio``; a ratio's
    outcome is y - R x, with a mean of zero, and ``denominator`` (k,) is sum w x. ``srs`` (k,) is the variance
    of the estimate had the domain's respondents been a simple random sample.
    """

    def __init__(
        self,
        cells: SampleCells,
        table: SumTable,
        selection: IntArray,
        kind: str = "mean",
        denominator: FloatArray | None = None,
    ) -> None:
        self.cells, self.kind, self.size = cells, kind, len(selection)
        self.cell, self.column, sums = table.members(selection)
        self.n, used, self.w, self.p, wy2, self.spread_w, self.spread_wp, self.spread_p = sums
        crowded = np.flatnonzero(self.n > cells.n[self.cell])
        if len(crowded):
            cell, column = self.cell[crowded[0]], self.column[crowded[0]]
            raise InconsistentCellError(
                f"{table.name(selection[column])} has {self.n[crowded[0]]:g} members in cell {cell}, "
                f"which has {cells.n[cell]:g} respondents; count every respondent once in the domain"
            )
        factor = cells.factor[self.cell]
        self.origin = table.origin[selection]
        self.n_weighted = self._of_estimate(factor * self.w)
        weightless = np.flatnonzero(~(np.abs(self.n_weighted) > 0))
        if len(weightless):
            raise InvalidWeightError(
                f"the weights of {table.name(selection[weightless[0]])} sum to "
                f"{self.n_weighted[weightless[0]]}; a domain needs respondents with weight"
            )
        mean = self._of_estimate(factor * self.p) / self.n_weighted
        cell_mean = np.divide(self.p, self.w, out=np.zeros_like(self.p), where=self.w > 0)
        within = np.maximum(wy2 - self.p * cell_mean, 0)
        within[within <= ROUND_OFF * wy2] = 0
        deviation = np.where(self.w > 0, cell_mean - mean[self.column], 0)
        square = within + self.w * deviation**2
        # A constant outcome leaves round-off between cell mean and mean: treat it as the zero it is.
        self.is_constant = self._of_estimate(square) <= ROUND_OFF * self._of_estimate(wy2)
        members = self._of_estimate(used)
        variance = self._of_estimate(factor * square) / self.n_weighted
        variance[self.is_constant] = 0
        sample_variance = np.divide(
            variance * members, members - 1, out=np.full_like(members, np.nan), where=members > 1
        )
        outside = 1 - members / self.n_weighted if cells.has_population else 1
        srs_of_mean = np.divide(
            sample_variance * outside, members, out=np.full_like(members, np.nan), where=members > 0
        )
        self.estimate = mean + self.origin
        self.a = factor / self.n_weighted[self.column]
        self.b = -self.a * mean[self.column]
        self.srs = srs_of_mean
        if kind == "total":
            self.estimate = self.estimate * self.n_weighted
            self.a = factor
            self.b = self.a * self.origin[self.column]
            self.srs = srs_of_mean * self.n_weighted**2
        elif kind == "ratio":
            self.estimate = mean * self.n_weighted / denominator
            self.a = factor / denominator[self.column]
            self.b = np.zeros_like(self.n)
            self.srs = srs_of_mean * (self.n_weighted / denominator) ** 2
        self._denominator = denominator
        if kind == "mean":
            self._flatten()

    def _of_estimate(self, values: FloatArray) -> FloatArray:
        """(k,) sums over cells of ``values`` (M,)."""
        return np.bincount(self.column, weights=values, minlength=self.size)

    def _flatten(self) -> None:
        """Scores of a constant outcome are zero, whatever round-off its sums carry."""
        constant = self.is_constant[self.column]
        for values in (self.p, self.spread_p, self.spread_wp, self.b):
            values[constant] = 0

    def dense(self, values: FloatArray) -> FloatArray:
        """(C, k) of ``values`` (M,): zero where a domain has no members."""
        dense = np.zeros((len(self.cells.n), self.size))
        dense[self.cell, self.column] = values
        return dense

    def negated(self) -> "Scores":
        """The same scores with the other sign."""
        self.a, self.b = -self.a, -self.b
        return self

    def replicated(self, denominator: FloatArray | None = None) -> FloatArray:
        """(B, k) estimates of the replicates; ``denominator`` (B, k) theirs, of ratios."""
        factor = self.cells.replicates.factor.T
        total = factor @ self.dense(self.p)
        size = factor @ self.dense(self.w)
        if self.kind == "total":
            return total + size * self.origin
        if self.kind == "ratio":
            return np.divide(total, denominator, out=np.full_like(total, np.nan), where=denominator != 0)
        return np.divide(total, size, out=np.full_like(total, np.nan), where=size != 0) + self.origin


def variance_of(cells: SampleCells, parts: Sequence[Scores]) -> FloatArray:
    """Variance (k,) of the total of the scores of ``parts``, disjoint domains, all others scoring zero."""
    score_total = sum(part.dense(part.a * part.p + part.b * part.w) for part in parts)
    explained = cells.explained(score_total)
    total = score_total - cells.sum_w[:, None] * explained
    average = cells.average_factor(sum(part.dense(part.n) for part in parts))
    if cells.unit_index is not None:
        return average * unit_variance(cells, total)
    # Persons of a cell without members differ by their weights only.
    squares = cells.spread_w[:, None] * explained**2
    places = [part.cell * part.size + part.column for part in parts]
    place = places[0] if len(parts) == 1 else np.unique(np.concatenate(places))
    own = explained.ravel()[place]
    rest = _Rest(cells, place // parts[0].size)
    cell_mean = total.ravel()[place] / rest.n
    of_members = np.zeros(len(place))
    for part, place_of_part in zip(parts, places, strict=True):
        at = slice(None) if len(parts) == 1 else np.searchsorted(place, place_of_part)
        b = part.b - own[at]
        mean = np.divide(part.a * part.p + b * part.w, part.n, out=np.zeros_like(b), where=part.n > 0)
        spread = part.a**2 * part.spread_p + 2 * part.a * b * part.spread_wp + b**2 * part.spread_w
        of_members[at] += np.maximum(spread, 0) + part.n * (mean - cell_mean[at]) ** 2
        rest.without(part, at)
    of_members += np.where(
        rest.n > 0.5, rest.spread * own**2 + rest.n * (own * rest.mean_w + cell_mean) ** 2, 0
    )
    squares.ravel()[place] = of_members
    return average * centred_squares(cells, total, squares)


class _Rest:
    """Count, weight and spread of the weights (R,) of those of R cells who are outside the domains."""

    def __init__(self, cells: SampleCells, cell: IntArray) -> None:
        self.n, self.w, self.spread = cells.n[cell], cells.sum_w[cell], cells.spread_w[cell]

    @property
    def mean_w(self) -> FloatArray:
        return np.divide(self.w, self.n, out=np.zeros_like(self.w), where=self.n > 0.5)

    def without(self, part: Scores, at: IntArray | slice) -> None:
        """Take the members of a domain away, who are in the cells at the places ``at`` (M,)."""
        before_n, before_w, before = self.n[at], self.w[at], self.spread[at]
        n, w = before_n - part.n, before_w - part.w
        # Weights that are constant inside cells, as those of a calibration on categories, stay so.
        if not (before.any() or part.spread_w.any()):
            self.n[at], self.w[at] = n, w
            return
        off = np.divide(part.w, part.n, out=np.zeros_like(part.w), where=part.n > 0) - np.divide(
            w, n, out=np.zeros_like(w), where=n > 0.5
        )
        between = np.divide(n * part.n, before_n, out=np.zeros_like(n), where=before_n > 0.5) * off**2
        spread = before - part.spread_w - between
        # Where weights are equal, what is left is round-off.
        spread = np.where(spread > 1e-12 * (before + between), spread, 0)
        self.n[at], self.w[at], self.spread[at] = n, w, np.where(n > 0.5, spread, 0)
