"""Variances of samples whose joint probabilities are not those of stratified sampling: PPS and two phases.

With u the weighted scores (:mod:`survey_stats.kernel.variance`), the Horvitz-Thompson estimator of a variance
is sum D_ij u_i u_j, D_ij = 1 - p_i p_j / p_ij over sampled pairs. Here D is a sum of blocks (persons,
clusters, strata), so that a form takes a few sums by block: memory and time grow with the rows, not their
square. A form gives pairs (A, B) of arrays (G, K), of which the variance is the sum of A'B.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from survey_stats.errors import SingleUnitStratumError
from survey_stats.kernel.codes import FloatArray, IntArray, sum_to

Products = Iterator[tuple[FloatArray, FloatArray]]


@dataclass(frozen=True)
class Brewer:
    """One stage, units drawn with probabilities p: sum (1 - p_i) n/(n - 1) (u_i - their mean)².

    Brewer's approximation of the joint probabilities (Brewer 2002, equation 9.18; R: ``pps = "brewer"``).
    ``unit_index`` (C,) unit of each cell; ``unit_stratum`` (U,); ``probability`` (U,) p. Raises
    ``SingleUnitStratumError``.
    """

    unit_index: IntArray
    unit_stratum: IntArray
    probability: FloatArray

    def __post_init__(self) -> None:
        _refuse_lone(self.units[self.unit_stratum][self.probability < 1])

    @property
    def units(self) -> FloatArray:
        """(H,) units drawn in each stratum."""
        return np.bincount(self.unit_stratum).astype(np.float64)

    def split(self, origin: IntArray) -> "Brewer":
        """The same over cells of which the i-th lies in cell ``origin[i]``."""
        return replace(self, unit_index=self.unit_index[origin])

    def products(self, total: FloatArray) -> Products:
        """Pairs of arrays, whose products add up to the variance; ``total`` (C, K) sums of u."""
        n, h = self.units, self.unit_stratum
        u = sum_to(self.unit_index, total, len(h))
        centre = sum_to(h, u, len(n)) / n[:, None]
        scale = np.sqrt((1 - self.probability) * _ratio(n)[h])
        deviation = scale[:, None] * (u - centre[h])
        yield deviation, deviation


@dataclass(frozen=True)
class HartleyRao(Brewer):
    """One stage, joint probabilities by Hartley & Rao (1962): D_ij = (p_i + p_j - 1 - b)/(n - 1).

    ``b`` (H,) is the sum of p² over the population of the stratum, over n; R's ``HR()`` takes its estimate
    from the sample, the mean of p. ``is_yates_grundy`` takes -1/2 sum D_ij (u_i - u_j)² (R: ``variance =
    "YG"``), which is mostly not negative; the Horvitz-Thompson form may be, and then there is no standard
    error. R sets D_ij to zero where p_i + p_j is exactly 1, a slip that is not repeated here.
    """

    b: FloatArray
    is_yates_grundy: bool = False

    def products(self, total: FloatArray) -> Products:
        """As :meth:`Brewer.products`; ``A'B`` is to be made symmetric."""
        n, h, p = self.units, self.unit_stratum, self.probability
        others = np.maximum(n - 1, 1)
        u = sum_to(self.unit_index, total, len(h))
        all_u, all_pu = sum_to(h, u, len(n)), sum_to(h, p[:, None] * u, len(n))
        own = 1 - p - ((2 * p - 1 - self.b[h]) / others[h])
        yield (2 * all_pu - (1 + self.b[:, None]) * all_u) / others[:, None], all_u
        if self.is_yates_grundy:
            row = (np.bincount(h, weights=p)[h] + n[h] * (p - 1 - self.b[h])) / others[h] + own
            own = own - row
        yield own[:, None] * u, u


