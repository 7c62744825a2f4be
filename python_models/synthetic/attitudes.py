"""Answers of all managers on priority, resources, motives and self-efficacy: q9, q13, q14, q16, q17, q25.

Where the report prints a distribution it is a target; the other distributions and all sizes of
associations are ours, chosen so that the report's directional statements hold. Batteries hang
together through personal factors: a person who rates one item high tends to rate the others high.
"""

from __future__ import annotations

import numpy as np

from synthetic.figures import Question
from synthetic.missing import valid_by_complete, valid_by_counts
from synthetic.people import OF_EMPLOYEES, OF_LEADERS, People, industry9
from synthetic.targets import Printed

SCALE = np.arange(1, 6)
DONT_KNOW = 6
# Tolerances of figures that are ours: only their sign and significance matter.
GAP_TOLERANCE = 0.012
SLOPE_TOLERANCE = 0.006
OUTCOME_TOLERANCE = 0.02
OWN_SHARE_TOLERANCE = 1.5

PUBLIC_ADMINISTRATION, REAL_ESTATE = industry9(np.array([9, 7]))

# Per cent of codes 1 to 5 (ours).
SHAPES = {
    "q9": (14, 27, 33, 17, 9),
    "q13": (58, 32, 7.5, 1.8, 0.7),
    "q14_3": (6, 13, 34, 35, 12),
    "q14_4": (15, 25, 39, 16, 5),
    "q14_5": (16, 19, 19, 27, 19),
    "q14_6": (33, 17, 19, 18, 13),
    "q16_1": (2, 6, 16.5, 46, 29.5),
    "q16_2": (4, 12, 27, 39, 18),
    "q16_3": (4, 13, 28, 38, 17),
    "q17_1": (9, 19, 33, 27, 12),
    "q17_2": (8, 20, 35, 26, 11),
    "q25_1": (1, 2, 8, 48, 41),
    "q25_2": (1, 3, 14, 54, 28),
    "q25_3": (1, 3, 9, 47, 40),
}
# Estimate ids of the printed shares of codes 1 to 5, and where we aim inside their rounding.
NO_TIME_SHARES = {5: "E165", 4: "E166", 3: "E167", 2: "E168"}
NO_TIME_AIMS = {1: 28.0, 2: 27.0, 3: 24.0, 4: 14.0, 5: 7.0}
RELEVANCE_SHARES = {1: "E170", 2: "E171", 3: "E172", 4: "E173", 5: "E174"}
# The printed five sum to 101; these sum to 100 and still round to them.
RELEVANCE_AIMS = {1: 3.8, 2: 9.8, 3: 20.8, 4: 32.8, 5: 32.8}
# Agreement that the workplace gives the work environment priority (per cent), by industry; only
# public administration (highest) and real estate are printed. Real estate has most who agree strongly.
PRIORITY_AGREE = {1: 75.0, 2: 73.0, 3: 72.0, 4: 75.0, 5: 77.0, 7: 74.0, 9: 76.0}
PRIORITY_STRONG = {1: 28.0, 2: 27.0, 3: 27.0, 4: 29.0, 5: 30.0, 6: 37.0, 7: 28.0, 8: 32.0, 9: 30.0}
# Resource ratings by industry, as deviation from the overall mean; manufacturing takes what the others leave.
RESOURCE_DEVIATION = {2: -0.03, 3: -0.15, 4: 0.02, 5: 0.06, 6: 0.0, 7: 0.0, 8: 0.15, 9: 0.03}
# Desire by resource rating: level but for those whose workplace sets nothing aside.
DESIRE_BY_RESOURCES = {1: 0.18, 2: -0.05, 3: -0.04, 4: 0.01, 5: 0.04}


def standardise(codes: np.ndarray) -> np.ndarray:
    """Answers 1-5 as standard scores; anything else (don't know, not asked) counts as average."""
    answered = (codes >= 1) & (codes <= 5)
    values = codes[answered].astype(float)
    scores = np.zeros(len(codes))
    scores[answered] = (values - values.mean()) / values.std()
    return scores


def draw_attitudes(
    people: People, printed: dict[str, Printed], hesitant: np.ndarray, rng: np.random.Generator
) -> dict[str, np.ndarray]:
    """Answers by column name of the complete managers (0 = not asked, 6 = don't know)."""
    noise = rng.standard_normal((6, people.n))
    support = 0.35 * standardise(people.resources) + 0.3 * standardise(people.thriving) + 0.85 * noise[0]
    efficacy = 0.3 * standardise(people.thriving) + 0.95 * noise[1]
    answers = _priority(people, printed, support, hesitant, rng)
    answers |= _resources(people, printed, 0.4 * support + 0.9 * noise[2], hesitant, rng)
    answers |= _time_and_relevance(people, printed, noise[3], hesitant, rng)
    answers |= _expected_effects(
        people, printed, answers["q14_2"], 0.5 * noise[3] + 0.8 * noise[4], hesitant, rng
    )
    answers |= _awareness(people, printed, support, hesitant, rng)
    answers |= _self_efficacy(people, printed, efficacy, hesitant, rng)
    answers |= _general(people, noise[5], rng)
    return answers


