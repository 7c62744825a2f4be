"""Scans of the data: SQL in, small arrays of sums by cell and group out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from survey_stats.design.sample import Sample
from survey_stats.design.source import LARGEST, SMALLEST, require_exact
from survey_stats.errors import EmptyDomainError, InvalidOutcomeError, UnknownColumnError
from survey_stats.kernel.codes import FloatArray, IntArray

Columns = str | Sequence[str]


@dataclass(frozen=True)
class Groups:
    """G groups of a scan: their ``labels``, one tuple each, in sorted order, and a table of them in DuckDB.

    The table has ``group_index``, ``g0``, ``g1`` ... and the ``facts`` that were asked for: (G,) arrays.
    ``overlap`` : whether a row may belong to several of them.
    """

    table: str
    labels: list[tuple]
    facts: Mapping[str, np.ndarray]
    overlap: bool = False

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True)
class Scan:
    """Rows of a sample to sum over: group columns by name and the condition, as SQL."""

    sample: Sample
    by: Mapping[str, str]
    condition: str
    domain: str | None

    def also(self, condition: str) -> "Scan":
        """The rows that meet another SQL condition too."""
        return replace(self, condition=f"{self.condition} and {condition}")

    @property
    def keys(self) -> str:
        return "".join(f"{sql} as {name}, " for name, sql in self.sample.keys.items())

    def groups(self, facts: Mapping[str, str], *, is_kept: bool = False) -> Groups:
        """The groups that occur, with aggregates over their rows; ``is_kept`` for a table of many uses.

        Raises ``EmptyDomainError`` without a row.
        """
        source = self.sample.source
        columns = {f"g{i}": sql for i, sql in enumerate(self.by.values())}
        selected = "".join(f"{sql} as {name}, " for name, sql in columns.items())
        aggregates = ", ".join(f"{sql} as {name}" for name, sql in {"n_rows": "count(*)", **facts}.items())
        grouped = f" group by {', '.join(columns.values())}" if columns else " having count(*) > 0"
        order = f"order by {', '.join(columns)}" if columns else ""
        table = (source.keep if is_kept else source.brief)(
            f"select row_number() over ({order}) - 1 as group_index, * from (select {selected}{aggregates} "
            f"from {self.sample.view} where {self.condition}{grouped})",
            "groups",
        )
        rows = source.rows(
            f"select {', '.join(['n_rows', *facts, *columns])} from {table} order by group_index"
        )
        if not rows:
            source.drop(table)
            raise EmptyDomainError(
                f"{'the data have' if self.domain is None else f'domain {self.domain!r} has'} no row"
                + (f" with {' and '.join(map(repr, self.by))} known" if self.by else "")
                + ("" if self.domain is None else "; widen it")
            )
        size = 1 + len(facts)
        for i, (name, sql) in enumerate(self.by.items()):
            if source.is_float(sql):
                require_exact((row[size + i] for row in rows), f"by {name!r}")
        found = {name: np.array(values) for name, *values in zip(["n_rows", *facts], *rows, strict=False)}
        return Groups(table, [row[size:] for row in rows], found)

    def sums(
        self, groups: Groups, values: Mapping[str, str], aggregates: Mapping[str, str]
    ) -> dict[str, np.ndarray]:
        """Aggregates by cell and group: arrays ``cell_index``, ``group_index`` and the aggregates'.

        ``values`` SQL of row values by name, over the data's columns as ``d`` gives them and those of the
        groups' table ``g``; ``aggregates`` SQL over those values and the base weight ``w_``.
        """
        sample = self.sample
        of_row = "".join(f"{sql} as {name}, " for name, sql in values.items())
        on = " and ".join(f"{sql} = g.g{i}" for i, sql in enumerate(self.by.values())) or "true"
        selected = ", ".join(f"{sql} as {name}" for name, sql in aggregates.items())
        on_cell = " and ".join(f"s.{name} = c.{name}" for name in sample.keys) or "true"
        # Groups that a cell lies inside are told by the cell.
        keys = None if groups.overlap else self._keys_of_by()
        of_cell = keys is not None
        again = " and ".join(f"s.{key} = g.g{i}" for i, key in enumerate(keys or ())) or "true"
        names = ", ".join([*sample.keys, *([] if of_cell else ["group_index"])])
        return sample.source.arrays(
            f"select c.cell_index, {'g' if of_cell else 's'}.group_index, "
            f"{', '.join(f's.{name}' for name in aggregates)} from ("
            f"select {names}{', ' if names else ''}{selected} from (select {self.keys}{of_row}"
            f"{sample.weight} as w_, g.group_index from {sample.view} join {groups.table} as g on {on} "
            f"where {self.condition}) {f'group by {names}' if names else ''}) as s "
            f"join {sample.table} as c on {on_cell}"
            + (f" join {groups.table} as g on {again}" if of_cell else "")
        )

    def _keys_of_by(self) -> list[str] | None:
        """The keys of the cells that the group columns are, if all of them are keys."""
        by_column = {sql: key for key, sql in self.sample.keys.items()}
        found = [by_column.get(sql) for sql in self.by.values()]
        return None if None in found else found

    def rows(
        self,
        values: Mapping[str, str],
        aggregates: Mapping[str, str] | None,
        *,
        with_weight: bool,
        with_place: bool = False,
    ) -> str:
        """SQL of ``cell_index`` and ``values``, row by row ``with_weight`` as ``w_``, or with ``aggregates``
        over equal ones. ``with_place`` of the sample's ``numbers`` in place of ``cell_index``."""
        sample = self.sample
        if with_place:
            columns = {"place": sample.numbers.place, **values}
            columns |= {"w_": sample.weight} if with_weight else {}
            selected = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
            return f"select {selected} from {sample.view} where {self.condition}"
        of_row = "".join(f"{sql} as {name}, " for name, sql in values.items())
        on_cell = " and ".join(f"s.{name} = c.{name}" for name in sample.keys) or "true"
        inner = f"select {self.keys}{of_row}{sample.weight} as w_ from {sample.view} where {self.condition}"
        if aggregates is not None:
            names = ", ".join([*sample.keys, *values])
            selected = ", ".join(f"{sql} as {name}" for name, sql in aggregates.items())
            inner = f"select {names}{', ' if names else ''}{selected} from ({inner}) " + (
                f"group by {names}" if names else ""
            )
        kept = [*values, *((["w_"] if with_weight else []) if aggregates is None else aggregates)]
        return (
            f"select cast(c.cell_index as integer) as cell_index"
            f"{''.join(f', s.{name}' for name in kept)} from ({inner}) as s "
            f"join {sample.table} as c on {on_cell}"
        )

    def outcomes(self, texts: Sequence[str]) -> tuple[list[str], dict[str, str]]:
        """SQL of numeric outcomes, and the aggregates by which :meth:`check` judges them.

        For outcome i: ``known_i`` and ``wild_i`` count its known and its infinite values, ``origin_i`` is
        their mean. Raises ``InvalidOutcomeError``, ``UnknownColumnError``.
        """
        expressions = [self.sample.source.number(text, "outcome") for text in texts]
        facts = {}
        for i, y in enumerate(expressions):
            facts[f"known_{i}"] = f"count({y})"
            facts[f"wild_{i}"] = f"count(*) filter (where not isfinite({y}))"
            facts[f"largest_{i}"] = f"coalesce(max(abs({y})), 0)"
            facts[f"origin_{i}"] = f"coalesce(avg({y}) filter (where isfinite({y})), 0)"
        return expressions, facts

    def check(self, groups: Groups, texts: Sequence[str], expressions: Sequence[str]) -> None:
        """Raises ``InvalidOutcomeError`` where an outcome is not finite, with the row, or has no square."""
        for i, (text, y) in enumerate(zip(texts, expressions, strict=True)):
            count = int(groups.facts[f"wild_{i}"].sum())
            if count:
                row = self.sample.source.first_row(f"{self.condition} and not isfinite({y})")
                raise InvalidOutcomeError(
                    f"outcome {text!r} is infinite or not a number in row {row} ({count} such rows); make it "
                    "missing, correct it or leave the rows out of the domain"
                )
            largest = float(np.max(groups.facts[f"largest_{i}"]))
            if largest and not SMALLEST <= largest <= LARGEST:
                raise InvalidOutcomeError(
                    f"outcome {text!r} is as large as {largest:g}, which squares cannot hold; measure it in "
                    "another unit"
                )

    def moments(self, i: int, is_complete: bool) -> dict[str, str]:
        """SQL of the sums of outcome i, as value ``y{i}_``: :class:`survey_stats.kernel.sums.WeightedSums`.

        ``is_complete``: whether it is known in all rows.
        """
        y = f"y{i}_"
        if self.sample.has_equal_weights:
            named = {"n": f"count({y})", "sum_y": f"sum({y})", "var_y": f"var_pop({y})"}
            return {f"{name}_{i}": f"coalesce({sql}, 0)" for name, sql in named.items()}
        known = "" if is_complete else f" filter (where {y} is not null)"
        sums = {f"n_{i}": f"count({y})", f"sum_w_{i}": f"coalesce(sum(w_){known}, 0)"}
        sums[f"sum_wy_{i}"] = f"coalesce(sum(w_ * {y}), 0)"
        sums[f"sum_wy2_{i}"] = f"coalesce(sum(w_ * {y} * {y}), 0)"
        sums[f"spread_wy_{i}"] = f"coalesce(var_pop(w_ * {y}) * count({y}), 0)"
        sums[f"spread_w_{i}"] = f"coalesce(var_pop(w_){known} * count({y}), 0)"
        sums[f"spread_w_wy_{i}"] = f"coalesce(covar_pop(w_, w_ * {y}) * count({y}), 0)"
        if self.sample.has_zero_weights:
            sums[f"n_used_{i}"] = f"count({y}) filter (where w_ <> 0)"
        return sums

    def moments_of(self, found: Mapping[str, np.ndarray], i: int) -> dict[str, FloatArray]:
        """The sums of outcome i as floats, by the fields of ``WeightedSums``."""
        if self.sample.has_equal_weights:
            cells = self.sample.cells
            d = (cells.sum_w / cells.n)[np.asarray(found["cell_index"], dtype=np.int64)]
            n, y, variance = (np.asarray(found[f"{v}_{i}"], np.float64) for v in ("n", "sum_y", "var_y"))
            squares = n * variance
            centre = np.divide(y**2, n, out=np.zeros_like(y), where=n > 0)
            zero = np.zeros_like(n)
            return {
                "n": n, "n_used": n * (d != 0), "sum_w": n * d, "sum_wy": d * y,
                "sum_wy2": d * (squares + centre), "spread_w": zero, "spread_w_wy": zero,
                "spread_wy": d**2 * squares,
            }  # fmt: skip
        zero = np.zeros(len(found["cell_index"]))
        names = ("n", "n_used", "sum_w", "sum_wy", "sum_wy2", "spread_w", "spread_w_wy", "spread_wy")
        sums = {name: np.asarray(found.get(f"{name}_{i}", zero), dtype=np.float64) for name in names}
        if f"n_used_{i}" not in found:
            sums["n_used"] = sums["n"]
        return sums


