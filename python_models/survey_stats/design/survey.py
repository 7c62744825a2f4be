"""The survey design: one immutable object that holds a sample and estimates from it.

Data stay where they are (a file, a database, a data frame). Each estimate is a scan or two in DuckDB that
leave a small table of sums, which the kernel turns into numbers. docs/statistics.md says what each number
means.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from survey_stats.design.comparisons import chisq_table, one_sample_table, ttest_table
from survey_stats.design.fitted import RegressionResult
from survey_stats.design.intervals import Interval
from survey_stats.design.joint import EstimateTable
from survey_stats.design.means import numbers_table, ratio_table, share_table
from survey_stats.design.model import Model
from survey_stats.design.quantiles import quantile_table
from survey_stats.design.sample import first_sample
from survey_stats.design.scans import Columns, listed, scan_of
from survey_stats.design.source import Source
from survey_stats.design.table import Table, refuse_reserved, stacked
from survey_stats.design.unequal import second_phase, with_probabilities
from survey_stats.design.weighting import (
    Margins,
    adjusted_for_response,
    calibrated,
    checked_rscales,
    checked_scale,
    given_columns,
    read_margins,
    replicated,
    replicates_of,
    rows_as_cells,
    trimmed,
)
from survey_stats.errors import (
    GroupCountError,
    InvalidOutcomeError,
    InvalidReplicatesError,
    OptionError,
    TrimmingError,
    UnknownColumnError,
)
from survey_stats.kernel.cells import LONELY, Lonely, SampleCells
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.distances import Method
from survey_stats.kernel.glm import FamilyName, family_of, fit_glm
from survey_stats.kernel.inference import check_level
from survey_stats.kernel.quantiles import quantile_of
from survey_stats.kernel.regression import RegressionRows, fit_rows
from survey_stats.kernel.replicates import Replicates, rao_wu_multipliers
from survey_stats.kernel.unequal import Brewer, TwoPhase


class SurveyDesign:
    """A sample with weights, and optionally strata, clusters and population sizes.

    Parameters
    ----------
    data : pandas DataFrame, pyarrow Table, polars (or any other) frame that offers Arrow's stream, DuckDB
        relation, or path of a Parquet or CSV file. It is scanned by each estimate, and must not change
        meanwhile; a file that does is refused.
    weight : column with the (base) weight, not negative. Weights given as final are final weights. Rows of
        weight zero are part of the sample, but count in no degrees of freedom and no design effect.
    strata : column with the stratum; one stratum without it.
    clusters : column with the primary sampling unit, numbered within strata or not, or several columns, the
        units of one stage each. Respondents without it.
    fpc : column with the stratum's population size (in primary sampling units), for the finite population
        correction, or several, one for each stage; none without it.
    pps : how units of one stage were drawn with unequal probabilities, which ``fpc`` then holds: ``brewer``,
        ``hartley-rao`` or ``yates-grundy`` (Hartley & Rao's joint probabilities, in Yates & Grundy's form);
        :mod:`survey_stats.kernel.unequal`. R: ``svydesign(pps=)``. Memory: some 100 bytes a row.
    pps_mean : sum of the squared probabilities of the population over the units drawn, where it is known; the
        latter two estimate it from the sample (R: ``HR(psum)``).
    lonely : what a stratum of one unit does: ``fail``, ``adjust``, ``remove``, ``certainty`` or ``average``
        (docs/statistics.md).

    Raises
    ------
    UnknownColumnError, UnreadableDataError : no such data.
    InvalidWeightError : a weight that is missing, negative or infinite, with its row; or all are zero.
    MissingCodeError : a missing stratum or cluster, with its row.
    SingleUnitStratumError, PopulationTooSmallError, InconsistentCellError : with the stratum.

    Estimates are tables with one row for each outcome and observed combination of ``by``:
    ``estimate, std_error, ci_low, ci_high, degrees_of_freedom, n_unweighted, n_weighted, n_missing,
    design_effect, variance, cv``; all that a pandas DataFrame has works on them. ``by`` are columns;
    ``domain`` is an SQL condition, rows for which it is not true being outside; outcomes are columns or
    scalar SQL expressions over columns, in which NaN is missing. A missing outcome is left out of its
    estimate and counted in ``n_missing``; a row whose ``by`` is missing belongs to no group; a group without
    a known outcome or without weight has a row without numbers. ``level`` is the coverage of the intervals.

    >>> import pyarrow as pa
    >>> people = pa.table({"w": [10.0, 10, 20, 20], "sex": ["f", "m", "f", "m"], "hours": [30, 37, 34, 40]})
    >>> design = SurveyDesign(people, weight="w")
    >>> [float(round(x, 3)) for x in design.mean("hours", by="sex").estimate]
    [32.667, 39.0]
    """

    def __init__(
        self,
        data: object,
        weight: str,
        strata: str | None = None,
        clusters: str | Sequence[str] | None = None,
        fpc: str | Sequence[str] | None = None,
        lonely: Lonely = "fail",
        pps: str | None = None,
        pps_mean: float | None = None,
    ) -> None:
        if lonely not in LONELY:
            raise OptionError(f"lonely is one of {', '.join(LONELY)}, not {lonely!r}")
        source = Source(data)
        source.column(weight, "weight")
        if strata is not None:
            source.column(strata, "strata")
        stages = () if clusters is None else tuple(listed(clusters, "clusters"))
        populations = () if fpc is None else tuple(listed(fpc, "fpc"))
        if len(populations) > max(len(stages), 1):
            raise UnknownColumnError(
                f"fpc names {len(populations)} columns and clusters {len(stages)}; give a size for each stage"
            )
        if pps is not None and (len(populations) != 1 or len(stages) > 1 or lonely != "fail"):
            raise OptionError("pps needs fpc, the probabilities of the units, one stage and lonely='fail'")
        if pps is None and pps_mean is not None:
            raise OptionError("pps_mean needs pps='hartley-rao' or 'yates-grundy'")
        self._sample = first_sample(source, weight, strata, stages, () if pps else populations, lonely)
        if pps is not None:
            self._sample = with_probabilities(self._sample, pps, populations[0], pps_mean)
        self._root = self
        self._margins: tuple[Margins, ...] = ()
        self._is_trimmed = False
        self._is_adjusted = False

    def second_phase(self, subset: str, strata: str | None = None, method: str = "approx") -> "SurveyDesign":
        """The rows of a second phase, drawn at random from those of this sample, by strata of its own.

        ``subset`` condition, true for the rows that were drawn; ``strata`` column, known for all rows of the
        first phase. Weights are multiplied by the persons of a stratum over those drawn. Variances are of
        both phases: ``approx`` from centred totals, ``full`` by the Horvitz-Thompson estimator of both
        (:class:`survey_stats.kernel.unequal.TwoPhase`; R: ``twophase``). Degrees of freedom are the persons
        drawn less strata of the second phase, as there. Memory: some 200 bytes a row. Raises ``OptionError``,
        ``MissingCodeError``, ``InconsistentCellError``, ``SingleUnitStratumError``.
        """
        cells = self.cells
        if self._root is not self or self._margins or self._is_trimmed or self._is_adjusted:
            raise OptionError("the first phase has base weights: calibrate neither it nor the second")
        if (
            cells.replicates is not None
            or cells.form is not None
            or cells.later_stages
            or cells.lonely != "fail"
        ):
            raise OptionError("the first phase is a sample of one stage, without replicates or pps")
        design = self._with(_sample=second_phase(self._sample, subset, strata, method))
        design._root = design
        return design

    def _refuse_form(self, what: str, *, pps: bool = False) -> None:
        form = self.cells.form
        if form is not None and not (pps and isinstance(form, Brewer)):
            kind = "two-phase" if isinstance(form, TwoPhase) else "PPS"
            raise OptionError(f"a {kind} sample is not {what}: its variance would not know of it")

    @classmethod
    def from_replicates(
        cls,
        data: object,
        weight: str,
        replicates: object,
        kind: str = "other",
        *,
        combined: bool = True,
        rho: float | None = None,
        scale: float | None = None,
        rscales: Sequence[float] | None = None,
        mse: bool = False,
        df: int | None = None,
    ) -> "SurveyDesign":
        """A sample with the replicate weights that a statistical office delivers with it.

        ``replicates`` names of their columns, or an array (N, B) in the order of the rows; ``combined``
        whether they are whole weights, else they multiply ``weight``. ``kind`` gives the scale of the
        variance: ``BRR`` 1/B, ``Fay`` 1/(B (1 - rho)²), ``JK1`` (B - 1)/B, ``JK2`` 1, ``JKn`` 1 with
        ``rscales``, ``bootstrap`` 1/(B - 1), ``SDR`` (successive differences, the ACS's) 4/B, ``other``
        ``scale``. An explicit ``scale`` or ``rscales`` wins over these. ``mse`` takes squares around the
        sample's estimate. Degrees of freedom are the rank of the weights less one unless ``df`` is given. R:
        ``svrepdesign``. Raises ``InvalidReplicatesError`` with what does not fit.
        """
        design = cls(data, weight)
        sample = rows_as_cells(design._sample)
        rows = np.array(sample.column_of_cells("k_row"))
        given = given_columns(sample.source, replicates, len(rows), "replicate weights")[rows]
        how = replicates_of(given, sample.cells, kind, combined, rho, scale, rscales, mse, df)
        design = design._with(_sample=replicated(sample, how))
        design._root = design
        return design

    def __repr__(self) -> str:
        cells = self.cells
        parts = [f"{int(cells.n.sum()):,} respondents"]
        if cells.unit_index is not None:
            parts.append(f"{int(cells.stratum_units.sum()):,} clusters")
        parts.append(f"{len(cells.stratum_levels):,} strata")
        parts += [
            f"calibrated ({m.method}) on {', '.join((*m.categorical, *m.numeric))}" for m in self._margins
        ]
        if cells.replicates is not None:
            parts.append(f"{cells.replicates.factor.shape[1]:,} replicates")
        return f"SurveyDesign({'; '.join(parts)}; {cells.degrees_of_freedom:,} degrees of freedom)"

    @property
    def cells(self) -> SampleCells:
        """The sample as the kernel sees it."""
        return self._sample.cells

    @property
    def degrees_of_freedom(self) -> int:
        """Units minus strata, those counted that have a weight; with replicates, at most what they allow."""
        return self.cells.degrees_of_freedom

    @cached_property
    def weights(self) -> FloatArray:
        """(N,) final weights in the order of the rows."""
        return self._sample.weights

    # ------------------------------------------------------------------------------------------ weights

    def calibrate(
        self,
        margins: object,
        method: Method = "raking",
        bounds: tuple[float, float] | None = None,
        within: str | None = None,
    ) -> "SurveyDesign":
        """The design with weights calibrated to population margins; standard errors take it into account.

        Parameters
        ----------
        margins : a table ``variable, category, total``, and the column named by ``within`` if given: one row
            for each category of a categorical variable, or one row with an empty category and the population
            total of a numeric variable; or the path of a Parquet or CSV file with such a table; or a mapping,
            ``{"sex": {"f": 510, "m": 490}}``. The variable ``(intercept)`` stands for the population size.
        method : ``raking``, ``linear`` or ``logit`` (Deville & Särndal 1992).
        bounds : (L, U), L < 1 < U, limits of calibrated over base weight; ``logit`` needs them.
        within : column; margins are met within each of its values.

        Replicates, if there are any, are calibrated one by one. Raises as
        :func:`survey_stats.kernel.calibration.calibrate_cells`, and ``MissingCodeError`` with the row where a
        calibration variable is missing.
        """
        return self._calibrated(read_margins(margins, method, bounds, within, self._sample.source))

    def _calibrated(self, margins: Margins) -> "SurveyDesign":
        self._refuse_form("calibrated", pps=True)
        sample = calibrated(self._sample, margins, self._margins)
        if sample is None:
            return self
        return self._with(_sample=sample, _margins=(*self._margins, margins))

    def trim(self, upper: float = np.inf, lower: float = 0.0, *, strict: bool = False) -> "SurveyDesign":
        """The design with weights cut to [lower, upper], the difference spread over the others.

        As R's ``trimWeights`` (:func:`survey_stats.kernel.trimming.trim_weights`, which says what ``strict``
        does); rows of weight zero keep it. Margins no longer hold exactly: calibrate within bounds to keep
        them. Trim before anything is replicated; a trimmed design has no replicates. Raises
        ``TrimmingError``, ``InvalidReplicatesError``.
        """
        self._refuse_form("trimmed")
        if self.cells.replicates is not None:
            raise InvalidReplicatesError("the design has replicates already; trim the one without them")
        for bound in (upper, lower):
            if not isinstance(bound, int | float | np.number):
                raise TrimmingError(f"a bound of the weights is {bound!r}; give a number")
        return self._with(_sample=trimmed(self._sample, upper, lower, strict), _is_trimmed=True)

    def adjust_nonresponse(
        self, responded: str, by: Columns | None = None, formula: str | None = None
    ) -> "SurveyDesign":
        """The design with the weights of respondents over their estimated probability of response.

        ``responded`` column, 1 or true for respondents; the others keep their place in the sample, with
        weight zero. Probabilities are weighted rates in the classes of the columns ``by`` (of the whole
        sample without any), or a weighted logistic regression on the right-hand side ``formula``, ``"age +
        C(region)"``. Variances hold what estimating them adds or, mostly, takes away (Kim & Kim 2007).
        Calibrate afterwards; replicate weights do not repeat it. Memory: 8 bytes x rows x classes or terms.
        Raises ``InvalidOutcomeError``, ``MissingCodeError``, ``EmptyLevelError``, ``InvalidReplicatesError``.
        """
        self._refuse_form("adjusted for non-response")
        if self.cells.replicates is not None or self._margins:
            raise InvalidReplicatesError("adjust for non-response first, then calibrate or replicate")
        sample = adjusted_for_response(self._sample, responded, by, formula)
        return self._with(_sample=sample, _is_adjusted=True)

    def replicate(
        self,
        replicates: int = 500,
        seed: int = 1,
        *,
        multipliers: FloatArray | None = None,
        scale: float | None = None,
        rscales: Sequence[float] | None = None,
        mse: bool = False,
    ) -> "SurveyDesign":
        """The design with bootstrap replicates, from which all standard errors are then taken.

        Rao-Wu rescaled bootstrap weights (:func:`survey_stats.kernel.replicates.rao_wu_multipliers`), the
        same for the same ``seed``; or ``multipliers`` (N, B) of the base weights, in the order of the rows.
        The variance is ``scale`` times the sum of ``rscales`` (B,) times the squares of the B estimates
        around their mean, or with ``mse`` around the estimate of the sample; 1 / (B - 1) and ones unless
        given. Calibrations are repeated in every replicate. Memory: 8 bytes x respondents (or clusters) x
        replicates. Raises ``InvalidReplicatesError``, ``SingleUnitStratumError``.
        """
        if self._root.cells.replicates is not None and self._root is self:
            raise InvalidReplicatesError("the design has replicates already; start from the one without them")
        if self._is_adjusted:
            raise InvalidReplicatesError("the weights are adjusted for response, which no replicate repeats")
        if self._is_trimmed:
            raise InvalidReplicatesError("the weights are trimmed, which no replicate repeats; do not trim")
        self._refuse_form("replicated")
        if self.cells.later_stages and multipliers is None:
            raise InvalidReplicatesError(
                "bootstrap replicates repeat the first stage only; give fpc for that alone, or multipliers"
            )
        root = self._root._sample
        by_row = multipliers is not None or root.cells.unit_index is None
        sample = rows_as_cells(root) if by_row else root
        cells = sample.cells
        if multipliers is None:
            stratum = cells.stratum_index if by_row else cells.unit_stratum
            drawn = rao_wu_multipliers(stratum, cells.sampling_fraction, replicates, seed)
            factor = drawn if by_row else drawn[cells.unit_index]
        else:
            given = given_columns(root.source, multipliers, len(cells.n), "multipliers")
            factor = given[np.array(sample.column_of_cells("k_row"))]
        count = factor.shape[1]
        how = Replicates(
            factor,
            1 / (count - 1) if scale is None else checked_scale(scale),
            np.ones(count) if rscales is None else checked_rscales(rscales, count),
            bool(mse),
            count - 1,
        )
        design = self._with(_sample=replicated(sample, how), _margins=())
        design._root = design
        for margins in self._margins:
            design = design._calibrated(margins)
        return design

    # ---------------------------------------------------------------------------------------- estimates

    def mean(
        self,
        y: Columns,
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
        df: str | float = "design",
    ) -> EstimateTable:
        """Weighted means with t intervals, on the design's degrees of freedom unless ``df`` says otherwise.

        ``df``: ``design``, ``domain`` (units minus strata inside each domain) or a number. The table has the
        estimates' covariance, contrasts and functions (:class:`survey_stats.design.joint.EstimateTable`).
        """
        return numbers_table(self._sample, y, by, domain, Interval.read(level, df), totals=False)

    def total(
        self,
        y: Columns,
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
        df: str | float = "design",
    ) -> EstimateTable:
        """Weighted totals with t intervals. ``total("1")`` is the size of the population. As :meth:`mean`."""
        return numbers_table(self._sample, y, by, domain, Interval.read(level, df), totals=True)

    def share(
        self,
        y: Columns,
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
        df: str | float = "design",
        interval: str = "logit",
    ) -> EstimateTable:
        """Weighted shares with logit intervals, in column ``category`` the category they are shares of.

        A boolean or 0/1 outcome gives the share of 1; any other one row for each category that occurs in the
        domain, categories that a group lacks included, with a share of 0. ``interval``: ``logit``
        (``xlogit``), ``mean``, ``asin``, ``beta``, ``wilson`` or ``likelihood``
        (:func:`survey_stats.kernel.shares.share_interval`). As :meth:`mean` otherwise.
        """
        return share_table(self._sample, y, by, domain, Interval.read(level, df, interval))

    def ratio(
        self,
        numerator: str,
        denominator: str,
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
        df: str | float = "design",
    ) -> EstimateTable:
        """Ratio of two weighted totals, over rows in which both are known. As :meth:`mean` otherwise."""
        return ratio_table(self._sample, numerator, denominator, by, domain, Interval.read(level, df))

    def quantile(
        self,
        y: Columns,
        q: float | Sequence[float],
        by: Columns | None = None,
        domain: str | None = None,
        level: float = 0.95,
        df: str | float = "domain",
        rule: str = "math",
        interval: str = "mean",
    ) -> Table:
        """Weighted quantiles: the smallest value below or at which a share ``q`` of the population lies.

        Interval of Woodruff (1952): the interval of that share, turned back into values; a bound is missing
        where that interval leaves [0, 1]. t has the degrees of freedom of the domain unless ``df`` says
        otherwise. ``std_error`` is the interval's width over twice its t quantile. ``rule``: R's ``qrule``,
        ``hf1`` to ``hf9``, ``math`` or ``school``
        (:func:`survey_stats.kernel.quantiles.quantile_of`); ``interval`` as in :meth:`share`. R's
        ``svyquantile`` with its defaults. There is no design effect.
        """
        how = Interval.read(level, df, interval)
        quantile_of(rule)
        try:
            probabilities = [float(p) for p in np.atleast_1d(q)]
        except (TypeError, ValueError):
            raise InvalidOutcomeError(
                f"a quantile is asked for at {q!r}; give numbers between 0 and 1"
            ) from None
        for p in probabilities:
            if not 0 < p < 1:
                raise InvalidOutcomeError(f"a quantile is asked for at {p}; it must lie between 0 and 1")
        scan = scan_of(self._sample, by, domain)
        refuse_reserved(list(scan.by))
        return Table(stacked([quantile_table(scan, name, probabilities, how, rule) for name in listed(y)]))

    def ttest(
        self,
        y: str,
        by: str | None = None,
        domain: str | None = None,
        level: float = 0.95,
        *,
        mean: float = 0.0,
        paired: str | None = None,
    ) -> Table:
        """Two-sided t-tests of means: between groups, against a number, or of pairs of measurements.

        With ``by``: all pairs of groups, columns ``outcome, by, group_a, group_b, difference`` (a minus b),
        its uncertainty, ``statistic, degrees_of_freedom, p_value, p_value_holm`` (Holm 1979, over the pairs),
        ``n_unweighted``. Degrees of freedom as R's ``svyttest``: units minus strata inside the two groups,
        less one. Without: that the mean of ``y``, or of ``y`` less ``paired`` for each person, is ``mean``,
        as one row; degrees of freedom units minus strata inside the domain, less one, as there.
        """
        level = check_level(level)
        if by is not None:
            if paired is not None or mean != 0.0:
                raise GroupCountError("groups are compared with each other: give by, or paired and mean")
            return Table(ttest_table(self._sample, y, by, domain, level))
        return Table(one_sample_table(self._sample, y, paired, domain, level, mean))

    def chisq(self, row: str, column: str, domain: str | None = None) -> Table:
        """Rao-Scott test that two categorical columns are independent (second order, F), as one row.

        ``statistic, numerator_df, denominator_df, p_value``, Pearson's ``pearson`` of the weighted table
        scaled to n, ``n_unweighted``, ``n_missing``. See :func:`survey_stats.kernel.independence.rao_scott`.
        """
        return Table(chisq_table(self._sample, row, column, domain))

    def regress(
        self, formula: str, domain: str | None = None, level: float = 0.95, family: FamilyName = "gaussian"
    ) -> RegressionResult:
        """Weighted regression, ``income ~ hours + C(region)``, rows with missing variables left out.

        ``family``: ``gaussian`` for least squares, ``binomial`` for logistic and ``poisson`` for log-linear
        models, both by quasi-likelihood (:func:`survey_stats.kernel.glm.fit_glm`; R's ``svyglm``).

        The formula is R's: text columns, declared categories and ``C(...)`` become 0/1 columns, the first
        category being the reference (``C(region, Treatment('north'))`` chooses another); ``hours:region``,
        ``hours * region``, ``(a + b)^2``, ``poly(age, 2)``, ``offset(x)``, ``I(x^2)`` and functions of single
        rows such as ``log`` work. Terms are named ``(intercept)``, ``hours``, ``region[north]``. Raises as
        :func:`survey_stats.kernel.regression.fit_rows` and ``fit_glm``, and ``InvalidFormulaError``,
        ``UnknownColumnError``.
        """
        level = check_level(level)
        family_of(family)
        model = Model(scan_of(self._sample, None, domain), formula, is_iterated=family != "gaussian")

        def batches() -> Iterator[RegressionRows]:
            for rows, offset in model.rows():
                yield replace(rows, y=rows.y - offset) if model.offsets else rows

        if family == "gaussian":
            fit = fit_rows(self.cells, batches, model.terms, level=level)
        else:
            fit = fit_glm(self.cells, model.rows, model.terms, family, level=level)
        return RegressionResult.of(fit, model, self.cells, family)

    # ------------------------------------------------------------------------------------------- inside

    def _with(self, **changes: object) -> "SurveyDesign":
        design = object.__new__(SurveyDesign)
        design.__dict__.update({k: v for k, v in self.__dict__.items() if k != "weights"} | changes)
        return design
