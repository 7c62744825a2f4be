"""The linearised variance of anything that is a sum of scores over the sample.

An estimate with scores z_i (its linearisation, zero outside the domain) has the weighted scores

    u_i = w_i z_i - d_i h_c

where h_c takes away what the calibration variables explain (:meth:`SampleCells.explained`). The variance is
(Lumley 2010, chapter 2)

    sum over strata of (1 - n_h/N_h) n_h/(n_h - 1) sum over units of (u - their mean)²

over the primary sampling units of the stratum, which are the respondents in a sample without clusters. With
finite populations, later stages of sampling add the same sum over their units, times the sampling fractions
of the stages before (Särndal, Swensson & Wretman 1992, result 4.3.1).
"""

from collections.abc import Iterator

import numpy as np

from survey_stats.kernel.blocks import Scratch, cross_product
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray, IntArray, add_to, sum_to


def centred_squares(cells: SampleCells, total: FloatArray, squares: FloatArray) -> FloatArray:
    """Variance (K,) of sums of weighted scores whose respondents are the units.

    ``total`` (C, K) sums of u; ``squares`` (C, K) sums of (u - the cell's mean u)². Sums of squares only, so
    that nothing cancels.
    """
    centre = _centres(cells, total)
    between = cells.n[:, None] * (total / cells.n[:, None] - centre[cells.stratum_index]) ** 2
    return cells.correction @ sum_to(cells.stratum_index, squares + between, len(cells.stratum_units))


def unit_deviations(cells: SampleCells, total: FloatArray) -> Iterator[FloatArray]:
    """For each stage of a clustered sample: (U, K) deviations of unit totals of u, scaled to their share.

    ``total`` (C, K) sums of u. The squares of all deviations add up to the variance.
    """
    units = sum_to(cells.unit_index, total, cells.n_units)
    share = np.sqrt(cells.correction[cells.unit_stratum, None])
    yield share * (units - _centres(cells, total)[cells.unit_stratum])
    for stage in cells.later_stages:
        units = sum_to(stage.unit_index, total, len(stage.unit_stratum))
        n = stage.units
        centre = sum_to(stage.unit_stratum, units, len(n)) / n[:, None]
        correction = (
            stage.scale
            * (1 - stage.sampling_fraction)
            * np.divide(n, n - 1, out=np.ones_like(n), where=n > 1)
        )
        yield np.sqrt(correction[stage.unit_stratum, None]) * (units - centre[stage.unit_stratum])


def unit_variance(cells: SampleCells, total: FloatArray) -> FloatArray:
    """Variance (K,) of sums of weighted scores in a clustered sample. ``total`` (C, K) sums of u."""
    if cells.form is not None:
        return sum((a * b).sum(axis=0) for a, b in cells.form.products(total))
    return sum((deviation**2).sum(axis=0) for deviation in unit_deviations(cells, total))


def _centres(cells: SampleCells, total: FloatArray) -> FloatArray:
    """(H, K) what the units of a stratum deviate from: their mean, or for a lone unit that of all units."""
    strata = len(cells.stratum_units)
    centre = sum_to(cells.stratum_index, total, strata) / cells.stratum_units[:, None]
    if cells.lonely == "adjust":
        centre[cells.is_lone] = total.sum(axis=0) / cells.stratum_units.sum()
    return centre


