"""The survey design: one immutable object that holds a sample and estimates from it.

Data stay where they are (a file, a database, a data frame). Each estimate is a scan in DuckDB that leaves a
small table of sums, which the functions of the other modules turn into numbers. docs/statistics.md says what
each number means.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from survey_stats.calibration import (
    INTERCEPT,
    CalibrationResult,
    Method,
    calibrate_cells,
    match_margins,
    recalibrate,
)
from survey_stats.cells import CalibrationStep, Lonely, SampleCells, ScoreSums, sampling_fractions
from survey_stats.codes import FloatArray
from survey_stats.errors import (
    EmptyDomainError,
    GroupCountError,
    InconsistentCellError,
    InvalidOutcomeError,
    InvalidReplicatesError,
    InvalidWeightError,
    MissingCodeError,
)
from survey_stats.estimation import (
    RatioSums,
    difference_tests,
    estimate_means,
    estimate_ratios,
    estimate_totals,
)
from survey_stats.formula import RegressionFormula
from survey_stats.margins import Margins
from survey_stats.quantiles import quantile_table
from survey_stats.regression import RegressionFit, RegressionRows, fit_rows
from survey_stats.replication import rao_wu_multipliers
from survey_stats.results import NO_ESTIMATES, assemble, labels_of, weighted_sums, with_members
from survey_stats.scans import Columns, Frame, Scan, listed
from survey_stats.significance import holm_adjust
from survey_stats.source import MOST_CATEGORIES, Source
from survey_stats.tables import rao_scott
from survey_stats.trimming import trim_weights, trimmed_sample

_BATCH_ROWS = 50_000
# Weights meet their margins to 1e-12; a second calibration may move them by some of that.
_NO_CHANGE = 1e-9


@dataclass(frozen=True)
class RegressionResult:
    """A fitted regression.

    ``terms`` one row a term: ``term, estimate, std_error, statistic, p_value, ci_low, ci_high,
    degrees_of_freedom``; ``vcov`` (P, P); ``n_unweighted`` rows used, ``n_weighted`` sum of their weights,
    ``n_missing`` rows of the domain left out because a variable is missing; ``degrees_of_freedom`` of every
    t; ``r_squared`` weighted share of variance explained.
    """

    terms: pd.DataFrame
    vcov: FloatArray
    n_unweighted: int
    n_weighted: float
    n_missing: int
    degrees_of_freedom: int
    r_squared: float


class SurveyDesign:
    """A sample with weights, and optionally strata, clusters and population sizes.

    Parameters
    ----------
    data : pandas DataFrame, pyarrow Table, DuckDB relation, or path of a Parquet or CSV file. It is scanned
        by each estimate, and must not change meanwhile.
    weight : column with the (base) weight, not negative. Weights given as final are final weights.
    strata : column with the stratum; one stratum without it.
    clusters : column with the primary sampling unit, numbered within strata or not. Respondents without it.
    fpc : column with the stratum's population size (in primary sampling units), for the finite population
        correction; none without it.
    lonely : ``fail``, or ``adjust`` for strata of one unit (docs/statistics.md).

    Raises
    ------
    UnknownColumnError, UnreadableDataError : no such data.
    InvalidWeightError : a weight that is missing, negative or infinite, with its row; or all are zero.
    MissingCodeError : a missing stratum or cluster, with its row.
    SingleUnitStratumError, PopulationTooSmallError, InconsistentCellError : with the stratum.

    Estimates are DataFrames with one row for each outcome and observed combination of ``by``:
    ``estimate, std_error, ci_low, ci_high, degrees_of_freedom, n_unweighted, n_weighted, n_missing,
    design_effect``. ``by`` are columns; ``domain`` is an SQL condition, rows for which it is not true being
    outside; outcomes are columns or SQL expressions over columns. A missing outcome is left out of its
    estimate and counted in ``n_missing``; a row whose ``by`` is missing belongs to no group.
    """

    def __init__(
        self,
        data: object,
        weight: str,
        strata: str | None = None,
        clusters: str | None = None,
        fpc: str | None = None,
        lonely: Lonely = "fail",
    ) -> None:
        if lonely not in ("fail", "adjust"):
            raise ValueError(f"lonely is 'fail' or 'adjust', not {lonely!r}")
        source = Source(data)
        named = {
            name: source.column(name, role)
            for role, name in (("strata", strata), ("clusters", clusters))
            if name is not None
        }
        keys = {f"k{i}": f"cast({column} as varchar)" for i, column in enumerate(named.values())}
        self._frame = Frame(source, "data", source.number(weight, "weight"), keys)
        _check_rows(self._frame, weight, named)
        self._margins: tuple[Margins, ...] = ()
        self._root = self
        self._is_trimmed = False
        size = None if fpc is None else source.number(fpc, "fpc")
        self._table, self.cells = _first_cells(self._frame, strata, clusters, size, lonely)

    def __repr__(self) -> str:
        cells = self.cells
        units = int(cells.stratum_units.sum())
        parts = [f"{int(cells.n.sum()):,} respondents"]
        if cells.unit_index is not None:
            parts.append(f"{units:,} clusters")
        parts.append(f"{len(cells.stratum_levels):,} strata")
        parts += [
            f"calibrated ({c.method}) on {', '.join((*c.categorical, *c.numeric))}" for c in self._margins
        ]
        if cells.replicate_factor is not None:
            parts.append(f"{cells.replicate_factor.shape[1]:,} replicates")
        return f"SurveyDesign({'; '.join(parts)}; {cells.degrees_of_freedom:,} degrees of freedom)"

    @property
    def degrees_of_freedom(self) -> int:
        """Units minus strata; with replicates, at most their number less one."""
        return self.cells.degrees_of_freedom

    @cached_property
    def weights(self) -> FloatArray:
        """(N,) final weights in the order of the rows."""
        keys = self._frame.keys or {"nothing": "0"}
        selected = ", ".join(f"{sql} as {name}" for name, sql in keys.items())
        return self._frame.source.table(
            f"select w * f.factor as weight from (select __row__, {self._frame.weight} as w, {selected} from "
            f"numbered) as d join {self._numbered} as f using ({', '.join(keys)}) order by __row__"
        )["weight"].to_numpy()

    # ------------------------------------------------------------------------------------------ weights

    def calibrate(
        self,
        margins: pd.DataFrame,
        method: Method = "raking",
        bounds: tuple[float, float] | None = None,
        within: str | None = None,
    ) -> "SurveyDesign":
        """The design with weights calibrated to population margins; standard errors take it into account.

        Parameters
        ----------
        margins : ``variable, category, total``, and the column named by ``within`` if given: one row for
            each category of a categorical variable, or one row with an empty category and the population
            total of a numeric variable. The variable ``(intercept)`` stands for the population size.
        method : ``raking``, ``linear`` or ``logit`` (Deville & Särndal 1992).
        bounds : (L, U), L < 1 < U, limits of calibrated over base weight; ``logit`` needs them.
        within : column; margins are met within each of its values.

        Replicates, if there are any, are calibrated one by one. Raises as
        :func:`survey_stats.calibration.calibrate_cells`, and ``MissingCodeError`` with the row where a
        calibration variable is missing.
        """
        wanted = Margins.read(margins, method, bounds, within)
        frame, names = self._with_auxiliaries(wanted)
        table, cells = self._refine(frame)
        numeric = {
            name: np.ones(len(table)) if name == INTERCEPT else table[names[name]].to_numpy(dtype=np.float64)
            for name in wanted.numeric
        }
        groups = table[names[within]].to_numpy() if within else np.full(len(table), "")
        before = cells.factor * cells.sum_w
        # Cells whose respondents all have weight zero keep it.
        used = np.flatnonzero(before != 0)
        result = calibrate_cells(
            groups[used],
            {name: table[names[name]].to_numpy()[used] for name in wanted.categorical},
            before[used],
            wanted.totals,
            numeric={name: values[used] for name, values in numeric.items()},
            method=method,
            bounds=bounds,
            group_name=within or "",
        )
        done = any(m.within == within and set(wanted.columns) <= set(m.columns) for m in self._margins)
        if done and np.abs(result.g_weight - 1).max() < _NO_CHANGE:
            # These margins hold already: nothing to change, nor to explain of the scores once more.
            return self
        g_weight = np.ones(len(table))
        g_weight[used] = result.g_weight
        blocks = tuple(replace(block, rows=used[block.rows]) for block in result.blocks)
        factor = cells.replicate_factor
        calibrated = replace(
            cells,
            factor=cells.factor * g_weight,
            steps=(*cells.steps, CalibrationStep(blocks, cells.factor, g_weight)),
            replicate_factor=None if factor is None else _recalibrated(cells, result, used, wanted),
        )
        return self._with(_frame=frame, _table=table, cells=calibrated, _margins=(*self._margins, wanted))

    def trim(self, upper: float = np.inf, lower: float = 0.0, *, strict: bool = False) -> "SurveyDesign":
        """The design with weights cut to [lower, upper], the difference spread over the others.

        As R's ``trimWeights`` (:func:`survey_stats.trimming.trim_weights`, which says what ``strict`` does).
        Margins no longer hold exactly: calibrate within bounds to keep them. Trim before anything is
        replicated; a trimmed design has no replicates. Raises ``TrimmingError``, ``InvalidReplicatesError``.
        """
        if self.cells.replicate_factor is not None:
            raise InvalidReplicatesError("the design has replicates already; trim the one without them")
        key = self._frame.weight
        frame = replace(self._frame, keys={**self._frame.keys, f"k{len(self._frame.keys)}": key})
        table, cells = self._refine(frame)
        used = cells.weight > 0
        trimmed = trim_weights(cells.weight[used], upper=upper, lower=lower, n=cells.n[used], strict=strict)
        factor = np.ones(len(cells.n))
        factor[used] = trimmed.weight / cells.weight[used]
        return self._with(_frame=frame, _table=table, cells=trimmed_sample(cells, factor), _is_trimmed=True)

    def replicate(
        self, replicates: int = 500, seed: int = 1, *, multipliers: FloatArray | None = None
    ) -> "SurveyDesign":
        """The design with bootstrap replicates, from which all standard errors are then taken.

        Rao-Wu rescaled bootstrap weights (:func:`survey_stats.replication.rao_wu_multipliers`), the same for
        the same ``seed``; or ``multipliers`` (N, B) of the base weights, in the order of the rows. The
        variance is that of the B estimates around their mean, divisor B - 1. Calibrations are repeated in
        every replicate. Memory: 8 bytes x respondents (or clusters) x replicates. Raises
        ``InvalidReplicatesError``, ``SingleUnitStratumError``.
        """
        if self._is_trimmed:
            raise InvalidReplicatesError("the weights are trimmed, which no replicate repeats; do not trim")
        root = self._root
        frame, table, cells = root._frame, root._table, root.cells
        by_row = multipliers is not None or cells.unit_index is None
        if by_row:
            frame = replace(frame, view="numbered", keys={**frame.keys, "row_number": "__row__"})
            table, cells = root._refine(frame)
        if multipliers is None:
            drawn = rao_wu_multipliers(
                cells.stratum_index if by_row else cells.unit_stratum,
                cells.sampling_fraction,
                replicates,
                seed,
            )
            factor = drawn if by_row else drawn[cells.unit_index]
        else:
            factor = _given_multipliers(multipliers, len(table))[table["row_number"].to_numpy()]
        cells = replace(cells, replicate_factor=factor)
        design = root._with(_frame=frame, _table=table, cells=cells)
        design._root = design
        for margins in self._margins:
            design = design.calibrate(margins.table, margins.method, margins.bounds, margins.within)
        return design

    # ---------------------------------------------------------------------------------------- estimates

    def mean(
        self, y: Columns, by: Columns | None = None, domain: str | None = None, level: float = 0.95
    ) -> pd.DataFrame:
        """Weighted means with t intervals."""
        return self._numbers(y, by, domain, level)

    def total(
        self, y: Columns, by: Columns | None = None, domain: str | None = None, level: float = 0.95
    ) -> pd.DataFrame:
        """Weighted totals with t intervals. ``total("1")`` is the size of the population."""
        return self._numbers(y, by, domain, level, totals=True)

    def share(
        self, y: Columns, by: Columns | None = None, domain: str | None = None, level: float = 0.95
    ) -> pd.DataFrame:
        """Weighted shares with logit intervals, in column ``category`` the category they are shares of.

        A boolean or 0/1 outcome gives the share of 1; any other one row for each category that occurs in the
        domain, categories that a group lacks included, with a share of 0.
        """
        parts = []
        for outcome in listed(y):
            scan = self._scan(by, domain)
            expression = self._frame.source.expression(outcome, "outcome")
            found = scan.values(expression, MOST_CATEGORIES)
            if len(found) > MOST_CATEGORIES:
                raise InvalidOutcomeError(
                    f"outcome {outcome!r} has over {MOST_CATEGORIES} values; group them, or ask for a mean"
                )
            if self._frame.source.is_number(expression) and set(found) <= {0, 1}:
                parts.append(self._numbers(outcome, by, domain, level, is_share=True))
            else:
                parts.append(self._categories(outcome, expression, found, scan, level))
        return pd.concat(parts, ignore_index=True)

    def ratio(
        self,
        numerator: str,
        denominator: str,
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
    ) -> pd.DataFrame:
        """Ratio of two weighted totals, with t intervals, over rows in which both are known."""
        scan = self._scan(by, domain)
        y, x, w = scan.outcome(numerator), scan.outcome(denominator), self._frame.weight
        known = f"filter (where {y} is not null and {x} is not null)"
        aggregates = {"n": f"count(*) {known}", "n_missing": f"count(*) - count(*) {known}"}
        for name, product in {
            "": "1", "y": y, "y2": f"{y} * {y}", "x": x, "x2": f"{x} * {x}", "xy": f"{x} * {y}"
        }.items():  # fmt: skip
            aggregates[f"w{name}"] = f"coalesce(sum({w} * {product}) {known}, 0)"
            aggregates[f"w2{name}"] = f"coalesce(sum({w} * {w} * {product}) {known}, 0)"
        sums, groups = scan.by_group(aggregates)
        members, index = with_members(sums, groups)
        estimates = NO_ESTIMATES
        if len(index):
            of_y = weighted_sums(members, labels_of(f"{numerator}/{denominator}", groups.iloc[index]))
            of_x = (members[name].to_numpy() for name in ("wx", "wx2", "wxy", "w2x", "w2x2", "w2xy"))
            estimates = estimate_ratios(self.cells, RatioSums(of_y, *of_x), level=level)
        return assemble(groups, sums, index, estimates, {"outcome": numerator, "denominator": denominator})

    def quantile(
        self,
        y: Columns,
        q: float | Sequence[float],
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
    ) -> pd.DataFrame:
        """Weighted quantiles: the smallest value below or at which a share ``q`` of the population lies.

        Interval of Woodruff (1952): the t interval of that share, turned back into values; a bound is missing
        where that interval leaves [0, 1]. ``std_error`` is the interval's width over twice its t quantile.
        R's ``svyquantile`` with its defaults. There is no design effect.
        """
        probabilities = [float(p) for p in np.atleast_1d(q)]
        for p in probabilities:
            if not 0 < p < 1:
                raise ValueError(f"a quantile is asked for at {p}; it must lie between 0 and 1")
        scan = self._scan(by, domain)
        tables = [quantile_table(self.cells, scan, name, probabilities, level) for name in listed(y)]
        return pd.concat(tables, ignore_index=True)

    def ttest(self, y: str, by: str, domain: str | None = None, level: float = 0.95) -> pd.DataFrame:
        """Two-sided t-tests of the differences between the means of all pairs of groups.

        Columns ``outcome, by, group_a, group_b, difference`` (a minus b), its uncertainty, ``statistic,
        degrees_of_freedom, p_value, p_value_holm`` (Holm 1979, over the pairs), ``n_unweighted``. Degrees of
        freedom as R's ``svyttest``: units minus strata inside the two groups, less one.
        """
        if not isinstance(by, str):
            raise GroupCountError("a t-test compares the groups of one column; give its name")
        scan = self._scan(by, domain)
        outcome = scan.outcome(y)
        origin = scan.origin(outcome)
        sums, groups = scan.by_group(scan.moments(outcome, origin))
        members, index = with_members(sums, groups)
        if len(index) < 2:
            raise GroupCountError(
                f"{by!r} has {len(index)} group(s) with a known {y!r} in the domain; a t-test needs two"
            )
        pairs = np.array(list(combinations(range(len(index)), 2)))
        df = [self._inner_df(members[members["estimate_index"].isin(pair)]) - 1 for pair in pairs]
        tests = difference_tests(
            self.cells,
            weighted_sums(members, labels_of(y, groups.iloc[index]), np.full(len(index), origin)),
            pairs[:, 0],
            pairs[:, 1],
            degrees_of_freedom=df,
            level=level,
        )
        values = groups.iloc[index][by].to_numpy()
        counts = np.bincount(members["estimate_index"], weights=members["n"]).astype(np.int64)
        return pd.DataFrame(
            {
                "outcome": y,
                "by": by,
                "group_a": values[pairs[:, 0]],
                "group_b": values[pairs[:, 1]],
                **{
                    name: getattr(tests, name)
                    for name in ("difference", "std_error", "ci_low", "ci_high", "statistic")
                },
                "degrees_of_freedom": tests.degrees_of_freedom,
                "p_value": tests.p_value,
                "p_value_holm": holm_adjust(tests.p_value),
                "n_unweighted": counts[pairs[:, 0]] + counts[pairs[:, 1]],
            }
        )

    def chisq(self, row: str, column: str, domain: str | None = None) -> pd.DataFrame:
        """Rao-Scott test that two categorical columns are independent (second order, F), as one row.

        ``statistic, numerator_df, denominator_df, p_value``, Pearson's ``pearson`` of the weighted table
        scaled to n, ``n_unweighted``, ``n_missing``. See :func:`survey_stats.tables.rao_scott`.
        """
        scan = self._scan(None, domain)
        columns = {
            name: self._frame.source.expression(text, "outcome") for name, text in (("r", row), ("c", column))
        }
        table = scan.table(columns, self._frame.row_sums)
        df = self._inner_df(table)
        known = table[table["r"].notna() & table["c"].notna()]
        rows, columns = (np.unique(known[name], return_inverse=True) for name in ("r", "c"))
        if len(rows[0]) < 2 or len(columns[0]) < 2:
            raise GroupCountError(
                f"{row!r} has {len(rows[0])} and {column!r} {len(columns[0])} categories in the domain; "
                "a test of independence needs two of each"
            )
        shape = (len(rows[0]), len(columns[0]))
        place = rows[1] * shape[1] + columns[1]
        cell = known["cell_index"].to_numpy()
        weight, weight2 = known["w"].to_numpy(), known["w2"].to_numpy()
        counted = np.zeros((len(self.cells.n), shape[0] * shape[1]))
        np.add.at(counted, (cell, place), weight)
        size = self.cells.factor @ counted
        share = size / size.sum()
        if self.cells.replicate_factor is None:
            sums = ScoreSums(self.cells, len(share))
            sums.add(cell, weight, weight2, (np.eye(len(share))[place] - share) / size.sum())
            vcov = sums.covariance()
        else:
            replicates = self.cells.replicate_factor.T @ counted
            vcov = np.cov(replicates / replicates.sum(axis=1, keepdims=True), rowvar=False)
        n = int(known["n"].sum())
        test = rao_scott(share.reshape(shape), vcov, n, df)
        return pd.DataFrame(
            [{"row": row, "column": column, **vars(test), "n_unweighted": n,
              "n_missing": int(table["n"].sum()) - n}]
        )  # fmt: skip

    def regress(self, formula: str, domain: str | None = None, level: float = 0.95) -> RegressionResult:
        """Weighted linear regression, ``income ~ hours + C(region)``, rows with missing variables left out.

        The formula is Wilkinson's (formulaic): text columns and ``C(...)`` become 0/1 columns, the first
        category in sorted order being the reference; ``hours:region`` and functions such as ``np.log`` work,
        functions that look at all rows at once (``center``) do not. Terms are named ``(intercept)``,
        ``hours``, ``region[north]``. Raises as :func:`survey_stats.regression.fit_rows`, and
        ``InvalidFormulaError``, ``UnknownColumnError``.
        """
        model = RegressionFormula(self._frame.source, formula)
        scan = self._scan(None, domain)
        known = " and ".join(["true", *(f"{column} is not null" for column in model.expressions.values())])
        complete = replace(scan, condition=f"{scan.condition} and {known}")
        rows, used = (self._frame.source.count(self._frame.view, s.condition) for s in (scan, complete))
        if not used:
            raise EmptyDomainError(
                f"no row of the domain has all of {', '.join(model.variables)}; widen the domain"
            )
        model.learn(complete)
        sums = self._frame.row_sums
        if not model.is_discrete:
            sums = {"n": "1", "w": self._frame.weight, "w2": f"{self._frame.weight} * {self._frame.weight}"}
        columns = {f"v{i}": expression for i, expression in enumerate(model.expressions.values())}
        sql = complete.sql(columns, sums, group=model.is_discrete)

        def batches() -> Iterator[RegressionRows]:
            for frame in self._frame.source.batches(sql, _BATCH_ROWS):
                x, y = model.matrices(frame.rename(columns=dict(zip(columns, model.variables, strict=True))))
                yield RegressionRows(
                    x,
                    y,
                    frame["cell_index"].to_numpy(),
                    *(frame[name].to_numpy(dtype=np.float64) for name in ("n", "w", "w2")),
                )

        fit = fit_rows(self.cells, batches, model.terms, level=level)
        return _regression_result(fit, rows - used)

    # ------------------------------------------------------------------------------------------- inside

    def _with(self, **changes: object) -> "SurveyDesign":
        design = object.__new__(SurveyDesign)
        cached = ("weights", "_numbered")
        design.__dict__.update({k: v for k, v in self.__dict__.items() if k not in cached} | changes)
        return design

    @cached_property
    def _numbered(self) -> str:
        """Name of a queryable table of the cells: keys, ``cell_index``, ``factor``."""
        return self._frame.number(self._table, self.cells.factor)

    def _scan(self, by: Columns | None, domain: str | None) -> Scan:
        return self._frame.scan(self._numbered, by, domain)

    def _with_auxiliaries(self, margins: Margins) -> tuple[Frame, dict[str, str]]:
        """The frame with the calibration variables among its keys, and the key of each."""
        source, keys, names = self._frame.source, dict(self._frame.keys), {}
        for name in margins.columns:
            if name in margins.numeric:
                expression = source.number(name, "calibration variable")
            else:
                expression = source.code(name, "calibration variable")
            row = source.first_row(f"{expression} is null")
            if row is not None:
                raise MissingCodeError(
                    f"calibration variable {name!r} is missing in row {row}; give such rows a category of "
                    "their own, in sample and margins"
                )
            known = [key for key, old in keys.items() if old == expression]
            names[name] = known[0] if known else f"k{len(keys)}"
            keys[names[name]] = expression
        return replace(self._frame, keys=keys), names

    def _refine(self, frame: Frame) -> tuple[pd.DataFrame, SampleCells]:
        """The same sample in the cells of ``frame``, whose keys include the present ones."""
        if frame.keys == self._frame.keys:
            return self._table, self.cells
        table = frame.cells()
        origin = np.zeros(len(table), dtype=np.int64)
        if self._frame.keys:
            keys = list(self._frame.keys)
            old = self._table[keys].assign(origin=np.arange(len(self._table)))
            origin = table.merge(old, on=keys, how="left")["origin"].to_numpy()
        cells = self.cells
        finer = replace(
            cells,
            **_cell_sums(table),
            stratum_index=cells.stratum_index[origin],
            unit_index=None if cells.unit_index is None else cells.unit_index[origin],
            replicate_factor=None if cells.replicate_factor is None else cells.replicate_factor[origin],
        )
        return table, cells.split(origin, finer)

    def _numbers(
        self,
        y: Columns,
        by: Columns | None,
        domain: str | None,
        level: float,
        *,
        totals: bool = False,
        is_share: bool = False,
    ) -> pd.DataFrame:
        """Means, totals or shares of numeric outcomes, in one scan."""
        outcomes = listed(y)
        scan = self._scan(by, domain)
        expressions = [scan.outcome(name) for name in outcomes]
        origins = [0.0 if totals or is_share else scan.origin(expression) for expression in expressions]
        moments = [scan.moments(*pair) for pair in zip(expressions, origins, strict=True)]
        sums, groups = scan.by_group(
            {f"{name}_{i}": sql for i, own in enumerate(moments) for name, sql in own.items()}
        )
        tables = []
        for i, (name, origin) in enumerate(zip(outcomes, origins, strict=True)):
            own = sums.rename(columns={f"{moment}_{i}": moment for moment in moments[i]})
            members, index = with_members(own, groups)
            estimates = NO_ESTIMATES
            if len(index):
                labels = labels_of(name, groups.iloc[index])
                of_y = weighted_sums(members, labels, np.full(len(index), origin))
                if totals:
                    estimates = estimate_totals(self.cells, of_y, level=level)
                else:
                    estimates = estimate_means(self.cells, of_y, is_share=is_share, level=level)
            named = {"outcome": name} | ({"category": 1} if is_share else {})
            tables.append(assemble(groups, own, index, estimates, named))
        return pd.concat(tables, ignore_index=True)

    def _categories(
        self, outcome: str, expression: str, categories: np.ndarray, scan: Scan, level: float
    ) -> pd.DataFrame:
        """Shares of every category of an outcome."""
        sums, groups = scan.by_group(self._frame.row_sums, {"category": expression})
        known = sums["category"].notna()
        moments = ["n", "w", "w2"]
        members = sums[known].groupby(["group_index", "cell_index"], as_index=False)[moments].sum()
        lacking = sums[~known].groupby(["group_index", "cell_index"], as_index=False)["n"].sum()
        lacking = lacking.rename(columns={"n": "n_missing"}).assign(n=0)
        tables = []
        for category in categories:
            own = sums[known & (sums["category"] == category)]
            counted = members.merge(
                own[["group_index", "cell_index", "w", "w2"]].rename(columns={"w": "wy", "w2": "w2y"}),
                on=["group_index", "cell_index"],
                how="left",
            ).fillna({"wy": 0.0, "w2y": 0.0})
            counted = counted.assign(wy2=counted["wy"], w2y2=counted["w2y"], n_missing=0)
            counted = pd.concat([counted, lacking], ignore_index=True)
            valid, index = with_members(counted, groups)
            estimates = NO_ESTIMATES
            if len(index):
                of_y = weighted_sums(valid, labels_of(f"{outcome}={category}", groups.iloc[index]))
                estimates = estimate_means(self.cells, of_y, is_share=True, level=level)
            tables.append(
                assemble(groups, counted, index, estimates, {"outcome": outcome, "category": category})
            )
        if not tables:
            raise EmptyDomainError(f"outcome {outcome!r} is missing in every row of the domain")
        order = [*scan.by, "category"]
        return pd.concat(tables, ignore_index=True).sort_values(order, kind="stable", ignore_index=True)

    def _inner_df(self, sums: pd.DataFrame) -> int:
        """Units minus strata among the respondents with weight in ``sums`` by cell (``n``, ``w``)."""
        used = sums[sums["w"] > 0]
        index = used["cell_index"].to_numpy()
        strata = len(np.unique(self.cells.stratum_index[index]))
        if self.cells.unit_index is None:
            df = int(used["n"].sum()) - strata
        else:
            df = len(np.unique(self.cells.unit_index[index])) - strata
        return df if self.cells.replicate_factor is None else min(df, self.cells.degrees_of_freedom)


def _check_rows(frame: Frame, weight: str, codes: Mapping[str, str]) -> None:
    source, w = frame.source, frame.weight
    rows = source.count(frame.view, "true")
    if not rows:
        raise EmptyDomainError("the data have no rows")
    invalid = f"{w} is null or not isfinite({w}) or {w} < 0"
    bad = source.count(frame.view, invalid)
    if bad:
        row = source.first_row(invalid)
        value = source.table(f"select {w} as w from numbered where __row__ = {row}")["w"][0]
        raise InvalidWeightError(
            f"weight {weight!r} is {value} in row {row} ({bad} such rows); weights must be finite and not "
            "negative, so correct them or leave the rows out"
        )
    if not source.count(frame.view, f"{w} > 0", at_most=1):
        raise InvalidWeightError(f"weight {weight!r} is zero in all {rows} rows")
    for name, column in codes.items():
        row = source.first_row(f"{column} is null")
        if row is not None:
            raise MissingCodeError(f"column {name!r} is missing in row {row}; every row needs a value")


def _first_cells(
    frame: Frame, strata: str | None, clusters: str | None, size: str | None, lonely: Lonely
) -> tuple[pd.DataFrame, SampleCells]:
    """The cells of a design not yet calibrated: strata, or clusters within strata."""
    bounds = {"least": f"min({size})", "most": f"max({size})", "known": f"count({size})"}
    table = frame.cells({} if size is None else bounds)
    stratum = table["k0"].to_numpy(dtype=object) if strata else np.full(len(table), "all", dtype=object)
    levels, index = np.unique(stratum, return_inverse=True)
    units = np.bincount(index, weights=np.ones(len(table)) if clusters else table["n"])
    sizes = None
    if size is not None:
        sizes = {}
        for h, level in enumerate(levels):
            own = table[index == h]
            least, most = own["least"].min(), own["most"].max()
            if (own["known"] < own["n"]).any() or not least == most or not np.isfinite(most):
                raise InconsistentCellError(
                    f"the population size of stratum {level!r} is not one number ({least} to {most}); "
                    "give every row of a stratum the same"
                )
            sizes[level] = float(most)
    cells = SampleCells(
        **_cell_sums(table),
        factor=np.ones(len(table)),
        stratum_levels=tuple(levels.tolist()),
        stratum_index=index.reshape(-1).astype(np.int64),
        unit_index=np.arange(len(table)) if clusters else None,
        stratum_units=units,
        sampling_fraction=sampling_fractions(tuple(levels.tolist()), units, sizes),
        has_population=size is not None,
        lonely=lonely,
    )
    return table, cells


def _cell_sums(table: pd.DataFrame) -> dict[str, FloatArray]:
    fields = {"n": "n", "sum_w": "w", "sum_w2": "w2"}
    return {field: table[name].to_numpy(dtype=np.float64) for field, name in fields.items()}


def _given_multipliers(multipliers: FloatArray, rows: int) -> FloatArray:
    given = np.asarray(multipliers, dtype=np.float64)
    if given.ndim != 2 or len(given) != rows or given.shape[1] < 2:
        raise InvalidReplicatesError(
            f"multipliers have shape {given.shape}; they need a row for each of the {rows} rows of the data "
            "and at least two columns"
        )
    bad = np.argwhere(~(np.isfinite(given) & (given >= 0)))
    if len(bad):
        row, replicate = bad[0]
        raise InvalidReplicatesError(
            f"the multiplier of row {row} in replicate {replicate} is {given[row, replicate]}; "
            "it must be finite and not negative"
        )
    return given


def _recalibrated(
    cells: SampleCells, result: CalibrationResult, used: np.ndarray, margins: Margins
) -> FloatArray:
    """Replicate factors (C, B) after calibrating every replicate to the same margins."""
    targets = match_margins(result.blocks, margins.categorical, margins.numeric, margins.totals, str)
    # Cells of a group with equal auxiliary variables share their g-weight: solve on them together.
    blocks, start, index = [], 0, np.empty(len(used), dtype=np.int64)
    for block in result.blocks:
        distinct, inverse = np.unique(block.matrix, axis=0, return_inverse=True)
        index[block.rows] = start + inverse.reshape(-1)
        blocks.append(replace(block, rows=start + np.arange(len(distinct)), matrix=distinct))
        start += len(distinct)
    factor = cells.replicate_factor.copy()
    base = np.zeros((start, factor.shape[1]))
    np.add.at(base, index, (factor * cells.sum_w[:, None])[used])
    g_weight = recalibrate(
        tuple(blocks),
        targets,
        base,
        method=margins.method,
        bounds=margins.bounds,
        group_name=margins.within or "",
    )
    factor[used] *= g_weight[index]
    return factor


def _regression_result(fit: RegressionFit, missing: int) -> RegressionResult:
    uncertainty = ("std_error", "statistic", "p_value", "ci_low", "ci_high")
    terms = pd.DataFrame(
        {
            "term": fit.term_names,
            "estimate": fit.coefficients,
            **{name: getattr(fit, name) for name in uncertainty},
            "degrees_of_freedom": fit.degrees_of_freedom,
        }
    )
    return RegressionResult(
        terms, fit.vcov, fit.n_unweighted, fit.n_weighted, missing, fit.degrees_of_freedom, fit.r_squared
    )
