"""The core answers: leader type, experience, span, organisation size, climate, desire and training."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
CORE_QUESTIONS = ("q1", "q2", "q3", "q5", "q11_1", "q11_2", "q11_3", "q11_4", "q15", "q18")


def build_core(register: pd.DataFrame, seed_folder: Path = SEEDS) -> pd.DataFrame:
    """Persons with an answer (status 1 or 2) with register columns, weight and the core answers.

    ``register`` as `synthetic.register.build_register` returns it. One row per person in the order of
    person_id; core answers are nullable integers, missing where the question is not asked.
    """
    rng = np.random.Generator(np.random.PCG64(1))
    persons = register[register["status"] > 0].reset_index(drop=True)
    n = len(persons)
    age = persons["age_years"].to_numpy()
    answers = {"q1": rng.choice([1, 2, 3], n, p=[0.38, 0.54, 0.08])}
    answers["q2"] = np.minimum(np.maximum(age - 22 - rng.integers(0, 22, n), 0), age - 16)
    answers["q3"] = np.where(
        answers["q1"] == 3, 0, np.minimum(101, np.exp(rng.normal(2.6, 1.0, n)).astype(int))
    )
    answers["q5"] = rng.choice([1, 2, 3, 4], n, p=[0.025, 0.215, 0.29, 0.47])
    for item in (1, 2, 3, 4):
        answers[f"q11_{item}"] = rng.choice([1, 2, 3, 4, 5], n, p=[0.1, 0.25, 0.3, 0.25, 0.1])
    answers["q15"] = rng.choice([1, 2, 3, 4, 5], n, p=[0.07, 0.14, 0.33, 0.30, 0.16])
    public = persons["stratum_code"].to_numpy() == 1
    answers["q18"] = np.where(
        public, rng.choice([1, 2, 3], n, p=[0.15, 0.4, 0.45]), rng.choice([1, 2, 3], n, p=[0.08, 0.3, 0.62])
    )
    for question in CORE_QUESTIONS:
        persons[question] = pd.array(answers[question], dtype="Int64")
    screened_out = (persons["status"] == 1) & ~persons["is_manager"]
    persons.loc[screened_out, list(CORE_QUESTIONS)] = pd.NA
    persons.loc[screened_out, "q1"] = 4
    return persons