class ScoreSums:
    """Sums of weighted scores and of their products, gathered batch by batch; then their covariance.

    For estimates whose scores are known row by row (regression coefficients, proportions of a table). Holds
    (C, K) numbers however many rows pass. Products count for as much as their stratum's squares do.
    """

    def __init__(self, cells: SampleCells, size: int) -> None:
        self.cells = cells
        # Columns lie together, as those of the batches do.
        self.total = np.zeros((size, len(cells.n))).T
        self.members = np.zeros((len(cells.n), 1))
        self.base_product = np.zeros((size, len(cells.n))).T
        self.products = np.zeros((size, size))
        self.shift = np.zeros((len(cells.stratum_levels), size))
        self.correction = cells.correction[cells.stratum_index]
        self.needs_base = bool(cells.unit_index is None and (cells.steps or cells.responses))
        self.is_equal = not cells.spread_w.any()
        self._scratch, self._is_summed = Scratch(), False

    def centre(self, total: FloatArray) -> None:
        """Take products around the strata's means of u, known beforehand from its sums (C, K) by cell.

        Then :meth:`add_persons` must give every person of the sample: nothing far from zero cancels.
        """
        strata = len(self.shift)
        self.shift = sum_to(self.cells.stratum_index, total, strata) / np.maximum(
            sum_to(self.cells.stratum_index, self.cells.n[:, None], strata), 1
        )

    def add_persons(self, cell: IntArray, weight: FloatArray, score: FloatArray) -> None:
        """Add R persons: cell (R,), base weight (R,), score z (R, K)."""
        size, u = len(self.cells.n), (self.cells.factor[cell] * weight)[:, None] * score
        self.total += sum_to(cell, u, size)
        if self.cells.unit_index is None:
            stratum = self.cells.stratum_index[cell]
            u -= self.shift[stratum]
            if self.needs_base:
                self.base_product += sum_to(cell, weight[:, None] * u, size)
            self.products += cross_product(u, self.correction[cell, None] * u)

    def add(
        self,
        cell: IntArray,
        sum_w: FloatArray,
        sum_w2: FloatArray,
        score: FloatArray,
        residual: FloatArray | float = 1.0,
    ) -> None:
        """Add R groups of respondents: cell (R,), sums (R,) of base weights and squares, score z (R, K).

        ``residual`` (R,) : what scores are times, where they were not multiplied by it yet.
        """
        factor = self.cells.factor.take(cell) * residual
        self.members[cell], self._is_summed = 1, True
        add_to(self.total, cell, self._scratch.scaled(score, factor * sum_w))
        if self.needs_base and not self.is_equal:
            add_to(self.base_product, cell, self._scratch.scaled(score, factor * sum_w2))
        if self.cells.unit_index is None:
            # A product of a matrix with itself takes half the work.
            u = self._scratch.scaled(score, factor * np.sqrt(self.correction.take(cell) * sum_w2))
            self.products += cross_product(u, u)

    def transformed(self, matrix: FloatArray) -> None:
        """Make the sums those of the scores z times a symmetric ``matrix`` (K, K)."""
        self.total, self.base_product = self.total @ matrix, self.base_product @ matrix
        self.products = matrix @ self.products @ matrix

    def covariance(self, members: FloatArray | None = None) -> FloatArray:
        """(K, K), by the formula of the module's text.

        ``members`` (C, K) respondents of each estimate's domain; those of the rows that were added without
        it.
        """
        average = np.sqrt(self.cells.average_factor(self.members if members is None else members))
        return average[:, None] * self._covariance() * average

    def _covariance(self) -> FloatArray:
        cells = self.cells
        explained = cells.explained(self.total)
        total = self.total - cells.sum_w[:, None] * explained
        if cells.form is not None:
            products = sum(a.T @ b for a, b in cells.form.products(total))
            return (products + products.T) / 2
        if cells.unit_index is not None:
            return sum(deviation.T @ deviation for deviation in unit_deviations(cells, total))
        contribution = sum_to(cells.stratum_index, total, len(cells.stratum_units))
        contribution -= cells.stratum_units[:, None] * self.shift
        centre = _centres(cells, total) - self.shift
        weighted = cells.correction[:, None] * centre
        mixed = contribution.T @ weighted
        vcov = self.products - mixed - mixed.T + centre.T @ (cells.stratum_units[:, None] * weighted)
        if self.needs_base:
            weighted = self.correction[:, None] * explained
            # Where weights are equal inside cells, sums of one follow from those of the other.
            base_product = (
                (cells.sum_w / cells.n)[:, None] * self.total
                if self._is_summed and self.is_equal
                else self.base_product
            )
            mixed = base_product.T @ weighted
            vcov += explained.T @ (cells.sum_w2[:, None] * weighted) - mixed - mixed.T
        return vcov
