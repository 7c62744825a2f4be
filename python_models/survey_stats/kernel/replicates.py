"""Replicate weights: how they turn into variances, and the rescaled bootstrap of Rao and Wu."""

from dataclasses import dataclass

import numpy as np

from survey_stats.errors import InvalidReplicatesError, SingleUnitStratumError
from survey_stats.kernel.codes import FloatArray, IntArray


@dataclass(frozen=True)
class Replicates:
    """B sets of weights over C cells, and how estimates from them turn into variances.

    ``factor`` (C, B) final weight over base weight in each replicate; ``scale``; ``rscales`` (B,);
    ``is_mse`` whether squares are taken around the estimate of the whole sample, else around the replicates'
    mean; ``degrees_of_freedom`` at most so many, and with ``counts_rank`` those of a domain are the rank of
    its own weights less one. The variance of an estimate t is
    scale * sum of rscales_b (t_b - centre)² (Wolter 2007, chapters 3 to 5; R's ``svrVar``).
    """

    factor: FloatArray
    scale: float
    rscales: FloatArray
    is_mse: bool
    degrees_of_freedom: int
    counts_rank: bool = False

    def covariance(self, estimates: FloatArray, whole: FloatArray) -> FloatArray:
        """(K, K) from the estimates (B, K) of the replicates and that of the whole sample (K,)."""
        deviation = self._deviations(estimates, whole)
        return deviation.T @ deviation

    def std_error(self, estimates: FloatArray, whole: FloatArray) -> FloatArray:
        """(K,) standard errors. NaN where a replicate has no member of the domain."""
        return np.sqrt((self._deviations(estimates, whole) ** 2).sum(axis=0))

    def _deviations(self, estimates: FloatArray, whole: FloatArray) -> FloatArray:
        centre = whole if self.is_mse else estimates[self.rscales > 0].mean(axis=0)
        return np.sqrt(self.scale * self.rscales)[:, None] * (estimates - centre)


def rank_degrees_of_freedom(weights: FloatArray) -> int:
    """Rank of the replicate weights (N, B) less one: R's ``degf`` (``qr``, tolerance 1e-5)."""
    gram = weights.T @ weights
    rank, basis = 0, np.zeros((0, len(gram)))
    for b, size in enumerate(np.diag(gram)):
        row = gram[b] - basis[:, b] @ basis
        if row[b] > 1e-10 * size:
            basis = np.vstack([basis, row / np.sqrt(row[b])])
            rank += 1
    return rank - 1


def rao_wu_multipliers(
    unit_stratum: IntArray, sampling_fraction: FloatArray, replicates: int, seed: int
) -> FloatArray:
    """Multipliers (U, B) of the base weights of U units in B bootstrap replicates.

    Each replicate draws n_h - 1 units with replacement in every stratum. A unit drawn r times is multiplied
    by 1 - a + a r n_h/(n_h - 1), a² = 1 - n_h/N_h (Rao & Wu 1988; Rao, Wu & Yue 1992, with m_h = n_h - 1).
    So the mean of the multipliers is one, and the variance of a total over replicates is its linearised one.

    ``unit_stratum`` (U,) in 0..H-1; ``sampling_fraction`` (H,) n_h/N_h, zero without a correction;
    ``replicates`` B >= 2; ``seed`` fixes the draws. Raises ``InvalidReplicatesError`` and
    ``SingleUnitStratumError`` (a stratum of one unit that is not its whole population).
    """
    for name, number, least in (("replicates", replicates, 2), ("seed", seed, 0)):
        if not isinstance(number, int | np.integer) or number < least:
            raise InvalidReplicatesError(
                f"{name} is {number!r}; give a whole number from {least} on (a variance needs two replicates "
                "at least, better 500)"
            )
    generator = np.random.default_rng(seed)
    multipliers = np.ones((len(unit_stratum), replicates))
    for h, fraction in enumerate(sampling_fraction):
        units = np.flatnonzero(unit_stratum == h)
        size, spread = len(units), np.sqrt(1 - fraction)
        if spread == 0:
            continue
        if size < 2:
            raise SingleUnitStratumError(
                f"stratum number {h} has one unit, which no bootstrap can vary; merge it with another stratum"
            )
        drawn = generator.multinomial(size - 1, np.full(size, 1 / size), size=replicates).T
        multipliers[units] = 1 - spread + spread * drawn * (size / (size - 1))
    return multipliers
