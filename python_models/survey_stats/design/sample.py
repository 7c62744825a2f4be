"""A sample: where its rows are, the cells they make, and how the cells become finer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from survey_stats.design.source import LARGEST, SMALLEST, Source, require_exact
from survey_stats.errors import (
    EmptyDomainError,
    InconsistentCellError,
    InvalidWeightError,
    MissingCodeError,
    PopulationTooSmallError,
    UnreadableDataError,
)
from survey_stats.kernel.cells import Lonely, SampleCells, Stage
from survey_stats.kernel.codes import FloatArray, IntArray

# Weights whose relative spread inside a cell is below the square root of this are equal but for round-off.
_EQUAL = 1e-24


# Numbers of cells are looked up by their keys where these are whole numbers that make at most so many
# combinations (2 MB), which takes half as long as a join.
_MOST_PLACES = 2**18
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER")


# Rows are counted by weight first where no more weights occur among the first ones, one vector of DuckDB's.
_FEW_WEIGHTS, _SEEN_ROWS = 200, 2048


@dataclass(frozen=True)
class CellNumbers:
    """Numbers of cells whose keys are whole numbers: those of a row are ``found`` at its ``place``, SQL."""

    place: str
    found: IntArray


@dataclass(frozen=True)
class Sample:
    """Rows of a source, and their cells.

    ``weight`` SQL of the base weight; ``keys`` SQL of what respondents of one cell share, by the name that
    the table of cells has for it; ``table`` name of that table, with ``cell_index``; ``view`` of the source.
    """

    source: Source
    weight: str
    keys: Mapping[str, str]
    table: str
    cells: SampleCells
    view: str = "data"

    @cached_property
    def has_zero_weights(self) -> bool:
        """Whether some respondent has weight zero."""
        return bool((self.cells.n_used < self.cells.n).any())

    @cached_property
    def has_equal_weights(self) -> bool:
        """Whether base weights are constant inside every cell."""
        return not self.cells.spread_w.any()

    @cached_property
    def numbers(self) -> CellNumbers | None:
        """How to number the cells of rows by their keys; None where it takes a join."""
        if any(self.source.type_of(sql) not in _WHOLE for sql in self.keys.values()):
            return None
        if not self.keys:
            return CellNumbers("cast(0 as integer)", np.zeros(1, dtype=np.int64))
        table = self.source.arrays(f"select cell_index, {', '.join(self.keys)} from {self.table}")
        place, at, size = "0", np.zeros(len(table["cell_index"]), dtype=np.int64), 1
        for name, sql in self.keys.items():
            low, high = int(table[name].min()), int(table[name].max())
            place += f" + {size} * (cast({sql} as bigint) - {low})"
            at += size * (table[name].astype(np.int64) - low)
            size *= high - low + 1
            if size > _MOST_PLACES:
                return None
        found = np.full(size, -1)
        found[at] = table["cell_index"]
        return CellNumbers(f"cast({place} as integer)", found)

    @cached_property
    def factors(self) -> str:
        """Name of a queryable table of the cells: keys, ``cell_index``, ``factor``."""
        factors = self.source.add({"cell_index": np.arange(len(self.cells.n)), "factor": self.cells.factor})
        return self.source.keep(f"from {self.table} join {factors} using (cell_index)", "factors")

    @cached_property
    def weights(self) -> FloatArray:
        """(N,) final weights in the order of the rows."""
        numbered = self.source.numbered()
        on = " and ".join(f"{sql} = f.{name}" for name, sql in self.keys.items()) or "true"
        return self.source.arrays(
            f"select {self.weight} * f.factor as weight from {numbered} join {self.factors} as f on {on} "
            "order by row_number"
        )["weight"]

    def refine(self, keys: Mapping[str, str], view: str | None = None) -> "Sample":
        """The same sample in the cells of ``keys``, which include the present ones."""
        view = view or self.view
        if dict(keys) == dict(self.keys) and view == self.view:
            return self
        # Where weights are equal inside cells, counts say everything.
        is_counted = self.has_equal_weights
        table = _keep_cells(self.source, view, keys, {} if is_counted else _weighed(self.weight))
        on = " and ".join(f"c.{name} = o.{name}" for name in self.keys) or "true"
        found = self.source.arrays(
            f"select c.* exclude ({', '.join(['cell_index', *keys])}), o.cell_index as origin "
            f"from {table} as c join {self.table} as o on {on} order by c.cell_index"
        )
        origin = found["origin"].astype(np.int64)
        if is_counted:
            weight = (self.cells.sum_w / self.cells.n)[origin]
            n = np.asarray(found["n"], dtype=np.float64)
            sums = n, n * (weight != 0), n * weight, np.zeros(len(n))
        else:
            sums = _sums(found)
        cells = self.cells.split(origin, *sums)
        return Sample(self.source, self.weight, dict(keys), table, cells, view)

    def with_cells(self, cells: SampleCells) -> "Sample":
        """The same rows and cells with other weights or replicates."""
        return replace(self, cells=cells)

    def values_of_cells(self, expression: str) -> list:
        """Values of SQL over the columns, of cells that are rows."""
        on = " and ".join(f"{sql} = c.{name}" for name, sql in self.keys.items()) or "true"
        return [
            value
            for (value,) in self.source.rows(
                f"select {expression} from {self.view} join {self.table} as c on {on} order by c.cell_index"
            )
        ]

    def column_of_cells(self, name: str) -> tuple:
        """Values of one key, cell by cell."""
        return self.columns_of_cells([name])[0]

    def columns_of_cells(self, names: Sequence[str]) -> list[tuple]:
        """Values of some keys, cell by cell."""
        rows = self.source.rows(f"select {', '.join(names)} from {self.table} order by cell_index")
        return list(zip(*rows, strict=True))


def first_sample(
    source: Source,
    weight: str,
    strata: str | None,
    stages: tuple[str, ...],
    populations: tuple[str, ...],
    lonely: Lonely,
) -> Sample:
    """A design not yet calibrated; the names are users' columns.

    Raises ``EmptyDomainError``, ``InvalidWeightError``, ``MissingCodeError``, ``InconsistentCellError``,
    ``PopulationTooSmallError``, ``SingleUnitStratumError``, with row or stratum.
    """
    w = source.number(weight, "weight")
    codes = {f"k{i}": name for i, name in enumerate([*([] if strata is None else [strata]), *stages])}
    keys = {
        key: source.column(name, "strata" if strata is not None and key == "k0" else "clusters")
        for key, name in codes.items()
    }
    sizes = [source.number(name, "fpc") for name in populations]
    view = _counted_by_weight(source, w, keys, (weight, *populations))
    aggregates = _weighed(w) if view is None else _weighed_of_counted(w)
    for name, number in {"": w, **{str(i): size for i, size in enumerate(sizes)}}.items():
        known = f"count({number})" if view is None else f"sum(n_) filter (where {number} is not null)"
        aggregates |= {f"least{name}": f"min({number})", f"most{name}": f"max({number})"}
        aggregates |= {f"known{name}": f"coalesce({known}, 0)"}
    columns = {codes[key]: sql for key, sql in keys.items()}
    try:
        table = _keep_cells(source, view or "data", keys, aggregates)
    except UnreadableDataError:
        # An infinite weight, which no sums hold.
        _check_rows(source, weight, w, columns)
        raise
    lacking = " or ".join(f"not {source.known(sql, key)}" for key, sql in keys.items()) or "false"
    found = source.arrays(
        f"select * exclude ({', '.join(['cell_index', *keys])}), {lacking} as lacking from {table} "
        "order by cell_index"
    )
    is_sound = (
        len(found["n"]) > 0
        and not np.ma.is_masked(found["least"])
        and (found["known"] == found["n"]).all()
        and found["least"].min() >= 0
        and SMALLEST <= found["most"].max() <= LARGEST
        and not found["lacking"].any()
    )
    if not is_sound:
        _check_rows(source, weight, w, columns)
    for key, sql in keys.items():
        if source.is_float(sql):
            require_exact(
                source.rows(f"select max(abs({key})) from {table}")[0],
                f"column {codes[key]!r}",
            )
    n, used, sum_w, spread = _sums(found)
    first = ["k0"] if strata is not None else []
    stratum, levels = _coded(source, table, first, is_all=len(first) == len(keys))
    names = tuple(level[0] for level in levels) if first else ("all",)
    unit_index, units = None, np.bincount(stratum, weights=n)
    later: list[Stage] = []
    unit_of_stage, unit_levels, unit_stratum = stratum, levels, stratum
    fractions = np.zeros(len(names))
    within = list(first)
    scale = None
    for number in range(max(len(stages), 1)):
        group, group_levels = (stratum, levels) if number == 0 else (unit_of_stage, unit_levels)
        if number < len(stages):
            within = [*within, f"k{len(within)}"]
            unit_of_stage, unit_levels = _coded(source, table, within, is_all=len(within) == len(keys))
            unit_stratum = np.empty(len(unit_levels), dtype=np.int64)
            unit_stratum[unit_of_stage] = group
            drawn = np.bincount(unit_stratum, minlength=len(group_levels) or 1).astype(np.float64)
        else:
            unit_of_stage, drawn = None, units
        labels = names if number == 0 else [", ".join(str(v) for v in level) for level in group_levels]
        fraction = np.zeros(len(drawn))
        if number < len(sizes):
            fraction = drawn / _population(found, number, group, labels, drawn, n)
        if number == 0:
            unit_index, units, fractions = unit_of_stage, drawn, fraction
            if unit_of_stage is not None:
                scale = fraction[unit_stratum]
        elif number < len(sizes) + 1 and len(sizes) > 0:
            later.append(Stage(unit_of_stage, unit_stratum, drawn, fraction, scale))
            scale = scale[unit_stratum] * fraction[unit_stratum]
    cells = SampleCells(
        n=n,
        n_used=used,
        sum_w=sum_w,
        spread_w=spread,
        factor=np.ones(len(n)),
        stratum_levels=names,
        stratum_index=stratum,
        unit_index=unit_index,
        stratum_units=units,
        sampling_fraction=fractions,
        has_population=bool(populations),
        lonely=lonely,
        later_stages=tuple(later),
    )
    return Sample(source, w, keys, table, cells)


def _weighed(weight: str) -> dict[str, str]:
    """SQL of what :func:`_sums` reads, by name."""
    return {
        "used": f"count(*) filter (where {weight} <> 0)",
        "w": f"sum({weight})",
        "spread": f"var_pop({weight}) * count(*)",
    }


def _counted_by_weight(
    source: Source, weight: str, keys: Mapping[str, str], names: Sequence[str]
) -> str | None:
    """A query of the rows that differ in keys, weight or population sizes, and how many ``n_`` are alike.

    Base weights of stratified samples are often as few as the strata: to count is then half the work. None
    where the first rows have many weights, are few, or a name in ``names`` stands for no column.
    """
    if source.is_small or any(name not in source.types for name in names):
        return None
    distinct = source.rows(f"select count(distinct {weight}) from (from data limit {_SEEN_ROWS})")[0][0]
    if distinct > _FEW_WEIGHTS:
        return None
    columns = ", ".join(
        dict.fromkeys([*keys.values(), *(source.expression(name, "weight or fpc") for name in names)])
    )
    within = f"over (partition by {', '.join(keys.values())})" if keys else "over ()"
    return (
        f"(select *, sum(n_ * {weight}) {within} / sum(n_) {within} as mean_ from ("
        f"select {columns}, count(*) as n_ from data group by {columns}))"
    )


def _weighed_of_counted(weight: str) -> dict[str, str]:
    """As :func:`_weighed`, of the rows of :func:`_counted_by_weight`."""
    return {
        "n": "sum(n_)",
        "used": f"coalesce(sum(n_) filter (where {weight} <> 0), 0)",
        "w": f"sum(n_ * {weight})",
        "spread": f"sum(n_ * ({weight} - mean_) * ({weight} - mean_))",
    }


def _keep_cells(source: Source, view: str, keys: Mapping[str, str], aggregates: Mapping[str, str]) -> str:
    """The cells in the order of their keys: ``cell_index``, keys, ``n`` and aggregates."""
    aggregates = {"n": "count(*)", **aggregates}
    selected = ", ".join(f"{sql} as {name}" for name, sql in {**keys, **aggregates}.items())
    names = ", ".join(keys)
    grouped = f" group by {', '.join(keys.values())}" if keys else ""
    order = f" over (order by {names})" if keys else " over ()"
    return source.keep(
        f"select row_number(){order} - 1 as cell_index, * from (select {selected} from {view}{grouped})",
        "cells",
    )


def _sums(found: Mapping[str, np.ndarray]) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    n, used, w, spread = (np.asarray(found[name], dtype=np.float64) for name in ("n", "used", "w", "spread"))
    spread[spread <= _EQUAL * w**2 / n] = 0
    return n, used, w, spread


def _coded(source: Source, table: str, keys: list[str], *, is_all: bool) -> tuple[IntArray, list[tuple]]:
    """(C,) number of each cell's combination of ``keys``, in their order, and the combinations.

    ``is_all``: whether the cells have no other keys, and so one combination each, in its order.
    """
    if not keys:
        size = source.rows(f"select count(*) from {table}")[0][0]
        return np.zeros(size, dtype=np.int64), [()]
    names = ", ".join(keys)
    if is_all:
        levels = source.rows(f"select {names} from {table} order by cell_index")
        return np.arange(len(levels)), levels
    index = source.arrays(
        f"select dense_rank() over (order by {names}) - 1 as i from {table} order by cell_index"
    )["i"]
    return index.astype(np.int64), source.rows(f"select distinct {names} from {table} order by {names}")


def _population(
    found: Mapping[str, np.ndarray],
    number: int,
    group: IntArray,
    labels: list,
    drawn: FloatArray,
    n: FloatArray,
) -> FloatArray:
    """Population sizes of the strata of a stage, one number each.

    Raises ``InconsistentCellError``, ``PopulationTooSmallError``, with the stratum.
    """
    least, most, known = (
        np.ma.filled(np.ma.asarray(found[f"{name}{number}"]).astype(np.float64), np.nan)
        for name in ("least", "most", "known")
    )
    low, high = np.full(len(drawn), np.inf), np.full(len(drawn), -np.inf)
    np.fmin.at(low, group, least)
    np.fmax.at(high, group, most)
    complete = np.bincount(group, weights=known < n, minlength=len(drawn)) == 0
    wrong = np.flatnonzero(~complete | (low != high) | ~np.isfinite(high))
    if len(wrong):
        h = wrong[0]
        raise InconsistentCellError(
            f"the population size of stratum {labels[h]!r} is not one number ({low[h]} to {high[h]}"
            f"{'' if complete[h] else ', missing in some rows'}); give every row of a stratum the same"
        )
    small = np.flatnonzero(high < drawn)
    if len(small):
        h = small[0]
        raise PopulationTooSmallError(
            f"stratum {labels[h]!r} has {drawn[h]:g} respondents and population {high[h]:g}; "
            "give the stratum's population size, which cannot be below the sample"
        )
    return high


def _check_rows(source: Source, weight: str, w: str, codes: Mapping[str, str]) -> None:
    invalid = f"({w} is null or not isfinite({w}) or {w} < 0)"
    missing = ", ".join(f"count(*) filter (where not {source.known(sql)})" for sql in codes.values())
    rows, bad, largest, *unknown = source.rows(
        f"select count(*), count(*) filter (where {invalid}), max({w})"
        f"{', ' + missing if missing else ''} from data"
    )[0]
    if not rows:
        raise EmptyDomainError("the data have no rows")
    if bad:
        row = source.first_row(invalid)
        value = source.rows(f"select {w} from numbered where row_number = {row}")[0][0]
        raise InvalidWeightError(
            f"weight {weight!r} is {value} in row {row} ({bad} such rows); weights must be finite and not "
            "negative, so correct them or leave the rows out"
        )
    if not SMALLEST <= largest <= LARGEST and largest != 0:
        raise InvalidWeightError(
            f"the largest weight {weight!r} is {largest:g}, which squares cannot hold; count in another unit"
        )
    if not largest:
        raise InvalidWeightError(f"weight {weight!r} is zero in all {rows} rows")
    for (name, column), count in zip(codes.items(), unknown, strict=True):
        if count:
            row = source.first_row(f"not {source.known(column)}")
            raise MissingCodeError(f"column {name!r} is missing in row {row}; every row needs a value")
