"""Several estimates at once: their covariance, and functions of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from survey_stats.design.model import numpy_column
from survey_stats.design.scans import Scan, column_of
from survey_stats.design.table import Table
from survey_stats.errors import InvalidOutcomeError, LevelError, ShapeError, SingularDesignError
from survey_stats.kernel import special
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.inference import check_level, t_interval, t_p_value
from survey_stats.kernel.variance import ScoreSums, sum_to

_BATCH_ROWS = 50_000
_STEP = 1e-4


@dataclass(frozen=True)
class Recipe:
    """How the rows of a table of estimates come about: kind ``mean``, ``total`` or ``ratio`` of each column.

    ``values`` SQL of each outcome, and of the denominator of each in a ratio; ``groups`` labels of the groups
    in the table's order. Estimate (i, g) stands in row ``place[i, g]`` of the table, or nowhere (-1).
    """

    scan: Scan
    kind: str
    values: tuple[str, ...]
    denominators: tuple[str, ...]
    place: np.ndarray


class EstimateTable(Table):
    """Estimates, and what they are together: their covariance, contrasts and functions."""

    def __init__(self, columns: Mapping[str, np.ndarray], recipe: Recipe) -> None:
        super().__init__(columns)
        self._recipe = recipe

    @cached_property
    def vcov(self) -> FloatArray:
        """(K, K) covariance of the estimates in the order of the rows, NaN where there is no estimate.

        Estimates of different groups have one, too: by strata, clusters and calibration (R: ``svyby`` with
        ``covmat = TRUE``). It takes two scans, person by person.
        """
        return _covariance(self._recipe, self.columns_by_name["estimate"])

    def contrast(self, weights: object, level: float = 0.95, df: float | None = None) -> Table:
        """Linear combinations of the estimates, with t-tests that they are zero and t intervals.

        ``weights`` (K,), or (T, K) with one row a combination, in the order of the table's rows; or a
        mapping of names to such. Degrees of freedom those of the design unless ``df`` is given. R:
        ``svycontrast``. Raises ``ShapeError``.
        """
        names, matrix = _named_rows(weights, len(self))
        used = (matrix != 0).any(axis=0)
        estimate = matrix[:, used] @ self.columns_by_name["estimate"][used]
        vcov = matrix[:, used] @ self.vcov[np.ix_(used, used)] @ matrix[:, used].T
        return self._tested(names, estimate, vcov, level, df)

    def function(
        self, function: Callable[[FloatArray], object], level: float = 0.95, df: float | None = None
    ) -> Table:
        """A smooth ``function`` of the estimates (K,), with its standard error by the delta method.

        It takes the array of estimates and gives a number, or several. Its derivatives are differences of the
        fourth order. R: ``svycontrast`` on an expression. Raises ``InvalidOutcomeError`` where it is not
        finite.
        """
        estimate = self.columns_by_name["estimate"]
        if not callable(function):
            raise InvalidOutcomeError(
                f"the function is a {type(function).__name__}; give one of the estimates"
            )

        def values(at: FloatArray) -> FloatArray:
            try:
                return np.atleast_1d(np.asarray(function(at), dtype=np.float64))
            except (TypeError, ValueError) as error:
                raise InvalidOutcomeError(f"the function gives no numbers: {error}") from error

        value = values(estimate.copy())
        gradient = np.zeros((len(value), len(estimate)))
        error = np.sqrt(np.diag(self.vcov))
        for k in np.flatnonzero(np.isfinite(estimate)):
            h = _STEP * max(abs(estimate[k]), error[k] if np.isfinite(error[k]) else 0.0, 1e-12)
            for steps, weight in ((1, 8), (-1, -8), (2, -1), (-2, 1)):
                moved = estimate.copy()
                moved[k] += steps * h
                at = values(moved)
                if value.ndim > 1 or at.shape != value.shape:
                    raise InvalidOutcomeError("the function gives a number, or always as many; this one not")
                gradient[:, k] += weight * at / (12 * h)
        used = np.isfinite(estimate) & (gradient != 0).any(axis=0)
        if not (np.isfinite(value).all() and np.isfinite(gradient).all()):
            raise InvalidOutcomeError("the function, or its derivative, is not finite at the estimates")
        vcov = gradient[:, used] @ self.vcov[np.ix_(used, used)] @ gradient[:, used].T
        return self._tested([f"value {i}" for i in range(len(value))], value, vcov, level, df)

    def wald(self, weights: object, null: float | Sequence[float] = 0.0, df: float | None = None) -> Table:
        """Wald's test that linear combinations of the estimates all have their ``null`` value, as one row.

        F = (C b - null)' (C V C')^-1 (C b - null) / rows of C, with the design's degrees of freedom unless
        ``df`` is given. Raises ``ShapeError``, and ``SingularDesignError`` for combinations that say the
        same.
        """
        _, matrix = _named_rows(weights, len(self))
        used = (matrix != 0).any(axis=0)
        try:
            wanted = np.broadcast_to(np.asarray(null, dtype=np.float64), len(matrix))
        except (TypeError, ValueError):
            raise ShapeError(f"null is {null!r}; give a number, or one for each combination") from None
        off = matrix[:, used] @ self.columns_by_name["estimate"][used] - wanted
        vcov = matrix[:, used] @ self.vcov[np.ix_(used, used)] @ matrix[:, used].T
        return wald_table(off, vcov, self._df(df))

    def _df(self, asked: object) -> float:
        """Degrees of freedom asked for, or the design's. Raises ``LevelError``."""
        if asked is None:
            return self._recipe.scan.sample.cells.degrees_of_freedom
        if not (isinstance(asked, int | float | np.number) and asked > 0):
            raise LevelError(f"df is {asked!r}; it is a positive number")
        return asked

    def _tested(
        self, names: list[str], estimate: FloatArray, vcov: FloatArray, level: float, df: float | None
    ) -> Table:
        df, level = self._df(df), check_level(level)
        std_error = np.sqrt(np.maximum(np.diag(vcov), 0))
        low, high = t_interval(estimate, std_error, df, level)
        statistic = np.divide(estimate, std_error, out=np.full(len(estimate), np.nan), where=std_error > 0)
        return Table(
            {
                "contrast": column_of(names),
                "estimate": estimate,
                "std_error": std_error,
                "ci_low": low,
                "ci_high": high,
                "statistic": statistic,
                "degrees_of_freedom": np.full(len(estimate), df),
                "p_value": t_p_value(statistic, df),
            }
        )