def question(people: People, name: str, valid: np.ndarray, shape=None) -> Question:
    """A five-point question of this module with our shape."""
    return Question(name, people.weight, valid, SCALE, SHAPES[name] if shape is None else shape)


def with_dont_know(drawn: np.ndarray, asked: np.ndarray) -> np.ndarray:
    """Drawn codes, with don't know where the question was asked and no code was drawn."""
    return np.where(asked & (drawn == 0), DONT_KNOW, drawn)


def _everyone(people: People) -> np.ndarray:
    return np.ones(people.n, dtype=bool)


def _jointly_valid_with_controls(people, n_all, n_items, hesitant, rng) -> np.ndarray:
    """Valid answers with n_all persons complete among those with controls; the others skip as often."""
    inside = valid_by_complete(people.has_controls, n_items, n_all, hesitant, rng)
    outside = ~people.has_controls
    rate = 1 - n_all / people.has_controls.sum()
    skipping = round(rate * outside.sum())
    return inside | valid_by_complete(outside, n_items, int(outside.sum()) - skipping, hesitant, rng)


def _leader_gap(item: Question, people: People, value: float) -> None:
    """Leaders of leaders minus leaders of employees."""
    item.gap(people.leader_type == OF_LEADERS, people.leader_type == OF_EMPLOYEES, value, GAP_TOLERANCE)


def _training_gap(item: Question, people: People, value: float) -> None:
    item.gap(people.is_trained, ~people.is_trained, value, GAP_TOLERANCE)


def _priority(people, printed, support, hesitant, rng) -> dict[str, np.ndarray]:
    """q16: workplace gives priority, has a plan, has tools (Figures 5.1 and 5.2)."""
    everyone = _everyone(people)
    valid = _jointly_valid_with_controls(people, int(printed["E157"].value), 3, hesitant, rng)
    common = valid.all(axis=1) & people.has_controls
    answers = {}
    # Name: leader-type gap, coefficient of desire on the item, gap of the trained (section 4.2.1 has
    # managers take the training rather where plan and tools are lacking).
    wanted = {"q16_1": (0.15, -0.075, None), "q16_2": (0.16, -0.09, -0.1), "q16_3": (0.16, -0.1, -0.1)}
    for position, (name, (leader_gap, slope, training_gap)) in enumerate(wanted.items()):
        item = question(people, name, valid[:, position])
        _leader_gap(item, people, leader_gap)
        item.slope(people.desire, people.controls, common, slope, SLOPE_TOLERANCE)
        if training_gap is not None:
            _training_gap(item, people, training_gap)
        if name == "q16_1":
            _priority_by_industry(item, people, printed)
        answers[name] = with_dont_know(item.draw(1.5 * support, rng, people.draw_group), everyone)
    return answers


def _priority_by_industry(item: Question, people: People, printed: dict[str, Printed]) -> None:
    for industry, share in PRIORITY_AGREE.items():
        item.share((4, 5), share, OWN_SHARE_TOLERANCE, people.industry == industry)
    for industry, estimate in ((PUBLIC_ADMINISTRATION, "E158"), (REAL_ESTATE, "E159")):
        item.share((4, 5), printed[estimate].value, printed[estimate].tolerance, people.industry == industry)
    for industry, share in PRIORITY_STRONG.items():
        item.share((5,), share, OWN_SHARE_TOLERANCE, people.industry == industry)


def _resources(people, printed, factor, hesitant, rng) -> dict[str, np.ndarray]:
    """q17: workplace sets aside money and time (Figures 5.3 and 5.4)."""
    everyone = _everyone(people)
    n_both, n_any = int(printed["E161"].value), int(printed["E162"].value)
    valid = valid_by_counts(everyone, 2, n_any, n_both, hesitant, rng)
    both = valid.all(axis=1)
    answers = {}
    for position, name in enumerate(("q17_1", "q17_2")):
        item = question(people, name, valid[:, position])
        _leader_gap(item, people, 0.22)
        _training_gap(item, people, 0.25)
        for industry, deviation in RESOURCE_DEVIATION.items():
            item.gap(people.industry == industry, None, deviation, 0.02)
        for code, deviation in DESIRE_BY_RESOURCES.items():
            item.outcome_mean(people.desire, both, code, deviation, item.shape[code - 1], OUTCOME_TOLERANCE)
        answers[name] = with_dont_know(item.draw(2.2 * factor, rng, people.draw_group), everyone)
    return answers


def _printed_shares(
    item: Question, printed: dict[str, Printed], aims: dict, estimates: dict, tolerance: float
):
    for code, estimate in estimates.items():
        item.share((code,), *printed[estimate].near(aims[code], tolerance))


