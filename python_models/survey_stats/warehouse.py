"""The warehouse's tables as the estimators' arguments, and back: columns in, columns out. No I/O.

A table is a mapping column name -> (R,) array, as DuckDB's ``fetchnumpy()`` gives it. Tables of calibration
cells hold one column ``<variable>_code`` per calibration variable beside ``stratum_code``.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike
from scipy.linalg import orth

from survey_stats.kernel import (
    CalibrationResult,
    DomainSums,
    Estimates,
    FloatArray,
    IntArray,
    RegressionFit,
    SampleCells,
    auxiliary_blocks,
    calibrate_cells,
    cell_design,
    estimate_means,
    margin_totals,
    regression_design,
    response_model,
    t_quantile,
    trim_weights,
    trimmed_sample,
    weighted_least_squares,
)

Table = Mapping[str, ArrayLike]

# Singular values of the scaled 0/1 calibration matrix below this share of the largest count as zero.
_RANK_TOLERANCE = 1e-9


def arrow_table(columns: Table) -> pa.Table:
    """Columns as a table whose missing numbers (NaN) are NULL."""
    return pa.table({name: pa.array(values, from_pandas=True) for name, values in columns.items()})


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
    over the other respondents of the stratum (``trim_weights``, strict). Columns: ``calibration_cell_id``,
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
    return {
        "calibration_cell_id": cells["calibration_cell_id"],
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
    design: SampleCells, sums: Table, *, label: str, is_share: bool, level: float
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


def regression_terms(
    models: Table, terms: Table, rows_of: Callable[[str], Table], cells: Table, level: float
) -> list[dict]:
    """Fit every model: one row per model and coefficient, named as the columns of ``fit_regressions``.

    Parameters
    ----------
    models : ``model_id, outcome_variable`` in order.
    terms : ``model_id, variable_name, reference_value`` in order.
    rows_of : model id -> its long rows, as :func:`fit_regression` takes them. One model's at a time.
    cells : calibration cells, for ``stratum_code`` and ``stratum_respondents_n``.
    level : coverage of the intervals.
    """
    respondents = dict(zip(cells["stratum_code"], cells["stratum_respondents_n"], strict=True))
    table = []
    for model_id, outcome in zip(models["model_id"], models["outcome_variable"], strict=True):
        of_model = np.asarray(terms["model_id"]) == model_id
        right_hand = {
            "variable_name": np.asarray(terms["variable_name"])[of_model],
            # DuckDB masks NULL, which marks a numeric term.
            "reference_value": np.ma.filled(terms["reference_value"], np.nan)[of_model],
        }
        fit, variables, categories = fit_regression(
            rows_of(model_id), outcome, right_hand, respondents, level
        )
        table += [
            {
                "model_id": model_id,
                "variable_name": variable,
                "level_code": "linear" if category is None else f"{category:.0f}",
                "coefficient": fit.coefficients[p],
                "std_error": fit.std_error[p],
                "statistic": fit.statistic[p],
                "p_value": fit.p_value[p],
                "ci_low": fit.ci_low[p],
                "ci_high": fit.ci_high[p],
                "degrees_of_freedom": fit.degrees_of_freedom,
                "n_unweighted": fit.n_unweighted,
                "n_weighted": fit.n_weighted,
                "r_squared": fit.r_squared,
            }
            for p, (variable, category) in enumerate(zip(variables, categories, strict=True))
        ]
    return table


def response_terms(cells: Table, references: Table) -> list[dict]:
    """Fit the model of response: one row per stratum and coefficient, then one per joint test.

    ``cells``: ``stratum_code, n_sampled, n_responded`` and the register variables as ``<variable>_code``;
    ``references``: ``variable_name, reference_code``. Rows are named as the columns of
    ``fit_response_model``. Raises as :func:`response_model`.
    """
    reference_codes = dict(zip(references["variable_name"], references["reference_code"], strict=True))
    categories = calibration_categories(cells)
    fit = response_model(
        cells["stratum_code"],
        categories,
        cells["n_sampled"],
        cells["n_responded"],
        {variable: reference_codes[variable] for variable in categories},
    )
    coefficients = [
        {
            "stratum_code": fit.stratum[p],
            "row_type": "coefficient",
            "variable_name": fit.variable[p],
            "level_code": fit.category[p],
            "coefficient": fit.coefficient[p],
            "std_error": fit.std_error[p],
            "statistic": fit.statistic[p],
            "degrees_of_freedom": 1,
            "p_value": fit.p_value[p],
        }
        for p in range(len(fit.stratum))
    ]
    joint_tests = [
        {
            "stratum_code": fit.test_stratum[t],
            "row_type": "joint_test",
            "variable_name": fit.test_variable[t],
            "statistic": fit.test_statistic[t],
            "degrees_of_freedom": fit.test_degrees_of_freedom[t],
            "p_value": fit.test_p_value[t],
        }
        for t in range(len(fit.test_stratum))
    ]
    return coefficients + joint_tests
