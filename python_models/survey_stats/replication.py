"""Replicate weights: the rescaled bootstrap of Rao and Wu."""

import numpy as np

from survey_stats.codes import FloatArray, IntArray
from survey_stats.errors import InvalidReplicatesError, SingleUnitStratumError


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
    if replicates < 2:
        raise InvalidReplicatesError(f"replicates is {replicates}; a variance needs two at least, better 500")
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
