"""Weights of a sample: calibrated, trimmed, replicated."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import numpy as np

from survey_stats.design.model import Model
from survey_stats.design.sample import Sample
from survey_stats.design.scans import Columns, scan_of
from survey_stats.design.source import Source, code_text, is_missing, require_exact
from survey_stats.errors import (
    DuplicateMarginError,
    EmptyLevelError,
    InvalidFormulaError,
    InvalidOutcomeError,
    InvalidReplicatesError,
    MissingCodeError,
    ShapeError,
    UnknownColumnError,
)
from survey_stats.kernel.calibration import CalibrationResult, calibrate_cells, recalibrate
from survey_stats.kernel.cells import CalibrationStep, ResponseStep, SampleCells
from survey_stats.kernel.codes import FloatArray
from survey_stats.kernel.distances import Method
from survey_stats.kernel.glm import family_of, fit_glm
from survey_stats.kernel.margins import INTERCEPT, match_margins
from survey_stats.kernel.replicates import Replicates, rank_degrees_of_freedom
from survey_stats.kernel.trimming import trim_weights, trimmed_sample

# Weights meet their margins to 1e-12; a second calibration may move them by some of that.
_NO_CHANGE = 1e-9


@dataclass(frozen=True)
class Margins:
    """The arguments of a calibration.

    ``method``, ``bounds``, ``within`` as given; ``totals`` by (group, variable, category), group ``""``
    without ``within`` and category None for numeric variables; names of the ``categorical`` and ``numeric``
    variables in their order.
    """

    method: Method
    bounds: tuple[float, float] | None
    within: str | None
    totals: Mapping[tuple, float]
    categorical: tuple[str, ...]
    numeric: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of the data that the calibration needs."""
        names = ((self.within,) if self.within else ()) + self.categorical + self.numeric
        return tuple(dict.fromkeys(name for name in names if name != INTERCEPT))


def read_margins(
    table: object, method: Method, bounds: tuple[float, float] | None, within: str | None, source: Source
) -> Margins:
    """Read ``variable, category, total`` and the column named ``within``, of a table, a file, or a mapping.

    ``source`` of the sample, which reads the file.

    The mapping has a total for each category, by variable, ``{"sex": {"f": 510, "m": 490}}``, or a number for
    a numeric variable. Raises ``UnknownColumnError``, ``ShapeError`` (no rows, or a variable both numeric and
    categorical), ``DuplicateMarginError``.
    """
    needed = ["variable", "category", "total", *([within] if within else [])]
    totals: dict[tuple, float] = {}
    is_numeric: dict[str, bool] = {}
    rows = _margin_rows(table, needed, within, source)
    counts = Counter((variable, *map(code_text, group)) for variable, _, _, *group in rows)
    for variable, category, total, *group in rows:
        # An empty text is a category among others; alone, as CSV files have it, it stands for none.
        is_category = isinstance(category, str) and counts[(variable, *map(code_text, group))] > 1
        without = variable == INTERCEPT or (_is_empty(category) and not is_category)
        if is_numeric.setdefault(variable, without) != without:
            raise ShapeError(
                f"variable {variable!r} has rows with and without a category; it is either numeric, with "
                "one row, or categorical"
            )
        key = (code_text(group[0]) if group else "", variable, None if without else code_text(category))
        if key in totals:
            raise DuplicateMarginError(f"margins have two rows for {key}; keep one")
        try:
            totals[key] = float(total)
        except (TypeError, ValueError):
            raise ShapeError(f"the total of {key} is {total!r}, not a number") from None
    return Margins(
        method,
        bounds,
        within,
        totals,
        tuple(name for name, numeric in is_numeric.items() if not numeric),
        tuple(name for name, numeric in is_numeric.items() if numeric),
    )


def _margin_rows(table: object, needed: list[str], within: str | None, source: Source) -> list[tuple]:
    if isinstance(table, Mapping):
        if within:
            raise UnknownColumnError(f"margins by {within!r} need a table with the columns {needed}")
        rows = [
            row
            for variable, given in table.items()
            for row in (
                [(variable, category, total) for category, total in given.items()]
                if isinstance(given, Mapping)
                else [(variable, None, given)]
            )
        ]
    else:
        if isinstance(table, str | Path | duckdb.DuckDBPyRelation):
            table = source.columns_of(table)
            columns = list(table)
        else:
            columns = getattr(table, "column_names", getattr(table, "columns", None))
        if columns is None:
            raise UnknownColumnError(
                f"margins are a {type(table).__name__}; give a table with the columns {needed}, or a mapping "
                'such as {"sex": {"f": 510, "m": 490}}'
            )
        lacking = [name for name in needed if name not in list(columns)]
        if lacking:
            raise UnknownColumnError(f"margins lack the columns {lacking}; they need {needed}")
        values = [
            column.to_pylist() if hasattr(column, "to_pylist") else list(column)
            for column in (table[name] for name in needed)
        ]
        rows = list(zip(*values, strict=True))
    if not rows:
        raise ShapeError("margins have no rows; give one for each category")
    return rows


