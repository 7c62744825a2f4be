"""Samples with unequal probabilities and samples of two phases, as cells that are rows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from survey_stats.design.sample import Sample
from survey_stats.design.weighting import rows_as_cells
from survey_stats.errors import (
    InconsistentCellError,
    InvalidOutcomeError,
    InvalidWeightError,
    MissingCodeError,
    OptionError,
)
from survey_stats.kernel.codes import FloatArray, IntArray
from survey_stats.kernel.unequal import Brewer, HartleyRao, TwoPhase

PPS = ("brewer", "hartley-rao", "yates-grundy")


def with_probabilities(sample: Sample, kind: str, column: str, b: float | None) -> Sample:
    """The sample with the variance of units drawn with the probabilities of a column.

    Raises ``OptionError``, ``InvalidWeightError`` for a probability that is missing or not in (0, 1], with
    its row, ``InconsistentCellError`` for two of one unit, ``SingleUnitStratumError``.
    """
    if kind not in PPS:
        raise OptionError(f"pps is one of {', '.join(PPS)}, not {kind!r}")
    rows = rows_as_cells(sample)
    cells = rows.cells
    given = numbers_of(rows, column, "fpc")
    bad = np.flatnonzero(~((given > 0) & (given <= 1)))
    if len(bad):
        raise InvalidWeightError(
            f"fpc {column!r} is {given[bad[0]]:g} in row {bad[0]}; with pps it is the probability by which "
            "the unit was drawn, above 0 and at most 1"
        )
    unit = np.arange(len(given)) if cells.unit_index is None else cells.unit_index
    probability, stratum = np.empty((2, int(unit.max()) + 1))
    probability[unit], stratum[unit] = given, cells.stratum_index
    stratum = stratum.astype(np.int64)
    if len(bad := np.flatnonzero(probability[unit] != given)):
        raise InconsistentCellError(f"fpc {column!r} differs within the unit of row {bad[0]}; a unit has one")
    if kind == "brewer":
        if b is not None:
            raise OptionError("pps_mean is for pps='hartley-rao' and 'yates-grundy'")
        form = Brewer(unit, stratum, probability)
    else:
        strata = len(cells.stratum_levels)
        if b is None:
            mean = np.bincount(stratum, weights=probability) / np.bincount(stratum)
        elif strata > 1 or not 0 < b <= 1:
            raise OptionError(f"pps_mean is {b!r}; it is a number up to 1, for a sample of one stratum")
        else:
            mean = np.array([float(b)])
        form = HartleyRao(unit, stratum, probability, mean, kind == "yates-grundy")
    return rows.with_cells(replace(cells, unit_index=unit, form=form, has_population=True))


def second_phase(sample: Sample, subset: str, strata: str | None, method: str) -> Sample:
    """The rows of ``subset``, drawn by ``strata`` from those of a sample, which is the first phase.

    Raises ``OptionError``, ``InvalidOutcomeError`` on a subset that is no condition, ``MissingCodeError``
    with the row, ``InconsistentCellError`` for a stratum of which nobody was drawn,
    ``SingleUnitStratumError``.
    """
    if method not in ("approx", "full"):
        raise OptionError(f"method is 'approx' or 'full', not {method!r}")
    source, first = sample.source, sample.cells
    if method == "full" and not first.has_population and len(first.stratum_levels) > 1:
        raise OptionError("method='full' needs the population sizes of a stratified first phase: give fpc")
    condition = source.expression(subset, "subset")
    if source.type_of(condition) != "BOOLEAN":
        raise InvalidOutcomeError(f'subset {subset!r} is no condition; write one such as "subcohort = 1"')
    column = "0" if strata is None else source.column(strata, "strata of the second phase")
    for sql, what in ((f"({condition}) is null", "subset"), (f"not {source.known(column)}", "stratum")):
        if (row := source.first_row(sql)) is not None:
            raise MissingCodeError(
                f"the {what} of the second phase is missing in row {row}; every row needs one"
            )
    whole = rows_as_cells(sample)
    inside = np.array(whole.values_of_cells(condition), dtype=bool)
    if not inside.any():
        raise InconsistentCellError(f"subset {subset!r} has no row")
    view = source.view(f"select * from {whole.view} where {condition}", "second")
    rows = sample.refine({**sample.keys, "k_row": "row_number"}, view)
    levels, second = _numbered(whole.values_of_cells(column))
    size = np.bincount(second).astype(np.float64)
    drawn = np.bincount(second[inside], minlength=len(levels)).astype(np.float64)
    if len(empty := np.flatnonzero(drawn == 0)):
        raise InconsistentCellError(
            f"nobody of stratum {levels[empty[0]]!r} was drawn in the second phase; merge it with another"
        )
    stratum = whole.cells.stratum_index
    cluster = np.arange(len(inside)) if first.unit_index is None else whole.cells.unit_index
    kept = _kept(cluster, stratum if strata is None else second, inside)
    if method == "approx" and (mixed := _first_mixed(cluster[inside], kept[inside])) is not None:
        raise OptionError(
            "method='approx' needs units of the first phase that lie in one stratum of the second each; the "
            f"unit of row {np.flatnonzero(inside)[mixed]} lies in several: choose method='full'"
        )
    of_cluster, own = np.unique(cluster[inside], return_inverse=True)
    cluster_stratum = np.empty(len(of_cluster), dtype=np.int64)
    cluster_stratum[own] = stratum[inside]
    form = TwoPhase(
        cluster=own.reshape(-1),
        stratum=stratum[inside],
        second=second[inside],
        base=whole.cells.sum_w[inside],
        cluster_stratum=cluster_stratum,
        units=first.stratum_units,
        fraction=first.sampling_fraction,
        has_population=first.has_population,
        drawn=drawn,
        share=drawn / size,
        kept=kept[inside],
        is_full=method == "full",
    )
    return rows.with_cells(
        replace(
            rows.cells,
            factor=(size / drawn)[second[inside]],
            stratum_levels=tuple(levels),
            stratum_index=second[inside],
            unit_index=np.arange(int(inside.sum())),
            stratum_units=drawn,
            sampling_fraction=np.zeros(len(levels)),
            form=form,
        )
    )


def _first_mixed(cluster: IntArray, values: FloatArray) -> int | None:
    """The first row whose value differs from another of its cluster."""
    one = np.empty(int(cluster.max()) + 1)
    one[cluster] = values
    differ = np.flatnonzero(one[cluster] != values)
    return int(differ[0]) if len(differ) else None


def _kept(cluster: IntArray, group: IntArray, inside: np.ndarray) -> FloatArray:
    """(R,) share of the first phase's units of each row's group that have rows in the second."""
    pairs = np.unique(np.stack([group, cluster], axis=1), axis=0)
    left = np.unique(np.stack([group, cluster], axis=1)[inside], axis=0)
    return (np.bincount(left[:, 0], minlength=group.max() + 1) / np.bincount(pairs[:, 0]))[group]


def _numbered(values: Sequence[object]) -> tuple[list, IntArray]:
    levels = sorted(set(values))
    place = {level: i for i, level in enumerate(levels)}
    return levels, np.array([place[value] for value in values])


def numbers_of(rows: Sample, column: str, role: str) -> FloatArray:
    """(N,) a numeric column of a sample whose cells are rows, NaN where missing."""
    sql = rows.source.number(column, role)
    return np.array([np.nan if v is None else v for v in rows.values_of_cells(sql)], dtype=np.float64)
