"""Tests of independence in two-way tables of weighted shares."""

from dataclasses import dataclass

import numpy as np

from survey_stats.errors import SingularDesignError
from survey_stats.kernel import special
from survey_stats.kernel.codes import FloatArray


@dataclass(frozen=True)
class IndependenceTest:
    """Rao-Scott test: ``statistic`` F, its degrees of freedom, ``p_value``; ``pearson``, X² of n p."""

    statistic: float
    numerator_df: float
    denominator_df: float
    p_value: float
    pearson: float


def rao_scott(share: FloatArray, vcov: FloatArray, n: int, degrees_of_freedom: int) -> IndependenceTest:
    """Second-order corrected test that rows and columns of a table are independent.

    ``share`` (R, C) weighted shares that sum to one; ``vcov`` (RC, RC) their design covariance, row by row;
    ``n`` respondents; ``degrees_of_freedom`` units minus strata. X² of n p is divided by the mean of the
    eigenvalues of Delta, the generalised design effects, and compared with F at the Satterthwaite degrees of
    freedom tr(Delta)²/tr(Delta²) and that times the design's (Rao & Scott 1984, section 4; Thomas & Rao 1987;
    R's ``svychisq(statistic = "F")``). Raises ``SingularDesignError`` where Delta does not exist.
    """
    rows, columns = share.shape
    p = share.reshape(-1)
    row, column = share.sum(axis=1), share.sum(axis=0)
    expected = np.outer(row, column)
    pearson = float(n * ((share - expected) ** 2 / expected).sum())

    # Contrasts C of the saturated log-linear model that the main effects do not span.
    def indicators(size: int, codes: FloatArray) -> FloatArray:
        return (codes[:, None] == np.arange(1, size)).astype(np.float64)

    i, j = (axis.reshape(-1) for axis in np.meshgrid(np.arange(rows), np.arange(columns), indexing="ij"))
    of_rows, of_columns = indicators(rows, i), indicators(columns, j)
    main = np.column_stack([np.ones(rows * columns), of_rows, of_columns])
    interaction = (of_rows[:, :, None] * of_columns[:, None, :]).reshape(rows * columns, -1)
    contrasts = interaction - main @ np.linalg.lstsq(main, interaction, rcond=None)[0]
    inverse = np.divide(1, p, out=np.zeros_like(p), where=p > 0)
    simple = contrasts.T @ (inverse[:, None] / n * contrasts)
    weighted = inverse[:, None] * contrasts
    try:
        delta = np.linalg.solve(simple, weighted.T @ vcov @ weighted)
    except np.linalg.LinAlgError as error:
        raise SingularDesignError("the table has too many empty cells; merge categories") from error
    trace, trace_square = np.trace(delta), np.trace(delta @ delta)
    if not trace > 0:
        raise SingularDesignError("the table's shares have no variance; it cannot be tested")
    statistic = pearson / trace
    first = trace**2 / trace_square
    second = first * degrees_of_freedom
    return IndependenceTest(
        float(statistic), float(first), float(second), float(special.fdtrc(first, second, statistic)), pearson
    )