def scan_of(sample: Sample, by: Columns | None, domain: str | None) -> Scan:
    """Prepare to sum over the rows of ``domain`` by the columns ``by``.

    Raises ``UnknownColumnError``; ``InvalidOutcomeError`` on a domain that is no condition.
    """
    source = sample.source
    source.settle()
    names = [] if by is None else listed(by, "by")
    if len(set(names)) < len(names):
        raise UnknownColumnError(f"by names a column twice: {names}")
    columns = {name: source.column(name, "by") for name in names}
    condition = "true"
    if domain is not None:
        condition = source.expression(domain, "domain")
        if source.type_of(condition) != "BOOLEAN":
            raise InvalidOutcomeError(f'domain {domain!r} is no condition; write one such as "age >= 40"')
    known = " and ".join([condition, *(source.known(column) for column in columns.values())])
    return Scan(sample, columns, known, domain)


def listed(names: Columns, role: str = "outcome") -> list[str]:
    """One name or several as a list. Raises ``UnknownColumnError`` where there is none, or no text."""
    if isinstance(names, str):
        return [names]
    if not isinstance(names, list | tuple):
        raise UnknownColumnError(
            f"{role} is of type {type(names).__name__}; give a column name as text, or a list of names"
        )
    if not names:
        raise UnknownColumnError("no column named; give at least one")
    for name in names:
        if not isinstance(name, str):
            raise UnknownColumnError(
                f"{role} {name!r} is of type {type(name).__name__}; give column names as text"
            )
    return list(names)