def wald_table(off: FloatArray, vcov: FloatArray, df: float) -> Table:
    """Wald's F of deviations (T,) with covariance (T, T), as one row. Raises ``SingularDesignError``."""
    scale = np.sqrt(np.diag(vcov))
    if not (scale > 0).all() or np.linalg.cond(vcov / np.outer(scale, scale)) > 1e13:
        raise SingularDesignError("what is tested has no variance, or is tested twice; leave some of it out")
    statistic = float(off @ np.linalg.solve(vcov, off)) / len(off)
    p_value = float(special.fdtrc(len(off), df, statistic)) if df >= 1 else np.nan
    return Table(
        {
            "statistic": np.array([statistic]),
            "numerator_df": np.array([len(off)]),
            "denominator_df": np.array([df]),
            "p_value": np.array([p_value]),
        }
    )


def _named_rows(weights: object, size: int) -> tuple[list[str], FloatArray]:
    if isinstance(weights, Mapping):
        names, given = [str(name) for name in weights], list(weights.values())
    else:
        given = np.atleast_2d(np.asarray(weights, dtype=object))
        names = [f"contrast {i}" for i in range(len(given))]
    try:
        matrix = np.array([np.asarray(row, dtype=np.float64) for row in given])
    except (TypeError, ValueError):
        matrix = np.empty((0, 0))
    if matrix.ndim != 2 or matrix.shape[1] != size or not np.isfinite(matrix).all():
        raise ShapeError(
            f"weights have shape {matrix.shape}; give one number for each of the {size} estimates"
        )
    return names, matrix