def _time_and_relevance(people, printed, factor, hesitant, rng) -> dict[str, np.ndarray]:
    """q14_1 and q14_2: no time for the training, training is relevant to me (Figure 5.6)."""
    everyone = _everyone(people)
    valid = valid_by_complete(everyone, 2, int(printed["E175"].value), hesitant, rng)
    both = valid.all(axis=1)
    level = np.ones((people.n, 1))

    item = question(people, "q14_2", valid[:, 1], list(RELEVANCE_AIMS.values()))
    _printed_shares(item, printed, RELEVANCE_AIMS, RELEVANCE_SHARES, 0.15)
    _leader_gap(item, people, -0.15)
    _training_gap(item, people, 0.2)
    item.slope(people.desire, level, both, 0.48, SLOPE_TOLERANCE)
    relevance = item.draw(0.6 * (people.desire - 3) + 0.4 * factor, rng, people.draw_group)

    item = question(people, "q14_1", valid[:, 0], list(NO_TIME_AIMS.values()))
    # The printed 38 per cent strongly disagreeing cannot be: the five would sum to 110.
    _printed_shares(item, printed, NO_TIME_AIMS, NO_TIME_SHARES, 0.15)
    _training_gap(item, people, -0.25)
    item.slope(people.desire, level, both, -0.12, SLOPE_TOLERANCE)
    no_time = item.draw(-0.3 * standardise(relevance), rng, people.draw_group)
    return {"q14_1": with_dont_know(no_time, everyone), "q14_2": with_dont_know(relevance, everyone)}


def _expected_effects(people, printed, relevance, factor, hesitant, rng) -> dict[str, np.ndarray]:
    """q14_3 and q14_4: training would improve wellbeing, reduce sickness absence (Figure 5.9)."""
    asked = people.has_personnel
    n_both = int(printed["E178"].value)
    incomplete = int(asked.sum()) - n_both
    valid = valid_by_counts(asked, 2, n_both + round(0.6 * incomplete), n_both, hesitant, rng)
    both = valid.all(axis=1)
    level = np.ones((people.n, 1))
    lean = 0.35 * (people.desire - 3) + 0.4 * standardise(relevance) + 0.8 * factor
    answers = {}
    for position, (name, estimate, slope) in enumerate((("q14_3", "E179", 0.42), ("q14_4", "E180", 0.32))):
        item = question(people, name, valid[:, position])
        item.share((4, 5), printed[estimate].value, printed[estimate].tolerance)
        item.slope(people.desire, level, both, slope, SLOPE_TOLERANCE)
        if name == "q14_3":
            _leader_gap(item, people, -0.13)
        answers[name] = with_dont_know(item.draw(lean, rng, people.draw_group), asked)
    return answers


def _awareness(people, printed, support, hesitant, rng) -> dict[str, np.ndarray]:
    """q14_5 and q14_6: unaware of courses, colleagues have taken training; desire level (Figure 5.5)."""
    everyone = _everyone(people)
    answers = {}
    wanted = {"q14_5": ("E163", -0.4, -0.1 * support), "q14_6": ("E164", 0.5, 0.3 * support)}
    for name, (estimate, training_gap, lean) in wanted.items():
        valid = valid_by_complete(everyone, 1, int(printed[estimate].value), hesitant, rng)[:, 0]
        if name == "q14_6":
            lean = lean - 0.2 * standardise(answers["q14_5"])
        item = question(people, name, valid)
        _training_gap(item, people, training_gap)
        for code, share in zip(SCALE, item.shape, strict=True):
            item.outcome_mean(people.desire, valid, code, 0.0, share, OUTCOME_TOLERANCE)
        answers[name] = with_dont_know(item.draw(lean, rng, people.draw_group), everyone)
    return answers


def _self_efficacy(people, printed, efficacy, hesitant, rng) -> dict[str, np.ndarray]:
    """q25: finds solutions, reaches goals, feels equipped (Figure 5.7)."""
    everyone = _everyone(people)
    valid = _jointly_valid_with_controls(people, int(printed["E176"].value), 3, hesitant, rng)
    common = valid.all(axis=1) & people.has_controls
    answers = {}
    # Name: coefficient of desire on the item, gap of the trained.
    wanted = {"q25_1": (-0.1, 0.08), "q25_2": (-0.11, 0.08), "q25_3": (-0.13, 0.1)}
    for position, (name, (slope, training_gap)) in enumerate(wanted.items()):
        item = question(people, name, valid[:, position])
        item.slope(people.desire, people.controls, common, slope, SLOPE_TOLERANCE)
        _training_gap(item, people, training_gap)
        answers[name] = with_dont_know(item.draw(1.5 * efficacy, rng, people.draw_group), everyone)
    return answers


def _general(people, factor, rng) -> dict[str, np.ndarray]:
    """q9 and q13, both with 1 as the highest degree: no figure rests on them, so nothing is constrained."""
    everyone = _everyone(people)
    lean = {
        "q9": -0.75 * (people.desire - 3) - 0.3 * factor,
        "q13": -0.5 * (people.desire - 3) - 0.5 * factor,
    }
    answers = {}
    for name, share_unsure in (("q9", 0.015), ("q13", 0.005)):
        valid = rng.random(people.n) >= share_unsure
        drawn = question(people, name, valid).draw(lean[name], rng, people.draw_group)
        answers[name] = with_dont_know(drawn, everyone)
    return answers
