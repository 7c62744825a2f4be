"""Cells of all published tables together, and the sums between them.

A **cell** is a set of persons of whom a published number tells how many they are, or the sum of answers.
Two numbers about the same persons are one cell, whatever tables they stand in and whatever they are called.
A **relation** says that some cells add up to another. Which cells a row publishes, and which relations hold,
decides what can be computed about the cells that no row publishes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]

# Variable and category of a table that is not grouped, or not split.
ALL = "all"
# Outcome key of a row that gives the mean of the answers, and of one that only says how many there are.
MEAN = "mean"
EVERYBODY = "everybody"

_NOT = "not "
_SUM = "sum"
_MODULUS = 1 << 64
# What is left of a total. Who did not state a background is in no table, and is not guarded
# (docs/disclosure.md).
_NOT_KNOWN = " not known"
_OTHER_ANSWERS = "other answers"
_OUTSIDE = "outside the part"
_GUARDED_RESTS = (", " + _OTHER_ANSWERS, ", " + _OUTSIDE)


class Block(NamedTuple):
    """Persons with a valid answer to a question, in a domain and a group: what one or more rows are about."""

    outcome_variable: str
    domain_id: str
    group_variable: str
    group_code: str
    split_variable: str
    split_code: str

    @property
    def table(self) -> tuple[str, str, str, str]:
        """The table of all groups of the same background and split."""
        return self.outcome_variable, self.domain_id, self.group_variable, self.split_variable

    def over_groups(self) -> "Block":
        """All groups together."""
        return self._replace(group_variable=ALL, group_code=ALL)

    def over_splits(self) -> "Block":
        """All splits together."""
        return self._replace(split_variable=ALL, split_code=ALL)


@dataclass(frozen=True)
class System:
    """K cells, R relations between them, and N rows that publish some of them.

    Attributes
    ----------
    count : (K,) persons; of a sum, the sum of their answers.
    is_sum : (K,) bool, sums of answers (means times persons).
    is_size : (K,) bool, sizes of groups: everybody in them, whatever the answer.
    is_asked : (K,) bool, cells of rows and what is left of a total; not single answers that no row counts.
    name : (K,) one of each cell's names, for messages.
    relation, cell, coefficient : (E,) entries of the relations; the sum over a relation is zero.
    published_row, published_cell : (P,) which cells a row publishes.
    """

    count: FloatArray
    is_sum: BoolArray
    is_size: BoolArray
    is_asked: BoolArray
    name: Sequence[str]
    relation: IntArray
    cell: IntArray
    coefficient: FloatArray
    published_row: IntArray
    published_cell: IntArray
    n_rows: int

    @property
    def n_relations(self) -> int:
        """R."""
        return int(self.relation.max(initial=-1)) + 1

    def shown_by(self, is_shown: ArrayLike) -> BoolArray:
        """Cells that at least one of the rows ``is_shown`` (N,) publishes, (K,)."""
        shown = np.zeros(len(self.count), dtype=bool)
        shown[self.published_cell[np.asarray(is_shown, dtype=bool)[self.published_row]]] = True
        return shown


def small_cells(system: System, threshold: int) -> BoolArray:
    """Cells of at least one person, but fewer than the threshold, (K,)."""
    return system.is_asked & ~system.is_sum & (system.count > 0) & (system.count < threshold)


def build(
    cells: Mapping[str, ArrayLike],
    rows: Mapping[str, ArrayLike],
    *,
    meanings: Mapping[tuple[str, str], frozenset[tuple[str, str]]] | None = None,
    nested_tables: Iterable[tuple[str, str, str]] = (),
    nested_categories: Iterable[tuple[str, str, str, str]] = (),
) -> System:
    """Cells, relations and rows of published tables.

    Parameters
    ----------
    cells : columns (C,): the six names of :class:`Block` (``all`` where there is no background or split),
        ``outcome_code, outcome_value, n_persons`` and ``persons`` (sum of the persons' marks, uint64).
        Totals over groups and over splits are among them.
    rows : columns (N,): the same six names and ``outcome_key``: codes joined by semicolons, ``mean``, or
        ``everybody``.
    meanings : of (variable, code), the answers it is made of, as (answer variable, its code). A category
    that is not named is an answer itself.
    nested_tables : (outcome variable, inner domain, outer domain): who answered in one belongs to the other.
    nested_categories : (fine variable, its code, coarse variable, its code): likewise of backgrounds.

    Raises ``ValueError`` where parts hold more persons than their total.
    """
    builder = _Builder(cells, rows, meanings or {})
    builder.add_cells()
    builder.add_sums_over_groups_and_splits()
    builder.add_nested_tables(list(nested_tables))
    builder.add_nested_categories(nested_categories)
    return builder.system()


def _columns(table: Mapping[str, ArrayLike], *names: str) -> Iterable[tuple]:
    return zip(*(np.asarray(table[name]).tolist() for name in names), strict=True)


def _codes(key: str) -> frozenset[str]:
    return frozenset(key.split(";"))


class _Builder:
    def __init__(self, cells: Mapping, rows: Mapping, meanings: Mapping) -> None:
        self.meanings = meanings
        # Variables made of the same answers have one name here: that of the answers.
        self.source = {
            variable: "|".join(sorted({answer for answer, _ in meaning}))
            for (variable, _), meaning in meanings.items()
        }
        # Per block and answer: persons, their marks, the answer's value.
        self.answers: dict[Block, dict[str, tuple[int, int, float]]] = defaultdict(dict)
        for *name, code, value, n, persons in _columns(
            cells, *Block._fields, "outcome_code", "outcome_value", "n_persons", "persons"
        ):
            self.answers[Block(*name)][code] = (n, persons, value)
        self.rows = [(Block(*name), key) for *name, key in _columns(rows, *Block._fields, "outcome_key")]
        for block, _ in self.rows:
            self.answers[block]  # Groups with nobody in them have rows as well.
        self.count: list[float] = []
        self.marks: list[int] = []
        self.name: list[str] = []
        self.by_name: dict[tuple, int] = {}
        self.numbers: dict[tuple[Block, str], int] = {}
        self.by_persons: dict[tuple, int] = {}
        self.relations: list[list[tuple[int, float]]] = []
        self.in_all: dict[tuple, tuple[int, int] | str] = {}
        # Persons who make up a category: whether it is a background, a domain or an answer, it is the same.
        self.categories: dict[tuple[int, int], tuple] = {}
        for block in sorted(self.answers):
            if block.group_variable != ALL and block.split_variable == ALL:
                whole = self._persons(block.over_groups(), EVERYBODY)
                persons = self._persons(block, EVERYBODY)
                if persons != whole:
                    self.categories.setdefault(
                        persons, (whole, self._meaning(block.group_variable, block.group_code))
                    )

    # Names and numbers of cells.

    def _number(self, block: Block, key: str, count: float, marks: int) -> int:
        """Number of a cell, the same for the same persons.

        Persons are the same where the same conditions select them from the same persons in all; not where
        they only happen to be: a group that has everybody because another is empty is not its total, or
        the empty one would be known. An empty cell is found by its name alone.
        """
        conditions = tuple(
            sorted([(block.group_variable, block.group_code), (block.split_variable, block.split_code)])
        )
        name = (block.outcome_variable, block.domain_id, conditions, key)
        if name in self.by_name:
            return self.by_name[name]
        number = None
        if count:
            means = {self._meaning(variable, code) for variable, code in conditions if variable != ALL}
            in_all = (self._in_all(block, key), frozenset())
            base, condition = self.categories.get(in_all[0], in_all)
            of_sum = self._source(block.outcome_variable) if key == _SUM else None
            persons = (count, marks, base, frozenset(means | {condition}), of_sum)
            number = self.by_persons.get(persons)
        if number is None:
            number = len(self.count)
            self.count.append(count)
            self.marks.append(marks)
            self.name.append(_spoken(block, key))
            if count:
                self.by_persons[persons] = number
        self.by_name[name] = number
        return number

    def _in_all(self, block: Block, key: str) -> tuple[int, int] | str:
        """The persons of a key in all groups together; of a rest, its name."""
        whole = block.over_groups().over_splits()
        known = self.in_all.get((whole, key))
        if known is None:
            known = self._persons(whole, EVERYBODY if key == _SUM else key) if ", " not in key else key
            self.in_all[whole, key] = known
        return known

    def _meaning(self, variable: str, code: str) -> frozenset:
        """Answers that a category is made of."""
        return self.meanings.get((variable, code), frozenset({(variable, code)}))

    def _source(self, variable: str) -> str:
        return self.source.get(variable, variable)

    def _persons(self, block: Block, key: str) -> tuple[int, int]:
        """How many persons a key has in a block, and the sum of their marks."""
        answers = self.answers.get(block, {})
        if key == EVERYBODY:
            chosen = answers.values()
        elif key.startswith(_NOT):
            left_out = _codes(key.removeprefix(_NOT))
            chosen = [answer for code, answer in answers.items() if code not in left_out]
        else:
            chosen = [answers[code] for code in _codes(key) if code in answers]
        return sum(answer[0] for answer in chosen), sum(answer[1] for answer in chosen) % _MODULUS

    def _cell(self, block: Block, key: str) -> int:
        """The cell of a key in a block."""
        number = self.numbers.get((block, key))
        if number is None:
            count, marks = self._persons(block, EVERYBODY if key == _SUM else key)
            if key == _SUM:
                count = round(sum(n * value for n, _, value in self.answers[block].values()), 6)
            number = self.numbers[block, key] = self._number(block, key, count, marks)
        return number

    def _add_sum(self, block: Block, key: str, total: int, parts: Sequence[int], rest_name: str) -> None:
        """State that the parts and, if they leave somebody, a rest that no row shows, add up to the total."""
        rest = round(self.count[total] - sum(self.count[k] for k in parts), 6)
        if rest < 0 and key != _SUM:
            raise ValueError(f"the parts of {self.name[total]} ({rest_name}) hold more persons than it does")
        members = list(parts)
        marks = (self.marks[total] - sum(self.marks[k] for k in parts)) % _MODULUS
        if rest or marks:
            members.append(self._number(block, f"{key}, {rest_name}", rest, marks))
        self.relations.append([(total, -1.0), *((k, 1.0) for k in members)])

    # What adds up.

    def add_cells(self) -> None:
        """Of every block: everybody, those with and without an outcome, sums of answers; what adds up."""
        asked: dict[tuple, set[str]] = defaultdict(set)
        counted, averaged = set(), set()
        for block, key in self.rows:
            # A total is asked for whatever its parts are.
            for each in {block, block.over_groups(), block.over_splits(), block.over_groups().over_splits()}:
                asked[each.table].add(_SUM if key == MEAN else key)
            source = self._source(block.outcome_variable)
            (averaged if key == MEAN else counted).add(source)
        self.asked = asked
        in_both = counted & averaged
        for block, answers in self.answers.items():
            everybody = self._cell(block, EVERYBODY)
            keys = sorted(asked[block.table] - {_SUM, EVERYBODY})
            for key in keys:
                self.relations.append(
                    [(everybody, -1.0), (self._cell(block, key), 1.0), (self._cell(block, _NOT + key), 1.0)]
                )
            # Where shares and a mean are told of the same answers, the mean ties the single answers together.
            is_tied = _SUM in asked[block.table] and self._source(block.outcome_variable) in in_both
            single = sorted(answers) if is_tied else []
            self._add_sums_between_keys(block, sorted({*keys, *single}))
            if _SUM in asked[block.table]:
                total = self._cell(block, _SUM)
                if single:
                    self.relations.append(
                        [(total, -1.0), *((self._cell(block, code), answers[code][2]) for code in single)]
                    )

    def _add_sums_between_keys(self, block: Block, keys: Sequence[str]) -> None:
        """A key is the sum of the keys inside it; keys inside no other add up to everybody."""
        codes = {key: _codes(key) for key in keys}
        wholes = [key for key in keys if len(codes[key]) > 1]
        for whole in [*wholes, EVERYBODY]:
            inside = [k for k in keys if whole == EVERYBODY or codes[k] < codes[whole]]
            parts = [k for k in inside if not any(codes[k] < codes[other] for other in inside)]
            overlap = sum(len(codes[k]) for k in parts) > len(frozenset().union(*(codes[k] for k in parts)))
            if overlap or not parts or (whole == EVERYBODY and len(parts) == 1):
                continue
            self._add_sum(
                block, whole, self._cell(block, whole), [self._cell(block, k) for k in parts], _OTHER_ANSWERS
            )

    def _keys_in_common(self, *blocks: Block) -> list[str]:
        keys = set.intersection(*(self.asked[block.table] for block in blocks)) - {EVERYBODY}
        return [
            EVERYBODY,
            *(k for key in sorted(keys) for k in ([key] if key == _SUM else [key, _NOT + key])),
        ]

    def add_sums_over_groups_and_splits(self) -> None:
        """Groups of a background add up to their total, and splits of a group to theirs.

        What is left are persons without a valid background.
        """
        lines: dict[tuple[Block, str, str], list[Block]] = defaultdict(list)
        for block in self.answers:
            if block.group_variable != ALL:
                lines[block.over_groups(), "groups", block.group_variable].append(block)
            if block.split_variable != ALL:
                lines[block.over_splits(), "splits", block.split_variable].append(block)
        for (total, _, variable), parts in lines.items():
            for key in self._keys_in_common(total, parts[0]):
                self._add_sum(
                    total,
                    key,
                    self._cell(total, key),
                    [self._cell(part, key) for part in parts],
                    f"{variable}{_NOT_KNOWN}",
                )

    def add_nested_tables(self, nested: Sequence[tuple[str, str, str]]) -> None:
        """What is told of a domain and of one inside it, is told of the persons in between."""
        inside = defaultdict(list)
        for variable, inner, outer in nested:
            inside[variable, inner].append(outer)
        for block in list(self.answers):
            for domain in inside[block.outcome_variable, block.domain_id]:
                outer = block._replace(domain_id=domain)
                if outer not in self.answers:
                    continue
                for key in self._keys_in_common(block, outer):
                    total, part = self._cell(outer, key), self._cell(block, key)
                    if total != part:
                        self._add_sum(outer, key, total, [part], _OUTSIDE)

    def add_nested_categories(self, nested: Iterable[tuple[str, str, str, str]]) -> None:
        """Categories of a background inside those of a coarser one add up to them."""
        inside = defaultdict(list)
        for fine_variable, fine_code, coarse_variable, coarse_code in nested:
            inside[coarse_variable, coarse_code, fine_variable].append(fine_code)
        for block in list(self.answers):
            for (coarse_variable, coarse_code, fine_variable), fine_codes in inside.items():
                if (block.group_variable, block.group_code) != (coarse_variable, coarse_code):
                    continue
                parts = [block._replace(group_variable=fine_variable, group_code=code) for code in fine_codes]
                parts = [part for part in parts if part in self.answers]
                if not parts:
                    continue
                for key in self._keys_in_common(block, parts[0]):
                    cells = [self._cell(part, key) for part in parts]
                    self._add_sum(block, key, self._cell(block, key), cells, _OUTSIDE)

    def system(self) -> System:
        """Everything as arrays; a cell that stands in a relation twice is one entry, and 0 = 0 is none."""
        entries = []
        for r, relation in enumerate(self.relations):
            merged: dict[int, float] = defaultdict(float)
            for k, coefficient in relation:
                merged[k] += coefficient
            entries += [(r, k, coefficient) for k, coefficient in merged.items() if coefficient]
        published = []
        for row, (block, key) in enumerate(self.rows):
            shown = [EVERYBODY]
            if key != EVERYBODY:
                shown += [_SUM] if key == MEAN else [key, _NOT + key]
            published += [(row, k) for k in dict.fromkeys(self._cell(block, each) for each in shown)]
        relation, cell, coefficient = zip(*entries, strict=True) if entries else ((), (), ())
        published_row, published_cell = zip(*published, strict=True) if published else ((), ())
        is_sum = np.zeros(len(self.count), dtype=bool)
        is_sum[[number for name, number in self.by_name.items() if name[-1].startswith(_SUM)]] = True
        is_size, is_asked = np.zeros((2, len(self.count)), dtype=bool)
        is_size[[number for name, number in self.by_name.items() if name[-1] == EVERYBODY]] = True
        is_asked[[k for _, k in published]] = True
        is_asked[[number for name, number in self.by_name.items() if name[-1].endswith(_GUARDED_RESTS)]] = (
            True
        )
        return System(
            np.array(self.count, dtype=np.float64),
            is_sum,
            is_size,
            is_asked,
            self.name,
            np.unique(np.array(relation, dtype=np.int64), return_inverse=True)[1],
            np.array(cell, dtype=np.int64),
            np.array(coefficient, dtype=np.float64),
            np.array(published_row, dtype=np.int64),
            np.array(published_cell, dtype=np.int64),
            len(self.rows),
        )


def _spoken(block: Block, key: str) -> str:
    groups = [
        f"{variable} {code}"
        for variable, code in (
            (block.group_variable, block.group_code),
            (block.split_variable, block.split_code),
        )
        if variable != ALL
    ]
    return f"{block.outcome_variable} ({block.domain_id}), {' and '.join(groups) or ALL}: {key}"
