"""A second, invented wave for tests: the synthetic wave drawn again, with known changes.

Nothing in it is a finding. Persons are drawn with replacement from the committed synthetic sample, stratum by
stratum, register and answers together, under new ids; then a few answers change, as the invented codebook
version has it (seeds/codebook): question 9 is not asked, question 21 has one more answer, question 25 item 2
reads otherwise, years of training reach to the new wave.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

import numpy as np

WAVE = 2026
SEED = 20260119
# From the first day of one field period to that of the other: whole weeks.
SHIFT_DAYS = 728
DROPPED = "q9"
ONLINE_PROVIDER = "8"
Tables = Mapping[str, Mapping[str, list[str]]]


def second_wave(tables: Tables) -> dict[str, dict[str, list[str]]]:
    """Tables of the second wave, from those of the first (``delivery_files.seed_tables``)."""
    rng = np.random.default_rng(SEED)
    register, answers = _drawn(tables["register"], tables["survey"], rng)
    _change(answers, rng)
    del answers[DROPPED]
    return {
        "register": register,
        "population": {name: list(values) for name, values in tables["population"].items()},
        "survey": answers,
        "catalogue": _catalogue(tables["catalogue"]),
    }


def _drawn(
    register: Mapping[str, list[str]], survey: Mapping[str, list[str]], rng: np.random.Generator
) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Register and survey of persons drawn with replacement, as many from every stratum as there were."""
    strata = np.array(register["stratum_code"])
    chosen = np.concatenate(
        [
            rng.choice(np.flatnonzero(strata == stratum), np.sum(strata == stratum))
            for stratum in np.unique(strata)
        ]
    )
    row_of_person = {person: row for row, person in enumerate(survey["person_id"])}
    new_ids = [f"W{number:05d}" for number in range(1, len(chosen) + 1)]
    old_ids = [register["person_id"][row] for row in chosen]
    drawn = {name: [values[row] for row in chosen] for name, values in register.items()}
    answering = [
        (new, row_of_person[old]) for new, old in zip(new_ids, old_ids, strict=True) if old in row_of_person
    ]
    answers = {name: [values[row] for _, row in answering] for name, values in survey.items()}
    drawn["person_id"] = new_ids
    answers["person_id"] = [new for new, _ in answering]
    return drawn, answers


def _change(answers: dict[str, list[str]], rng: np.random.Generator) -> None:
    """What is new in the second wave, in place. Every answer that is given stays one that was asked for."""
    n = len(answers["person_id"])
    answers["answered_on"] = [
        str(datetime.date.fromisoformat(day) + datetime.timedelta(days=SHIFT_DAYS)) if day else day
        for day in answers["answered_on"]
    ]
    # More managers see the training as relevant to them, and want it.
    for name, share in (("q14_2", 0.2), ("q15", 0.1)):
        moved = rng.random(n) < share
        answers[name] = [
            str(int(code) + 1) if move and code in ("1", "2", "3", "4") else code
            for code, move in zip(answers[name], moved, strict=True)
        ]
    # Some of the private providers turn out to be online ones.
    moved = rng.random(n) < 0.3
    answers["q21"] = [
        ONLINE_PROVIDER if move and code == "1" else code
        for code, move in zip(answers["q21"], moved, strict=True)
    ]
    later = rng.integers(1, 3, n)
    answers["q20"] = [
        str(int(year) + years) if "2021" <= year <= "2024" else year
        for year, years in zip(answers["q20"], later.tolist(), strict=True)
    ]


def _catalogue(courses: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Two courses are gone, two have changed, one is new."""
    rows = [dict(zip(courses, row, strict=True)) for row in zip(*courses.values(), strict=True)]
    kept = {row["course_id"]: row for row in rows}
    del kept["C004"], kept["C010"]
    kept["C002"] |= {"duration_text": "40 timer", "duration_hours": "40"}
    kept["C003"] |= {"location": "Aarhus", "region": "Midtjylland"}
    kept["C141"] = kept["C003"] | {
        "course_id": "C141",
        "course_name": "Trivsel på tværs",
        "source_line": "9999",
    }
    return {name: [row[name] for row in kept.values()] for name in courses}
