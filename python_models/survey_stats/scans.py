"""Scans of the data: SQL in, small tables of sums by cell and group out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from survey_stats.errors import EmptyDomainError, InvalidOutcomeError, UnknownColumnError
from survey_stats.source import Source

Columns = str | Sequence[str]


@dataclass(frozen=True)
class Frame:
    """Where a sample's rows are, and what makes a cell of them.

    ``view`` of the source; ``weight`` SQL of the base weight; ``keys`` SQL of what respondents of one cell
    share, by the name the cell table has for it.
    """

    source: Source
    view: str
    weight: str
    keys: Mapping[str, str]

    @property
    def row_sums(self) -> dict[str, str]:
        """SQL of the count of rows, and of the sums of their weights and of the squares."""
        return {"n": "count(*)", "w": f"sum({self.weight})", "w2": f"sum({self.weight} * {self.weight})"}

    def cells(self, extra: Mapping[str, str] | None = None) -> pd.DataFrame:
        """The cells in the order of their keys: keys, ``n``, ``w``, ``w2`` and further aggregates."""
        columns = {**self.keys, **self.row_sums, **(extra or {})}
        selected = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
        # By place, not by name: the data may have columns named like ours.
        places = ", ".join(str(i + 1) for i in range(len(self.keys)))
        order = f" group by {places} order by {places}" if places else ""
        return self.source.table(f"select {selected} from {self.view}{order}")

    def number(self, cells: pd.DataFrame, factor: np.ndarray) -> str:
        """Make ``cell_index`` and ``factor`` of the cells queryable by their keys; the table's name."""
        keys = cells[list(self.keys)] if self.keys else pd.DataFrame({"nothing": [0]})
        return self.source.add(keys.assign(cell_index=np.arange(len(cells)), factor=factor))

    def scan(self, numbered: str, by: Columns | None, domain: str | None) -> "Scan":
        """Prepare to sum over the rows of ``domain`` by cell and the columns ``by``.

        Raises ``UnknownColumnError``; ``InvalidOutcomeError`` on a domain that is no condition;
        ``EmptyDomainError`` on one without rows.
        """
        columns = {name: self.source.column(name, "by") for name in ([] if by is None else listed(by))}
        condition = "true" if domain is None else self.source.expression(domain, "domain")
        if domain is not None and self.source.type_of(condition) != "BOOLEAN":
            raise InvalidOutcomeError(f'domain {domain!r} is no condition; write one such as "age >= 40"')
        if not self.source.count(self.view, condition, at_most=1):
            raise EmptyDomainError(f"domain {domain!r} has no row in the data; widen it")
        known = " and ".join([condition, *(f"{column} is not null" for column in columns.values())])
        return Scan(self, numbered, columns, known)


@dataclass(frozen=True)
class Scan:
    """Rows to sum over: group columns by name and the condition, as SQL."""

    frame: Frame
    numbered: str
    by: Mapping[str, str]
    condition: str

    def sql(self, columns: Mapping[str, str], aggregates: Mapping[str, str], *, group: bool = True) -> str:
        """SQL of aggregates by ``cell_index`` and ``columns``; without ``group``, of single rows."""
        keys = self.frame.keys or {"nothing": "0"}
        selected = ", ".join(f"{sql} as {name}" for name, sql in {**keys, **columns, **aggregates}.items())
        return (
            f"select f.cell_index, s.* exclude ({', '.join(keys)}) from (select {selected} from "
            f"{self.frame.view} where {self.condition}{' group by all' if group else ''}) as s "
            f"join {self.numbered} as f using ({', '.join(keys)})"
        )

    def table(self, columns: Mapping[str, str], aggregates: Mapping[str, str]) -> pd.DataFrame:
        """The sums themselves."""
        return self.frame.source.table(self.sql(columns, aggregates))

    def by_group(
        self, aggregates: Mapping[str, str], more: Mapping[str, str] | None = None
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Sums by cell and group, with ``group_index``, and the groups: sorted, one row each.

        ``more`` columns, by name, keep the sums apart but make no groups.
        """
        columns = {f"g{i}": column for i, column in enumerate(self.by.values())}
        sums = self.table({**columns, **(more or {})}, aggregates)
        names = list(columns)
        if not names:
            return sums.assign(group_index=0), pd.DataFrame(index=[0])
        groups = sums[names].drop_duplicates().sort_values(names).reset_index(drop=True)
        sums = sums.merge(groups.assign(group_index=np.arange(len(groups))), on=names, how="left")
        return sums.drop(columns=names), groups.rename(columns=dict(zip(names, self.by, strict=True)))

    def moments(self, expression: str, origin: float) -> dict[str, str]:
        """SQL of the sums that :class:`survey_stats.estimation.WeightedSums` holds of one outcome."""
        w = self.frame.weight
        known = f"filter (where {expression} is not null)"
        y = f"({expression} - {origin!r})" if origin else expression
        return {
            "n": f"count({expression})",
            "n_missing": f"count(*) - count({expression})",
            "w": f"coalesce(sum({w}) {known}, 0)",
            "wy": f"coalesce(sum({w} * {y}), 0)",
            "wy2": f"coalesce(sum({w} * {y} * {y}), 0)",
            "w2": f"coalesce(sum({w} * {w}) {known}, 0)",
            "w2y": f"coalesce(sum({w} * {w} * {y}), 0)",
            "w2y2": f"coalesce(sum({w} * {w} * {y} * {y}), 0)",
        }

    def outcome(self, text: str) -> str:
        """SQL of a numeric outcome. Raises ``InvalidOutcomeError`` where it is not finite, with the row."""
        source = self.frame.source
        expression = source.number(text, "outcome")
        infinite = f"{self.condition} and not isfinite({expression})"
        count = source.count(self.frame.view, infinite)
        if count:
            raise InvalidOutcomeError(
                f"outcome {text!r} is infinite or not a number in row {source.first_row(infinite)} ({count} "
                "such rows); make it missing, correct it or leave the rows out of the domain"
            )
        return expression

    def origin(self, expression: str) -> float:
        """A value amid the outcome: what squares are taken from, so that their sums do not cancel."""
        sample = f"select {expression} as v from {self.frame.view} where {self.condition}"
        found = self.frame.source.table(
            f"select median(v) as v from (select v from ({sample}) where v is not null limit 1000)"
        )["v"][0]
        return 0.0 if pd.isna(found) else float(found)

    def values(self, expression: str, at_most: int) -> np.ndarray:
        """Distinct known values, sorted; one more than ``at_most`` where there are more."""
        return self.frame.source.table(
            f"select * from (select distinct v from (select {expression} as v from {self.frame.view} where "
            f"{self.condition}) where v is not null limit {at_most + 1}) order by v"
        )["v"].to_numpy(dtype=object)


def listed(names: Columns) -> list[str]:
    """One name or several as a list."""
    several = [names] if isinstance(names, str) else list(names)
    if not several:
        raise UnknownColumnError("no column named; give at least one")
    return several
