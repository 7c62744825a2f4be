"""From sums by cell and group to estimates, and from estimates to tables with one row a group."""

import numpy as np
import pandas as pd

from survey_stats.codes import FloatArray
from survey_stats.errors import EmptyDomainError
from survey_stats.estimation import Estimates, WeightedSums

# What an outcome has that is missing in all groups.
NO_ESTIMATES = Estimates(*(np.empty(0) for _ in range(8)))


def with_members(sums: pd.DataFrame, groups: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Sums of the groups that have members, numbered anew in ``estimate_index``; and those groups' places."""
    counts = np.bincount(sums["group_index"], weights=sums["n"], minlength=len(groups))
    index = np.flatnonzero(counts > 0)
    place = np.full(len(groups), -1)
    place[index] = np.arange(len(index))
    numbered = sums.assign(estimate_index=place[sums["group_index"]])
    return numbered[(numbered["estimate_index"] >= 0) & (numbered["n"] > 0)], index


def weighted_sums(members: pd.DataFrame, labels: list[str], origin: FloatArray | None = None) -> WeightedSums:
    """Columns ``estimate_index, cell_index, n, w, wy, wy2, w2, w2y, w2y2`` as the estimators take them."""
    return WeightedSums(
        members["estimate_index"].to_numpy(),
        members["cell_index"].to_numpy(),
        *(members[name].to_numpy(dtype=np.float64) for name in ("n", "w", "wy", "wy2", "w2", "w2y", "w2y2")),
        n_estimates=len(labels),
        origin=origin,
        labels=labels,
    )


def labels_of(outcome: str, groups: pd.DataFrame) -> list[str]:
    """What error messages call the estimates."""
    return [
        ", ".join([outcome, *(f"{name}={value}" for name, value in zip(groups.columns, values, strict=True))])
        for values in groups.itertuples(index=False)
    ]


def assemble(
    groups: pd.DataFrame,
    sums: pd.DataFrame,
    index: np.ndarray,
    estimates: Estimates,
    named: dict[str, object],
) -> pd.DataFrame:
    """Groups beside what is estimated (``named`` columns) and the estimates.

    Groups without a known outcome have no estimate, and ``n_unweighted`` 0. Raises ``EmptyDomainError`` when
    all groups are such.
    """
    if not len(index):
        raise EmptyDomainError(f"{next(iter(named.values()))!r} is missing in every row of the domain")
    table = groups.assign(**named)
    for name, values in vars(estimates).items():
        column = np.full(len(groups), 0.0 if name.startswith("n_") else np.nan)
        column[index] = values
        is_count = name in ("n_unweighted", "degrees_of_freedom") and np.isfinite(column).all()
        table[name] = column.astype(np.int64) if is_count else column
    missing = np.bincount(sums["group_index"], weights=sums["n_missing"], minlength=len(groups))
    table.insert(table.columns.get_loc("design_effect"), "n_missing", missing.astype(np.int64))
    return table
