"""A formula over a sample: its columns, learned in a scan, and its matrices, batch by batch."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import duckdb
import numpy as np

from survey_stats.design.expressions import literal
from survey_stats.design.formula import Formula, codings, parse
from survey_stats.design.scans import Scan
from survey_stats.design.source import (
    LARGEST,
    MOST_CATEGORIES,
    SMALLEST,
    Source,
    code_text,
    columns_of,
    is_missing,
    require_exact,
)
from survey_stats.design.terms import NumericFactor, Polynomial
from survey_stats.errors import (
    EmptyDomainError,
    EmptyLevelError,
    InvalidFormulaError,
    InvalidOutcomeError,
    ShapeError,
    UnknownColumnError,
)
from survey_stats.kernel.blocks import Scratch
from survey_stats.kernel.codes import FloatArray, IntArray
from survey_stats.kernel.margins import INTERCEPT
from survey_stats.kernel.regression import RegressionRows

if TYPE_CHECKING:
    import pyarrow as pa

# Whole vectors of DuckDB's, and arrays that stay in cache.
_BATCH_ROWS = 8_192
# Equal rows are summed in SQL first where there are many rows, and few different ones among the first.
SUMMED_FROM = 50_000
_SUMMED_SHARE = 0.2
# Rows of up to so many numbers stay in memory between passes (120 MB).
_KEPT_NUMBERS = 15_000_000
# Matrices of up to so many numbers stay as well (160 MB): models pass them again and again.
_KEPT_MATRIX = 20_000_000
_AS_THEY_ARE = ("DOUBLE", "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT")
_CATEGORICAL = re.compile(r"(?:C|factor|as\.factor)\s*\((.*)\)$", re.DOTALL)
_REFERENCE = re.compile(
    r"(?:(?:contr\.)?treatment|Treatment)\s*\(\s*(?:(?:reference|base)\s*=\s*)?(.+?)\s*\)$"
)
_ARGUMENTS = re.compile(r"\s*(`[^`]*`|[^,]*)\s*,?(.*)$", re.DOTALL)
_POLYNOMIAL = re.compile(r"poly\s*\((.*),\s*(?:degree\s*=\s*)?(\d+)\s*\)$", re.DOTALL)


@dataclass
class Categorical:
    """A factor with a column for each category, or for each but the first.

    ``variables`` its column; ``levels`` the categories in their order, learned from the rows; ``places`` of
    these by each text that stands for one (a decimal 0 is 0 and 0.0).
    """

    text: str
    variables: list[str]
    reference: str | None
    levels: tuple = ()
    places: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Batch:
    """R rows of a model: numeric ``columns`` and category numbers ``codes`` by variable; respondents ``n``,
    ``cell``, sums ``w`` of their base weights and ``squares`` of these squared (None where rows stand for one
    respondent each), each (R,). Whole numbers are as narrow as the data have them."""

    columns: dict[str, np.ndarray]
    codes: dict[str, IntArray]
    n: FloatArray
    cell: IntArray
    w: FloatArray
    squares: FloatArray | None

    @property
    def w2(self) -> FloatArray:
        """(R,) sums of the squared base weights."""
        return self.w * self.w if self.squares is None else self.squares

    def moved(self, variable: str, step: int, h: float, *, is_coded: bool) -> "Batch":
        """The rows with a number moved by ``step`` times ``h``, or with category number ``step``."""
        if is_coded:
            return replace(self, codes={**self.codes, variable: np.full(len(self.n), step)})
        return replace(self, columns={**self.columns, variable: self.columns[variable] + step * h})


class Model:
    """What a formula makes of the rows of a scan: named regressors and an outcome.

    ``is_iterated`` : whether its matrices are passed more than twice, and so worth keeping. Raises
    ``InvalidFormulaError``, ``UnknownColumnError``, ``EmptyDomainError``.
    """

    def __init__(self, scan: Scan, text: str, *, is_iterated: bool = True) -> None:
        self.source: Source = scan.sample.source
        self._is_iterated = is_iterated
        self._kept: list[Batch] | None = None
        self._is_checked = False
        self._kept_rows: list[tuple[RegressionRows, FloatArray]] | None = None
        self.formula: Formula = parse(text)
        self.outcome = self._numeric(self.formula.outcome)
        names = dict.fromkeys(name for term in self.formula.terms for name in term)
        if self.formula.outcome in names:
            raise InvalidFormulaError(
                f"formula {self.formula.text!r}: {self.formula.outcome!r} stands on both sides"
            )
        self.factors = {name: self._factor(name) for name in names}
        self.offsets = [self._numeric(name) for name in self.formula.offsets]
        numeric = [
            self.outcome,
            *self.offsets,
            *(f for f in self.factors.values() if not isinstance(f, Categorical)),
        ]
        coded = [f for f in self.factors.values() if isinstance(f, Categorical)]
        self.numbers = list(dict.fromkeys(name for factor in numeric for name in factor.variables))
        self.codes = list(dict.fromkeys(name for factor in coded for name in factor.variables))
        self.variables = list(dict.fromkeys([*self.numbers, *self.codes]))
        self._columns = {
            name: self.source.column(name, f"formula {self.formula.text!r}: variable")
            for name in self.variables
        }
        # A coded column that is neither text nor number is coded by its text, in the order of its own values.
        self._values = {f"n{i}": self._number_of(name) for i, name in enumerate(self.numbers)}
        self._values |= {f"c{i}": self._code_of(name) for i, name in enumerate(self.codes)}
        self.scan = scan.also(f"{scan.sample.weight} <> 0") if scan.sample.has_zero_weights else scan
        rows = self._keep_complete()
        self.n_missing = rows - self.n_rows
        if not rows:
            raise EmptyDomainError(f"domain {scan.domain!r} has no row with weight; widen it")
        if not self.n_rows:
            raise EmptyDomainError(
                f"no row of the domain has all of {', '.join(self.variables)}; widen the domain"
            )
        for factor in coded:
            self._learn_levels(factor)
            (name,) = factor.variables
            sql = self._code_of(name)
            listed = ", ".join(_literal(level) for level in factor.levels)
            numbered = f"cast(list_position([{listed}], {sql}) - 1 as smallint)"
            self._values[f"c{self.codes.index(name)}"] = numbered
        self._of_cells = self._values_of_cells()
        for factor in self.factors.values():
            if isinstance(factor, Polynomial):
                factor.learn(
                    lambda inner=factor.inner: ((inner.values(b.columns), b.n) for b in self.batches())
                )
        self.terms = self._term_names()

    def _keep_complete(self) -> int:
        """Leave rows out that miss a variable, if there are any, and give the number of those before."""
        columns = [self._columns[name] for name in self.variables]
        nans = [self._columns[name] for name in self.codes if self._is(name, "FLOAT", "DOUBLE")]
        view, condition = self.scan.sample.view, self.scan.condition
        # Without conditions, files often answer from what they say about themselves.
        counts = ", ".join(["count(*)", *(f"count({c})" for c in columns)])
        found = self.source.rows(f"select {counts} from {view} where {condition}")[0]
        self.n_rows = rows = found[0]
        if min(found) < rows or nans:
            known = [f"{c} is not null" for c in columns] + [f"not isnan({c})" for c in nans]
            self.scan = self.scan.also(" and ".join(known))
            self.n_rows = self.source.rows(f"select count(*) from {view} where {self.scan.condition}")[0][0]
        return rows

    def _values_of_cells(self) -> dict[str, np.ndarray]:
        """(C,) what all rows of a cell share, of the columns that the cells are made by."""
        sample = self.scan.sample
        by_column = {sql: key for key, sql in sample.keys.items()}
        columns_of = {f"n{i}": self._columns[name] for i, name in enumerate(self.numbers)}
        # Text that an expression reads (x == "yes") is read row by row.
        columns_of = {key: column for key, column in columns_of.items() if self.source.is_number(column)}
        columns_of |= {f"c{i}": self._columns[name] for i, name in enumerate(self.codes)}
        shared = [(key, column) for key, column in columns_of.items() if column in by_column]
        if not shared:
            return {}
        # A cell whose rows all lie outside the model may have a category that it lacks.
        values = ", ".join(f"coalesce({self._values[key]}, -1) as {key}" for key, _ in shared)
        columns = ", ".join(f"{by_column[c]} as {c}" for c in dict.fromkeys(c for _, c in shared))
        found = self.source.arrays(
            f"select {values} from (select cell_index, {columns} from {sample.table}) order by cell_index"
        )
        return {key: found[key] for key, _ in shared if found[key].dtype.kind in "iuf"}

    # ------------------------------------------------------------------------------------------ factors

    def _numeric(self, text: str) -> NumericFactor:
        factor = NumericFactor(text, self.formula.text, self.source.types.__contains__)
        for name in factor.variables:
            self.source.column(name, f"formula {self.formula.text!r}: variable")
        return factor

    def _factor(self, text: str) -> Categorical | NumericFactor | Polynomial:
        bare = text.strip("`")
        coded = _CATEGORICAL.match(text)
        polynomial = _POLYNOMIAL.match(text)
        if coded:
            inner, options = _ARGUMENTS.match(coded[1]).groups(default="")
            name = inner.strip().strip("`")
            self.source.column(name, f"formula {self.formula.text!r}: variable")
            reference = None
            if options.strip():
                found = _REFERENCE.match(options.strip())
                if not found:
                    raise InvalidFormulaError(
                        f"formula {self.formula.text!r}: {text!r}: the only coding is Treatment('category')"
                    )
                reference = found[1].strip("'\"")
            self.source.require_single(self.source.column(name, "variable"), f"variable {name!r}")
            return Categorical(name, [name], reference)
        if polynomial:
            degree = int(polynomial[2])
            if not degree:
                raise InvalidFormulaError(
                    f"formula {self.formula.text!r}: {text!r}: the degree is at least 1"
                )
            return Polynomial(self._numeric(polynomial[1].strip()), degree)
        if re.match(r"poly\s*\(", text):
            raise InvalidFormulaError(
                f"formula {self.formula.text!r}: write {text!r} as poly(column, degree)"
            )
        if bare in self.source.types and (
            bare in self.source.levels or not self.source.is_number(self.source.column(bare, "variable"))
        ):
            self.source.require_single(self.source.column(bare, "variable"), f"variable {bare!r}")
            return Categorical(bare, [bare], None)
        return self._numeric(text)

    def _is(self, name: str, *kinds: str) -> bool:
        return self.source.types[name].startswith(kinds)

    def _number_of(self, name: str) -> str:
        column = self._columns[name]
        if self.source.is_number(column):
            if self._is(name, "BOOLEAN"):
                return f"cast({column} as tinyint)"
            return column if self.source.type_of(column) in _AS_THEY_ARE else f"cast({column} as double)"
        return f"cast({column} as varchar)"

    def _code_of(self, name: str) -> str:
        column = self._columns[name]
        if not self.source.is_number(column) or self._is(name, "DECIMAL", "HUGEINT", "UHUGEINT", "BOOLEAN"):
            return f"cast({column} as varchar)"
        # Whole numbers stay so: long ones are no doubles.
        return column

    def _learn_levels(self, factor: Categorical) -> None:
        """The categories that occur, in the order of their column, or of the categories that it declares."""
        (name,) = factor.variables
        column, sql = self._columns[name], self._code_of(name)
        sample, view = self.scan.sample, self.scan.sample.view
        if self.scan.condition == "true" and column in sample.keys.values():
            # All rows are in some cell, and every cell has rows.
            key = next(key for key, of in sample.keys.items() if of == column)
            view = f"(select {key} as {column} from {sample.table})"
        found = self.source.rows(
            f"select any_value({sql}), any_value({column}) from {view} "
            f"where {self.scan.condition} group by {column} order by {column} limit {MOST_CATEGORIES + 1}"
        )
        if len(found) > MOST_CATEGORIES:
            raise InvalidFormulaError(
                f"formula {self.formula.text!r}: {name!r} has more than {MOST_CATEGORIES} categories"
            )
        require_exact((level for level, _ in found), f"variable {name!r}")
        declared = self.source.levels.get(name)
        if declared:
            order = {code_text(value): place for place, value in enumerate(declared)}
            found.sort(key=lambda pair: order.get(code_text(pair[1]), len(order)))
        if factor.reference is not None:
            first = [pair for pair in found if factor.reference in map(code_text, pair)]
            if not first:
                raise EmptyLevelError(
                    f"variable {name!r} has no row in category {factor.reference!r}; rows have "
                    f"{[code_text(level) for level, _ in found]}. Choose another reference"
                )
            found = first + [pair for pair in found if pair not in first]
        factor.levels = tuple(level for level, _ in found)
        for values in zip(*found, strict=True):
            for place, value in enumerate(values):
                factor.places.setdefault(code_text(value), place)

    def _term_names(self) -> tuple[str, ...]:
        self._full = codings(self.formula, lambda name: isinstance(self.factors[name], Categorical))
        self._refuse_logical()
        names = [INTERCEPT] if self.formula.intercept else []
        for term, full in zip(self.formula.terms, self._full, strict=True):
            parts = [""]
            # The first factor's categories change fastest, as in R.
            for text, is_full in reversed(list(zip(term, full, strict=True))):
                own = self._column_names(text, is_full)
                parts = [f"{a}:{b}" if b else a for b in parts for a in own]
            names += parts
        if not names:
            raise InvalidFormulaError(f"formula {self.formula.text!r} has no term")
        return tuple(names)

    def _refuse_logical(self) -> None:
        """What is true or false is a number here and a category in R, which differs where both need a column.

        Raises ``InvalidFormulaError``.
        """

        def is_logical(name: str) -> bool:
            factor = self.factors[name]
            if not isinstance(factor, NumericFactor):
                return False
            return factor.is_condition or (
                name.strip("`") in self.source.types and self._is(name.strip("`"), "BOOLEAN")
            )

        kinds = codings(self.formula, lambda n: isinstance(self.factors[n], Categorical) or is_logical(n))
        for term, full in zip(self.formula.terms, kinds, strict=True):
            for name, is_full in zip(term, full, strict=True):
                if is_full and is_logical(name):
                    raise InvalidFormulaError(
                        f"formula {self.formula.text!r}: {name!r} is true or false, and both need a column "
                        "here; write it as C(...) of a column, or add the terms that it is part of"
                    )

    def _column_names(self, text: str, is_full: bool) -> list[str]:
        factor = self.factors[text]
        if isinstance(factor, Categorical):
            kept = factor.levels if is_full else factor.levels[1:]
            return [f"{factor.text}[{code_text(level)}]" for level in kept]
        if isinstance(factor, Polynomial):
            return [f"{text}[{j}]" for j in range(1, factor.degree + 1)]
        return [text.strip("`")]

    # --------------------------------------------------------------------------------------------- rows

    def batches(self) -> Iterator["Batch"]:
        """The model's rows, equal ones summed where that pays; kept for the next pass where they are few."""
        if self._kept is not None:
            yield from self._kept
            return
        kept: list[Batch] | None = [] if self._is_kept else None
        for batch in self._scanned():
            if kept is not None:
                kept.append(batch)
            yield batch
        self._kept = kept

    def _scanned(self) -> Iterator["Batch"]:
        sample = self.scan.sample
        weight = sample.cells.sum_w / sample.cells.n if sample.has_equal_weights else None
        sums = None
        if self._is_summed():
            sums = {"n": "count(*)"} | ({} if weight is not None else {"w": "sum(w_)", "w2": "sum(w_ * w_)"})
        values = {key: sql for key, sql in self._values.items() if key not in self._of_cells}
        # For few rows a join takes no longer.
        numbers = sample.numbers if sums is None and self.n_rows >= SUMMED_FROM else None
        sql = self.scan.rows(values, sums, with_weight=weight is None, with_place=numbers is not None)
        for by_name in self._columns_of(sql):
            size = len(next(iter(by_name.values())))
            if not size:
                continue
            cell = by_name["cell_index"] if numbers is None else numbers.found.take(by_name["place"])
            by_name |= {key: shared.take(cell) for key, shared in self._of_cells.items()}
            columns = {name: by_name[f"n{i}"] for i, name in enumerate(self.numbers)}
            codes = {name: by_name[f"c{i}"] for i, name in enumerate(self.codes)}
            if sums is None:
                n, w2 = np.broadcast_to(1.0, (size,)), None
                w = by_name["w_"] if weight is None else weight.take(cell)
            else:
                n = by_name["n"].astype(np.float64)
                if weight is None:
                    w, w2 = (by_name[name].astype(np.float64) for name in ("w", "w2"))
                else:
                    w = n * weight[cell]
                    w2 = w * weight[cell]
            yield Batch(columns, codes, n, cell, w, w2)

    def _columns_of(self, sql: str) -> Iterator[dict[str, np.ndarray]]:
        """Batches of a query's columns by name. What stays in memory is taken at once, without Arrow."""
        if self._is_kept:
            found = self.source.arrays(sql)
            for start in range(0, len(next(iter(found.values()))), _BATCH_ROWS):
                yield {name: column[start : start + _BATCH_ROWS] for name, column in found.items()}
            return
        for batch in self.source.batches(sql, _BATCH_ROWS):
            yield dict(zip(batch.schema.names, map(numpy_column, batch.columns), strict=True))

    @property
    def _is_kept(self) -> bool:
        return self.n_rows * len(self._values) <= _KEPT_NUMBERS

    def _is_summed(self) -> bool:
        if self.n_rows < SUMMED_FROM:
            return False
        view, condition = self.scan.sample.view, self.scan.condition

        def are_few(columns: dict[str, str]) -> bool:
            """Whether few of the first rows differ in some columns."""
            named = ", ".join(f"{sql} as {name}" for name, sql in columns.items())
            distinct, seen = self.source.rows(
                f"select count(*), sum(n) from (select count(*) as n from (select {named} from {view} "
                f"where {condition} limit 20000) group by {', '.join(columns)})"
            )[0]
            return distinct < _SUMMED_SHARE * seen

        # One column that differs is enough to know, and is read sooner than all.
        measured = [(key, sql) for key, sql in self._values.items() if self.source.is_float(sql)][:1]
        return all(are_few({key: sql}) for key, sql in measured) and are_few(
            {**self.scan.sample.keys, **self._values}
        )

    def rows(self) -> Iterator[tuple[RegressionRows, FloatArray]]:
        """Batches of the model's rows with their offsets (R,); gives them anew at each call.

        Unless the model is iterated, a batch holds until the next: their matrices share their memory.

        Raises ``InvalidOutcomeError`` with the row of the data where a regressor or the outcome is not
        finite.
        """
        if self._kept_rows is not None:
            yield from self._kept_rows
            return
        is_kept = self._is_iterated and self.n_rows * len(self.terms) <= _KEPT_MATRIX
        kept, scratch = [], None if self._is_iterated else Scratch()
        for batch in self.batches():
            x, offset = self.design(batch, scratch)
            y = np.broadcast_to(self.outcome.values(batch.columns), (len(batch.n),))
            cell = batch.cell.astype(np.int64, copy=False)
            rows = RegressionRows(x, y, cell, batch.n, batch.w, batch.w2)
            if not self._is_checked:
                self._require_finite(batch.columns, rows, offset)
            if is_kept:
                kept.append((rows, offset))
            yield rows, offset
        self._is_checked = True
        self._kept_rows = kept if is_kept else None

    def design(self, batch: "Batch", scratch: Scratch | None = None) -> tuple[FloatArray, FloatArray]:
        """x (R, P), in the memory of ``scratch`` if given, and offset (R,) of a batch."""
        size = len(batch.n)
        offset = sum((factor.values(batch.columns) for factor in self.offsets), np.zeros(size))
        return self.matrix(batch.columns, batch.codes, size, scratch), offset

    def matrix_of(self, data: object) -> tuple[FloatArray, FloatArray]:
        """x and offset of rows that are given by column: a mapping, or a table. Raises
        ``UnknownColumnError``, ``ShapeError``."""
        given = columns_of(data) if isinstance(data, duckdb.DuckDBPyRelation) else data
        names = getattr(given, "column_names", getattr(given, "columns", given))
        inside = dict.fromkeys(v for f in [*self.factors.values(), *self.offsets] for v in f.variables)
        if isinstance(names, str) or not isinstance(names, Iterable):
            raise UnknownColumnError(
                f"the rows to predict are a {type(data).__name__}; give columns by name, or a table"
            )
        lacking = [name for name in inside if name not in list(names)]
        if lacking:
            raise UnknownColumnError(f"the rows to predict lack {', '.join(lacking)}")
        values = {}
        for name in inside:
            column = given[name]
            column = column.to_pylist() if hasattr(column, "to_pylist") else column
            values[name] = _given(column)
        size = max((len(v) for v in values.values()), default=1)
        if deep := [name for name, v in values.items() if v.ndim > 1]:
            raise ShapeError(f"{deep[0]!r} has {values[deep[0]].ndim} dimensions to predict; give one")
        if uneven := [name for name, v in values.items() if len(v) not in (1, size)]:
            raise ShapeError(
                f"{uneven[0]!r} has {len(values[uneven[0]])} rows to predict where {size} are given"
            )
        codes = {}
        for factor in self.factors.values():
            if isinstance(factor, Categorical):
                (name,) = factor.variables
                asked = np.broadcast_to(values[name], (size,)).tolist()
                if any(map(is_missing, asked)):
                    raise UnknownColumnError(f"{name!r} is missing in a row to predict; give its category")
                texts = [code_text(value) for value in asked]
                if unknown := [text for text in texts if text not in factor.places]:
                    raise UnknownColumnError(
                        f"{name!r} has no category {unknown[0]!r} in the model; it has "
                        f"{', '.join(map(code_text, factor.levels))}"
                    )
                codes[name] = np.array([factor.places[text] for text in texts])
        columns = {}
        for name in self.numbers:
            if name in values:
                column = np.broadcast_to(values[name], (size,))
                if not any(isinstance(value, str) for value in column):
                    # Decimals are numbers, and what is missing has no prediction.
                    known = (
                        [np.nan if is_missing(v) else v for v in column] if column.dtype == object else column
                    )
                    column = np.asarray(known, dtype=np.float64)
                columns[name] = column
        offset = sum((factor.values(columns) for factor in self.offsets), np.zeros(size))
        return self.matrix(columns, codes, size), offset

    def places_of(self, factor: str) -> list[int]:
        """Where the terms of a factor of the formula, or of an interaction, stand. Raises
        ``UnknownColumnError``."""
        wanted = sorted(part.strip() for part in factor.split(":"))
        place = int(self.formula.intercept)
        for term, full in zip(self.formula.terms, self._full, strict=True):
            size = int(np.prod([len(self._column_names(t, f)) for t, f in zip(term, full, strict=True)]))
            if sorted(term) == wanted:
                return list(range(place, place + size))
            place += size
        known = ", ".join(":".join(term) for term in self.formula.terms)
        raise UnknownColumnError(f"{factor!r} is no factor of the formula; {known} are")

    def spread_of(self, name: str) -> float:
        """Standard deviation of a numeric variable over the rows; 1 where it does not vary."""
        sql = self._values[f"n{self.numbers.index(name)}"]
        found = self.source.rows(
            f"select stddev_pop({sql}) from {self.scan.sample.view} where {self.scan.condition}"
        )[0][0]
        return float(found) or 1.0

    def matrix(
        self,
        columns: dict[str, np.ndarray],
        codes: dict[str, IntArray],
        size: int,
        scratch: Scratch | None = None,
    ) -> FloatArray:
        """x (R, P) of R rows: numeric columns and category numbers by variable. Columns lie together in
        memory."""
        parts: dict[str, list[FloatArray]] = {}
        for text, factor in self.factors.items():
            if isinstance(factor, Categorical):
                code = codes[factor.variables[0]]
                parts[text] = [code == level for level in range(len(factor.levels))]
            elif isinstance(factor, NumericFactor) and factor.is_plain_in(columns):
                parts[text] = [columns[factor.variables[0]]]
            else:
                values = factor.values(columns)
                values = np.broadcast_to(values, (size,)) if values.ndim == 1 else values
                parts[text] = [values] if values.ndim == 1 else list(values.T)
        x = (Scratch() if scratch is None else scratch).columns(len(self.terms), size)
        place = 0
        if self.formula.intercept:
            x[0], place = 1.0, 1
        for term, full in zip(self.formula.terms, self._full, strict=True):
            products: list[FloatArray | None] = [None]
            for text, is_full in reversed(list(zip(term, full, strict=True))):
                is_coded = isinstance(self.factors[text], Categorical)
                own = parts[text][1:] if is_coded and not is_full else parts[text]
                # As floats: whole numbers arrive as narrow as the data have them, and would overflow.
                products = [
                    a if b is None else np.multiply(a, b, dtype=np.float64) for b in products for a in own
                ]
            for column in products:
                x[place] = column
                place += 1
        return x.T

    def _require_finite(
        self, columns: dict[str, np.ndarray], rows: RegressionRows, offset: FloatArray
    ) -> None:
        x, y = rows.x, rows.y
        peaks = [*rows.peak.tolist(), np.abs(y).max(), np.abs(offset).max()]
        if all(not peak or SMALLEST <= peak <= LARGEST for peak in peaks):
            return
        named = [(f"regressor {name!r}", column) for name, column in zip(self.terms, x.T, strict=True)]
        named += [(f"outcome {self.formula.outcome!r}", y), ("the offset", offset)]
        for (name, values), largest in zip(named, peaks, strict=True):
            if not largest or SMALLEST <= largest <= LARGEST:
                continue
            bad = np.flatnonzero(~np.isfinite(values))
            if not len(bad):
                raise InvalidOutcomeError(
                    f"{name} is as large as {largest:g}, which squares cannot hold; measure it in another "
                    "unit"
                )
            at = bad[0]
            same = [
                f"{self._values[f'n{i}']} is not distinct from {_literal(columns[variable][at])}"
                for i, variable in enumerate(self.numbers)
            ]
            row = self.source.first_row(" and ".join([self.scan.condition, *same]))
            where = ", ".join(f"{variable} = {columns[variable][at]}" for variable in self.numbers)
            raise InvalidOutcomeError(f"{name} is {values[at]} in row {row} ({where}); leave such rows out")


def numpy_column(column: "pa.Array") -> np.ndarray:
    """A column without missing values as an array; of numbers, without a copy and without loading pandas."""
    name = str(column.type)
    if name in ("string", "large_string", "bool"):
        return np.array(column.to_pylist(), dtype=bool if name == "bool" else object)
    kind = np.dtype(name.replace("double", "float64"))
    return np.frombuffer(column.buffers()[1], dtype=kind)[column.offset : column.offset + len(column)]


def _given(column: object) -> np.ndarray:
    """Values of rows to predict: numbers as such, others as objects (arrays of text lose what ends it)."""
    found = np.asarray(column)
    if found.dtype.kind == "M":
        found = found.astype("datetime64[us]").astype(object)
    elif found.dtype.kind not in "biuf":
        found = np.asarray(column, dtype=object)
    return np.atleast_1d(found)


def _literal(value: object) -> str:
    if isinstance(value, str):
        return literal(value)
    return str(value) if isinstance(value, int) else f"'{float(value)!r}'::double"
