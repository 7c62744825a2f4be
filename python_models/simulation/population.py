"""A population to draw from: every complete respondent, as many times as the calibrated weight says."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from survey_stats.kernel import FloatArray, IntArray, RegressionDesign, regression_design, response_model


@dataclass(frozen=True)
class Target:
    """What is estimated: a row of ``est_estimates`` by its key, or all terms of a regression model."""

    kind: str
    key: str


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


def read_population(warehouse: Path, estimate_keys: Sequence[str], model_id: str, seed: int) -> Population:
    """Build the population from a built warehouse (its restricted tables).

    Raises ``ValueError`` naming an estimate or model that the warehouse does not have.
    """
    with duckdb.connect(str(warehouse), read_only=True) as connection:

        def table(sql: str, parameters: Sequence[object] = ()) -> dict[str, np.ndarray]:
            return connection.execute(sql, parameters).fetchnumpy()

        persons = table(
            "select person_id, stratum_code, calibration_cell_id as cell, calibrated_weight as weight "
            "from intermediate.int_weights__persons order by person_id"
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
        place = {person: row for row, person in enumerate(persons["person_id"])}
        outcomes, is_share = [], []
        for key in estimate_keys:
            spec = connection.execute(
                "select spec_id, group_code, outcome_key, statistic from marts.est_estimates "
                "where estimate_key = ?",
                [key],
            ).fetchone()
            if spec is None:
                raise ValueError(f"{warehouse} has no estimate {key!r}; see marts.est_estimates")
            rows = table(_OUTCOME, [spec[3], spec[2], spec[0], spec[1]])
            values = np.full(len(place), np.nan)
            values[[place[person] for person in rows["person_id"]]] = rows["y"]
            outcomes.append(values)
            is_share.append(spec[3] == "share")
        terms = table(
            "select variable_name, reference_value from intermediate.int_estimation__regression_terms "
            "where model_id = ? order by term_order",
            [model_id],
        )
        if not len(terms["variable_name"]):
            raise ValueError(f"{warehouse} has no regression model {model_id!r}")
        variable = connection.execute(
            "select outcome_variable from staging.stg_reporting__models where model_id = ?", [model_id]
        ).fetchone()[0]
        long = table(_REGRESSION, [model_id])

    persons_of_model, row = np.unique(long["person_id"].astype(str), return_inverse=True)
    columns = {}
    for name in (variable, *terms["variable_name"]):
        of_name = long["variable_name"] == name
        columns[name] = np.full(len(persons_of_model), np.nan)
        columns[name][row[of_name]] = long["value"][of_name]
    complete = np.all([np.isfinite(values) for values in columns.values()], axis=0)
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
        cell=persons["cell"],
        stratum=stratum,
        stratum_codes=tuple(codes),
        sample_size=np.array([groups["n_sampled"][groups["stratum_code"] == code].sum() for code in codes]),
        response_probability=_probabilities(cells, groups, categories, references)[persons["cell"]],
        cell_categories=categories,
        cell_stratum=np.searchsorted(codes, cells["stratum_code"]),
        labels=tuple(estimate_keys),
        is_share=np.array(is_share),
        outcome=np.stack(outcomes),
        regression=regression,
        regression_rows=np.array([place[person] for person in persons_of_model[complete]]),
        regression_outcome=columns[variable],
    )


# Outcome of one estimate: 1 or 0 whether a code counts (shares), or the value, of the domain's members.
_OUTCOME = """
select m.person_id,
    case
        when ? = 'share' then cast(list_contains(string_split(?, ';'), o.code) as double)
        else o.value
    end as y
from staging.stg_reporting__estimates as s
inner join intermediate.int_survey__domain_members as m on s.domain_id = m.domain_id
inner join intermediate.int_survey__values as o
    on m.person_id = o.person_id and o.variable_name = s.outcome_variable
left join intermediate.int_survey__values as g
    on m.person_id = g.person_id and g.variable_name = s.group_variable
where s.spec_id = ? and coalesce(case when s.group_variable is null then 'all' else g.code end = ?, false)
"""

_REGRESSION = """
select m.person_id, v.variable_name, v.value
from staging.stg_reporting__models as s
inner join intermediate.int_survey__domain_members as m on s.domain_id = m.domain_id
inner join intermediate.int_survey__values as v on m.person_id = v.person_id
where
    s.model_id = ? and (
        v.variable_name = s.outcome_variable
        or v.variable_name in (
            select t.variable_name from intermediate.int_estimation__regression_terms as t
            where t.model_id = s.model_id
        )
    )
"""


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
