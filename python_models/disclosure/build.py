"""From tables of persons to the system of cells and relations of everything published."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import coo_array

from disclosure.system import BoolArray, FloatArray, IntArray, System
from disclosure.tables import ALL, Tables, coded, first_of, joined, numbered

# Outcome key of a row that gives the mean of the answers, and of one that only says how many there are.
MEAN = "mean"
EVERYBODY = "everybody"
_NOT = "not "
SUM = "sum"
_OTHER = ", other answers"
_OUTSIDE = ", outside "
_BLURRED = ", hardly told outside "
# Decimals of numbers that tell a count.
_EXACT = 99
_ROUND_OFF = 1e-9
# What rounding leaves of a sum of counts that is zero.
_NOTHING = 1e-6

Meaning = frozenset[tuple[str, str]]
# A published indicator: outcome variable, domain, and a key of answers, everybody, or the sum of answers.
Indicator = tuple[str, str, str]


def build(
    cells: Mapping[str, ArrayLike],
    rows: Mapping[str, ArrayLike],
    *,
    meanings: Mapping[tuple[str, str], Meaning] | None = None,
    nested_tables: Iterable[tuple[str, str, str]] = (),
    nested_categories: Iterable[tuple[str, str, str, str]] = (),
    sums: Iterable[Mapping[Indicator, float]] = (),
    inside: Iterable[tuple[Indicator, Indicator]] = (),
    apart: Iterable[tuple[Indicator, Indicator]] = (),
    regressions: Iterable[tuple[str, str, str]] = (),
    threshold: int,
) -> System:
    """Cells, relations and rows of published tables.

    Parameters
    ----------
    cells : columns (C,): the six names of :data:`disclosure.tables.BLOCK` (``all`` where there is no
        background or split; None or ``unknown`` for persons without a valid one, who are derived where they
        are left out), ``outcome_code, outcome_value, n_persons`` and ``persons`` (sum of the persons' marks,
        uint64). Totals over groups and over splits are among them.
    rows : columns (N,): the same six names and ``outcome_key``: codes joined by semicolons, ``mean``, or
        ``everybody``; and, if given, ``decimals`` of the estimate as published: the difference of two
        numbers that are rounded to more than a person is not told by them.
    meanings : of (variable, code), the answers it is made of, as (answer variable, its code). A category
        that is not named is an answer itself.
    nested_tables : (outcome variable, inner domain, outer domain): who answered in one belongs to the other.
    nested_categories : (fine variable, its code, coarse variable, its code): likewise of backgrounds.
    sums, inside, apart : what holds for every person (:mod:`disclosure.identities`).
    regressions : (outcome variable, domain, regressor): published lines through the means of the groups of a
        regressor whose codes are its values.
    threshold : smallest number of persons that may be told. Who knows it knows that a withheld share of
        at least so many persons is not of nobody, unless a column ``guards_nobody`` of the rows says so.
        Columns ``is_unanswered`` and ``is_answered``, if given, name the rows that tell why there is no
        answer to a question, and how many answered it.

    Raises ``ValueError`` where parts hold more persons than their total.
    """
    decimals = rows.get("decimals", np.full(len(np.asarray(rows["outcome_key"])), _EXACT))
    builder = _Builder(
        Tables(cells, rows), np.asarray(rows["outcome_key"]).tolist(), decimals, meanings or {}
    )
    builder.add_answers()
    builder.add_lines()
    builder.add_nested_tables(nested_tables)
    builder.add_nested_categories(nested_categories)
    for identity in sums:
        builder.add_identity(identity)
    for inner, outer in inside:
        builder.add_inside(inner, outer)
    for one, other in apart:
        builder.add_apart(one, other)
    for outcome_variable, domain, regressor in regressions:
        builder.add_regression((outcome_variable, domain), regressor)
    guards, unanswered, answered = (
        np.asarray(rows.get(name, np.zeros(len(builder.row_keys))), dtype=bool)
        for name in ("guards_nobody", "is_unanswered", "is_answered")
    )
    builder.add_unanswered(unanswered, answered)
    return builder.system(guards, threshold)


def _codes(key: str) -> frozenset[str]:
    return frozenset(key.split(";"))


class _Column:
    """Numbers that are added chunk by chunk."""

    def __init__(self, kind: type) -> None:
        self.values, self.size = np.zeros(1024, dtype=kind), 0

    def append(self, values: ArrayLike, size: int) -> int:
        """Add some; where they begin."""
        start, self.size = self.size, self.size + size
        if self.size > len(self.values):
            self.values = np.concatenate([self.values, np.zeros(self.size, dtype=self.values.dtype)])
        self.values[start : self.size] = values
        return start

    def filled(self) -> np.ndarray:
        """All that were added."""
        return self.values[: self.size]


class _Builder:
    """Cells as entries (block, key): the same cell may have several; numbers are given at the end.

    A key is a set of answers to a question, everybody who answered, or the sum of answers.
    """

    def __init__(
        self, tables: Tables, row_keys: Sequence[str], decimals: ArrayLike, meanings: Mapping
    ) -> None:
        self.tables, self.meanings = tables, meanings
        self.place_of_answer = {code: i for i, code in enumerate(tables.answers)}
        self.source = {
            variable: "|".join(sorted({answer for answer, _ in meaning}))
            for (variable, _), meaning in meanings.items()
        }
        n_blocks = len(tables.question)
        persons = tables.persons
        self.n = np.zeros((n_blocks, len(tables.answers)), dtype=np.int64)
        self.marks = np.zeros((n_blocks, len(tables.answers)), dtype=np.uint64)
        self.n[tables.block_of_persons, persons.answer] = persons.n
        self.marks[tables.block_of_persons, persons.answer] = persons.marks
        self.row_keys = row_keys
        # Rows of each key that is asked of a question.
        number, keys = coded(row_keys)
        asked = joined(tables.question[tables.row_block], number)
        order = np.argsort(asked, kind="stable")
        self.rows = {
            (
                int(tables.question[tables.row_block[rows[0]]]),
                SUM if keys[number[rows[0]]] == MEAN else keys[number[rows[0]]],
            ): rows
            for rows in np.split(order, np.flatnonzero(np.diff(asked[order])) + 1)
            if len(rows)
        }
        self.asked: list[set[str]] = [set() for _ in tables.questions]
        for q, key in self.rows:
            self.asked[q].add(key)
        self.decimals = np.asarray(decimals).astype(np.int64)
        # Entries, and what a question's key means.
        self.block, self.key = _Column(np.int64), _Column(np.int64)
        self.count, self.mark = _Column(np.float64), _Column(np.uint64)
        self.keys: list[tuple[int, str]] = []
        # First entry of a question's key, or -1; its entries follow block by block.
        self.start: dict[tuple[int, str], int] = {}
        order = np.argsort(tables.question, kind="stable")
        self.blocks = np.split(order, np.flatnonzero(np.diff(tables.question[order])) + 1)
        self.place = np.empty(n_blocks, dtype=np.int64)
        for blocks in self.blocks:
            self.place[blocks] = np.arange(len(blocks))
        # Terms of relations: of each chunk the relations, the entries, and the coefficient of all.
        self.terms: list[tuple[IntArray, IntArray, float]] = []
        self.of_question: list[IntArray] = []
        self.is_among: list[BoolArray] = []
        self.n_relations = 0
        # Keys of those who gave no answer to a question.
        self.unanswered: set[tuple[int, str]] = set()

    # Entries and relations.

    def _add(self, q: int, key: str, blocks: IntArray, count: FloatArray, marks: np.ndarray) -> IntArray:
        """Entries of a question's key in ``blocks``; their numbers."""
        for column, values in (
            (self.block, blocks),
            (self.count, count),
            (self.mark, marks),
            (self.key, len(self.keys)),
        ):
            start = column.append(values, len(blocks))
        self.keys.append((q, key))
        return np.arange(start, start + len(blocks))

    def _relate(self, q: int, *columns: tuple[IntArray, float], is_among: bool = False) -> None:
        """One relation for each place of the columns of entries, with the coefficient of each."""
        relations = self._relations(q, len(columns[0][0]), is_among=is_among)
        self.terms += [(relations, entries, coefficient) for entries, coefficient in columns]

    def _relations(self, q: int, size: int, *, is_among: bool = False) -> IntArray:
        """Numbers of new relations about a question."""
        self.of_question.append(np.full(size, q))
        self.is_among.append(np.full(size, is_among))
        self.n_relations += size
        return np.arange(self.n_relations - size, self.n_relations)

    def _at(self, q: int, key: str, blocks: IntArray) -> IntArray:
        """Entries of a question's key in some of its blocks."""
        return self.start[q, key] + self.place[blocks]

    def _members(self, q: int, key: str) -> BoolArray:
        """Answers of a key."""
        if key in (EVERYBODY, SUM):
            return np.ones(len(self.tables.answers), dtype=bool)
        inside = np.full(len(self.tables.answers), key.startswith(_NOT))
        places = [self.place_of_answer.get(code) for code in _codes(key.removeprefix(_NOT))]
        inside[[place for place in places if place is not None]] ^= True
        return inside

    def _add_key(self, q: int, key: str) -> None:
        blocks = self.blocks[q]
        members = self._members(q, key)
        n, marks = self.n[blocks][:, members], self.marks[blocks][:, members].sum(axis=1, dtype=np.uint64)
        count = np.round(n @ self.tables.value[q, members], 6) if key == SUM else n.sum(axis=1)
        self.start[q, key] = self._add(q, key, blocks, count, marks)[0]

    def _rest(
        self,
        q: int,
        key: str,
        blocks: IntArray,
        whole: IntArray,
        parts: Sequence[IntArray],
        *,
        is_among: bool = False,
    ) -> None:
        """State that the parts, and a rest that no row shows if they leave anybody, add up to the whole."""
        columns = [(whole, -1.0), *((part, 1.0) for part in parts)]
        count, marks = self.count.values[whole], self.mark.values[whole]
        for part in parts:
            count = count - self.count.values[part]
            marks = marks - self.mark.values[part]
        if key.startswith(SUM):
            count = np.round(count, 6)
        elif (count < 0).any():
            raise ValueError(f"the parts of {self.tables.questions[q]}, {key} hold more persons than it does")
        left = (count != 0) | (marks != 0)
        same = ((entries[~left], coefficient) for entries, coefficient in columns)
        self._relate(q, *same, is_among=is_among)
        rest = self._add(q, key, blocks[left], count[left], marks[left])
        more = ((entries[left], coefficient) for entries, coefficient in columns)
        self._relate(q, *more, (rest, 1.0), is_among=is_among)

    # What adds up.

    def add_answers(self) -> None:
        """Everybody, those with and without an answer, the sum of answers; what adds up of them."""
        tables = self.tables
        of_groups = tables.question[tables.row_block][(tables.a | tables.b)[tables.row_block] > 0]
        has_groups = np.isin(np.arange(len(tables.questions)), of_groups)
        # What is told of everybody alone bounds only that.
        answered: dict[tuple[str, bool], set[Meaning]] = defaultdict(set)
        for q, (variable, _) in enumerate(tables.questions):
            for key in self.asked[q] - {SUM, EVERYBODY}:
                for of_group in (False, True)[: 1 + has_groups[q]]:
                    answered[self._source(variable), of_group].add(self._meaning(variable, _codes(key)))
        for q, (variable, _) in enumerate(self.tables.questions):
            keys = sorted(self.asked[q] - {SUM, EVERYBODY})
            is_averaged = SUM in self.asked[q]
            # Where shares are told of the answers that a mean is of, they bound each other.
            told = answered[self._source(variable), bool(has_groups[q])]
            tied = self._parts(q, told) if is_averaged else []
            parts = [";".join(part) for part in tied]
            for key in dict.fromkeys([EVERYBODY, *keys, *(_NOT + key for key in keys), *parts]):
                self._add_key(q, key)
            blocks = self.blocks[q]
            everybody = self._at(q, EVERYBODY, blocks)
            for key in keys:
                self._relate(
                    q,
                    (everybody, -1.0),
                    (self._at(q, key, blocks), 1.0),
                    (self._at(q, _NOT + key, blocks), 1.0),
                )
            self._add_sums_of_keys(q, sorted({*keys, *parts}))
            if is_averaged:
                self._add_key(q, SUM)
            if parts:
                self._bound_sum(q, parts)

    def _source(self, variable: str) -> str:
        return self.source.get(variable, variable)

    def _meaning(self, variable: str, codes: Iterable[str]) -> Meaning:
        """Delivered answers that codes are made of."""
        return frozenset().union(
            *(self.meanings.get((variable, code), frozenset({(variable, code)})) for code in codes)
        )

    def _parts(self, q: int, told: Iterable[Meaning]) -> list[list[str]]:
        """Disjoint sets of a question's answers, from the sets of which persons are told; none if none is."""
        variable = self.tables.questions[q][0]
        given = self.n[self.blocks[q]].any(axis=0)
        codes = [code for code, is_given in zip(self.tables.answers, given, strict=True) if is_given]
        parts = {
            frozenset(code for code in codes if self._meaning(variable, [code]) <= meaning)
            for meaning in told
        }
        parts = {part for part in parts if part and not any(other < part for other in parts if other)}
        left = frozenset(codes) - frozenset().union(*parts)
        if not parts:
            return []
        if sum(map(len, parts)) + len(left) > len(codes):
            return [[code] for code in codes]
        return sorted(sorted(part) for part in {*parts, left} if part)

    def _bound_sum(self, q: int, parts: Sequence[str]) -> None:
        """The sum of answers lies between the parts' persons times their least and their greatest answer."""
        blocks = self.blocks[q]
        total = self._at(q, SUM, blocks)
        entries = [self._at(q, part, blocks) for part in parts]
        values = [self.tables.value[q, self._members(q, part)] for part in parts]
        for extreme, sign, name in ((np.min, 1.0, "above the least"), (np.max, -1.0, "below the greatest")):
            bounds = [float(extreme(value)) for value in values]
            counts = self.count.values
            left = sign * (counts[total] - sum(b * counts[e] for b, e in zip(bounds, entries, strict=True)))
            columns = [(total, -sign), *((e, sign * b) for b, e in zip(bounds, entries, strict=True) if b)]
            if all(len(value) == 1 for value in values):
                self._relate(q, *columns)
                return
            rest = self._add(
                q, f"{SUM} {name}", blocks, np.round(left, 6), np.zeros(len(blocks), dtype=np.uint64)
            )
            self._relate(q, *columns, (rest, 1.0))

    def _add_sums_of_keys(self, q: int, keys: Sequence[str]) -> None:
        """A key is the sum of the keys inside it; keys inside no other add up to everybody."""
        codes = {key: _codes(key) for key in keys}
        blocks = self.blocks[q]
        for whole in [*(key for key in keys if len(codes[key]) > 1), EVERYBODY]:
            inside = [k for k in keys if whole == EVERYBODY or codes[k] < codes[whole]]
            parts = [k for k in inside if not any(codes[k] < codes[other] for other in inside)]
            overlap = sum(len(codes[k]) for k in parts) > len(frozenset().union(*(codes[k] for k in parts)))
            if overlap or not parts or (whole == EVERYBODY and len(parts) == 1):
                continue
            entries = [self._at(q, key, blocks) for key in parts]
            self._rest(q, whole + _OTHER, blocks, self._at(q, whole, blocks), entries)

    def add_lines(self) -> None:
        """Groups of a background add up to their total, and splits of a group to theirs."""
        tables = self.tables
        number = {
            name: i
            for i, name in enumerate(
                zip(tables.question.tolist(), tables.a.tolist(), tables.b.tolist(), strict=True)
            )
        }
        part = np.concatenate([np.flatnonzero(tables.b), np.flatnonzero(tables.a)])
        n_over_b = np.count_nonzero(tables.b)
        over = np.arange(len(part)) < n_over_b
        kept = np.where(over, tables.a[part], tables.b[part])
        summed = tables.variable[np.where(over, tables.b[part], tables.a[part])]
        names = zip(tables.question[part].tolist(), kept.tolist(), strict=True)
        total = np.array([number.get((q, 0, c), -1) for q, c in names], dtype=np.int64)
        if (total < 0).any():
            q, a, b = (column[part[total < 0][0]] for column in (tables.question, tables.a, tables.b))
            raise ValueError(
                f"the table of {tables.questions[q]} by {tables.categories[a]} and {tables.categories[b]} "
                "has no total"
            )
        line = joined(tables.question[part], kept, summed)
        first = first_of(line)
        self.n_lines = np.bincount(total[first], minlength=len(tables.question))
        for q in range(len(tables.questions)):
            of_q = tables.question[part] == q
            lines, place = np.unique(line[of_q], return_inverse=True)
            for key in [EVERYBODY, *sorted(self.asked[q] - {EVERYBODY})]:
                relations = self._relations(q, len(lines))
                self.terms += [
                    (relations, self._at(q, key, total[first[lines]]), -1.0),
                    (relations[place], self._at(q, key, part[of_q]), 1.0),
                ]

    def add_nested_tables(self, nested: Iterable[tuple[str, str, str]]) -> None:
        """What is told of a domain and of one inside it, is told of the persons in between."""
        tables = self.tables
        number = {name: q for q, name in enumerate(tables.questions)}
        for variable, inner, outer in nested:
            q, p = number.get((variable, inner)), number.get((variable, outer))
            if q is None or p is None:
                continue
            parts, wholes = self.blocks[q], self.blocks[p]
            match = joined(
                np.concatenate([tables.a[parts], tables.a[wholes]]),
                np.concatenate([tables.b[parts], tables.b[wholes]]),
            )
            _, i, j = np.intersect1d(match[: len(parts)], match[len(parts) :], return_indices=True)
            common = sorted(self.asked[q] & self.asked[p] - {EVERYBODY})
            common += [_NOT + key for key in common if key != SUM]
            for key in [EVERYBODY, *common]:
                whole, part = self._at(p, key, wholes[j]), self._at(q, key, parts[i])
                told = self._is_told(p, key)[j] & self._is_told(q, key)[i]
                for chosen, name in ((told, _OUTSIDE), (~told, _BLURRED)):
                    self._rest(p, f"{key}{name}{inner}", wholes[j][chosen], whole[chosen], [part[chosen]])

    def _is_told(self, q: int, key: str) -> BoolArray:
        """Whether the decimals published in the blocks of a question tell how many persons are meant."""
        blocks, rows = self.blocks[q], self.rows.get((q, key.removeprefix(_NOT)), [])
        digits = np.full(len(blocks), -1)
        np.maximum.at(digits, self.place[self.tables.row_block[rows]], self.decimals[rows])
        digits[digits < 0] = _EXACT
        return (key == EVERYBODY) | (self.n[blocks].sum(axis=1) < 10.0**digits)

    def add_nested_categories(self, nested: Iterable[tuple[str, str, str, str]]) -> None:
        """Categories of a background inside those of a coarser one add up to them."""
        tables = self.tables
        number = {category: i for i, category in enumerate(tables.categories)}
        blocks = {
            name: i
            for i, name in enumerate(
                zip(tables.question.tolist(), tables.a.tolist(), tables.b.tolist(), strict=True)
            )
        }
        inside = defaultdict(list)
        for fine, fine_code, coarse, coarse_code in nested:
            if (fine, fine_code) in number and (coarse, coarse_code) in number:
                inside[number[coarse, coarse_code], fine].append(number[fine, fine_code])
        for (coarse, fine), codes in inside.items():
            for block in np.flatnonzero((tables.a == coarse) | (tables.b == coarse)).tolist():
                q = int(tables.question[block])
                other = int(tables.a[block] + tables.b[block] - coarse)
                names = [(q, min(other, code), max(other, code)) for code in codes]
                parts = np.array([blocks[name] for name in names if name in blocks], dtype=np.int64)
                if not len(parts):
                    continue
                at = np.array([block])
                for key in [EVERYBODY, *sorted(self.asked[q] - {EVERYBODY})]:
                    entries = [self._at(q, key, part[None]) for part in parts]
                    self._rest(q, f"{key}{_OUTSIDE}{fine}", at, self._at(q, key, at), entries)

    def _common(self, indicators: Iterable[Indicator]) -> tuple[list[int], list[IntArray]]:
        """Questions of the indicators, and the blocks that all of them have, in the same order."""
        tables = self.tables
        number = {name: q for q, name in enumerate(tables.questions)}
        questions = [number[variable, domain] for variable, domain, _ in indicators]
        place = tables.a * len(tables.categories) + tables.b
        common = place[self.blocks[questions[0]]]
        for q in questions[1:]:
            common = np.intersect1d(common, place[self.blocks[q]])
        found = []
        for q in questions:
            order = np.argsort(place[self.blocks[q]])
            found.append(self.blocks[q][order[np.searchsorted(place[self.blocks[q]], common, sorter=order)]])
        return questions, found

    def add_identity(self, identity: Mapping[Indicator, float]) -> None:
        """A combination of indicators that is zero for every person is so in every group."""
        questions, blocks = self._common(identity)
        columns = [
            (self._at(q, key, at), coefficient)
            for q, at, ((_, _, key), coefficient) in zip(questions, blocks, identity.items(), strict=True)
        ]
        counts = self.count.values
        if np.abs(sum(c * counts[entries] for entries, c in columns)).max() > _NOTHING:
            raise ValueError(f"the identity of {', '.join(map(str, identity))} does not hold")
        self._relate(questions[0], *columns)

    def add_inside(self, inner: Indicator, outer: Indicator) -> None:
        """Everybody of the one set is in the other; who is only in that is nobody's secret."""
        (q, p), (parts, wholes) = self._common([inner, outer])
        whole, part = self._at(p, outer[2], wholes), self._at(q, inner[2], parts)
        is_among = inner[2] == outer[2] == EVERYBODY
        self._rest(p, f"{outer[2]}, not of {inner}", wholes, whole, [part], is_among=is_among)

    def add_apart(self, one: Indicator, other: Indicator) -> None:
        """Nobody is in both sets; who is in neither is nobody's secret."""
        (q, p), (ones, others) = self._common([one, other])
        parts = [self._at(q, one[2], ones), self._at(p, other[2], others)]
        self._rest(q, f"neither {one} nor {other}", ones, self._at(q, EVERYBODY, ones), parts)

    def add_regression(self, question: tuple[str, str], regressor: str) -> None:
        """Residuals of a line through the groups add to zero, also times the regressor (normal equations).

        Intercept and slope are taken from the counts, as if weights were equal, like the means are.
        """
        tables = self.tables
        if question not in tables.questions:
            return
        q = tables.questions.index(question)
        if SUM not in self.asked[q] or regressor not in tables.variables:
            return
        variable = tables.variables.index(regressor)
        categories = np.flatnonzero(tables.variable == variable)
        categories = categories[categories != tables.unknown[variable]]
        blocks = self.blocks[q]
        blocks = blocks[(tables.a[blocks] == 0) & np.isin(tables.b[blocks], categories)]
        if len(blocks) < 2:
            return
        x = np.array([float(tables.categories[c][1]) for c in tables.b[blocks]])
        sums, sizes = self._at(q, SUM, blocks), self._at(q, EVERYBODY, blocks)
        count = self.count.values
        design = np.stack([np.ones_like(x), x])
        line = np.linalg.solve(design * count[sizes] @ design.T, design @ count[sums]) @ design
        for factor in design:
            columns = [(entry[None], value) for entry, value in zip(sums, factor, strict=True)]
            columns += [(entry[None], -value) for entry, value in zip(sizes, factor * line, strict=True)]
            self._relate(q, *columns)

    def add_unanswered(self, unanswered: BoolArray, answered: BoolArray) -> None:
        """Keys of those who gave no answer to a question: of rows that say why, and who is not among the
        answered."""
        questions = self.tables.question[self.tables.row_block].tolist()
        for q, key, is_reason, is_rest in zip(questions, self.row_keys, unanswered, answered, strict=True):
            if is_reason or is_rest:
                self.unanswered.add((q, key if is_reason else _NOT + key))

    # Numbers of cells.

    def _cells(self, guarded: set[int]) -> tuple[IntArray, IntArray]:
        """Cell of each entry, and an entry of each cell.

        Persons are the same where the same conditions select them from the same persons in all; not where
        they only happen to be: a group that has everybody because another is empty is not its total, nor is
        an answer to one of the questions ``guarded`` that all gave, or the empty one would be known. An empty
        cell is found by its name alone; so are those who gave no answer to a question: N beside a share tells
        how many, also where they are guarded as a background.
        """
        tables = self.tables
        block, count, marks, key = (
            column.filled() for column in (self.block, self.count, self.mark, self.key)
        )
        meaning, _ = numbered(
            tuple(sorted(self.meanings.get(category, frozenset({category}))))
            for category in tables.categories
        )
        # Persons who make up a category: whether it is a background, a domain or an answer, it is the same.
        whole_of = {int(q): b for b, q in enumerate(tables.question.tolist()) if not tables.b[b]}
        marks_of = self.marks.sum(axis=1, dtype=np.uint64)
        sizes = list(zip(self.n.sum(axis=1).tolist(), marks_of.tolist(), strict=True))
        categories: dict[tuple[int, int], tuple] = {}
        for b in np.flatnonzero((tables.a == 0) & (tables.b != 0)).tolist():
            whole = sizes[whole_of[int(tables.question[b])]]
            if sizes[b] != whole:
                categories.setdefault(sizes[b], (whole, int(meaning[tables.b[b]])))
        # What each key means, in all groups together.
        base, condition, source = [], [], []
        for q, name in self.keys:
            start = self.start.get((q, EVERYBODY if name == SUM else name))
            if start is None or (q, name) in self.unanswered:
                in_all = name
            else:
                at = start + self.place[whole_of[q]]
                in_all = (int(count[at]), int(marks[at]))
                if q in guarded and name not in (EVERYBODY, SUM) and in_all == sizes[whole_of[q]]:
                    in_all = (q, name)
            persons, of = categories.get(in_all, (in_all, -1))
            base.append(str(persons))
            condition.append(of)
            variable = tables.questions[q][0]
            is_sum = name.startswith(SUM)
            source.append(self.source.get(variable, variable) if is_sum else "")
        base, source = numbered(base)[0], numbered(source)[0]
        conditions = np.sort(
            [meaning[tables.a[block]], meaning[tables.b[block]], np.array(condition)[key]], axis=0
        )
        everybody = int(meaning[0])
        # Everybody is no condition, and one that is told twice is told once.
        conditions[(conditions == everybody)] = -1
        conditions[1][conditions[1] == conditions[0]] = -1
        conditions[2][conditions[2] == conditions[1]] = -1
        conditions = np.sort(conditions, axis=0)
        is_empty = count == 0
        by_persons = joined(count, marks, base[key], *conditions, source[key])
        names = joined(block, numbered(self.keys)[0][key])
        cell = joined(is_empty, np.where(is_empty, names, by_persons))
        return cell, first_of(cell)

    def system(self, guards: BoolArray, threshold: int) -> System:
        """Everything as arrays; a cell that stands in a relation twice is one entry, and 0 = 0 is none."""
        tables = self.tables
        q_of_row = tables.question[tables.row_block]
        cell, entry = self._cells(set(q_of_row[guards].tolist()))
        size = len(entry)
        block, count, key = (column.filled() for column in (self.block, self.count, self.key))
        relation, entries = (np.concatenate([term[i] for term in self.terms]) for i in range(2))
        coefficient = np.repeat([term[2] for term in self.terms], [len(term[0]) for term in self.terms])
        matrix = coo_array((coefficient, (relation, cell[entries])), shape=(self.n_relations, size)).tocsr()
        matrix.sum_duplicates()
        matrix.eliminate_zeros()
        # Coefficients of regressions are no whole numbers.
        left, of = matrix @ count[entry], abs(matrix) @ np.abs(count[entry])
        false = np.flatnonzero(np.abs(left) > _ROUND_OFF * (1 + of))
        if len(false):
            q = int(np.concatenate(self.of_question)[false[0]])
            raise ValueError(
                f"{len(false)} sums are not true of the persons, the first of {tables.questions[q]}"
            )
        says = np.diff(matrix.indptr) > 0
        of_question, is_among = (np.concatenate(column)[says] for column in (self.of_question, self.is_among))
        matrix = matrix[says]
        row, published = [], []
        is_answer = np.zeros(size, dtype=bool)
        for (q, name), rows in self.rows.items():
            told = [SUM] if name == SUM else [name, _NOT + name]
            for each in [EVERYBODY, *(told if name != EVERYBODY else [])]:
                row.append(rows)
                published.append(cell[self._at(q, each, tables.row_block[rows])])
                is_answer[published[-1]] |= each != EVERYBODY
        row, published = np.concatenate(row), np.concatenate(published)
        pairs = np.unique(row * size + published)
        row, published = pairs // size, pairs % size
        is_sum, is_size, is_asked = np.zeros((3, size), dtype=bool)
        kinds = np.array([name for _, name in self.keys], dtype=object)
        of_kind = {
            "sum": np.array([name.startswith(SUM) for name in kinds]),
            "size": kinds == EVERYBODY,
            "rest": np.array([_OTHER in name or _OUTSIDE in name for name in kinds]),
            "asked": np.array(
                [name == EVERYBODY or name.removeprefix(_NOT) in self.asked[q] for q, name in self.keys]
            ),
        }
        is_sum[cell[of_kind["sum"][key]]] = True
        is_size[cell[of_kind["size"][key]]] = True
        is_asked[published] = True
        is_asked[cell[of_kind["rest"][key]]] = True
        is_unknown = np.isin(np.arange(len(tables.categories)), tables.unknown[tables.unknown > 0])
        of_unknown = is_unknown[tables.a[block]] | is_unknown[tables.b[block]]
        is_asked[cell[of_kind["asked"][key] & of_unknown]] = True

        # Shares of groups that are large enough: of nobody they are withheld only where that is guarded.
        size_of_row = self.n[tables.row_block].sum(axis=1)
        of_share = ~(is_sum | is_size)[published]
        guards_nobody = np.zeros(size, dtype=bool)
        guards_nobody[published[of_share & guards[row] & (size_of_row[row] > 0)]] = True
        guards_nobody &= count[entry] == 0
        tells_nobody = np.zeros(size, dtype=bool)
        tells_nobody[published[of_share]] = True
        tells_nobody[published[of_share & (guards[row] | (size_of_row[row] < threshold))]] = False

        is_unanswered = np.zeros(size, dtype=bool)
        of_unanswered = np.array([name in self.unanswered for name in self.keys], dtype=bool)
        is_unanswered[cell[of_unanswered[key]]] = True

        def name(k: int) -> str:
            b = int(block[entry[k]])
            groups = [tables.categories[c] for c in (tables.a[b], tables.b[b]) if c]
            variable, domain = tables.questions[int(tables.question[b])]
            spoken = " and ".join(f"{v} {code}" for v, code in groups) or ALL
            return f"{variable} ({domain}), {spoken}: {self.keys[int(key[entry[k]])][1]}"

        is_margin = np.zeros(size, dtype=bool)
        is_margin[cell[self.n_lines[block] > 2]] = True
        return System(
            count[entry],
            is_sum,
            is_size,
            is_size & is_answer,
            is_asked,
            guards_nobody,
            tells_nobody,
            is_unanswered,
            is_margin,
            matrix,
            of_question,
            is_among,
            row,
            published,
            q_of_row,
            name,
        )
