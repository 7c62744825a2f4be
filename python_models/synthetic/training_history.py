"""The latest training of the trained managers: level (q19), year (q20), provider (q21), financing (q22)."""

from __future__ import annotations

import numpy as np

from synthetic.constrained_draw import Constraint, choose, draw_with_targets
from synthetic.figures import Question
from synthetic.people import FIELD_YEAR, PUBLIC, YEARS_UNKNOWN, People
from synthetic.targets import Printed

# Multi-select questions are drawn as whole answer patterns: (boxes ticked, rough per cent of persons).
LEVEL_PATTERNS = (
    ((1,), 31), ((2,), 23), ((3,), 6), ((4,), 15), ((5,), 8), ((6,), 3.5),
    ((1, 2), 5), ((1, 4), 2.5), ((2, 4), 3), ((1, 3), 1.5), ((2, 3), 1.5), ((1, 5), 1),
    ((2, 5), 1.5), ((4, 5), 1), ((1, 2, 4), 0.7), ((2, 6), 0.3),
)  # fmt: skip
FINANCING_PATTERNS = (
    ((2,), 86.5), ((1,), 2.8), ((3,), 1.2), ((4,), 2.8), ((5,), 0.2), ((6,), 0.5), ((7,), 2.8),
    ((1, 2), 0.9), ((2, 4), 0.9), ((2, 3), 0.5), ((2, 6), 0.25), ((2, 5), 0.2), ((2, 7), 0.3), ((1, 4), 0.1),
)  # fmt: skip
# Box: (estimate id, aim, tolerance), per cent. "Just under" stands in the report for 4 and 2.
LEVELS = {
    1: ("E043", 40, 0.3), 2: ("E044", 35, 0.3), 3: ("E045", 10, 0.25), 4: ("E046", 22, 0.3),
    5: ("E047", 12, 0.25),
}  # fmt: skip
FINANCING = {
    1: ("E066", 3.8, 0.03), 2: ("E060", 89, 0.3), 3: ("E063", 1.85, 0.1),
    4: ("E062", 3.8, 0.15), 5: ("E065", 0.4, 0.03), 6: ("E064", 0.8, 0.03),
}  # fmt: skip
# Other level: a share smaller than every named one; other source: not printed (both ours).
OTHER_LEVEL, OTHER_SOURCE = 4.0, 3.0
BOX_COUNT = {"q19": 6, "q22": 7}

# Provider: estimate id and aim (per cent). The printed seven sum to 101, these to 100.
PROVIDERS = {
    1: ("E049", 38.7), 2: ("E051", 12.0), 3: ("E052", 8.9), 4: ("E053", 6.8),
    5: ("E050", 13.7), 6: ("E054", 5.9), 7: ("E055", 14.0),
}  # fmt: skip
# Log odds of providers 1 to 7 by box ticked in q19: diplomas come from university colleges, and so on.
PROVIDER_BY_LEVEL = {
    3: (0, -0.5, 0, 2.0, 0, 0, 0), 4: (-0.5, 0.3, 1.8, 0.5, 0, -0.5, 0), 5: (-0.3, 2.2, 0, -1, 0, -1, 0),
}  # fmt: skip
PROVIDER_IN_PUBLIC_SECTOR = (-0.5, 0.2, 0.5, 0, 1.6, 0, -0.2)

# Period of the latest training: first and last year, estimate id and aim (per cent).
PERIODS = {1: (1950, 2009, "E039", 8.8), 2: (2010, 2019, "E040", 36.0), 3: (2020, FIELD_YEAR, "E041", 53.0)}
YEAR_UNKNOWN_SHARE = 2.2
# The survey opened in January: hardly anybody has trained in the field year itself.
FIELD_YEAR_WEIGHT = 0.1
# Earlier years are remembered less and lie further back in careers: chances fall per year.
YEAR_DECAY = 0.93

OTHER_PROVIDER_TEXTS = (
    "forsvaret", "forsvaret", "internt kursus", "internt kursus", "intern lederuddannelse",
    "egen arbejdsplads", "arbejdsmiljørådgiver", "hr-afdelingen", "politiskolen", "udenlandsk kursus",
    "koncernens akademi", "konsulent",
)  # fmt: skip
OTHER_SOURCE_TEXTS = ("jobcenter", "a-kasse", "gratis tilbud", "forsvaret", "projektmidler", "kommunen")
TEXT_GIVEN_SHARE = 0.6


