"""Population margins, and the calibration variables of a sample as matrices beside them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.errors import (
    DuplicateMarginError,
    InvalidOutcomeError,
    InvalidWeightError,
    MarginCategoryAbsentError,
    MarginTotalsDisagreeError,
    SampleCategoryAbsentError,
    ShapeError,
    UnknownMarginVariableError,
)
from survey_stats.kernel.codes import FloatArray, IntArray, read_factor, read_factors, read_numbers

# Variables of one stratum must agree on its size; registers are integers, so only round-off is allowed.
MARGIN_TOTAL_TOLERANCE = 1e-9

# Singular values of the scaled calibration matrix below this share of the largest count as zero.
RANK_TOLERANCE = 1e-11

# Variable name of the population size itself, a column of ones.
INTERCEPT = "(intercept)"

Totals = Mapping[tuple, float]


@dataclass(frozen=True)
class AuxiliaryBlock:
    """The calibration variables of one group of respondents as a matrix.

    Attributes
    ----------
    group : code of the group (a stratum, say) within which margins are met.
    rows : (C_h,) positions of the group's cells in the cell table.
    columns : P_h pairs (variable, category), in the order of the columns of ``matrix``; category None for
        numeric variables and the intercept.
    matrix : (C_h, P_h): a 0/1 column for every observed category of every variable, then the numeric ones.
        Its rank may be below P_h (each variable's columns sum to one), which the solvers here allow for.
        Without any variable it is one column of ones, ``("(intercept)", None)``.
    """

    group: object
    rows: IntArray
    columns: tuple[tuple, ...]
    matrix: FloatArray


def margin_totals(
    stratum: ArrayLike, variable: ArrayLike, category: ArrayLike, population: ArrayLike
) -> dict[tuple, float]:
    """Turn four columns (M,) of a margin table into the mapping that :func:`calibrate_cells` takes.

    Raises ``DuplicateMarginError`` when a (stratum, variable, category) occurs twice and
    ``MissingCodeError``/``ShapeError`` on missing codes or unequal lengths.
    """
    counts = read_numbers("population", population)
    strata, variables, categories = (
        read_factor(name, codes, len(counts))
        for name, codes in (("stratum", stratum), ("variable", variable), ("category", category))
    )
    totals: dict[tuple, float] = {}
    for h, v, c, count in zip(strata.index, variables.index, categories.index, counts, strict=True):
        key = (strata.levels[h], variables.levels[v], categories.levels[c])
        if key in totals:
            raise DuplicateMarginError(
                f"{namer('stratum')(*key)} has two population counts; keep one row for each category"
            )
        totals[key] = float(count)
    return totals


def auxiliary_blocks(
    group: ArrayLike,
    categories: Mapping[str, ArrayLike],
    numeric: Mapping[str, ArrayLike] | None = None,
) -> tuple[AuxiliaryBlock, ...]:
    """Build the calibration matrix of each group.

    ``group`` (C,) codes; ``categories`` variable -> (C,) codes; ``numeric`` variable -> (C,) finite numbers,
    the same for all respondents of a cell. Groups come out in sorted order.
    """
    groups = read_factor("stratum", group)
    factors = read_factors(categories, len(groups.index))
    numbers = {name: read_numbers(name, v, len(groups.index)) for name, v in (numeric or {}).items()}
    for name, values in numbers.items():
        bad = np.flatnonzero(~np.isfinite(values))
        if len(bad):
            raise InvalidOutcomeError(
                f"calibration variable {name!r} is {values[bad[0]]} in cell {bad[0]}; it must be finite"
            )
    blocks = []
    for h, code in enumerate(groups.levels):
        rows = np.flatnonzero(groups.index == h)
        columns, values = [], []
        for factor in factors:
            index = factor.index[rows]
            for level in np.unique(index):
                columns.append((factor.name, factor.levels[level]))
                values.append((index == level).astype(np.float64))
        for name, column in numbers.items():
            columns.append((name, None))
            values.append(column[rows])
        if not columns:
            columns, values = [(INTERCEPT, None)], [np.ones(len(rows))]
        blocks.append(AuxiliaryBlock(code, rows, tuple(columns), np.stack(values, axis=1)))
    return tuple(blocks)


Namer = Callable[..., str]


def namer(group_name: str) -> Namer:
    """Names a margin in error messages: by group, variable and category, as far as there are any."""

    def name(group: object, variable: object = None, category: object = None) -> str:
        parts = [
            (group_name, group),
            ("variable", variable),
            ("category", category),
        ]
        return ", ".join(f"{label} {value!r}" for label, value in parts if label and value is not None)

    return name


def match_margins(
    blocks: tuple[AuxiliaryBlock, ...],
    categorical: tuple[str, ...],
    numeric: tuple[str, ...],
    totals: Totals,
    name: Namer,
) -> tuple[FloatArray, ...]:
    """Line the margins up with the columns of each block, after checking that the two tell one story.

    Returns the wanted totals (P_h,) of each block. Raises as :func:`calibrate_cells`.
    """
    sampled = {block.group for block in blocks}
    variables = (*categorical, *numeric)
    for key, count in totals.items():
        if not isinstance(key, tuple) or len(key) != 3:
            raise ShapeError(f"totals are keyed by (stratum, variable, category), got {key!r}")
        if not (np.isfinite(count) and (count >= 0 or key[1] in numeric)):
            raise InvalidWeightError(
                f"population count of {name(*key)} is {count}; it must be finite and >= 0"
            )
        if key[1] not in variables:
            raise UnknownMarginVariableError(
                f"totals hold variable {key[1]!r}, which is no calibration variable; "
                "leave it out of totals or add it to categories"
            )
        if key[0] not in sampled and count != 0:
            raise MarginCategoryAbsentError(
                f"{name(*key)} has population {count:g} but the sample has no respondent in it; "
                "merge it with another, in sample and margins"
            )
    observed = {(block.group, *column) for block in blocks for column in block.columns}
    for key, count in totals.items():
        if count != 0 and key not in observed:
            raise MarginCategoryAbsentError(
                f"{name(*key)} has population {count:g} but no respondent; "
                "merge it with another category in sample and margins"
            )
    targets = []
    for block in blocks:
        for variable in variables:
            if not any(key[0] == block.group and key[1] == variable for key in totals):
                raise UnknownMarginVariableError(
                    f"{name(block.group, variable)} has no margins; add them or leave the variable out"
                )
        for variable, category in block.columns:
            if variable in numeric:
                if (block.group, variable, None) not in totals:
                    raise UnknownMarginVariableError(
                        f"{name(block.group, variable)} is numeric and has categories in the margins; "
                        "give one row with an empty category and the variable's total"
                    )
            elif not totals.get((block.group, variable, category), 0) > 0:
                raise SampleCategoryAbsentError(
                    f"{name(block.group, variable, category)} has respondents but no population in the "
                    "margins; add its count, or recode the respondents"
                )
        target = np.array([totals[(block.group, *column)] for column in block.columns], dtype=np.float64)
        sizes = {
            v: target[[column[0] == v for column in block.columns]].sum()
            for v in variables
            if v in categorical or v == INTERCEPT
        }
        first = next(iter(sizes), None)
        for variable, size in sizes.items():
            if abs(size - sizes[first]) > MARGIN_TOTAL_TOLERANCE * sizes[first]:
                of_group = name(block.group)
                raise MarginTotalsDisagreeError(
                    f"{of_group}{': ' if of_group else ''}variable {first!r} sums to {sizes[first]:.10g} "
                    f"and variable {variable!r} to {size:.10g}; correct the margins so that all variables "
                    "give one total"
                )
        targets.append(target)
    return tuple(targets)