@dataclass(frozen=True)
class TwoPhase:
    """Persons of a second phase, drawn by strata from the units of a first.

    Over C cells that are the persons of the second phase: ``cluster``, ``stratum`` unit and stratum of the
    first phase, ``second`` stratum of the second, ``base`` weight of the first. ``cluster_stratum`` (G,).
    ``units`` (H,) units of the first phase, those that the second left out included, ``fraction`` (H,) n/N of
    the first phase, zero without population sizes; ``drawn`` (K,) persons of the second phase, ``share`` (K,)
    of those of the first; ``kept`` (C,) share of the units of the first phase that the second phase kept.

    ``is_full`` takes the Horvitz-Thompson estimator over both phases (Särndal, Swensson & Wretman 1992, 9.3;
    R: ``twophase(method = "full")``); otherwise the first phase is estimated from centred unit totals (R:
    ``method = "approx"``). Raises ``SingleUnitStratumError``.
    """

    cluster: IntArray
    stratum: IntArray
    second: IntArray
    base: FloatArray
    cluster_stratum: IntArray
    units: FloatArray
    fraction: FloatArray
    has_population: bool
    drawn: FloatArray
    share: FloatArray
    kept: FloatArray
    is_full: bool

    def __post_init__(self) -> None:
        _refuse_lone(self.drawn[self.share < 1])
        _refuse_lone(self.units[self.fraction < 1])

    def split(self, origin: IntArray) -> "TwoPhase":
        """The same over cells of which the i-th lies in cell ``origin[i]``."""
        moved = {n: getattr(self, n)[origin] for n in ("cluster", "stratum", "second", "base", "kept")}
        return replace(self, **moved)

    def products(self, total: FloatArray) -> Products:
        """As :meth:`Brewer.products`."""
        yield from self._full(total) if self.is_full else self._approximate(total)

    def _approximate(self, total: FloatArray) -> Products:
        clusters, strata = len(self.cluster_stratum), len(self.units)
        kept = np.ones(clusters)
        kept[self.cluster] = self.kept
        u = sum_to(self.cluster, total, clusters)
        centre = sum_to(self.cluster_stratum, u, strata) / self.units[:, None]
        scale = np.sqrt((1 - self.fraction) * _ratio(self.units))[self.cluster_stratum] / np.sqrt(kept)
        first = scale[:, None] * (kept[:, None] * u - centre[self.cluster_stratum])
        yield first, first
        # Where units of the first phase are persons, the first weight stays in; else each unit counts alone.
        if clusters < len(self.cluster):
            total = total / np.sqrt(self.base)[:, None]
        mean = sum_to(self.second, total, len(self.drawn)) / self.drawn[:, None]
        scale = np.sqrt((1 - self.share) * _ratio(self.drawn))[self.second]
        second = scale[:, None] * (total - mean[self.second])
        yield second, second

    def _full(self, total: FloatArray) -> Products:
        h, k = self.stratum, self.second
        a, c = np.ones(len(self.units)), np.zeros(len(self.units))
        if self.has_population:
            c = (1 - self.fraction) / np.maximum(self.units - 1, 1)
            a = 1 - self.fraction + c
        e = (1 - self.share) / np.maximum(self.drawn - 1, 1)
        b = 1 - self.share + e
        own = b[k] * (1 - a[h] + c[h])
        yield own[:, None] * total, total
        for blocks, weight in (
            ((self.cluster,), a[h]),
            ((h,), -c[h]),
            ((k,), -e[k]),
            ((self.cluster, k), a[h] * e[k]),
            ((h, k), -c[h] * e[k]),
        ):
            index = blocks[0]
            if len(blocks) > 1:
                index = np.unique(index * (k.max() + 1) + blocks[1], return_inverse=True)[1].reshape(-1)
            size = int(index.max()) + 1
            factor = np.zeros(size)
            factor[index] = weight
            sums = sum_to(index, total, size)
            yield factor[:, None] * sums, sums


def _ratio(n: FloatArray) -> FloatArray:
    return np.divide(n, n - 1, out=np.ones_like(n), where=n > 1)


def _refuse_lone(units: FloatArray) -> None:
    if (units < 2).any():
        raise SingleUnitStratumError(
            "a stratum has one unit that was not certain, so no variance; merge it with another stratum"
        )
