"""From groups and estimates to the columns of a result, one row a group."""

from collections.abc import Mapping

import numpy as np

from survey_stats.design.scans import Groups, Scan, column_of
from survey_stats.kernel.codes import IntArray
from survey_stats.kernel.estimates import Estimates

_COUNTS = ("n_unweighted", "degrees_of_freedom")


def labels_of(outcome: str, by: Mapping[str, str], groups: Groups, index: IntArray) -> list[str]:
    """What error messages call the estimates of some groups."""
    return [
        ", ".join([outcome, *(f"{name}={value}" for name, value in zip(by, groups.labels[i], strict=True))])
        for i in index
    ]


def group_columns(scan: Scan, groups: Groups, index: IntArray | None = None) -> dict[str, np.ndarray]:
    """The columns that say which group a row is of."""
    labels = groups.labels if index is None else [groups.labels[i] for i in index]
    return {name: column_of([label[i] for label in labels]) for i, name in enumerate(scan.by)}


def assembled(
    scan: Scan,
    groups: Groups,
    named: Mapping[str, object],
    index: IntArray,
    estimates: Estimates | None,
    n_known: np.ndarray,
    n_missing: np.ndarray,
) -> dict[str, np.ndarray]:
    """Groups beside what is estimated (``named``) and the ``estimates`` of the groups ``index``.

    Groups without a known outcome, or without weight, have a row without numbers but their counts.
    """
    size = len(groups)
    table = group_columns(scan, groups)
    for name, value in named.items():
        table[name] = column_of([value] * size)
    for name in Estimates.__dataclass_fields__:
        column = np.full(size, np.nan)
        if estimates is not None:
            column[index] = getattr(estimates, name)
        if name == "n_unweighted":
            column = np.asarray(n_known, dtype=np.float64)
        elif name == "n_weighted":
            column = np.nan_to_num(column)
        is_count = name in _COUNTS and np.isfinite(column).all()
        table[name] = column.astype(np.int64) if is_count else column
    table["n_missing"] = np.asarray(n_missing).astype(np.int64)
    table["design_effect"] = table.pop("design_effect")
    table["variance"] = table["std_error"] ** 2
    table["cv"] = np.divide(
        table["std_error"], np.abs(table["estimate"]), out=np.full(size, np.nan), where=table["estimate"] != 0
    )
    return table
