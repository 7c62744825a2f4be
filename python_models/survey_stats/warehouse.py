"""The warehouse's tables as the estimators' arguments: columns in, columns out. No I/O.

A table is a mapping column name -> (R,) array, as DuckDB's ``fetchnumpy()`` gives it. Tables of calibration
cells hold one column ``<variable>_code`` per calibration variable beside ``stratum_code``.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from survey_stats.calibration import CalibrationResult, margin_totals, rake_cells
from survey_stats.codes import FloatArray, IntArray
from survey_stats.estimation import CellDesign, DomainSums, Estimates, cell_design, estimate_means
from survey_stats.regression import RegressionFit, regression_design, weighted_least_squares

Table = Mapping[str, ArrayLike]


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
    in ``cells`` are not calibrated on. Raises as :func:`rake_cells`.
    """
    categories = calibration_categories(cells)
    wanted = np.isin(margins["variable_name"], list(categories))
    columns = ("stratum_code", "variable_name", "category_code", "population_n")
    totals = margin_totals(*(np.asarray(margins[name])[wanted] for name in columns))
    base_weight_total = np.asarray(cells["n_respondents"]) * np.asarray(cells["base_weight"])
    return rake_cells(cells["stratum_code"], categories, base_weight_total, totals)


def calibrated_design(cells: Table) -> CellDesign:
    """The stratified, calibrated sample with finite population correction, from weighted calibration cells.

    ``cells``: ``stratum_code, n_respondents, base_weight, calibrated_weight, stratum_population_n`` and the
    calibration variables, ordered by cell id. Raises as :func:`cell_design`.
    """
    population = dict(zip(cells["stratum_code"], cells["stratum_population_n"], strict=True))
    return cell_design(
        cells["stratum_code"],
        cells["n_respondents"],
        cells["calibrated_weight"],
        base_weight=cells["base_weight"],
        categories=calibration_categories(cells),
        population=population,
    )


def domain_sums(sums: Table, labels: Sequence[str]) -> DomainSums:
    """``estimate_index, calibration_cell_id, n, sum_y, sum_y2`` as sums of the estimators.

    ``labels`` (K,) name the estimates in error messages.
    """
    return DomainSums(
        sums["estimate_index"],
        sums["calibration_cell_id"],
        sums["n"],
        sums["sum_y"],
        sums["sum_y2"],
        n_estimates=len(labels),
        labels=labels,
    )


def estimate_groups(
    design: CellDesign, sums: Table, *, label: str, is_share: bool, level: float
) -> tuple[IntArray, Estimates, FloatArray]:
    """Estimate one outcome in all groups that have members.

    ``sums``: ``group_index, calibration_cell_id, n, sum_y, sum_y2``; a person may be in several groups, once
    in each. ``label`` names the outcome in error messages. Returns the group indices (K,), ascending, their
    estimates, and the unweighted sums of the outcome (K,). Raises as :func:`estimate_means`.
    """
    groups, position = np.unique(sums["group_index"], return_inverse=True)
    labels = [f"{label}, group {group}" for group in groups]
    estimates = estimate_means(
        design, domain_sums({**sums, "estimate_index": position}, labels), is_share=is_share, level=level
    )
    return groups, estimates, np.bincount(position, weights=sums["sum_y"])


def fit_regression(
    rows: Table, outcome: str, terms: Table, stratum_respondents: Mapping[object, int], level: float
) -> tuple[RegressionFit, tuple[str, ...], tuple]:
    """Fit one model on long rows.

    Parameters
    ----------
    rows : ``row_index, variable_name, value, calibrated_weight, stratum_code``; every row index has a value
        for the outcome and all terms.
    outcome : name of the dependent variable.
    terms : ``variable_name, reference_value`` in order; a reference of NaN marks a numeric term.
    stratum_respondents : stratum -> respondents of the full design (n_h).
    level : coverage of the intervals.

    Returns the fit, and variable and category (None for intercept and numeric terms) of each coefficient.
    Raises as :func:`regression_design` and :func:`weighted_least_squares`.
    """
    order = np.argsort(rows["row_index"], kind="stable")
    names = np.asarray(rows["variable_name"])[order]
    values = np.asarray(rows["value"], dtype=np.float64)[order]
    columns = {name: values[names == name] for name in (outcome, *terms["variable_name"])}
    of_outcome = names == outcome
    references = {
        name: reference
        for name, reference in zip(terms["variable_name"], terms["reference_value"], strict=True)
        if np.isfinite(reference)
    }
    design = regression_design(columns, tuple(terms["variable_name"]), references)
    fit = weighted_least_squares(
        design.x,
        columns[outcome],
        np.asarray(rows["calibrated_weight"])[order][of_outcome],
        np.asarray(rows["stratum_code"])[order][of_outcome],
        design.term_names,
        stratum_respondents=stratum_respondents,
        level=level,
    )
    return fit, design.variables, design.categories