def _is_empty(category: object) -> bool:
    return is_missing(category) or category == ""


def calibrated(sample: Sample, margins: Margins, earlier: tuple[Margins, ...]) -> Sample | None:
    """The sample with calibrated weights; None where these margins hold already.

    Raises as :func:`survey_stats.kernel.calibration.calibrate_cells`, and ``MissingCodeError`` with the row.
    """
    finer, names = _with_auxiliaries(sample, margins)
    values = dict(zip(names, finer.columns_of_cells(list(names.values())), strict=True)) if names else {}
    for name in names:
        if name not in margins.numeric:
            require_exact(values[name], f"calibration variable {name!r}")
    cells = finer.cells
    size = len(cells.n)
    codes = {
        name: np.array(_texts_of(values[name]), dtype=object)
        for name in (*margins.categorical, *([margins.within] if margins.within else []))
    }
    numeric = {
        name: np.ones(size) if name == INTERCEPT else np.array(values[name], dtype=np.float64)
        for name in margins.numeric
    }
    groups = codes[margins.within] if margins.within else np.full(size, "")
    before = cells.factor * cells.sum_w
    # Cells whose respondents all have weight zero keep it.
    used = np.flatnonzero(before != 0)
    result = calibrate_cells(
        groups[used],
        {name: codes[name][used] for name in margins.categorical},
        before[used],
        margins.totals,
        numeric={name: values[used] for name, values in numeric.items()},
        method=margins.method,
        bounds=margins.bounds,
        group_name=margins.within or "",
    )
    done = any(m.within == margins.within and set(margins.columns) <= set(m.columns) for m in earlier)
    if done and np.abs(result.g_weight - 1).max() < _NO_CHANGE:
        # These margins hold already: nothing to change, nor to explain of the scores once more.
        return None
    g_weight = np.ones(size)
    g_weight[used] = result.g_weight
    blocks = tuple(replace(block, rows=used[block.rows]) for block in result.blocks)
    replicates = cells.replicates
    if replicates is not None:
        replicates = replace(replicates, factor=_recalibrated(finer, result, used, margins))
    return finer.with_cells(
        replace(
            cells,
            factor=cells.factor * g_weight,
            steps=(*cells.steps, CalibrationStep(blocks, cells.factor, g_weight)),
            replicates=replicates,
        )
    )


def _texts_of(codes: Sequence[object]) -> list[str]:
    """Codes as texts; whole numbers and texts, of which there are few different ones, one by one."""
    if set(map(type, codes)) <= {int, str}:
        texts = {code: code_text(code) for code in set(codes)}
        return [texts[code] for code in codes]
    return [code_text(code) for code in codes]


def trimmed(sample: Sample, upper: float, lower: float, strict: bool) -> Sample:
    """The sample with weights cut to [lower, upper]; weights of zero stay so. Raises ``TrimmingError``."""
    finer = sample.refine({**sample.keys, f"k{len(sample.keys)}": sample.weight})
    cells = finer.cells
    used = cells.n_used > 0
    found = trim_weights(cells.weight[used], upper=upper, lower=lower, n=cells.n[used], strict=strict)
    factor = np.ones(len(cells.n))
    factor[used] = found.weight / cells.weight[used]
    return finer.with_cells(trimmed_sample(cells, factor))