def draw_training_history(
    people: People, printed: dict[str, Printed], rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Columns q19_1..6, q20, q21, q21_text, q22_1..7, q22_text; -1 or '' where there is no answer."""
    trained = people.is_trained
    aims = [*_aims(printed, LEVELS), (6, OTHER_LEVEL, 0.3)]
    answers = _boxes(people, "q19", trained, LEVEL_PATTERNS, aims, rng)
    answers["q20"] = _year(people, printed, rng)

    unknown = choose(rng, trained.astype(float), int(trained.sum()) - int(printed["E056"].value))
    stated = trained.copy()
    stated[unknown] = False
    preference = np.where((people.stratum == PUBLIC)[:, None], PROVIDER_IN_PUBLIC_SECTOR, 0.0)
    for box, odds in PROVIDER_BY_LEVEL.items():
        preference = preference + (answers[f"q19_{box}"] == 1)[:, None] * np.array(odds)
    item = Question("q21", people.weight, stated, np.arange(1, 8), [aim for _, aim in PROVIDERS.values()])
    for code, (estimate, aim) in PROVIDERS.items():
        item.share((code,), *printed[estimate].near(aim, 0.15))
    provider = item.draw(np.zeros(people.n), rng, people.draw_group, preference)
    answers["q21"] = np.where(provider == 0, -1, provider)
    answers["q21_text"] = _texts(answers["q21"] == 7, OTHER_PROVIDER_TEXTS, rng)

    silent = choose(rng, trained.astype(float), int(trained.sum()) - int(printed["E061"].value))
    financed = trained.copy()
    financed[silent] = False
    aims = [*_aims(printed, FINANCING), (7, OTHER_SOURCE, 0.3)]
    answers |= _boxes(people, "q22", financed, FINANCING_PATTERNS, aims, rng)
    answers["q22_text"] = _texts(answers["q22_7"] == 1, OTHER_SOURCE_TEXTS, rng)
    return answers


def _aims(printed: dict[str, Printed], boxes: dict) -> list[tuple[int, float, float]]:
    return [
        (box, *printed[estimate].near(aim, tolerance)) for box, (estimate, aim, tolerance) in boxes.items()
    ]


def _boxes(people, name, valid, patterns, aims, rng) -> dict[str, np.ndarray]:
    """0/1 columns of a multi-select question, at least one box ticked; -1 where not answered."""
    boxes = BOX_COUNT[name]
    ticked = np.array([[box in pattern for box in range(1, boxes + 1)] for pattern, _ in patterns])
    weight = people.weight[valid]
    logits = np.tile(np.log([share for _, share in patterns]), (len(weight), 1))
    if name == "q22":
        # Public funds finance public managers, private funds private ones.
        public = people.stratum[valid] == PUBLIC
        logits[:, ticked[:, 3] | ticked[:, 5]] += np.where(public, 1.0, -2.0)[:, None]
        logits[:, ticked[:, 4]] += np.where(public, -2.0, 0.5)[:, None]
    unit = np.ones(len(weight)) / weight.sum()
    constraints = [
        Constraint(f"{name}_{box}: share", unit, 100.0 * ticked[:, box - 1], aim, tolerance)
        for box, aim, tolerance in aims
    ]
    chosen = draw_with_targets(logits, weight, constraints, rng, people.draw_group[valid])
    columns = np.full((people.n, boxes), -1)
    columns[valid] = ticked[chosen]
    return {f"{name}_{box}": columns[:, box - 1] for box in range(1, boxes + 1)}


def first_possible_year(people: People) -> np.ndarray:
    """Earliest year of training (n,): not before the career as leader, nor before the age of 18.

    Age is as of October before the field year, so 18 was reached at the latest in FIELD_YEAR - 1 - age + 18.
    """
    grown_up = FIELD_YEAR - 1 - people.age + 18
    career = np.where(people.experience == YEARS_UNKNOWN, 0, FIELD_YEAR - people.experience)
    return np.maximum(grown_up, career)


def _year(people, printed, rng) -> np.ndarray:
    """q20: period by the printed shares, then a year within it; 99 = don't know, -1 = not asked."""
    earliest = first_possible_year(people)
    codes = np.arange(1, 5)
    shape = [aim for *_, aim in PERIODS.values()] + [YEAR_UNKNOWN_SHARE]
    item = Question("q20", people.weight, people.is_trained, codes, shape)
    for code, (_, _, estimate, aim) in PERIODS.items():
        item.share((code,), *printed[estimate].near(aim, 0.2))
    possible = np.column_stack(
        [earliest <= last for _, last, _, _ in PERIODS.values()] + [np.ones(people.n, bool)]
    )
    # Those long in the career have had more time to train early.
    seniority = (FIELD_YEAR - earliest)[:, None] * np.array([0.03, 0.01, 0.0, 0.01])
    period = item.draw(np.zeros(people.n), rng, people.draw_group, np.where(possible, seniority, -np.inf))
    year = np.full(people.n, -1)
    year[period == 4] = YEARS_UNKNOWN
    uniform = rng.random(people.n)
    for code, (first, last, _, _) in PERIODS.items():
        for person in np.flatnonzero(period == code):
            years = np.arange(max(first, earliest[person]), last + 1)
            chances = YEAR_DECAY ** (last - years) * np.where(years == FIELD_YEAR, FIELD_YEAR_WEIGHT, 1.0)
            bounds = np.round(np.cumsum(chances) / chances.sum(), 9)
            year[person] = years[min(int((uniform[person] >= bounds).sum()), len(years) - 1)]
    return year


def _texts(asked: np.ndarray, texts: tuple[str, ...], rng: np.random.Generator) -> np.ndarray:
    """Free text of those who chose 'other'; some leave it empty."""
    drawn = rng.integers(0, len(texts), len(asked))
    given = asked & (rng.random(len(asked)) < TEXT_GIVEN_SHARE)
    return np.where(given, np.array(texts, dtype=object)[drawn], "")
