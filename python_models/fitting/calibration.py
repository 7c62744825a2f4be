"""Weights: from calibration cells and population totals to calibrated weights and the design they make.

Tables of calibration cells hold one column ``<variable>_code`` per calibration variable beside
``stratum_code``.
"""

import numpy as np
from numpy.typing import ArrayLike
from scipy.linalg import orth

from fitting.tables import Table
from survey_stats.kernel import (
    CalibrationResult,
    SampleCells,
    auxiliary_blocks,
    calibrate_cells,
    cell_design,
    margin_totals,
    t_quantile,
    trim_weights,
    trimmed_sample,
)

# Singular values of the scaled 0/1 calibration matrix below this share of the largest count as zero.
_RANK_TOLERANCE = 1e-9


def calibration_categories(cells: Table) -> dict[str, ArrayLike]:
    """Columns ``<variable>_code`` of a cell table by variable, the stratum excepted."""
    return {
        name.removesuffix("_code"): codes
        for name, codes in cells.items()
        if name.endswith("_code") and name != "stratum_code"
    }


def calibrate(cells: Table, margins: Table) -> CalibrationResult:
    """Rake the cells (``n_respondents``, ``base_weight``) to the margins of their calibration variables.

    ``margins``: ``stratum_code, variable_name, category_code, population_n``; variables without a column
    in ``cells`` are not calibrated on. Raises as :func:`calibrate_cells`.
    """
    categories = calibration_categories(cells)
    wanted = np.isin(margins["variable_name"], list(categories))
    columns = ("stratum_code", "variable_name", "category_code", "population_n")
    totals = margin_totals(*(np.asarray(margins[name])[wanted] for name in columns))
    base_weight_total = np.asarray(cells["n_respondents"]) * np.asarray(cells["base_weight"])
    return calibrate_cells(cells["stratum_code"], categories, base_weight_total, totals)


def calibrated_weights(cells: Table, margins: Table, maximum_g_weight: float | None) -> dict[str, ArrayLike]:
    """Final weight of each calibration cell: raked to the margins, then trimmed if a maximum is given.

    ``maximum_g_weight`` is the largest final weight in units of the base weight; what lies above is spread
    over the other respondents of the stratum (``trim_weights``, strict). Columns: those of ``cells``, and
    ``raked_g_weight`` before trimming, ``g_weight`` and ``calibrated_weight`` after it. Raises as
    :func:`calibrate` and :func:`trim_weights`.
    """
    base_weight = np.asarray(cells["base_weight"], dtype=np.float64)
    raked = calibrate(cells, margins).g_weight
    g_weight = raked
    if maximum_g_weight is not None:
        trimmed = trim_weights(
            base_weight * raked,
            upper=base_weight * maximum_g_weight,
            n=cells["n_respondents"],
            stratum=cells["stratum_code"],
            strict=True,
        )
        g_weight = trimmed.weight / base_weight
    return dict(cells) | {
        "raked_g_weight": raked,
        "g_weight": g_weight,
        "calibrated_weight": base_weight * g_weight,
    }


def calibrated_design(cells: Table) -> SampleCells:
    """The stratified, calibrated sample with finite population correction, from weighted calibration cells.

    ``cells``: ``stratum_code, n_respondents, base_weight, raked_g_weight, g_weight, stratum_population_n``
    and the calibration variables, ordered by cell id. Raises as :func:`cell_design`.
    """
    population = dict(zip(cells["stratum_code"], cells["stratum_population_n"], strict=True))
    design = cell_design(
        cells["stratum_code"],
        cells["n_respondents"],
        np.asarray(cells["base_weight"]) * np.asarray(cells["raked_g_weight"]),
        base_weight=cells["base_weight"],
        categories=calibration_categories(cells),
        population=population,
    )
    return trimmed_sample(design, np.asarray(cells["g_weight"]) / np.asarray(cells["raked_g_weight"]))


def design_constants(cells: Table, level: float) -> dict[str, ArrayLike]:
    """What SQL cannot compute of the design, in one row: degrees of freedom and the t quantile of intervals.

    ``cells`` as :func:`calibrated_design`; ``level`` coverage of the intervals.
    """
    df = calibrated_design(cells).degrees_of_freedom
    return {
        "degrees_of_freedom": [df],
        "confidence_level": [level],
        "t_quantile": [float(t_quantile(level, df))],
    }


def calibration_components(cells: Table) -> dict[str, ArrayLike]:
    """Orthonormal functions of the calibration variables, long: SQL's way to the calibration residuals.

    Within its stratum, component r has the value q_r for every respondent of a cell, and the sums of
    d q_r q_s over respondents (d the base weight) are 1 for r = s and 0 else. The base-weighted regression
    of z on the calibration variables then fits sum_r q_r (sum d q_r z): two joins. ``cells``:
    ``calibration_cell_id, stratum_code, n_respondents, base_weight`` and the calibration variables.
    Columns: ``calibration_cell_id``, ``component`` (numbered over all strata), ``value``.
    """
    cell_id = np.asarray(cells["calibration_cell_id"])
    root = np.sqrt(np.asarray(cells["n_respondents"]) * np.asarray(cells["base_weight"]))
    ids, components, values = [], [], []
    first = 0
    for block in auxiliary_blocks(cells["stratum_code"], calibration_categories(cells)):
        basis = orth(root[block.rows, None] * block.matrix, rcond=_RANK_TOLERANCE)
        rank = basis.shape[1]
        ids.append(np.repeat(cell_id[block.rows], rank))
        components.append(np.tile(np.arange(first, first + rank), len(block.rows)))
        values.append((basis / root[block.rows, None]).ravel())
        first += rank
    return {
        "calibration_cell_id": np.concatenate(ids),
        "component": np.concatenate(components),
        "value": np.concatenate(values),
    }