def adjusted_for_response(sample: Sample, responded: str, by: Columns | None, formula: str | None) -> Sample:
    """The sample with the weights of respondents over their probability of response, others zero.

    Raises ``InvalidOutcomeError`` where the response is not 0/1 or missing, ``MissingCodeError``,
    ``EmptyLevelError`` for a class in which nobody responded, and as ``fit_glm``.
    """
    rows = rows_as_cells(sample)
    cells, source = rows.cells, rows.source
    column = source.column(responded, "responded")
    if not source.is_number(column):
        raise InvalidOutcomeError(
            f"responded {responded!r} is {source.type_of(column)}; it is 1 or 0, or a boolean"
        )
    answer = np.array(rows.values_of_cells(f"coalesce(cast({column} as double), -1)"))
    if len(bad := np.flatnonzero((answer != 0) & (answer != 1))):
        raise InvalidOutcomeError(
            f"responded {responded!r} is not 0 or 1 in row {bad[0]}; every row needs one"
        )
    weight = cells.factor * cells.sum_w
    if formula is None:
        scan = scan_of(rows, by, None)
        known = " and ".join(source.known(sql) for sql in scan.by.values()) or "true"
        if (row := source.first_row(f"not ({known})")) is not None:
            raise MissingCodeError(
                f"a class of {list(scan.by)} is missing in row {row}; give it one of its own"
            )
        columns = [rows.values_of_cells(sql) for sql in scan.by.values()] or [[0] * len(weight)]
        labels, code = {}, []
        for label in zip(*columns, strict=True):
            code.append(labels.setdefault(label, len(labels)))
        x = np.eye(len(labels))[code]
        responses, sizes = x.T @ (weight * answer), x.T @ weight
        for label, answered, size in zip(labels, responses, sizes, strict=True):
            if size > 0 and not answered > 0:
                raise EmptyLevelError(f"nobody responded in class {label}; merge it with another")
        rate = np.divide(responses, sizes, out=np.ones(len(labels)), where=sizes > 0)
        probability = rate[code]
    else:
        if by is not None:
            raise InvalidFormulaError("classes or a formula say who responds: give by, or formula")
        model = Model(scan_of(rows, None, None), f"`{responded}` ~ {formula}")
        if model.n_missing:
            raise MissingCodeError(f"{model.n_missing} rows lack a variable of {formula!r}; give it a value")
        fit = fit_glm(cells, model.rows, model.terms, "binomial")
        x, probability = np.zeros((len(weight), len(model.terms))), np.ones(len(weight))
        for batch in model.batches():
            own, offset = model.design(batch)
            x[batch.cell] = own
            probability[batch.cell] = family_of("binomial").mean(own @ fit.coefficients + offset)
    information = x.T @ ((weight * probability * (1 - probability))[:, None] * x)
    step = ResponseStep(
        x, np.linalg.pinv(information, hermitian=True), answer - probability, 1 - probability, cells.factor
    )
    return rows.with_cells(
        replace(
            cells,
            n_used=cells.n_used * answer,
            factor=cells.factor * answer / probability,
            responses=(*cells.responses, step),
        )
    )


def rows_as_cells(sample: Sample) -> Sample:
    """The sample with a cell for each row, in the order of the rows."""
    sample.source.settle()
    view = sample.source.numbered()
    return sample.refine({**sample.keys, "k_row": "row_number"}, view)


def replicated(sample: Sample, replicates: Replicates) -> Sample:
    """The sample with replicates, over its cells."""
    return sample.with_cells(replace(sample.cells, replicates=replicates))


def given_columns(source: Source, weights: object, rows: int, what: str) -> FloatArray:
    """(N, B) replicate weights or multipliers, from an array or from columns of the data.

    Raises ``InvalidReplicatesError`` with row and replicate.
    """
    if isinstance(weights, str | list | tuple) and all(isinstance(name, str) for name in weights):
        names = [weights] if isinstance(weights, str) else list(weights)
        if not names:
            raise InvalidReplicatesError(f"no {what} are named; name their columns, or give an array")
        columns = ", ".join(f"{source.number(n, 'replicate weight')} as r{i}" for i, n in enumerate(names))
        view = source.numbered()
        found = source.arrays(f"select {columns} from {view} order by row_number")
        given = np.stack(
            [
                np.ma.filled(np.ma.asarray(found[f"r{i}"], dtype=np.float64), np.nan)
                for i in range(len(names))
            ],
            axis=1,
        )
    else:
        try:
            given = np.asarray(weights, dtype=np.float64)
        except (TypeError, ValueError):
            raise InvalidReplicatesError(f"{what} are a {type(weights).__name__}, not numbers") from None
    if given.ndim != 2 or len(given) != rows or given.shape[1] < 2:
        raise InvalidReplicatesError(
            f"{what} have shape {given.shape}; they need a row for each of the {rows} rows of the data "
            "and at least two columns"
        )
    bad = np.argwhere(~np.isfinite(given) | (given < 0))
    if len(bad):
        row, replicate = bad[0]
        raise InvalidReplicatesError(
            f"{what}: row {row}, replicate {replicate} is {given[row, replicate]}; it must be finite and not "
            "negative"
        )
    return given


_SCALES = {
    "BRR": lambda count, rho: 1 / count,
    "Fay": lambda count, rho: 1 / (count * (1 - rho) ** 2),
    "JK1": lambda count, rho: (count - 1) / count,
    "JK2": lambda count, rho: 1.0,
    "JKn": lambda count, rho: 1.0,
    "bootstrap": lambda count, rho: 1 / (count - 1),
    "SDR": lambda count, rho: 4 / count,
    "other": lambda count, rho: 1.0,
}


