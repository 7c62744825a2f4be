"""From estimation cells to the sums that the estimators take: one estimate per number asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fitting.tables import Table, codes
from survey_stats.kernel import DomainSums

ALL = "all"
MEAN = "mean"
COUNT = "count"
IntArray = NDArray[np.int64]
# What is read of int_estimation__cells, as narrow as it goes: it has millions of rows.
CELL_COLUMNS = (
    "scan_index, cast(coalesce(calibration_cell_id, -1) as integer) as calibration_cell_id, "
    "coalesce(by_code, -1) as by_code, coalesce(carried_code, -1) as carried_code, outcome_value, n_persons"
)


@dataclass(frozen=True)
class Persons:
    """Persons by answer and calibration cell, as int_estimation__cells has them, scan by scan.

    ``scan_start`` (S + 1,) where each scan begins; the other arrays (R,) are sorted by scan. A code of -1
    is unknown. Integers are as narrow as they were read.
    """

    scan_start: IntArray
    cell: NDArray[np.integer]
    by_code: NDArray[np.integer]
    carried_code: NDArray[np.integer]
    value: NDArray[np.float64]
    n: NDArray[np.integer]

    @classmethod
    def read(cls, cells: Table) -> "Persons":
        """From ``CELL_COLUMNS`` of int_estimation__cells. Its rows stand scan by scan already, as they were
        written: sorting them in the database would take as much memory again."""
        scan = np.asarray(cells["scan_index"])
        if np.any(scan[1:] < scan[:-1]):
            order = np.argsort(scan, kind="stable")
            cells = {name: column[order] for name, column in cells.items()}
            scan = scan[order]
        return cls(
            np.searchsorted(scan, np.arange(np.max(scan, initial=-1) + 2)),
            *(np.ma.filled(cells[name], -1) for name in ("calibration_cell_id", "by_code", "carried_code")),
            np.asarray(cells["outcome_value"], dtype=np.float64),
            np.asarray(cells["n_persons"]),
        )


class NumberSums:
    """Sums of numbers asked for, table by table.

    Parameters
    ----------
    cells : ``CELL_COLUMNS`` of int_estimation__cells.
    tables : int_estimation__tables.
    categories : int_weights__cell_categories.
    n_cells : calibration cells of the sample.
    """

    def __init__(self, cells: Table, tables: Table, categories: Table, n_cells: int) -> None:
        self.persons = Persons.read(cells)
        self.n_cells = n_cells
        self.tables = {
            int(index): dict(zip(names, row, strict=True))
            for names in (
                ("scan_index", "group_variable", "split_variable", "by_variable", "carried_variable"),
            )
            for index, *row in zip(tables["table_index"], *(tables[name] for name in names), strict=True)
        }
        self.of_cell: dict[str, IntArray] = {}
        cell, code = codes(categories["calibration_cell_id"]), np.asarray(categories["code"]).astype(np.int64)
        names = np.asarray(categories["variable_name"])
        for name in np.unique(names):
            of_variable = names == name
            self.of_cell[str(name)] = np.full(n_cells, -1)
            self.of_cell[str(name)][cell[of_variable]] = code[of_variable]

    def sums(self, numbers: Table) -> Iterator[tuple[IntArray, DomainSums]]:
        """Positions in ``numbers`` and the sums of these numbers, outcome by outcome.

        ``numbers``: ``outcome_variable, domain_id, table_index, number_key, outcome_key, group_code,
        split_code`` (N,). Numbers of nobody are left out.
        """
        by_outcome: dict[tuple, list[int]] = defaultdict(list)
        for k, outcome in enumerate(zip(numbers["outcome_variable"], numbers["domain_id"], strict=True)):
            by_outcome[outcome].append(k)
        for positions in by_outcome.values():
            yield self._together(numbers, positions)

    def together(self, numbers: Table) -> DomainSums:
        """The sums of all ``numbers`` in one, labelled by their keys; those of nobody are left out."""
        return self._together(numbers, range(len(numbers["number_key"])))[1]

    def _together(self, numbers: Table, positions: Iterable[int]) -> tuple[IntArray, DomainSums]:
        of_tables: dict[int, list[int]] = defaultdict(list)
        for k in positions:
            of_tables[int(numbers["table_index"][k])].append(k)
        parts = [self._entries(numbers, table, of_table) for table, of_table in of_tables.items()]
        position, cell, n, sum_y, sum_y2 = (np.concatenate(column) for column in zip(*parts, strict=True))
        estimated, index = np.unique(position, return_inverse=True)
        labels = [str(numbers["number_key"][k]) for k in estimated]
        return estimated, DomainSums(index, cell, n, sum_y, sum_y2, n_estimates=len(labels), labels=labels)

    def weighted_counts(self, numbers: Table, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """Sum of the weights (C,) of the persons with the outcome, (N,); who is in no cell has none."""
        total = np.zeros(len(numbers["table_index"]))
        of_table = defaultdict(list)
        for position, table in enumerate(numbers["table_index"]):
            of_table[int(table)].append(position)
        for table, positions in of_table.items():
            position, cell, _, sum_y, _ = self._entries(numbers, table, positions)
            np.add.at(total, position, sum_y * weight[cell])
        return total

    def _entries(self, numbers: Table, table_index: int, positions: list[int]) -> tuple[np.ndarray, ...]:
        """Per number and calibration cell with members: position, cell, n, sum of y, sum of y²."""
        table, persons = self.tables[table_index], self.persons
        scan = int(table["scan_index"])
        rows = slice(persons.scan_start[scan], persons.scan_start[scan + 1])
        cell, value, n = persons.cell[rows].astype(np.int64), persons.value[rows], persons.n[rows]
        group = self._codes(table, "group_variable", rows)
        split = self._codes(table, "split_variable", rows)
        # Groups of the table are numbered as its numbers name them; others, unknown ones too, are in none.
        wanted: dict[str, dict[tuple[int, int], int]] = defaultdict(dict)
        for k in positions:
            pair = (_code(numbers["group_code"][k]), _code(numbers["split_code"][k]))
            wanted[str(numbers["outcome_key"][k])][pair] = k
        pairs = sorted({pair for groups in wanted.values() for pair in groups})
        width = max(max((s for _, s in pairs), default=0), int(split.max(initial=0))) + 2
        label = np.array([(g + 1) * width + s + 1 for g, s in pairs])
        order = np.argsort(label)
        own = (group + 1) * width + split + 1
        found = np.searchsorted(label[order], own).clip(max=len(label) - 1)
        inside = (label[order][found] == own) & (cell >= 0)
        flat = order[found][inside] * self.n_cells + cell[inside]
        value, n = value[inside], n[inside].astype(np.float64)
        size = len(pairs) * self.n_cells
        persons_n = np.bincount(flat, weights=n, minlength=size)
        # Sums are taken over the pairs of a group and a cell that have members: few of all.
        occupied = np.flatnonzero(persons_n)
        place = np.zeros(size, dtype=np.int64)
        place[occupied] = np.arange(len(occupied))
        place = place[flat]
        group_of, cell_of = np.divmod(occupied, self.n_cells)
        parts = []
        for key, groups in wanted.items():
            position = np.full(len(pairs), -1)
            position[[pairs.index(pair) for pair in groups]] = list(groups.values())
            if key == MEAN:
                y, y2 = n * value, n * value**2
            else:
                y = y2 = n * np.isin(value, [float(code) for code in key.split(";")])
            number = position[group_of]
            chosen = np.flatnonzero(number >= 0)
            sums = [
                np.bincount(place, weights=w, minlength=len(occupied))[chosen]
                for w in ((y, y2) if y is not y2 else (y,))
            ]
            parts.append((number[chosen], cell_of[chosen], persons_n[occupied[chosen]], sums[0], sums[-1]))
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))

    def _codes(self, table: Mapping, role: str, rows: slice) -> IntArray:
        """Code of the table's background or split for each of its rows; 0 for a table without one."""
        variable, persons = table[role], self.persons
        if variable == ALL:
            return np.zeros(rows.stop - rows.start, dtype=np.int64)
        if variable == table["by_variable"]:
            return persons.by_code[rows].astype(np.int64)
        if variable == table["carried_variable"]:
            return persons.carried_code[rows].astype(np.int64)
        return self.of_cell[variable][persons.cell[rows]]


def _code(text: str) -> int:
    """A category as the integer it is; 0 for ``all``, which only tables without categories have."""
    return 0 if text == ALL else int(text)
