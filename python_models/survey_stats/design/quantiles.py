"""Weighted quantiles of domains, with Woodruff's intervals."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from survey_stats.design.intervals import Interval
from survey_stats.design.results import group_columns, labels_of
from survey_stats.design.scans import Groups, Scan, column_of
from survey_stats.errors import EmptyDomainError, InvalidWeightError
from survey_stats.kernel.codes import FloatArray, IntArray
from survey_stats.kernel.estimates import estimate_means
from survey_stats.kernel.inference import t_quantile
from survey_stats.kernel.quantiles import quantile_of
from survey_stats.kernel.shares import share_interval
from survey_stats.kernel.sums import WeightedSums


def quantile_table(
    scan: Scan, outcome: str, probabilities: Sequence[float], interval: Interval, rule: str
) -> dict[str, np.ndarray]:
    """Quantiles of ``outcome`` for every group of ``scan`` and probability.

    With F the weighted distribution function of the domain, the quantile is the least value y with
    F(y) >= p. The share of values up to it has a t interval, whose ends are turned back into values the same
    way (Woodruff 1952; R's ``svyquantile`` with ``qrule = "math"``, ``interval.type = "mean"``). t has the
    degrees of freedom of the domain, as there, unless ``interval`` says otherwise. ``rule`` is one of
    :func:`survey_stats.kernel.quantiles.quantile_of`.
    """
    sample, source = scan.sample, scan.sample.source
    (y,), facts = scan.outcomes([outcome])
    groups = scan.groups(facts, is_kept=True)
    scan.check(groups, [outcome], [y])
    known = scan.also(f"{y} is not null")
    found = known.sums(groups, {"y_": y}, {"n": "count(*)", "used": "count(*) filter (where w_ <> 0)"})
    group, cell = (found[name].astype(np.int64) for name in ("group_index", "cell_index"))
    used = np.asarray(found["used"], dtype=np.float64)
    occupied = np.flatnonzero(np.bincount(group, weights=used, minlength=len(groups)) > 0)
    if not len(occupied):
        source.drop(groups.table)
        if len(group):
            raise InvalidWeightError(
                f"the weights of {outcome!r} are all zero in the domain; it needs others"
            )
        raise EmptyDomainError(f"outcome {outcome!r} is missing in every row of the domain")
    point_group = np.repeat(occupied, len(probabilities))
    probability = np.tile(np.asarray(probabilities), len(occupied))
    df = np.array(
        [sample.cells.inner_degrees_of_freedom(cell[group == g], used[group == g]) for g in occupied]
    )
    if interval.df != "domain":
        df = np.full(len(df), sample.cells.degrees_of_freedom if interval.df == "design" else interval.df)
    df = np.repeat(df, len(probabilities))
    inverse = _Inverse(known, groups, y, rule)
    try:
        value = inverse.at(point_group, probability)
        points = source.add({"group_index": point_group, "point": np.arange(len(value)), "value": value})
        of_group = "".join(f", g{i}" for i in range(len(scan.by)))
        per_point = source.brief(
            f"select point as group_index, value{of_group} from {points} join {groups.table} as g "
            "using (group_index)",
            "points",
        )
        moments = known.moments(0, True)
        below = known.sums(
            Groups(per_point, [()] * len(value), {}, overlap=True),
            {"y0_": f"case when {y} <= g.value then 1.0 else 0.0 end"},
            moments,
        )
        source.drop(points, per_point)
        members = known.moments_of(below, 0)
        members["estimate_index"] = below["group_index"].astype(np.int64)
        members["cell_index"] = below["cell_index"].astype(np.int64)
        share = estimate_means(
            sample.cells,
            WeightedSums(
                n_estimates=len(value),
                labels=labels_of(outcome, scan.by, groups, point_group),
                **members,
            ),
            level=interval.level,
        )
        bounds = []
        n = np.bincount(members["estimate_index"], weights=members["n_used"], minlength=len(value))
        arguments = (share.estimate, share.std_error, df, n, interval.level)
        for bound in share_interval(interval.method, *arguments):
            inside = (bound >= 0) & (bound <= 1)
            values = np.full(len(value), np.nan)
            values[inside] = inverse.at(point_group[inside], bound[inside])
            bounds.append(values)
    finally:
        inverse.drop()
        source.drop(groups.table)
    std_error = (bounds[1] - bounds[0]) / (2 * t_quantile(interval.level, df))
    missing = groups.facts["n_rows"] - groups.facts["known_0"]
    result = group_columns(scan, groups, point_group)
    return result | {
        "outcome": column_of([outcome] * len(value)),
        "probability": probability,
        "estimate": value,
        "std_error": std_error,
        "ci_low": bounds[0],
        "ci_high": bounds[1],
        "degrees_of_freedom": df,
        "n_unweighted": share.n_unweighted,
        "n_weighted": share.n_weighted,
        "n_missing": missing[point_group].astype(np.int64),
        "design_effect": np.full(len(value), np.nan),
        "variance": std_error**2,
        "cv": np.divide(std_error, np.abs(value), out=np.full(len(value), np.nan), where=value != 0),
    }


class _Inverse:
    """The inverse of the groups' weighted distribution functions, in DuckDB or, of few rows or to
    interpolate, in memory.
    """

    def __init__(self, scan: Scan, groups: Groups, y: str, rule: str) -> None:
        self._source, self._rule = scan.sample.source, quantile_of(rule)
        self._cumulated = None
        is_step = rule in ("math", "hf1")
        if is_step and not self._source.is_small:
            self._cumulated = _distribution(scan, groups, y)
        else:
            self._values = _sorted_values(scan, groups, y, by_row=not is_step)

    def at(self, group: IntArray, share: FloatArray) -> FloatArray:
        """(K,) quantiles of the groups (K,) at the shares (K,)."""
        if self._cumulated is None:
            found = np.full(len(group), np.nan)
            for g in np.unique(group):
                found[group == g] = self._rule(*self._values[g], share[group == g])
            return found
        asked = self._source.add({"group_index": group, "share": share, "point": np.arange(len(group))})
        # Round-off of the sums must not push a share that is reached exactly to the next value.
        found = self._source.arrays(
            f"select point, coalesce(min(y), 'nan'::double) as y from {asked} as p "
            f"left join {self._cumulated} as c on "
            "c.group_index = p.group_index and c.reached >= p.share - 1e-12 group by point order by point"
        )
        self._source.drop(asked)
        return np.asarray(found["y"], dtype=np.float64)

    def drop(self) -> None:
        """Drop what is kept in DuckDB."""
        if self._cumulated is not None:
            self._source.drop(self._cumulated)


def _distribution(scan: Scan, groups: Groups, y: str) -> str:
    """A table of ``group_index``, value ``y`` and the share of weight ``reached`` there."""
    return scan.sample.source.keep(
        "select group_index, y, sum(w) over (partition by group_index order by y) / "
        "sum(w) over (partition by group_index) as reached from "
        f"({_weighted(scan, groups, y, 'sum')} group by g.group_index, {y}) where w > 0",
        "cumulated",
    )


def _sorted_values(
    scan: Scan, groups: Groups, y: str, *, by_row: bool
) -> dict[int, tuple[FloatArray, FloatArray]]:
    """Values and final weights of each group's persons with weight, in the order of values (and of rows)."""
    source = scan.sample.source
    kept, more = "*", ""
    if by_row:
        scan = replace(scan, sample=replace(scan.sample, view=source.numbered()))
        kept, more = "* exclude (row_number)", ", row_number"
    found = source.arrays(
        f"select {kept} from ({_weighted(scan, groups, y, '', more)}) where w <> 0 "
        f"order by group_index, y{more}"
    )
    bounds = np.searchsorted(found["group_index"], np.arange(len(groups) + 1))
    return {
        g: (found["y"][start:stop], found["w"][start:stop])
        for g, (start, stop) in enumerate(pairwise(bounds))
    }


def _weighted(scan: Scan, groups: Groups, y: str, aggregate: str, more: str = "") -> str:
    """SQL of group, value and final weight of the scan's rows."""
    sample = scan.sample
    on = " and ".join(f"{sql} = g.g{i}" for i, sql in enumerate(scan.by.values())) or "true"
    on_cell = " and ".join(f"{sql} = f.{name}" for name, sql in sample.keys.items()) or "true"
    return (
        f"select g.group_index, {y} as y, {aggregate}({sample.weight} * f.factor) as w{more} "
        f"from {sample.view} join {groups.table} as g on {on} join {sample.factors} as f on {on_cell} "
        f"where {scan.condition}"
    )
