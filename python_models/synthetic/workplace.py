"""Background answers no printed figure but Figure 3.8 rests on: q4, q6, q7, q8 and the ranking q12."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from synthetic.attitudes import standardise
from synthetic.constrained_draw import choose
from synthetic.figures import Question
from synthetic.people import NO_PERSONNEL, PRIVATE, PUBLIC, YEARS_UNKNOWN, People
from synthetic.targets import Printed

# q6: per cent yes, no, no safety organisation (ours; the trained share within each is printed).
AMO_SHAPE = (40, 47, 13)
AMO_TRAINED = {1: "E107", 2: "E108", 3: "E109"}
AMO_UNKNOWN = 4
# Safety organisations are required from ten employees: log odds of yes, no, none by organisation size.
AMO_BY_SIZE = {1: (-1.5, 0, 3.0), 2: (0, 0, 0.8), 3: (0.2, 0, -0.6), 4: (0, 0, -1.5)}
AMO_WITHOUT_PERSONNEL = (-1.2, 0, 0)

# q4: mean years of the exponential draw, and the share that does not know.
MEAN_TENURE, TENURE_UNKNOWN_SHARE = 9.5, 0.006
# Nobody starts at a workplace before this age.
STARTING_AGE = 18

# q7: share working in the region of residence, and where the others work (DST region codes).
WORK_AT_HOME_REGION = {1081: 0.93, 1082: 0.93, 1083: 0.91, 1084: 0.94, 1085: 0.66}
WORK_ELSEWHERE = {
    1081: {1082: 0.7, 1084: 0.3},
    1082: {1083: 0.45, 1081: 0.25, 1084: 0.3},
    1083: {1082: 0.6, 1084: 0.3, 1085: 0.1},
    1084: {1085: 0.75, 1083: 0.13, 1082: 0.12},
    1085: {1084: 0.93, 1083: 0.07},
}
# Managers living abroad or with unknown region work mostly in the capital region.
WORK_WITHOUT_REGION = 1084
INTERNATIONAL, MUNICIPALITY_UNKNOWN = 2, 3
INTERNATIONAL_SHARE, MUNICIPALITY_UNKNOWN_SHARE = 0.006, 0.004
# Relative number of workplaces of the larger municipalities; every other one counts as 1, islands as little.
MUNICIPALITY_SIZE = {
    101: 25, 751: 12, 461: 7, 851: 8, 561: 4.5, 630: 4.5, 730: 3, 621: 4, 657: 3.5, 740: 3, 615: 3,
    147: 2.5, 151: 3.5, 159: 3, 173: 3, 169: 3, 157: 2.5, 153: 2.5, 185: 2.5, 219: 2.5, 265: 3.5,
    259: 2, 370: 2.5, 330: 2.5,
    316: 2, 791: 3.5, 661: 2, 540: 2.5, 580: 2, 607: 2.5, 575: 1.5, 779: 1.5, 860: 2, 813: 2, 479: 1.7,
    400: 0.8, 563: 0.1, 741: 0.1, 825: 0.05, 492: 0.15, 482: 0.3,
}  # fmt: skip

# q8: chance of each level of general leadership education, without and with the same level ticked in q19.
LEADERSHIP_EDUCATION = {1: (0.34, 0.9), 2: (0.3, 0.9), 3: (0.07, 0.95), 4: (0.1, 0.96), 5: (0.06, 0.96)}
# Untrained managers have less leadership education of any kind.
LEADERSHIP_EDUCATION_UNTRAINED = 0.8

# q12: utility of the six tasks, public and private; larger ones are ranked nearer to 1.
TASK_UTILITY = {PUBLIC: (0.9, 0.7, 0.1, -0.2, 0.6, 0.5), PRIVATE: (0.3, 0.6, 0.6, -0.3, 0.9, 0.0)}


def draw_workplace(
    people: People,
    printed: dict[str, Printed],
    seed_folder: Path,
    hesitant: np.ndarray,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """q4, q6 and q7; the municipalities come from codebook/ in the seed folder."""
    return {
        "q4": _tenure(people, rng),
        "q6": _safety_organisation(people, printed, hesitant, rng),
        "q7": _municipality(people, seed_folder, rng),
    }


def _tenure(people: People, rng: np.random.Generator) -> np.ndarray:
    uniform = rng.random(people.n)
    years = np.floor(np.round(-MEAN_TENURE * np.log1p(-uniform), 9)).astype(np.int64)
    longest = people.age - STARTING_AGE
    # Longer than a working life allows: start again somewhere inside it.
    years = np.where(years > longest, np.floor(uniform * (longest + 1)).astype(np.int64), years)
    return np.where(rng.random(people.n) < TENURE_UNKNOWN_SHARE, YEARS_UNKNOWN, years)


def _safety_organisation(people, printed, hesitant, rng) -> np.ndarray:
    valid = np.ones(people.n, dtype=bool)
    valid[choose(rng, hesitant, people.n - int(printed["E110"].value))] = False
    preference = np.zeros((people.n, 3))
    for size, odds in AMO_BY_SIZE.items():
        preference += (people.organisation_size == size)[:, None] * np.array(odds)
    preference += (people.leader_type == NO_PERSONNEL)[:, None] * np.array(AMO_WITHOUT_PERSONNEL)
    item = Question("q6", people.weight, valid, np.arange(1, 4), AMO_SHAPE)
    trained = 100.0 * people.is_trained
    overall = np.average(trained[valid], weights=people.weight[valid])
    for code, estimate in AMO_TRAINED.items():
        target = printed[estimate]
        item.outcome_mean(
            trained, valid, code, target.value - overall, AMO_SHAPE[code - 1], target.tolerance / 2
        )
    drawn = item.draw(np.zeros(people.n), rng, people.draw_group, preference)
    return np.where(drawn == 0, AMO_UNKNOWN, drawn)


def _read_municipalities(seed_folder: Path) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """By region: municipality codes and cumulative shares of workplaces."""
    path = seed_folder / "codebook" / "codebook_municipalities.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(int(row["municipality_code"]), int(row["region_code"])) for row in csv.DictReader(file)]
    regions = {}
    for region in sorted({region for _, region in rows}):
        codes = np.array([code for code, home in rows if home == region])
        sizes = np.array([MUNICIPALITY_SIZE.get(int(code), 1.0) for code in codes])
        regions[region] = codes, np.round(np.cumsum(sizes) / sizes.sum(), 9)
    return regions


def _municipality(people: People, seed_folder: Path, rng: np.random.Generator) -> np.ndarray:
    regions = _read_municipalities(seed_folder)
    stays, where, place, odd = rng.random((4, people.n))
    codes = np.empty(people.n, dtype=np.int64)
    for person in range(people.n):
        region = int(people.region[person])
        if region not in WORK_AT_HOME_REGION:
            region = WORK_WITHOUT_REGION
        elif stays[person] >= WORK_AT_HOME_REGION[region]:
            targets = WORK_ELSEWHERE[region]
            bounds = np.round(np.cumsum(list(targets.values())), 9)
            region = list(targets)[min(int((where[person] >= bounds).sum()), len(targets) - 1)]
        municipalities, bounds = regions[region]
        codes[person] = municipalities[min(int((place[person] >= bounds).sum()), len(municipalities) - 1)]
    codes[odd < INTERNATIONAL_SHARE] = INTERNATIONAL
    unknown = (odd >= INTERNATIONAL_SHARE) & (odd < INTERNATIONAL_SHARE + MUNICIPALITY_UNKNOWN_SHARE)
    codes[unknown] = MUNICIPALITY_UNKNOWN
    return codes


def draw_leadership_education(
    people: People, training_levels: dict[str, np.ndarray], rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """q8_1..6 (0/1): general leadership education; whoever ticks no level ticks 6, 'none'.

    Training in the work environment at some level (q19) mostly is leadership education of that level too.
    """
    levels = {}
    base = np.where(people.is_trained, 1.0, LEADERSHIP_EDUCATION_UNTRAINED)
    for box, (chance, chance_with_training) in LEADERSHIP_EDUCATION.items():
        ticked = training_levels[f"q19_{box}"] == 1
        chances = np.where(ticked, chance_with_training, chance * base)
        levels[f"q8_{box}"] = (rng.random(people.n) < chances).astype(np.int64)
    levels["q8_6"] = (sum(levels.values()) == 0).astype(np.int64)
    return levels


def draw_task_ranks(
    people: People, sees_own_task: np.ndarray, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """q12_1..6: distinct ranks 1-6; who sees the work environment as own task (q13) ranks it nearer to 1."""
    utility = np.where((people.stratum == PUBLIC)[:, None], TASK_UTILITY[PUBLIC], TASK_UTILITY[PRIVATE])
    utility = utility + 1.1 * rng.standard_normal((people.n, 6))
    utility[:, 0] -= 0.5 * standardise(sees_own_task)
    order = np.argsort(np.round(-utility, 9), axis=1, kind="stable")
    ranks = np.argsort(order, axis=1, kind="stable") + 1
    return {f"q12_{task}": ranks[:, task - 1] for task in range(1, 7)}