def column_of(values: Sequence[object]) -> np.ndarray:
    """Labels as an array: numbers as such where all are, exact otherwise."""
    plain = [_plain(value) for value in values]
    if {type(value) for value in plain} == {int, float} and any(isinstance(v, Decimal) for v in values):
        plain = [float(value) for value in plain]
    if all(type(value) is int for value in plain) and all(abs(value) < 2**63 for value in plain):
        return np.array(plain, dtype=np.int64)
    if all(type(value) is bool for value in plain):
        return np.array(plain, dtype=bool)
    if all(type(value) is float for value in plain):
        return np.array(plain, dtype=np.float64)
    column = np.empty(len(plain), dtype=object)
    column[:] = plain
    return column


def _plain(value: object) -> object:
    """Decimals without digits after the point as whole numbers, short ones as floats, none rounded."""
    if isinstance(value, Decimal):
        if value == value.to_integral_value():
            return int(value)
        return float(value) if len(value.as_tuple().digits) <= 15 else value
    return value


def estimated(n: FloatArray, groups: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Groups (K,) whose ``n`` (E,) add up to more than zero, and each entry's place among them, else -1."""
    index = np.flatnonzero(np.bincount(groups, weights=n, minlength=size) > 0)
    place = np.full(size, -1)
    place[index] = np.arange(len(index))
    return index, place[groups]