def _covariance(recipe: Recipe, estimate: FloatArray) -> FloatArray:
    """(K, K) from scores of single persons: a scan for totals, and another for products around their
    means."""
    scan, sample = recipe.scan, recipe.scan.sample
    cells, size = sample.cells, len(estimate)
    i, g = np.nonzero(recipe.place >= 0)
    row = recipe.place[i, g]
    shown = np.isfinite(estimate[row])
    i, g, row = i[shown], g[shown], row[shown]
    groups = scan.groups({})
    sql = _rows(recipe, groups.table)
    try:
        y, x, members = np.zeros((3, len(cells.n), len(row)))
        for cell, group, w, values, denominators in _batches(recipe, sql):
            member = (group[:, None] == g) & np.isfinite(values[:, i]) & np.isfinite(denominators[:, i])
            y += sum_to(cell, np.where(member, w[:, None] * values[:, i], 0), len(cells.n))
            x += sum_to(cell, np.where(member, w[:, None] * denominators[:, i], 0), len(cells.n))
            members += sum_to(cell, member.astype(np.float64), len(cells.n))
        of_x = cells.factor @ x
        if cells.replicates is not None:
            factor = cells.replicates.factor.T
            replicated = factor @ y if recipe.kind == "total" else (factor @ y) / (factor @ x)
            vcov = cells.replicates.covariance(replicated, estimate[row])
        else:
            at = np.zeros(len(row)) if recipe.kind == "total" else estimate[row]
            scale = np.ones(len(row)) if recipe.kind == "total" else 1 / of_x
            sums = ScoreSums(cells, len(row))
            totals = scale * (y - at * x)
            sums.centre(cells.factor[:, None] * totals)
            for cell, group, w, values, denominators in _batches(recipe, sql):
                member = (group[:, None] == g) & np.isfinite(values[:, i]) & np.isfinite(denominators[:, i])
                score = np.where(member, scale * (values[:, i] - at * denominators[:, i]), 0)
                sums.add_persons(cell, w, score)
            vcov = sums.covariance(members)
    finally:
        sample.source.drop(groups.table)
    full = np.full((size, size), np.nan)
    full[np.ix_(row, row)] = vcov
    return full


def _rows(recipe: Recipe, groups: str) -> str:
    """SQL of all rows of the sample: cell, group (-1 outside), base weight, outcomes (NaN where missing)."""
    scan, sample = recipe.scan, recipe.scan.sample
    on = " and ".join([scan.condition, *(f"{sql} = g.g{i}" for i, sql in enumerate(scan.by.values()))])
    on_cell = " and ".join(f"{sql} = c.{name}" for name, sql in sample.keys.items()) or "true"
    values = [f"coalesce({sql}, 'nan'::double) as y{i}" for i, sql in enumerate(recipe.values)]
    values += [f"coalesce({sql}, 'nan'::double) as x{i}" for i, sql in enumerate(recipe.denominators)]
    return (
        f"select c.cell_index, coalesce(g.group_index, -1) as group_index, {sample.weight} as w_, "
        f"{', '.join(values)} from {sample.view} join {sample.table} as c on {on_cell} "
        f"left join {groups} as g on {on}"
    )


def _batches(recipe: Recipe, sql: str):
    for batch in recipe.scan.sample.source.batches(sql, _BATCH_ROWS):
        columns = {n: numpy_column(c) for n, c in zip(batch.schema.names, batch.columns, strict=True)}
        values = np.stack([columns[f"y{i}"] for i in range(len(recipe.values))], axis=1)
        denominators = np.ones_like(values)
        if recipe.denominators:
            denominators = np.stack([columns[f"x{i}"] for i in range(len(recipe.values))], axis=1)
        yield (
            columns["cell_index"].astype(np.int64),
            columns["group_index"].astype(np.int64),
            columns["w_"],
            values,
            denominators,
        )
