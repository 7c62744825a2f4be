"""Fitted regressions: their terms, predictions, average marginal effects and tests of terms."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from survey_stats.design.joint import wald_table
from survey_stats.design.model import Categorical, Model
from survey_stats.design.scans import column_of, listed
from survey_stats.design.source import code_text
from survey_stats.design.table import Table
from survey_stats.errors import InvalidFormulaError, InvalidReplicatesError, UnknownColumnError
from survey_stats.kernel import special
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.glm import Family, family_of
from survey_stats.kernel.inference import check_level, t_interval, t_p_value
from survey_stats.kernel.regression import CentredFit, RegressionFit
from survey_stats.kernel.variance import ScoreSums

# Weights of a derivative of the fourth order at steps of h.
_DIFFERENCES = ((1, 8 / 12), (-1, -8 / 12), (2, -1 / 12), (-2, 1 / 12))
_STEP = 1e-3


@dataclass(frozen=True)
class RegressionResult:
    """A fitted regression.

    ``terms`` one row a term: ``term, estimate, std_error, statistic, p_value, ci_low, ci_high,
    degrees_of_freedom``; ``vcov`` (P, P); ``n_unweighted`` rows used, ``n_weighted`` sum of their weights,
    ``n_missing`` rows of the domain left out because a variable is missing; ``degrees_of_freedom`` of every
    t; ``r_squared`` weighted share of variance (of deviance, unless ``family`` is gaussian) explained.
    """

    terms: Table
    vcov: FloatArray
    n_unweighted: int
    n_weighted: float
    n_missing: int
    degrees_of_freedom: int
    r_squared: float
    family: str
    _fit: RegressionFit = field(repr=False)
    _model: Model = field(repr=False)
    _cells: SampleCells = field(repr=False)

    @classmethod
    def of(cls, fit: RegressionFit, model: Model, cells: SampleCells, family: str) -> "RegressionResult":
        """A fit as a result."""
        uncertainty = ("std_error", "statistic", "p_value", "ci_low", "ci_high")
        terms = Table(
            {
                "term": np.array(fit.term_names, dtype=object),
                "estimate": fit.coefficients,
                **{name: getattr(fit, name) for name in uncertainty},
                "degrees_of_freedom": np.full(len(fit.term_names), fit.degrees_of_freedom),
            }
        )
        return cls(
            terms,
            fit.vcov,
            fit.n_unweighted,
            fit.n_weighted,
            model.n_missing,
            fit.degrees_of_freedom,
            fit.r_squared,
            family,
            fit,
            model,
            cells,
        )

    def predict(self, data: object, level: float = 0.95) -> Table:
        """Means that the model predicts for rows of ``data``: a mapping of columns, or a table of them.

        Columns ``estimate``, ``std_error`` (delta method), ``ci_low``, ``ci_high`` (t interval of the linear
        predictor, turned into means), ``linear`` and ``linear_std_error``. R: ``predict(svyglm)``. Raises
        ``UnknownColumnError`` on a variable or a category that is not there.
        """
        level = check_level(level)
        x, offset = self._model.matrix_of(data)
        how, centred = family_of(self.family), self._fit.centred
        x = x - centred.centre
        linear = x @ centred.coefficients + offset
        error = np.sqrt(np.einsum("rp,pq,rq->r", x, centred.vcov, x))
        low, high = t_interval(linear, error, self.degrees_of_freedom, level)
        return Table(
            {
                "estimate": how.mean(linear),
                "std_error": how.slope(linear) * error,
                "ci_low": how.mean(low),
                "ci_high": how.mean(high),
                "linear": linear,
                "linear_std_error": error,
            }
        )

    def test(self, factor: str | Sequence[str], method: str = "wald") -> Table:
        """Tests that all terms of a factor of the formula are zero, as one row; several factors together.

        ``factor``: its text, such as ``C(region)`` or ``hours:C(region)``. ``wald`` is Wald's F with the
        model's degrees of freedom. ``rao-scott`` is the working Wald statistic b'V0^-1 b, V0 the inverse of
        the weighted information, over the mean of the eigenvalues of V0^-1 V, on F with Satterthwaite's
        degrees of freedom (Rao & Scott 1984; Lumley & Scott 2014). R: ``regTermTest``, whose ``WorkingWald``
        has the same statistic and eigenvalues and integrates the tail. Raises ``UnknownColumnError``.
        """
        factors = listed(factor, "factor")
        index = [p for name in factors for p in self._model.places_of(name)]
        b, v = self._fit.coefficients[index], self.vcov[np.ix_(index, index)]
        if method == "wald":
            return wald_table(b, v, self.degrees_of_freedom)
        if method != "rao-scott":
            raise InvalidFormulaError(f"method is 'wald' or 'rao-scott', not {method!r}")
        working = self._fit.inverse[np.ix_(index, index)]
        eigenvalues = np.linalg.eigvals(np.linalg.solve(working, v)).real
        statistic = float(b @ np.linalg.solve(working, b))
        first = eigenvalues.sum() ** 2 / (eigenvalues**2).sum()
        second = first * self.degrees_of_freedom
        f = statistic / eigenvalues.sum()
        return Table(
            {
                "statistic": np.array([f]),
                "numerator_df": np.array([first]),
                "denominator_df": np.array([second]),
                "p_value": np.array([float(special.fdtrc(first, second, f)) if second >= 1 else np.nan]),
                "working_wald": np.array([statistic]),
                "mean_eigenvalue": np.array([eigenvalues.mean()]),
            }
        )

    def marginal_effects(
        self, variables: str | Sequence[str] | None = None, covariates: str = "sampled", level: float = 0.95
    ) -> Table:
        """Average marginal effects: how the predicted mean changes with a variable, averaged over the rows.

        For a number the derivative (by differences of the fourth order), for a categorical variable the
        change from its first category to each other. The average is weighted. Standard errors are
        design-based: of ``sampled`` covariates they hold the variance of the average itself as well as that
        of the coefficients, each row having the score (m_i - average)/N + G'z_i, with m_i its effect, G the
        average gradient in the coefficients and z_i their scores; with ``fixed`` covariates the former is
        left out (the delta method). ``variables``: all of the right-hand side unless given. Raises
        ``UnknownColumnError``, ``InvalidFormulaError``.
        """
        level = check_level(level)
        if covariates not in ("sampled", "fixed"):
            raise InvalidFormulaError(f"covariates are 'sampled' or 'fixed', not {covariates!r}")
        if self._cells.replicates is not None and covariates == "sampled":
            raise InvalidReplicatesError(
                "effects of sampled covariates have no replicates; ask for fixed ones"
            )
        effects = self._effects(variables)
        how, fit, cells = family_of(self.family), self._fit.centred, self._cells
        size, terms = len(effects), len(fit.coefficients)
        total, gradient, weight_sum = np.zeros(size), np.zeros((size, terms)), 0.0
        for batch in self._model.batches():
            w = cells.factor[batch.cell] * batch.w
            weight_sum += w.sum()
            for k, effect in enumerate(effects):
                m, g = effect.at(self._model, batch, fit, how)
                total[k] += w @ m
                gradient[k] += w @ g
        estimate, gradient = total / weight_sum, gradient / weight_sum
        if covariates == "fixed":
            vcov = gradient @ fit.vcov @ gradient.T
        else:
            sums = ScoreSums(cells, size)
            for batch in self._model.batches():
                x, offset = self._model.design(batch)
                x = x - fit.centre
                y = self._model.outcome.values(batch.columns)
                residual = how.at(y, x @ fit.coefficients + offset).residual
                score = (residual[:, None] * x) @ fit.inverse @ gradient.T
                for k, effect in enumerate(effects):
                    score[:, k] += (effect.at(self._model, batch, fit, how)[0] - estimate[k]) / weight_sum
                sums.add(batch.cell, batch.w, batch.w2, score)
            vcov = sums.covariance()
        std_error = np.sqrt(np.maximum(np.diag(vcov), 0))
        low, high = t_interval(estimate, std_error, self.degrees_of_freedom, level)
        statistic = np.divide(estimate, std_error, out=np.full(size, np.nan), where=std_error > 0)
        return Table(
            {
                "term": column_of([effect.name for effect in effects]),
                "estimate": estimate,
                "std_error": std_error,
                "statistic": statistic,
                "p_value": t_p_value(statistic, self.degrees_of_freedom),
                "ci_low": low,
                "ci_high": high,
                "degrees_of_freedom": np.full(size, self.degrees_of_freedom),
            }
        )

    def _effects(self, variables: str | Sequence[str] | None) -> list["_Effect"]:
        model = self._model
        coded = {f.variables[0]: f for f in model.factors.values() if isinstance(f, Categorical)}
        inside = dict.fromkeys(name for f in model.factors.values() for name in f.variables)
        asked = list(inside) if variables is None else listed(variables, "variable")
        effects = []
        for name in asked:
            if name not in inside:
                raise UnknownColumnError(f"{name!r} is not on the right-hand side; {', '.join(inside)} are")
            if name in coded and name in {v for f in model.factors.values() if f is not coded[name]
                                          for v in f.variables}:  # fmt: skip
                raise InvalidFormulaError(f"{name!r} is both a number and a category in the formula")
            if name in coded:
                levels = coded[name].levels
                effects += [
                    _Effect(f"{name}[{code_text(level)}]", name, ((c, 1.0), (0, -1.0)), True, 0.0)
                    for c, level in enumerate(levels)
                    if c
                ]
            else:
                # A power of two, so that moving a variable far from zero by it rounds nothing.
                h = 2.0 ** np.round(np.log2(_STEP * model.spread_of(name)))
                effects.append(_Effect(name, name, _DIFFERENCES, False, float(h)))
        return effects


@dataclass(frozen=True)
class _Effect:
    """An effect of a variable: a weighted sum of means at other values of it."""

    name: str
    variable: str
    points: tuple[tuple[int, float], ...]
    is_coded: bool
    h: float

    def at(self, model: Model, batch: object, fit: CentredFit, how: Family) -> tuple[FloatArray, FloatArray]:
        """Effects (R,) of the rows of a batch, and their gradients (R, P) in the centred coefficients."""
        effect, gradient = 0.0, 0.0
        for step, weight in self.points:
            x, offset = model.design(batch.moved(self.variable, step, self.h, is_coded=self.is_coded))
            x = x - fit.centre
            eta = x @ fit.coefficients + offset
            weight = weight if self.is_coded else weight / self.h
            effect = effect + weight * how.mean(eta)
            gradient = gradient + weight * how.slope(eta)[:, None] * x
        return effect, gradient