def replicates_of(
    given: FloatArray,
    cells: SampleCells,
    kind: str,
    combined: bool,
    rho: float | None,
    scale: float | None,
    rscales: Sequence[float] | None,
    mse: bool,
    df: int | None,
) -> Replicates:
    """Replicates from weights (N, B) of cells that are rows: :meth:`SurveyDesign.from_replicates`."""
    count = given.shape[1]
    if kind not in _SCALES:
        raise InvalidReplicatesError(f"kind is one of {', '.join(_SCALES)}, not {kind!r}")
    if (kind == "Fay") != (rho is not None) or (rho is not None and not 0 <= rho < 1):
        raise InvalidReplicatesError("rho, from 0 to below 1, belongs to kind 'Fay', and to no other")
    if (kind == "JKn" and rscales is None) or (kind == "other" and scale is None):
        raise InvalidReplicatesError(
            f"kind {kind!r} needs {'rscales' if kind == 'JKn' else 'scale'}, which its weights do not say"
        )
    weight = cells.sum_w[:, None]
    if combined:
        lost = np.argwhere((weight == 0) & (given > 0))
        if len(lost):
            raise InvalidReplicatesError(
                f"row {lost[0][0]} has weight zero and a replicate weight ({lost[0][1]}) above it"
            )
        given = np.divide(given, weight, out=np.zeros_like(given), where=weight > 0)
    rank = rank_degrees_of_freedom(given * weight) if df is None else int(df)
    return Replicates(
        given,
        _SCALES[kind](count, rho) if scale is None else checked_scale(scale),
        np.ones(count) if rscales is None else checked_rscales(rscales, count),
        bool(mse),
        rank,
        counts_rank=df is None,
    )


def _with_auxiliaries(sample: Sample, margins: Margins) -> tuple[Sample, dict[str, str]]:
    """The sample with the calibration variables among its keys, and the key of each."""
    source, keys, names = sample.source, dict(sample.keys), {}
    if INTERCEPT in source.types and INTERCEPT in margins.numeric:
        raise UnknownColumnError(f"margins of {INTERCEPT!r} are the population's size; rename that column")
    checked = {}
    for name in margins.columns:
        if name in margins.numeric:
            expression = source.number(name, "calibration variable")
        else:
            expression = source.column(name, "calibration variable")
        checked[name] = expression
        known = [key for key, old in keys.items() if old == expression]
        names[name] = known[0] if known else f"k{len(keys)}"
        keys[names[name]] = expression
    finer = sample.refine(keys)
    counts = ", ".join(
        f"count(*) filter (where not {source.known(sql, names[name])})" for name, sql in checked.items()
    )
    for name, count in zip(checked, source.rows(f"select {counts or 0} from {finer.table}")[0], strict=False):
        if count:
            row = source.first_row(f"not {source.known(checked[name])}")
            raise MissingCodeError(
                f"calibration variable {name!r} is missing in row {row}; give such rows a category of "
                "their own, in sample and margins"
            )
    return finer, names


def _recalibrated(
    sample: Sample, result: CalibrationResult, used: np.ndarray, margins: Margins
) -> FloatArray:
    """Replicate factors (C, B) after calibrating every replicate to the same margins."""
    cells = sample.cells
    targets = match_margins(result.blocks, margins.categorical, margins.numeric, margins.totals, str)
    # Cells of a group with equal auxiliary variables share their g-weight: solve on them together.
    blocks, start, index = [], 0, np.empty(len(used), dtype=np.int64)
    for block in result.blocks:
        distinct, inverse = np.unique(block.matrix, axis=0, return_inverse=True)
        index[block.rows] = start + inverse.reshape(-1)
        blocks.append(replace(block, rows=start + np.arange(len(distinct)), matrix=distinct))
        start += len(distinct)
    factor = cells.replicates.factor.copy()
    base = np.zeros((start, factor.shape[1]))
    np.add.at(base, index, (factor * cells.sum_w[:, None])[used])
    g_weight = recalibrate(
        tuple(blocks),
        targets,
        base,
        method=margins.method,
        bounds=margins.bounds,
        group_name=margins.within or "",
    )
    factor[used] *= g_weight[index]
    return factor


def checked_scale(scale: object) -> float:
    """Raises ``InvalidReplicatesError`` unless it is a positive number."""
    if not (isinstance(scale, int | float | np.number) and 0 < scale < np.inf):
        raise InvalidReplicatesError(f"scale is {scale!r}; it is a positive number")
    return float(scale)


def checked_rscales(rscales: Sequence[float], count: int) -> FloatArray:
    """(B,) from one number or B of them. Raises ``InvalidReplicatesError``."""
    given = np.asarray(rscales, dtype=np.float64)
    if given.ndim == 0:
        given = np.full(count, float(given))
    if given.shape != (count,) or not (np.isfinite(given) & (given >= 0)).all():
        raise InvalidReplicatesError(
            f"rscales have shape {given.shape}; give one number, not negative, for each of {count} replicates"
        )
    return given
