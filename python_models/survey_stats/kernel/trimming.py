"""Trimming of extreme weights: cut them to bounds and spread what was cut over the others.

Trades a little bias for less variance (Potter 1990). The sum of the weights stays, of the whole sample or
within strata; other margins that the weights were calibrated to do not.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import InvalidWeightError, TrimmingError
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray, read_factor, read_numbers

# What round-off can leave over when the bounds hold exactly, as a share of the sum of weights.
_ROUND_OFF = 1e-12


@dataclass(frozen=True)
class TrimmedWeights:
    """Outcome of :func:`trim_weights` over C cells.

    Attributes
    ----------
    weight : (C,) weight of one respondent after trimming.
    is_trimmed : (C,) whether the cell's weight lay outside the bounds.
    n_trimmed : respondents of these cells.
    share_moved : weight that changed hands, as a share of the sum of weights.
    rounds : times that weight was cut and spread; 0 when no weight lay outside.
    """

    weight: FloatArray
    is_trimmed: np.ndarray
    n_trimmed: int
    share_moved: float
    rounds: int


def trim_weights(
    weight: ArrayLike,
    *,
    upper: ArrayLike = np.inf,
    lower: ArrayLike = 0.0,
    n: ArrayLike | None = None,
    stratum: ArrayLike | None = None,
    strict: bool = False,
) -> TrimmedWeights:
    """Cut weights to [lower, upper] and add the difference, equal parts a head, to the untrimmed ones.

    As R's ``trimWeights``, within each stratum. The parts can push an untrimmed weight over a bound: with
    ``strict`` it is cut in turn, and its excess goes to those that have room left, until no weight lies
    outside. (R repeats the first round and comes to the same weights in the limit.)

    Parameters
    ----------
    weight : (C,) weight of one respondent, finite; linear calibration can have made it negative.
    upper, lower : bounds of the weight, one for all or (C,), 0 <= lower < upper.
    n : (C,) respondents of the cell, all with this weight; None for one each.
    stratum : (C,) codes, within which the sum of weights stays; None for one stratum.
    strict : whether the bounds must hold.

    Raises
    ------
    InvalidWeightError : a weight that is missing or infinite, a count that is not positive, with the cell.
    TrimmingError : bounds that are none, with the cell; bounds that a stratum cannot hold because its sum
        of weights lies outside what they allow, or because no weight has room for what was cut from the
        others, with the stratum.
    ShapeError, MissingCodeError : arrays do not fit, or codes are missing.
    """
    weights = read_numbers("weight", weight)
    cells = len(weights)
    counts = np.ones(cells) if n is None else read_numbers("n", n, cells)
    for name, wrong in (("weight", ~np.isfinite(weights)), ("n", ~(np.isfinite(counts) & (counts > 0)))):
        bad = np.flatnonzero(wrong)
        if len(bad):
            value = (weights if name == "weight" else counts)[bad[0]]
            raise InvalidWeightError(
                f"{name} of cell {bad[0]} is {value}; weights are finite, counts positive"
            )
    low, high = (
        np.full(cells, float(bound)) if np.ndim(bound) == 0 else read_numbers(name, bound, cells)
        for name, bound in (("lower", lower), ("upper", upper))
    )
    bad = np.flatnonzero(~((low >= 0) & (low < high)))
    if len(bad):
        raise TrimmingError(
            f"bounds of cell {bad[0]} are {low[bad[0]]} to {high[bad[0]]}; give 0 <= lower < upper"
        )
    strata = read_factor("stratum", np.zeros(cells, dtype=np.int64) if stratum is None else stratum, cells)

    trimmed, rounds = weights.copy(), 0
    for h, code in enumerate(strata.levels):
        rows = np.flatnonzero(strata.index == h)
        where = "the sample" if stratum is None else f"stratum {code!r}"
        trimmed[rows], taken = _trim(weights[rows], low[rows], high[rows], counts[rows], strict, where)
        rounds = max(rounds, taken)
    outside = (weights < low) | (weights > high)
    return TrimmedWeights(
        weight=trimmed,
        is_trimmed=outside,
        n_trimmed=round(float(counts[outside].sum())),
        # What some lose, others gain.
        share_moved=float(counts @ np.abs(trimmed - weights) / 2 / (counts @ np.abs(weights))),
        rounds=rounds,
    )


def trimmed_sample(cells: SampleCells, factor: ArrayLike) -> SampleCells:
    """The sample with its weights trimmed: ``factor`` (C,) weight after over weight before.

    Variances go on taking away what the calibrations explain, by the weights that calibration gave, of the
    scores at the trimmed weights. The factors count as given, as in R (``trimWeights`` on a calibrated
    design).
    """
    return replace(cells, factor=cells.factor * read_numbers("factor", factor, len(cells.factor)))


def _trim(
    weight: FloatArray, low: FloatArray, high: FloatArray, n: FloatArray, strict: bool, where: str
) -> tuple[FloatArray, int]:
    """One stratum: weights after trimming, and rounds taken."""
    total = n @ weight
    if strict and not n @ low <= total <= n @ high:
        raise TrimmingError(
            f"weights of {where} sum to {total:.10g}, and its bounds allow {n @ low:.10g} to "
            f"{n @ high:.10g}; widen the bounds"
        )
    inside = (weight >= low) & (weight <= high)
    rounds = 0
    while ((weight < low) | (weight > high)).any() and (rounds == 0 or strict):
        cut = np.clip(weight, low, high)
        excess = n @ (weight - cut)
        # After the first round whoever has room takes part, weights trimmed at the other bound included.
        receives = inside if rounds == 0 and inside.any() else (cut < high if excess > 0 else cut > low)
        if not receives.any() and abs(excess) > _ROUND_OFF * total:
            raise TrimmingError(
                f"no weight of {where} has room inside its bounds for what is cut from the others; "
                "widen the bounds"
            )
        weight = cut + np.where(receives, excess / max(n @ receives, 1), 0)
        rounds += 1
    if not (weight >= 0).all():
        raise TrimmingError(
            f"filling up to the lower bound takes more than all of another weight of {where}; "
            "lower the bound, or choose strict=True"
        )
    return weight, rounds
