"""From rows of the warehouse to a system of cells, and from the audit of it back to rows."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike

from disclosure.audit import needed_width, too_tight
from disclosure.build import build
from disclosure.identities import Identities, Indicator, find, indicators
from disclosure.possible import Tables
from disclosure.suppression import protected_cells
from disclosure.system import BoolArray, FloatArray, IntArray, System, small_cells
from disclosure.tables import ALL, BLOCK, coded, joined

_LOG = logging.getLogger(__name__)
# Tables of which one of so many groups is small, or more are, are sparse.
_SPARSE = 3
# Ends the domain of a question that is told of in total only (questions_in_total).
IN_TOTAL = ", in total"
_QUESTION = ("outcome_variable", "domain_id")
_INDICATOR = (*_QUESTION, "outcome_key")
# What :func:`products_of` reads of the table of products.
PRODUCTS = ("first_index", "second_index", *(f"first_{name}" for name in _INDICATOR), "product", "n_persons")
_GROUP = BLOCK[2:]


def system_of(
    cells: Mapping[str, ArrayLike],
    rows: Mapping[str, ArrayLike],
    *,
    categories: Iterable[tuple[str, str, str, str]],
    nested_tables: Iterable[tuple[str, str, str]],
    nested_categories: Iterable[tuple[str, str, str, str]],
    products: tuple[list[Indicator], FloatArray, int] | None = None,
    regressions: Iterable[tuple[str, str, str]] = (),
    threshold: int,
) -> System:
    """The system of everything published.

    Parameters
    ----------
    cells, rows, nested_tables, nested_categories, regressions, threshold : see
        :func:`disclosure.build.build`. Rows of sparse tables are rows of no cell, but where a column
        ``is_shown`` or ``was_shown`` of the rows says that they are published all the same.
    categories : (variable, code, answer variable, its code): what categories are made of, one row an answer.
    products : :func:`products_of` the respondents; if given, what holds for all of them is found and added
        to the relations.

    Raises ``ValueError`` where parts hold more persons than their total, or an identity does not hold.
    """
    cells, rows, kept = _without_sparse_tables(cells, rows, threshold)
    meanings, answers = defaultdict(set), defaultdict(set)
    for variable, code, answer_variable, answer_code in categories:
        meanings[variable, code].add((answer_variable, answer_code))
        answers[variable].add(answer_variable)
    cells, rows = questions_in_total(cells, rows, answers)
    nested_tables = [
        (variable, *pair)
        for variable, inner, outer in nested_tables
        for pair in product((inner, inner + IN_TOTAL), (outer, outer + IN_TOTAL))
    ]
    found = Identities([], [], [])
    if products is not None:
        names, matrix, n = products
        # What gives an answer by others that are told in total holds in total: first what holds of the
        # answers that groups are told of, then what more does of the others.
        grouped = {
            question
            for question, total in zip(_keys(rows, _QUESTION), _is_total(rows), strict=True)
            if not total
        }
        told = [k for k, name in enumerate(names) if name[:2] in grouped]
        of_groups = [names[k] for k in told]
        found = find(of_groups, matrix[np.ix_(told, told)], n) + find(names, matrix, n).beyond(set(of_groups))
    _LOG.info(
        "rules of the questionnaire found in the answers: %d sums, %d inclusions, %d exclusions",
        *map(len, (found.sums, found.inside, found.apart)),
    )
    system = build(
        cells,
        rows,
        meanings={category: frozenset(answers) for category, answers in meanings.items()},
        nested_tables=nested_tables,
        nested_categories=nested_categories,
        sums=found.sums,
        inside=found.inside,
        apart=found.apart,
        regressions=regressions,
        threshold=threshold,
    )
    question_of_row = np.full(len(kept), -1)
    question_of_row[kept] = system.question_of_row
    system = replace(
        system,
        published_row=np.flatnonzero(kept)[system.published_row],
        question_of_row=question_of_row,
    )
    _LOG.info(
        "system of %d rows, %d cells and %d relations", system.n_rows, len(system.count), system.n_relations
    )
    return system


def _without_sparse_tables(
    cells: Mapping[str, ArrayLike], rows: Mapping[str, ArrayLike], threshold: int
) -> tuple[Mapping[str, ArrayLike], Mapping[str, ArrayLike], BoolArray]:
    """Cells and rows without the tables of two backgrounds of which many groups are small; which rows, (N,).

    Small is a group of fewer persons than the ``threshold``. What such a table may show protects nobody in
    the others: where nothing of it is published, it is as if nobody had asked for it. One that an earlier or
    the present release shows stays.
    """
    groups, small = np.asarray(rows["group_variable"]), persons_of_rows(cells, rows) < threshold
    is_table = (groups != ALL) & (np.asarray(rows["split_variable"]) != ALL)
    names = (*_QUESTION, "group_variable", "split_variable")
    table = joined(*(coded(rows[name])[0] for name in names))
    table = np.unique(table, return_inverse=True)[1]
    sparse = _SPARSE * np.bincount(table, small & is_table) >= np.bincount(table)
    for column in ("is_shown", "was_shown"):
        sparse[table[np.asarray(rows.get(column, np.zeros_like(small)), dtype=bool)]] = False
    left_out = sparse[table]
    if not left_out.any():
        return cells, rows, ~left_out
    _LOG.info("%d numbers of %d tables of few persons are left out", left_out.sum(), sparse.sum())
    of_rows = {name: np.asarray(rows[name])[left_out] for name in names}
    gone = set(_keys(of_rows, names)) | set(_keys(of_rows, (*_QUESTION, *names[:1:-1])))
    of_cells = ~_among(_keys(cells, names), gone)
    return (
        {name: np.asarray(column)[of_cells] for name, column in cells.items()},
        {name: np.asarray(column)[~left_out] for name, column in rows.items()},
        ~left_out,
    )


def published_indicators(
    persons: Mapping[str, ArrayLike],
    cells: Mapping[str, ArrayLike],
    rows: Mapping[str, ArrayLike],
    categories: Iterable[tuple[str, str, str, str]],
) -> tuple[list[Indicator], FloatArray]:
    """Indicators of all rows and their values for the ``persons``, (n, P), as
    :func:`disclosure.identities.indicators` has them; the others as :func:`system_of` takes them.
    """
    answers = defaultdict(set)
    for variable, _, answer_variable, _ in categories:
        answers[variable].add(answer_variable)
    persons = {
        **persons,
        **{f"{name}{IN_TOTAL}": column for name, column in persons.items() if name.startswith("in_")},
    }
    return indicators(persons, *questions_in_total(cells, rows, answers))


def products_table(names: list[Indicator], products: FloatArray, n: int) -> dict[str, ArrayLike | pa.Array]:
    """Products (P, P) of the indicators of ``n`` persons as a table: one row per pair, each pair once.

    Columns ``first_index`` and ``second_index``; of both indicators their outcome variable, domain and key of
    answers; ``product`` and ``n_persons``.
    """
    first, second = np.triu_indices(len(names))
    parts = [pa.array([name[k] for name in names], pa.string()) for k in range(len(_INDICATOR))]
    return {
        "first_index": first,
        "second_index": second,
        **{
            f"{place}_{name}": parts[k].take(pa.array(index))
            for place, index in (("first", first), ("second", second))
            for k, name in enumerate(_INDICATOR)
        },
        "product": products[first, second],
        "n_persons": np.full(len(first), n),
    }


def products_of(table: Mapping[str, ArrayLike]) -> tuple[list[Indicator], FloatArray, int]:
    """What :func:`products_table` made the table of, from its columns :data:`PRODUCTS`."""
    first, second, product, n_persons = (
        np.asarray(table[name]) for name in ("first_index", "second_index", "product", "n_persons")
    )
    own = np.flatnonzero(first == second)
    own = own[np.argsort(first[own])]
    parts = (np.asarray(table[f"first_{name}"].take(own)).tolist() for name in _INDICATOR)
    names = list(zip(*parts, strict=True))
    products = np.zeros((len(names), len(names)))
    products[first, second] = products[second, first] = product
    return names, products, int(n_persons[0]) if len(names) else 0


def questions_in_total(
    cells: Mapping[str, ArrayLike], rows: Mapping[str, ArrayLike], answers: Mapping[str, set[str]]
) -> tuple[Mapping[str, ArrayLike], Mapping[str, ArrayLike]]:
    """Cells and rows, where a question of which more is told in total than of groups is two questions.

    The one has the rows of everybody, the other those of groups; groups then have no cells for answers that
    no row of a group counts. What both tell of everybody is one cell, since its persons are the same.
    ``answers``: the delivered answers that a variable is made of.
    """
    in_groups, in_total = defaultdict(set), defaultdict(set)
    questions, is_total = _keys(rows, _QUESTION), _is_total(rows)
    for question, key, total in zip(
        questions, np.asarray(rows["outcome_key"]).tolist(), is_total.tolist(), strict=True
    ):
        (in_total if total else in_groups)[question].add(key)

    def made_of(question: tuple[str, str]) -> frozenset[str]:
        return frozenset(answers.get(question[0], {question[0]}))

    told = {made_of(question) for question, keys in in_total.items() if keys - in_groups.get(question, set())}
    apart = {question for question in in_groups if made_of(question) in told}
    own = is_total & _among(questions, apart)
    also = np.flatnonzero(_is_total(cells))
    total = {name: np.asarray(cells[name])[also] for name in _QUESTION}
    also = also[_among(_keys(total, _QUESTION), apart)]
    size = len(cells["domain_id"])
    cells = {
        name: np.concatenate([np.asarray(column), np.asarray(column)[also]]) for name, column in cells.items()
    }
    return _renamed(cells, np.arange(size + len(also)) >= size), _renamed(rows, own)


def _among(questions: list[tuple], chosen: set[tuple]) -> BoolArray:
    return np.array([question in chosen for question in questions], dtype=bool)


def _is_total(table: Mapping[str, ArrayLike]) -> BoolArray:
    group, split = (np.asarray(table[name]) for name in ("group_variable", "split_variable"))
    return (group == ALL) & (split == ALL)


def _renamed(table: Mapping[str, ArrayLike], chosen: BoolArray) -> dict[str, ArrayLike]:
    domain = np.asarray(table["domain_id"]).astype(object)
    domain[chosen] += IN_TOTAL
    return {**table, "domain_id": domain}


def _keys(table: Mapping[str, ArrayLike], names: Iterable[str]) -> list[tuple]:
    return list(zip(*(np.asarray(table[name]).tolist() for name in names), strict=True))


def persons_of_rows(cells: Mapping[str, ArrayLike], rows: Mapping[str, ArrayLike]) -> IntArray:
    """Persons with a valid answer behind each of the rows, (N,)."""
    block, of_rows = _matched(cells, rows, names=BLOCK)
    persons = np.zeros(len(block) + len(of_rows), dtype=np.int64)
    np.add.at(persons, block, np.asarray(cells["n_persons"]).astype(np.int64))
    return persons[of_rows]


def group_sizes(cells: Mapping[str, ArrayLike], rows: Mapping[str, ArrayLike]) -> FloatArray:
    """Size of the group of each of the rows, (N,): the same for all questions, so that choices are alike."""
    n_persons = persons_of_rows(cells, cells)
    turned = dict(zip(_GROUP, (cells[name] for name in (*_GROUP[2:], *_GROUP[:2])), strict=True))
    group, group_turned, of_rows = _matched(cells, turned, rows, names=_GROUP)
    sizes = np.zeros(2 * len(n_persons) + len(of_rows))
    for each in (group, group_turned):
        np.maximum.at(sizes, each, n_persons)
    return sizes[of_rows]


def _matched(*tables: Mapping[str, ArrayLike], names: Sequence[str]) -> list[IntArray]:
    """One number per different combination of some columns, from 0 on: of each of the tables, one a row."""
    columns = [[np.asarray(table[name], dtype=object) for table in tables] for name in names]
    number = joined(*(coded(np.concatenate(column))[0] for column in columns))
    return np.split(number, np.cumsum([len(column) for column in columns[0]])[:-1])


def audited(
    system: System, rows: Mapping[str, ArrayLike], *, threshold: int, minimum_share: float
) -> dict[str, ArrayLike]:
    """One row per guarded cell: a row that publishes it, and whether its bounds are too tight.

    ``rows``: columns ``number_key`` (or ``row_group, row_key``) and ``is_shown`` (whether any published table
    shows a number of the row); and, if given, ``was_shown``: whether an earlier release about the same
    persons did. What it showed is known, whatever is withheld now. ``cells`` and ``changes``, if given: a
    table in each row that may prove something (:mod:`disclosure.possible`); it is checked, not believed.
    """
    is_shown = np.asarray(rows["is_shown"], dtype=bool)
    known = system.shown_by(is_shown | np.asarray(rows.get("was_shown", is_shown), dtype=bool))
    guarded = protected_cells(system, is_shown, threshold)
    need = needed_width(system, threshold, minimum_share)
    _LOG.info("attack on %d guarded cells", guarded.sum())
    tables = Tables(system)
    for cell, change in zip(rows.get("cells", ()), rows.get("changes", ()), strict=True):
        cell, change = np.asarray(cell, dtype=np.int64), np.asarray(change, dtype=np.float64)
        if len(cell) == len(change) and ((cell >= 0) & (cell < len(known))).all():
            tables.add(cell, change)
    narrow = too_tight(system, known, guarded, need, small_cells(system, threshold), tables)
    of_row = _first_row(system, ~is_shown)
    cell = np.flatnonzero(guarded)
    row = of_row[cell]
    named = row >= 0
    keys = ("number_key",) if "number_key" in rows else ("row_group", "row_key")
    return {
        **{key: np.where(named, np.asarray(rows[key])[row], "a difference") for key in keys},
        "cell_name": [system.name(k) for k in cell.tolist()],
        "is_small": system.count[cell] < threshold,
        "is_bounded_too_tightly": narrow[cell],
    }


def _first_row(system: System, of_rows: BoolArray) -> IntArray:
    """Of each cell, the first of the rows that publish it; -1 where none does."""
    first = np.full(len(system.count), -1)
    entries = np.flatnonzero(of_rows[system.published_row])[::-1]
    first[system.published_cell[entries]] = system.published_row[entries]
    return first


# Decimals of numbers whose persons are counted beside them.
_COUNTED = 99


def told_decimals(rows: Mapping[str, ArrayLike], at_most: int) -> IntArray:
    """Decimals in which a number is told anywhere, (N,): ``at_most`` where ledger, claim or test repeats it.

    ``rows``: columns ``shown_decimals`` (of the estimate as published), ``is_needed``, and ``is_counted``
    (whether the persons are counted as well).
    """
    is_repeated, is_counted = (np.asarray(rows[name], dtype=bool) for name in ("is_needed", "is_counted"))
    told = np.where(is_repeated, at_most, np.asarray(rows["shown_decimals"]).astype(np.int64))
    return np.where(is_counted, _COUNTED, told)
