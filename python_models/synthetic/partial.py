"""Partial answers, and the days on which people answered."""

from __future__ import annotations

import datetime

import numpy as np
import pandas as pd

from synthetic.people import PRIVATE

FIELD_START = datetime.date(2024, 1, 22)
# Relative number of answers on each day of the field period (35 days from Monday 22 January): high after
# the invitation and after the reminders of 5 and 15 February, low at weekends.
ANSWERS_BY_DAY = (
    15, 11, 7, 5, 3.5, 1.2, 1.5,
    3, 2.2, 1.8, 1.5, 1, 0.4, 0.6,
    12, 9, 5.5, 3.5, 2.5, 0.8, 1,
    2.2, 1.8, 1.6, 9, 6, 1.8, 2,
    4, 2.6, 2, 1.6, 1.2, 0.4, 0.5,
)  # fmt: skip

# Where partial answers break off: question blocks in the order asked, and how often each is the first
# one left blank. Batteries and the long ranking lose most.
BREAK_OFF = {
    "q2": 8, "q3": 3, "q4": 2, "q5": 2, "q6": 2, "q7": 4, "q8": 4, "q9": 2, "q11": 12, "q12": 22, "q13": 3,
    "q14": 10, "q15": 2, "q16": 5, "q17": 3, "q18": 3, "q19": 2, "q20": 1, "q21": 1, "q22": 1, "q23": 3,
    "q24": 2, "q25": 2, "q26": 9, "q27": 1, "q28": 1, "q29": 1,
}  # fmt: skip


def question_of(column: str) -> str:
    """Question a column belongs to: q11_2 to q11, a vignette factor to q26, with which it is shown."""
    return "q26" if column.startswith("v") else column.split("_")[0]


def partial_answers(
    persons: pd.DataFrame, managers: pd.DataFrame, answers: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    """Answers of the persons who broke off, in the columns of `answers`.

    persons and managers carry stratum_code, gender_code and age_years; answers belongs to managers
    row by row. Each person answers like a random complete manager of the same stratum and gender and
    of the nearest age that is not above the own (so that years in a career stay possible), up to the
    question where the person breaks off, and nothing from there on.
    """
    order = {question: position for position, question in enumerate(BREAK_OFF, start=1)}
    position_of = np.array([order.get(question_of(column), 0) for column in answers.columns])
    shares = np.array(list(BREAK_OFF.values()), float)
    bounds = np.round(np.cumsum(shares) / shares.sum(), 9)
    donor_columns = managers[["stratum_code", "gender_code", "age_years"]].to_numpy(dtype=np.int64)
    donors, blank_from = [], []
    for stratum, gender, age in persons[["stratum_code", "gender_code", "age_years"]].to_numpy(
        dtype=np.int64
    ):
        younger = donor_columns[:, 2] <= age
        same = (donor_columns[:, 0] == stratum) & (donor_columns[:, 1] == gender) & younger
        pool = same if same.any() else younger
        if not pool.any():
            pool = donor_columns[:, 2] == donor_columns[:, 2].min()
        nearest = donor_columns[pool, 2].max()
        candidates = np.flatnonzero(pool & (donor_columns[:, 2] == nearest))
        donors.append(candidates[int(rng.integers(len(candidates)))])
        blank_from.append(int((rng.random() >= bounds).sum()) + 1)
    rows = answers.iloc[donors].set_axis(persons.index)
    return rows.mask(position_of[None, :] >= np.array(blank_from)[:, None])


def answer_dates(n: int, stratum: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """ISO dates (n,) of the answers; private managers answer a little later."""
    shares = np.array(ANSWERS_BY_DAY, float)
    bounds = np.round(np.cumsum(shares) / shares.sum(), 9)
    uniform = rng.random(n)
    uniform = np.where(stratum == PRIVATE, np.round(1 - (1 - uniform) ** 1.1, 9), uniform)
    days = np.minimum((uniform[:, None] >= bounds).sum(axis=1), len(shares) - 1)
    dates = [(FIELD_START + datetime.timedelta(days=day)).isoformat() for day in range(len(shares))]
    return np.array(dates, dtype=object)[days]
