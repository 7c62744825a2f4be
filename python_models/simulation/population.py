"""A population to draw from: every complete respondent, as many times as the calibrated weight says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from survey_stats.kernel import FloatArray, IntArray, RegressionDesign, regression_design, response_model


@dataclass(frozen=True)
class Population:
    """N persons, copies of R respondents, in C calibration cells and H strata.

    ``source`` (N,) respondent behind each person; ``cell`` (R,), ``stratum`` (R,) their cell and stratum
    (0..H-1); ``stratum_codes`` H; ``sample_size`` (H,) persons drawn; ``response_probability`` (R,);
    ``cell_categories`` variable -> (C,) codes and ``cell_stratum`` (C,), of the cells; ``labels`` K and
    ``is_share`` (K,) of the domain estimates, ``outcome`` (K, R), NaN outside the domain; ``regression``,
    ``regression_rows`` (rows,) respondents in it and ``regression_outcome`` (rows,).
    """

    source: IntArray
    cell: IntArray
    stratum: IntArray
    stratum_codes: tuple
    sample_size: IntArray
    response_probability: FloatArray
    cell_categories: dict[str, np.ndarray]
    cell_stratum: IntArray
    labels: tuple[str, ...]
    is_share: np.ndarray
    outcome: FloatArray
    regression: RegressionDesign
    regression_rows: IntArray
    regression_outcome: FloatArray

    @property
    def stratum_size(self) -> IntArray:
        """(H,) persons of the stratum."""
        return np.bincount(self.stratum[self.source], minlength=len(self.stratum_codes))


def read_population(warehouse: Path, number_keys: Sequence[str], model_id: str, seed: int) -> Population:
    """Build the population from a built warehouse (its restricted tables).

    Raises ``ValueError`` naming an estimate or model that the warehouse does not have.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:

        def table(sql: str, parameters: Sequence[object] = ()) -> dict[str, np.ndarray]:
            return connection.execute(sql, parameters).fetchnumpy()

        persons = table(
            "select respondents.*, cells.calibrated_weight as weight "
            "from intermediate.int_survey__respondents as respondents "
            "inner join marts.fit_calibration as cells using (calibration_cell_id) order by person_id"
        )
        cells = table(
            "select * from intermediate.int_weights__calibration_cells order by calibration_cell_id"
        )
        groups = table("select * from intermediate.int_response__cells")
        references = dict(
            connection.execute(
                "select variable_name, reference_code from staging.stg_codebook__reference_categories"
            ).fetchall()
        )
        outcomes, is_share = [], []
        for key in number_keys:
            number = connection.execute(
                "select outcome_variable, outcome_key, domain_id, group_variable, group_code, statistic "
                "from marts.est_estimates where number_key = ?",
                [key],
            ).fetchone()
            if number is None:
                raise ValueError(f"{warehouse} has no number {key!r}; see marts.est_estimates")
            outcomes.append(_outcome(persons, *number))
            is_share.append(number[5] == "share")
        terms = table(
            "select variable_name, reference_value from intermediate.int_estimation__regression_terms "
            "where model_id = ? order by term_order",
            [model_id],
        )
        if not len(terms["variable_name"]):
            raise ValueError(f"{warehouse} has no regression model {model_id!r}")
        variable, domain = connection.execute(
            "select outcome_variable, domain_id from staging.stg_reporting__models where model_id = ?",
            [model_id],
        ).fetchone()

    columns = {name: _numbers(persons[name]) for name in (variable, *terms["variable_name"])}
    complete = _members(persons, domain) & np.all(
        [np.isfinite(values) for values in columns.values()], axis=0
    )
    columns = {name: values[complete] for name, values in columns.items()}
    reference_values = {
        name: reference
        for name, reference in zip(terms["variable_name"], terms["reference_value"], strict=True)
        if np.isfinite(reference)
    }
    regression = regression_design(columns, tuple(terms["variable_name"]), reference_values)

    categories = {
        name.removesuffix("_code"): cells[name]
        for name in cells
        if name.endswith("_code") and name != "stratum_code"
    }
    codes, stratum = np.unique(persons["stratum_code"], return_inverse=True)
    return Population(
        source=_copies(persons["weight"], stratum, np.random.default_rng(seed)),
        cell=persons["calibration_cell_id"],
        stratum=stratum,
        stratum_codes=tuple(codes),
        sample_size=np.array([groups["n_sampled"][groups["stratum_code"] == code].sum() for code in codes]),
        response_probability=_probabilities(cells, groups, categories, references)[
            persons["calibration_cell_id"]
        ],
        cell_categories=categories,
        cell_stratum=np.searchsorted(codes, cells["stratum_code"]),
        labels=tuple(number_keys),
        is_share=np.array(is_share),
        outcome=np.stack(outcomes),
        regression=regression,
        regression_rows=np.flatnonzero(complete),
        regression_outcome=columns[variable],
    )


def _numbers(column: np.ndarray) -> FloatArray:
    """A column (R,) with NaN where the warehouse has NULL."""
    return np.ma.filled(np.ma.asarray(column, dtype=np.float64), np.nan)


def _members(persons: dict[str, np.ndarray], domain: str) -> np.ndarray:
    return np.ma.filled(persons[f"in_{domain}"], False).astype(bool)


def _outcome(
    persons: dict[str, np.ndarray],
    variable: str,
    key: str,
    domain: str,
    group_variable: str,
    group_code: str,
    statistic: str,
) -> FloatArray:
    """Outcome of one number, (R,): 1 or 0 whether a code counts (shares), or the value; NaN outside of it."""
    value = _numbers(persons[variable])
    member = _members(persons, domain) & np.isfinite(value)
    if group_variable != "all":
        member &= _numbers(persons[group_variable]) == float(group_code)
    if statistic == "share":
        value = np.isin(value, [float(code) for code in key.split(";")]).astype(np.float64)
    return np.where(member, value, np.nan)


def _copies(weight: FloatArray, stratum: IntArray, generator: np.random.Generator) -> IntArray:
    """Respondents repeated: the weight rounded up or down at random, strata keeping their size."""
    order = np.lexsort((generator.random(len(weight)), stratum))
    total = np.concatenate([[0.0], np.cumsum(weight[order])])
    # Strata sum to whole numbers, so that systematic rounding of the cumulated weights keeps each of them.
    copies = np.diff(np.floor(total + 0.5)).astype(np.int64)
    return np.repeat(order, copies)


def _probabilities(
    cells: dict[str, np.ndarray],
    groups: dict[str, np.ndarray],
    categories: dict[str, np.ndarray],
    references: dict[str, str],
) -> FloatArray:
    """(C,) probability that a person of a calibration cell responds, by the fitted model of response."""
    model = response_model(
        groups["stratum_code"],
        {name: groups[f"{name}_code"] for name in categories},
        groups["n_sampled"],
        groups["n_responded"],
        {name: references[name] for name in categories},
    )
    log_odds = np.zeros(len(cells["stratum_code"]))
    for stratum, variable, category, coefficient in zip(
        model.stratum, model.variable, model.category, model.coefficient, strict=True
    ):
        member = cells["stratum_code"] == stratum
        if category is not None:
            member &= cells[f"{variable}_code"] == category
        log_odds[member] += coefficient
    return 1 / (1 + np.exp(-log_odds))
