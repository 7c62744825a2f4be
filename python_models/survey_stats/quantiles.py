"""Weighted quantiles of domains, with Woodruff's intervals."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from survey_stats.cells import SampleCells
from survey_stats.codes import FloatArray
from survey_stats.errors import EmptyDomainError
from survey_stats.estimation import Estimates, estimate_means
from survey_stats.inference import t_interval, t_quantile
from survey_stats.results import labels_of, weighted_sums, with_members
from survey_stats.scans import Scan
from survey_stats.source import Source


def quantile_table(
    cells: SampleCells, scan: Scan, outcome: str, probabilities: Sequence[float], level: float
) -> pd.DataFrame:
    """Quantiles of ``outcome`` for every group of ``scan`` and probability.

    With F the weighted distribution function of the domain, the quantile is the least value y with
    F(y) >= p. The share of values up to it has a t interval, whose ends are turned back into values the same
    way (Woodruff 1952; R's ``svyquantile`` with ``qrule = "math"``, ``interval.type = "mean"``).
    """
    y = scan.outcome(outcome)
    source = scan.frame.source
    moments = {"n": f"count({y})", "n_missing": f"count(*) - count({y})"}
    sums, groups = scan.by_group(moments)
    counts = sums.groupby("group_index")[["n", "n_missing"]].sum().reindex(range(len(groups)))
    occupied = np.flatnonzero(counts["n"].to_numpy() > 0)
    if not len(occupied):
        raise EmptyDomainError(f"outcome {outcome!r} is missing in every row of the domain")
    columns = {f"g{i}": column for i, column in enumerate(scan.by.values())}
    names = groups.set_axis(list(columns), axis=1).assign(group_index=range(len(groups)), nothing=0)
    on = ", ".join(columns) or "nothing"
    by_value = (
        f"(select v.*, 0 as nothing from ({scan.sql({**columns, 'y': y}, scan.frame.row_sums)}) as v "
        f"where y is not null) join {source.add(names)} using ({on})"
    )
    grid = pd.DataFrame(
        {
            "group_index": np.repeat(occupied, len(probabilities)),
            "probability": np.tile(np.asarray(probabilities), len(occupied)),
        }
    )
    cumulated = f"cumulated_{source.add(names)}"
    source.connection.execute(
        f"create temp table {cumulated} as select group_index, y, sum(w) over (partition by group_index "
        f"order by y) / sum(w) over (partition by group_index) as reached from (select group_index, y, "
        f"sum(w * factor) as w from {by_value} join {scan.numbered} using (cell_index) group by all "
        "having sum(w * factor) > 0)"
    )
    try:
        value = _invert(source, cumulated, grid["group_index"], grid["probability"])
        points = source.add(grid.assign(point=range(len(grid)), value=value))
        below = "case when y <= value then 1.0 else 0.0 end"
        table = source.table(
            f"select point as group_index, cell_index, sum(n) as n, 0 as n_missing, sum(w) as w, "
            f"sum(w * {below}) as wy, sum(w * {below}) as wy2, sum(w2) as w2, sum(w2 * {below}) as w2y, "
            f"sum(w2 * {below}) as w2y2 from {by_value} join {points} using (group_index) group by all"
        )
        members, _ = with_members(table, grid)
        labels = labels_of(outcome, groups.iloc[grid["group_index"]])
        share = estimate_means(cells, weighted_sums(members, labels), level=level)
        bounds = []
        for bound in t_interval(share.estimate, share.std_error, share.degrees_of_freedom, level):
            inside = (bound >= 0) & (bound <= 1)
            values = np.full(len(grid), np.nan)
            values[inside] = _invert(source, cumulated, grid["group_index"][inside], bound[inside])
            bounds.append(values)
    finally:
        source.connection.execute(f"drop table {cumulated}")
    width = 2 * t_quantile(level, share.degrees_of_freedom)
    estimates = Estimates(
        value,
        (bounds[1] - bounds[0]) / width,
        *bounds,
        share.degrees_of_freedom,
        share.n_unweighted,
        share.n_weighted,
        np.full(len(grid), np.nan),
    )
    result = groups.iloc[grid["group_index"]].reset_index(drop=True)
    result = result.assign(outcome=outcome, probability=grid["probability"], **vars(estimates))
    missing = counts["n_missing"].to_numpy()[grid["group_index"]].astype(np.int64)
    result.insert(result.columns.get_loc("design_effect"), "n_missing", missing)
    return result


def _invert(source: Source, cumulated: str, group: pd.Series, share: FloatArray) -> FloatArray:
    """Least value at which the group's weight reaches each ``share``."""
    asked = pd.DataFrame({"group_index": np.asarray(group), "share": np.asarray(share)})
    asked["point"] = range(len(asked))
    # Round-off of the sums must not push a share that is reached exactly to the next value.
    found = source.table(
        f"select point, min(y) as y from {source.add(asked)} as p left join {cumulated} as c on "
        "c.group_index = p.group_index and c.reached >= p.share - 1e-12 group by point order by point"
    )
    return found["y"].to_numpy(dtype=np.float64)
