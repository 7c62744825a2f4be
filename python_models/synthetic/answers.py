"""The survey delivery: everything that is drawn after register, dispositions, weights and core answers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from synthetic.attitudes import draw_attitudes
from synthetic.experiment import allocate, draw_ratings
from synthetic.missing import hesitancy
from synthetic.partial import answer_dates, partial_answers
from synthetic.people import COMPLETE, NOT_A_LEADER, PARTIAL, from_core
from synthetic.reasons import draw_reasons
from synthetic.targets import SEEDS, read_printed
from synthetic.training_history import draw_training_history
from synthetic.workplace import draw_leadership_education, draw_task_ranks, draw_workplace


def _numbered(question: str, last: int) -> list[str]:
    return [f"{question}_{item}" for item in range(1, last + 1)]


ANSWER_COLUMNS = [
    *("q1", "q2", "q3", "q4", "q5", "q6", "q7"), *_numbered("q8", 6), "q9", *_numbered("q11", 4),
    *_numbered("q12", 6), "q13", *_numbered("q14", 6), "q15", *_numbered("q16", 3), *_numbered("q17", 2),
    "q18", *_numbered("q19", 6), "q20", "q21", "q21_text", *_numbered("q22", 7), "q22_text",
    *_numbered("q23", 6), *_numbered("q24", 4), *_numbered("q25", 3), "v1", "v2", "v3", "v4", "v5",
    "q26", "q27", "q28", "q29",
]  # fmt: skip
SURVEY_COLUMNS = ["person_id", "status_code", "answered_on", *ANSWER_COLUMNS]
TEXT_COLUMNS = ("q21_text", "q22_text")
CORE_ANSWERS = ("q1", "q2", "q3", "q5", *_numbered("q11", 4), "q15", "q18")
# Questions where 0 or a smaller number stands for "not asked"; elsewhere 0 is an answer and -1 is not.
ZERO_IS_BLANK = ("q14", "q23", "q24")


def complete_answers(core: pd.DataFrame, seed: int, seed_folder: Path = SEEDS) -> pd.DataFrame:
    """Survey delivery with one row per person who answered, in the columns and order of the file.

    core has one row per person with status complete or partial: person_id, status, the register
    columns (stratum_code, gender_code, age_years, region_code, education_code, industry_code) and, for
    complete answers, the calibrated weight and the core answers q1, q2, q3, q5, q11_1..4, q15, q18 (of
    persons who are not leaders only q1). seed_folder holds codebook/ and report/. Everything else is
    drawn here, from `seed` alone. Raises TargetsUnreachableError when the printed figures cannot be met
    under these weights and core answers.
    """
    core = core.sort_values("person_id", kind="stable").reset_index(drop=True)
    rng = np.random.Generator(np.random.PCG64(seed))
    complete = core["status"] == COMPLETE
    is_manager = complete & (core["q1"] != NOT_A_LEADER)
    managers = core[is_manager]
    answers = manager_answers(managers, seed_folder, rng)

    persons = core[core["status"] == PARTIAL]
    broken_off = partial_answers(persons, managers, answers, rng)
    # Those who are not leaders were asked nothing more than that.
    survey = pd.concat([answers, broken_off]).reindex(core.index)
    survey.loc[complete & ~is_manager, "q1"] = NOT_A_LEADER
    survey.insert(0, "person_id", core["person_id"])
    survey.insert(1, "status_code", core["status"].astype(int))
    survey.insert(2, "answered_on", answer_dates(len(core), core["stratum_code"].to_numpy(dtype=int), rng))
    return survey[SURVEY_COLUMNS]


def manager_answers(managers: pd.DataFrame, seed_folder: Path, rng: np.random.Generator) -> pd.DataFrame:
    """All answers (ANSWER_COLUMNS) of the complete managers; missing where nothing was asked or answered."""
    people = from_core(managers)
    printed = read_printed(seed_folder)
    hesitant = hesitancy(people, rng)
    columns: dict[str, np.ndarray] = {name: managers[name].to_numpy(dtype=np.int64) for name in CORE_ANSWERS}
    columns |= draw_workplace(people, printed, seed_folder, hesitant, rng)
    attitudes = draw_attitudes(people, printed, hesitant, rng)
    columns |= attitudes
    columns |= draw_training_history(people, printed, rng)
    columns |= draw_leadership_education(people, columns, rng)
    columns |= draw_task_ranks(people, columns["q13"], rng)
    columns |= draw_reasons(people, printed, attitudes, hesitant, rng)
    levels = allocate(people, rng)
    columns |= {f"v{factor}": levels[:, factor - 1] for factor in range(1, levels.shape[1] + 1)}
    columns |= draw_ratings(people, levels, printed, attitudes, hesitant, rng)
    blanked = {name: _blank(name, columns[name]) for name in ANSWER_COLUMNS}
    return pd.DataFrame(blanked).set_axis(managers.index)


def _blank(name: str, values: np.ndarray) -> pd.Series:
    """Column of integers or texts, missing where nothing was asked or answered."""
    if name in TEXT_COLUMNS:
        return pd.Series(values, dtype="string").replace("", pd.NA)
    least = 1 if name.startswith(ZERO_IS_BLANK) else 0
    return pd.Series(values, dtype="Int64").mask(values < least)
