"""The core answers: leader type, experience, span, organisation size, climate, desire and training.

The order of construction follows what determines what. Persons outside a model (don't know, no region) get
their outcomes first, so that they are constants in what follows. Then background, which carries the
difference of the nested models; then training; then climate, which carries the difference of the last two
models of desire; and at last desire, whose slopes in all three models then stand or fall together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from synthetic import background, climate, desire, training
from synthetic.aims import aimed_slopes
from synthetic.background import NestedTarget, combination_columns
from synthetic.codebook import bin_limits
from synthetic.printed_models import design, read_printed_models
from synthetic.quantities import span_of_control, years_as_manager
from synthetic.regression_targets import linear_model
from synthetic.scales import systematic_draw

SEED = 20240205
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CORE_QUESTIONS = ("q1", "q2", "q3", "q5", "q11_1", "q11_2", "q11_3", "q11_4", "q15", "q18")
COMPLETE = 1
NOT_A_MANAGER = 4

# Don't-know answers, by the printed numbers of persons: 5,539 of 5,584 give the size of the organisation
# (Figure 3.2), 5,530 are in the second models and 5,357 in the third.
SIZE_UNKNOWN_PERSONS, YEARS_UNKNOWN_PERSONS, CLIMATE_UNKNOWN_PERSONS = 45, 4, 173
SIZE_UNKNOWN, YEARS_UNKNOWN = 5, 99
# Who has no employees finds it harder to rate how they fare.
UNKNOWN_CLIMATE_WITHOUT_PERSONNEL = 3.0

# Weighted means printed in the notes of section 3.4, of untrained and trained managers.
MEAN_YEARS = (13.8, 16.4)
MEAN_SPAN = (21.0, 30.0)
MEAN_YEARS_TOLERANCE, MEAN_SPAN_TOLERANCE = 0.04, 0.4
# Trained shares between which the outcome of a person outside the models is drawn.
LEAST_TRAINED, MOST_TRAINED = 0.05, 0.95

Say = Callable[[str], None]


def build_core(
    register: pd.DataFrame, seed_folder: Path = SEEDS, say: Say = lambda line: None
) -> pd.DataFrame:
    """Persons with an answer (status 1 or 2) with register columns, weight and the core answers.

    ``register`` as `synthetic.register.build_register` returns it; ``seed_folder`` holds codebook/ and
    report/; ``say`` receives a line for every step. One row per person in the order of person_id; core
    answers are nullable integers, missing where the question is not asked and for partial answers.
    """
    persons = register[register["status"] > 0].sort_values("person_id", kind="stable").reset_index(drop=True)
    is_manager = ((persons["status"] == COMPLETE) & persons["is_manager"]).to_numpy()
    answers = _manager_answers(persons[is_manager].reset_index(drop=True), seed_folder, say)
    for question in CORE_QUESTIONS:
        column = pd.Series(pd.NA, index=persons.index, dtype="Int64")
        column[is_manager] = answers[question]
        persons[question] = column
    persons.loc[(persons["status"] == COMPLETE) & ~is_manager, "q1"] = NOT_A_MANAGER
    return persons


def _manager_answers(managers: pd.DataFrame, seed_folder: Path, say: Say) -> dict[str, np.ndarray]:
    """Core answers (n,) of the complete managers by question."""
    rng = np.random.Generator(np.random.PCG64(SEED))
    printed = read_printed_models(seed_folder)
    aims = {key: aimed_slopes(model) for key, model in printed.items()}
    columns = {
        "gender": managers["gender_code"].to_numpy(),
        "age_group": managers["age_group"].to_numpy(),
        "education": managers["education_code"].to_numpy(),
        "region": managers["region_code"].to_numpy(),
        "sector": managers["stratum_code"].to_numpy(),
    }
    age = managers["age_years"].to_numpy()
    weight = managers["weight"].to_numpy()
    has_region = columns["region"] != 0
    unknown = rng.permutation(np.flatnonzero(has_region))[: SIZE_UNKNOWN_PERSONS + YEARS_UNKNOWN_PERSONS]
    size_unknown, years_unknown = unknown[:SIZE_UNKNOWN_PERSONS], unknown[SIZE_UNKNOWN_PERSONS:]
    in_second = has_region.copy()
    in_second[unknown] = False
    outside = ~in_second

    combination = np.zeros(len(age), dtype=int)
    combination[outside] = _prior_background(columns, age, outside, rng)
    known = columns | combination_columns(combination)
    register_terms = printed["trained", 1].terms
    first = {}
    trained = np.zeros(len(age))
    points = np.zeros(len(age))
    for outcome, mean in (("trained", background.TRAINED_TOTAL), ("desire", desire.MEAN_POINTS)):
        model = printed[outcome, 2]
        part = (
            design(model.terms, {name: values[outside] for name, values in known.items()})[:, 1:]
            @ aims[outcome, 2]
        )
        expected = mean + part - part.mean()
        if outcome == "trained":
            share = np.clip(expected, LEAST_TRAINED, MOST_TRAINED)
            drawn = rng.random(len(share)) < share
            trained[outside] = drawn
        else:
            drawn = desire.draw_points(expected, rng)
            points[outside] = drawn
        slopes = _slopes_without(
            design(register_terms, columns)[has_region],
            weight[has_region],
            aims[outcome, 1],
            mean,
            outside[has_region],
            (trained if outcome == "trained" else points)[has_region],
        )
        first[outcome] = NestedTarget(outcome, slopes, replace(model, coefficient=aims[outcome, 2]))

    say("core: leader type, experience, organisation size and span")
    rows = {name: values[in_second] for name, values in columns.items()}
    combination[in_second] = background.assign_background(
        rows, age[in_second], weight[in_second], [first["trained"], first["desire"]], rng
    )
    columns = columns | combination_columns(combination)
    models = {
        (outcome, number): linear_model(printed[outcome, number], columns, weight, members)
        for outcome in ("trained", "desire")
        for number, members in ((1, has_region), (2, in_second))
    }

    say("core: training")
    is_trained = training.assign_training(
        [models["trained", 1], models["trained", 2]], [aims["trained", 1], aims["trained", 2]],
        np.where(outside, trained, -1).astype(int), weight, managers["industry_code"].to_numpy(),
        background.TRAINED_TOTAL, rng,
    )  # fmt: skip
    years = years_as_manager(
        columns["experience_group"], age, is_trained, weight, bin_limits(seed_folder, "experience_group"),
        MEAN_YEARS, MEAN_YEARS_TOLERANCE, np.isin(np.arange(len(age)), years_unknown), rng,
    )  # fmt: skip
    years[years_unknown] = YEARS_UNKNOWN
    span = span_of_control(
        columns["span_group"], columns["leader_type"], columns["organisation_size"], is_trained, weight,
        bin_limits(seed_folder, "span_group"), MEAN_SPAN, MEAN_SPAN_TOLERANCE, rng,
    )  # fmt: skip

    say("core: ratings of the work environment")
    propensity = np.where(in_second, 1.0, 0.0)
    propensity[columns["leader_type"] == background.WITHOUT_PERSONNEL] *= UNKNOWN_CLIMATE_WITHOUT_PERSONNEL
    climate_unknown = np.isin(np.arange(len(age)), _choose(propensity, CLIMATE_UNKNOWN_PERSONS, rng))
    in_third = in_second & ~climate_unknown
    second = models["desire", 2]
    part = second.x[:, 1:] @ aims["desire", 2]
    expected = np.zeros(len(age))
    expected[in_second] = desire.MEAN_POINTS + part - (weight[in_second] @ part) / weight[in_second].sum()
    points[climate_unknown] = desire.draw_points(expected[climate_unknown], rng)
    slopes = _slopes_without(
        second.x, weight[in_second], aims["desire", 2], desire.MEAN_POINTS, climate_unknown[in_second],
        points[in_second],
    )  # fmt: skip
    shared = len(slopes)
    ratings = climate.draw_ratings(len(age), rng)
    ratings[in_third] = climate.assign_climate(
        second.x[in_third[in_second]], slopes - aims["desire", 3][:shared], aims["desire", 3][shared:],
        weight[in_third], rng,
    )  # fmt: skip
    ratings[climate_unknown] = climate.skip_ratings(ratings[climate_unknown], rng)

    say("core: desire")
    scores = dict(zip(climate.ITEMS, ratings.T, strict=True))
    models["desire", 3] = linear_model(printed["desire", 3], columns | scores, weight, in_third)
    points = desire.assign_desire(
        [models["desire", k] for k in (1, 2, 3)], [aims["desire", k] for k in (1, 2, 3)], points, weight, rng
    )

    size = columns["organisation_size"].copy()
    size[size_unknown] = SIZE_UNKNOWN
    return {
        "q1": columns["leader_type"],
        "q2": years,
        "q3": span,
        "q5": size,
        **scores,
        "q15": np.rint(points / desire.POINTS_A_STEP).astype(int) + 1,
        "q18": training.split_training(is_trained, weight, columns["sector"], rng),
    }


def _prior_background(columns, age, rows, rng) -> np.ndarray:
    """Combinations of background groups (m,) of some persons, drawn from the prior shares alone."""
    logits = background.prior_logits({name: values[rows] for name, values in columns.items()})
    reach = background.open_experience_groups(age[rows])
    logits = np.where(background.COMBINATIONS[None, :, 1] <= reach[:, None], logits, -np.inf)
    probability = np.exp(logits - logits.max(axis=1, keepdims=True))
    probability = probability / probability.sum(axis=1, keepdims=True)
    return systematic_draw(probability, rng)


def _slopes_without(x, weight, slopes, mean, left_out, outcome) -> np.ndarray:
    """Slopes that the rows not left out must have, so that all rows together have ``slopes``.

    ``x`` (R, 1 + P) regressors; ``mean`` weighted mean of the outcome over all rows; ``outcome`` (R,) is
    read where ``left_out`` (R,) is true.
    """
    part = x[:, 1:] @ slopes
    intercept = mean - (weight @ part) / weight.sum()
    moments = x.T @ (weight * (intercept + part))
    moments = moments - x[left_out].T @ (weight[left_out] * outcome[left_out])
    kept = x[~left_out]
    return np.linalg.solve(kept.T @ (weight[~left_out][:, None] * kept), moments)[1:]


def _choose(propensity: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """Sorted positions of ``size`` persons, chances about proportional to propensity (Ohlsson 1998)."""
    uniform = rng.random(len(propensity))
    ratio = np.divide(uniform, propensity, out=np.full(len(uniform), np.inf), where=propensity > 0)
    return np.sort(np.argsort(np.round(ratio, 9), kind="stable")[:size])
