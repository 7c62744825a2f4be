"""Persons by question, answer and up to two backgrounds: what published numbers are counts of.

All of it is arithmetic on columns: its cost depends on the number of cells, not of persons.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from disclosure.system import IntArray

# Variable and category of a table that is not grouped, or not split.
ALL = "all"
# Category of persons without a valid background.
UNKNOWN = "unknown"
# Numbers below this can be multiplied, and no table has so many rows.
_LARGE = 2**31
BLOCK = ("outcome_variable", "domain_id", "group_variable", "group_code", "split_variable", "split_code")


def numbered(values: Iterable) -> tuple[IntArray, list]:
    """Number of each value among the different ones in order, and these."""
    values = list(values)
    different = sorted(set(values))
    number = {value: i for i, value in enumerate(different)}
    return np.fromiter(map(number.__getitem__, values), np.int64, len(values)), different


def coded(column: ArrayLike) -> tuple[IntArray, list]:
    """Likewise of a long column of strings."""
    encoded = pa.array(np.asarray(column)).dictionary_encode(null_encoding="encode")
    rank, different = numbered(
        UNKNOWN if value is None else str(value) for value in encoded.dictionary.to_pylist()
    )
    return rank[encoded.indices.to_numpy()], different


def _paired(first: ArrayLike, second: ArrayLike) -> tuple[IntArray, list[tuple]]:
    """Likewise of pairs of strings."""
    (one, ones), (two, twos) = coded(first), coded(second)
    number = joined(one, two)
    at = first_of(number)
    return number, [(ones[i], twos[j]) for i, j in zip(one[at].tolist(), two[at].tolist(), strict=True)]


def joined(*keys: ArrayLike) -> IntArray:
    """One number per different combination of the keys, (N,), from 0 on."""
    number, size = np.zeros(len(np.asarray(keys[0])), dtype=np.int64), 1
    for key in keys:
        key = np.asarray(key)
        if key.dtype.kind not in "bi":
            key = np.unique(key, return_inverse=True)[1]
        key = key.astype(np.int64)
        key -= key.min(initial=0)
        if key.max(initial=0) >= _LARGE:
            key = np.unique(key, return_inverse=True)[1]
        if size >= _LARGE:
            number = np.unique(number, return_inverse=True)[1]
            size = len(number)
        number, size = number * (key.max(initial=0) + 1) + key, size * (int(key.max(initial=0)) + 1)
    return np.unique(number, return_inverse=True)[1]


def first_of(group: IntArray) -> IntArray:
    """Of each group (numbered from 0), its first member."""
    return np.unique(group, return_index=True)[1]


@dataclass(frozen=True)
class Persons:
    """How many persons, and the sum of their marks (modulo 2^64), by question, categories a < b and answer.

    Columns of equal length. Category 0 is everybody. ``n`` and ``marks`` of disjoint sets of persons add.
    """

    question: IntArray
    a: IntArray
    b: IntArray
    answer: IntArray
    n: IntArray
    marks: NDArray[np.uint64]

    def take(self, index: ArrayLike) -> "Persons":
        """Some of the entries."""
        return Persons(*(getattr(self, field.name)[index] for field in fields(self)))

    def __add__(self, other: "Persons") -> "Persons":
        pairs = ((getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Persons(*(np.concatenate(pair) for pair in pairs))


class Tables:
    """All tables over all questions.

    Attributes
    ----------
    questions : (outcome variable, domain) by number. ``answers`` : codes by number.
    categories : (variable, code) by number, everybody first. ``variables`` : their variables by number.
    variable : of each category, the number of its variable. ``unknown`` : of each variable, the category of
        persons without a valid background.
    value : of a question (row) and an answer (column), what it counts in a mean.
    persons : :class:`Persons`, those without a valid background included.
    question, a, b : of each block. ``row_block`` : of each row, its block.
    """

    def __init__(self, cells: Mapping[str, ArrayLike], rows: Mapping[str, ArrayLike]) -> None:
        n_cells = len(np.asarray(cells["n_persons"]))
        columns = {
            name: np.concatenate([np.asarray(t[name], dtype=object) for t in (cells, rows)]) for name in BLOCK
        }
        question, self.questions = _paired(columns["outcome_variable"], columns["domain_id"])
        named, found = _paired(
            *(
                np.concatenate([columns[f"{side}_{part}"] for side in ("group", "split")])
                for part in ("variable", "code")
            )
        )
        different = sorted({*found, *((variable, UNKNOWN) for variable, _ in found)} - {(ALL, UNKNOWN)})
        different.remove((ALL, ALL))
        self.categories = [(ALL, ALL), *different]
        number = {category: i for i, category in enumerate(self.categories)}
        self.variable, self.variables = numbered(variable for variable, _ in self.categories)
        self.unknown = np.array([number.get((v, UNKNOWN), 0) for v in self.variables])
        category = np.array([number[name] for name in found])[named].reshape(2, -1)
        # A table and the same one turned are one.
        a, b = category.min(axis=0), category.max(axis=0)
        answer, self.answers = coded(cells["outcome_code"])
        self.value = np.zeros((len(self.questions), len(self.answers)))
        self.value[question[:n_cells], answer] = np.asarray(cells["outcome_value"], dtype=np.float64)
        persons = Persons(
            question[:n_cells],
            a[:n_cells],
            b[:n_cells],
            answer,
            np.asarray(cells["n_persons"]).astype(np.int64),
            np.asarray(cells["persons"]).astype(np.uint64),
        )
        persons = persons.take(first_of(joined(persons.question, persons.a, persons.b, persons.answer)))
        rows_of = question[n_cells:], a[n_cells:], b[n_cells:]
        nobody = np.zeros(len(rows_of[0]), dtype=np.int64)
        asked = Persons(*rows_of, nobody, nobody, nobody.astype(np.uint64))
        self.persons = persons = self._with_unknown(persons, asked)
        # A question that nobody answered has a total all the same.
        whole = np.unique(rows_of[0])
        total = whole, np.zeros_like(whole), np.zeros_like(whole)
        name = [
            np.concatenate(parts)
            for parts in zip((persons.question, persons.a, persons.b), rows_of, total, strict=True)
        ]
        block = joined(*name)
        self.question, self.a, self.b = (column[first_of(block)] for column in name)
        self.block_of_persons, self.row_block, _ = np.split(block, np.cumsum([len(persons.n), len(nobody)]))

    def _with_unknown(self, persons: Persons, asked: Persons) -> Persons:
        """Add the persons of a total who are in none of its groups, as a category of each background.

        ``asked`` : of each row, nobody: a table of which all groups are empty is a table all the same.
        """
        persons += asked
        is_single = persons.a == 0
        total, single, double = (
            persons.take(is_single & (persons.b == 0)),
            persons.take(is_single & (persons.b != 0)),
            persons.take(~is_single),
        )
        single += self._rest(total, single, single.a, single.b)
        turned = np.concatenate([double.b, double.a]), np.concatenate([double.a, double.b])
        double += self._rest(single, double + double, *turned)
        # Without either background: what the known ones leave of those without the one.
        kept = np.isin(double.a, self.unknown), np.isin(double.b, self.unknown)
        of_a, of_b = double.take(kept[0]), double.take(kept[1])
        parts = of_a + of_b
        keep, drop = np.concatenate([of_a.a, of_b.b]), np.concatenate([of_a.b, of_b.a])
        double += self._rest(single.take(np.isin(single.b, self.unknown)), parts, keep, drop)
        double = double.take(first_of(joined(double.question, double.a, double.b, double.answer)))
        all_persons = total + single + double
        return all_persons.take(all_persons.n > 0)

    def _rest(self, total: Persons, parts: Persons, keep: IntArray, drop: IntArray) -> Persons:
        """Of totals by the category ``keep``, persons in none of the parts by the background of ``drop``."""
        variable = self.variable[drop]
        n_total = len(total.n)
        of_total = joined(np.concatenate([total.question, parts.question]), np.concatenate([total.b, keep]))
        order = np.argsort(of_total[:n_total], kind="stable")
        table = joined(of_total[n_total:], variable)
        first = first_of(table)
        # All answers of a table's total, whether any of its parts gave them or not.
        start, stop = (
            np.searchsorted(of_total[:n_total][order], of_total[n_total:][first], side)
            for side in ("left", "right")
        )
        length = stop - start
        of_table = np.repeat(np.arange(len(first)), length)
        entry = order[
            np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + start[of_table]
        ]
        cell = joined(np.concatenate([of_table, table]), np.concatenate([total.answer[entry], parts.answer]))
        size = int(cell.max(initial=-1)) + 1
        n, marks = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.uint64)
        np.add.at(n, cell, np.concatenate([total.n[entry], -parts.n]))
        np.add.at(marks, cell, np.concatenate([total.marks[entry], -parts.marks]))
        at = first[np.concatenate([of_table, table])[first_of(cell)]]
        if (n < 0).any():
            i = at[n < 0][0]
            raise ValueError(
                f"the parts of {self.questions[parts.question[i]]}, {self.categories[keep[i]]} by "
                f"{self.variables[variable[i]]} hold more persons than it does"
            )
        at = at[n > 0]
        answer = np.concatenate([total.answer[entry], parts.answer])[first_of(cell)][n > 0]
        unknown = self.unknown[variable[at]]
        a, b = np.minimum(keep[at], unknown), np.maximum(keep[at], unknown)
        return Persons(parts.question[at], a, b, answer, n[n > 0], marks[n > 0])
