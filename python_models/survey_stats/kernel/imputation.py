"""Pooling of estimates from several imputations of the same data (Rubin 1987)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import ShapeError
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.inference import check_level, t_interval, t_p_value


@dataclass(frozen=True)
class Pooled:
    """K pooled estimates; every field is (K,) but ``vcov`` (K, K).

    ``missing_information`` is the share of information that is missing, the number of imputations allowed
    for.
    """

    estimate: FloatArray
    std_error: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    statistic: FloatArray
    degrees_of_freedom: FloatArray
    p_value: FloatArray
    missing_information: FloatArray
    vcov: FloatArray


def pool_imputations(
    estimates: Sequence[ArrayLike],
    covariances: Sequence[ArrayLike],
    *,
    complete_degrees_of_freedom: float = np.inf,
    level: float = 0.95,
) -> Pooled:
    """Pool M >= 2 sets of K estimates with their covariances (K, K), or variances (K,).

    The estimate is their mean, its covariance W + (1 + 1/M) B with W the mean of the covariances and B the
    covariance between the imputations, t on (M - 1)(1 + W/((1 + 1/M) B))² degrees of freedom (Rubin 1987,
    section 3.3); with ``complete_degrees_of_freedom`` those that Barnard & Rubin (1999) give for small
    samples. R: mitools' ``MIcombine``. Raises ``ShapeError``.
    """
    level = check_level(level)
    points = np.array([np.atleast_1d(np.asarray(e, dtype=np.float64)) for e in estimates])
    count, size = points.shape if points.ndim == 2 else (0, 0)
    own = [np.asarray(v, dtype=np.float64) for v in covariances]
    own = [np.diag(np.atleast_1d(v)) if v.ndim < 2 else v for v in own]
    if count < 2 or len(own) != count or any(v.shape != (size, size) for v in own):
        raise ShapeError(
            f"{count} sets of {size} estimates and {len(own)} covariances of shapes {[v.shape for v in own]} "
            "; give two sets or more, each with its covariance"
        )
    within, between = np.mean(own, axis=0), np.atleast_2d(np.cov(points, rowvar=False))
    inflated = (1 + 1 / count) * between
    vcov = within + inflated
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.diag(inflated) / np.diag(within)
        df = (count - 1) * (1 + 1 / r) ** 2
        if np.isfinite(complete_degrees_of_freedom):
            complete = complete_degrees_of_freedom
            observed = (complete + 1) / (complete + 3) * complete * np.diag(within) / np.diag(vcov)
            df = 1 / (1 / observed + 1 / df)
        missing = (r + 2 / (df + 3)) / (r + 1)
        estimate, std_error = points.mean(axis=0), np.sqrt(np.diag(vcov))
        statistic = estimate / np.where(std_error > 0, std_error, np.nan)
    low, high = t_interval(estimate, std_error, df, level)
    return Pooled(estimate, std_error, low, high, statistic, df, t_p_value(statistic, df), missing, vcov)
