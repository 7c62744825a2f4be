"""The vignette experiment: random allocation of the five factors (v1-v5) and the ratings q26-q29.

The report prints neither allocation nor effect sizes, only signs, order and significance. The sizes
here are ours: plausible on a 0-10 scale and in line with those statements.
"""

from __future__ import annotations

import itertools

import numpy as np

from synthetic.attitudes import standardise
from synthetic.constrained_draw import choose
from synthetic.figures import Question
from synthetic.people import People, dummies
from synthetic.targets import Printed

# Levels of problem, duration, financing, time off, location; code 1 is the reference of each.
LEVELS = (5, 4, 3, 3, 2)
# Allocations tried; the best balanced one is kept (rerandomisation, Morgan and Rubin 2012).
ALLOCATIONS = 100

SCALE = np.arange(11)
RATING_SHAPES = {
    "q26": (7, 3, 5, 6, 6, 13, 10, 14, 16, 8, 12),
    "q27": (7, 3, 6, 7, 7, 14, 11, 14, 15, 7, 9),
    "q28": (4, 2, 4, 6, 6, 16, 13, 17, 17, 7, 8),
    "q29": (9, 4, 7, 8, 7, 14, 10, 13, 13, 6, 9),
}
# Estimate id of the number of ratings; q29 is not reported.
RATING_COUNTS = {"q26": "E326", "q27": "E327", "q28": "E328"}
UNREPORTED_MISSING = 75
# Effects against the reference level, in points of the scale: problem (high wellbeing, low satisfaction,
# stress, conflicts), duration (3, 5, 10 days), financing (half, full), time off (partly, none), location.
# The report's text to Figure 6.2 calls own time more attractive while saying that effects are as in 6.1:
# read as a slip, hence negative. Its text to 6.3 flips the comparison: a small negative value is our choice.
EFFECTS = {
    "q26": (-0.03, 0.50, 0.62, 0.72, -0.34, -0.62, -1.15, 0.75, 1.60, -0.48, -1.25, -0.38),
    "q27": (-0.38, 0.46, 0.56, 0.64, -0.38, -0.72, -1.25, 0.85, 1.80, -0.52, -1.30, -0.42),
    "q28": (-0.40, 0.45, 0.55, 0.62, 0.10, -0.06, 0.13, 0.28, 0.46, -0.10, -0.20, -0.07),
    "q29": (-0.10, 0.08, 0.10, 0.12, -0.60, -1.10, -2.00, 0.60, 1.30, -0.55, -1.35, -0.45),
}
EFFECT_TOLERANCE = 0.01


def allocate(people: People, rng: np.random.Generator) -> np.ndarray:
    """Levels (n, 5): uniform and independent, equal in number within each stratum to within one person.

    Of ALLOCATIONS such draws the one with the smallest largest correlation with the persons'
    characteristics and among the factors is kept.
    """
    characteristics = np.column_stack(
        [
            dummies(people.gender),
            people.age,
            dummies(people.education),
            dummies(people.industry),
            dummies(people.leader_type),
            dummies(people.training),
            dummies(people.desire),
        ]
    ).astype(float)
    characteristics = (characteristics - characteristics.mean(axis=0)) / characteristics.std(axis=0)
    best, best_imbalance = None, np.inf
    for _ in range(ALLOCATIONS):
        levels = _balanced_levels(people.stratum, rng)
        imbalance = np.round(_imbalance(levels, characteristics), 9)
        if imbalance < best_imbalance:
            best, best_imbalance = levels, imbalance
    return best


def _balanced_levels(stratum: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One allocation: in each stratum every profile equally often, the rest balanced factor by factor."""
    profiles = np.array(list(itertools.product(*(range(1, count + 1) for count in LEVELS))))
    levels = np.empty((len(stratum), len(LEVELS)), dtype=np.int64)
    start = 0
    for code in np.unique(stratum):
        members = rng.permutation(np.flatnonzero(stratum == code))
        in_blocks = len(members) // len(profiles) * len(profiles)
        levels[members[:in_blocks]] = np.tile(profiles, (in_blocks // len(profiles), 1))
        rest = members[in_blocks:]
        for factor, count in enumerate(LEVELS):
            # Counting goes on where the last stratum stopped, so that the sum is balanced too.
            levels[rng.permutation(rest), factor] = (start + np.arange(len(rest))) % count + 1
        start += len(rest)
    return levels


def _imbalance(levels: np.ndarray, characteristics: np.ndarray) -> float:
    """Largest absolute correlation of a level with a characteristic or with another factor's level."""
    indicators = [dummies(levels[:, factor]) for factor in range(len(LEVELS))]
    columns = np.column_stack(indicators)
    columns = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    outside = np.abs(columns.T @ characteristics).max()
    among = np.abs(columns.T @ columns)
    owner = np.repeat(np.arange(len(LEVELS)), [block.shape[1] for block in indicators])
    among[owner[:, None] == owner[None, :]] = 0
    return max(outside, among.max()) / len(levels)


def draw_ratings(
    people: People,
    levels: np.ndarray,
    printed: dict[str, Printed],
    attitudes: dict[str, np.ndarray],
    hesitant: np.ndarray,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """q26..q29 (0-10, -1 = no answer): personal inclination plus the effects of the vignette."""
    design = np.column_stack(
        [np.ones(people.n), *(dummies(levels[:, factor]) for factor in range(len(LEVELS)))]
    )
    inclination = 0.6 * standardise(people.desire) + 0.25 * standardise(attitudes["q14_2"])
    inclination = inclination + 0.6 * rng.standard_normal(people.n)
    missing = np.zeros(people.n, dtype=bool)
    ratings = {}
    for name, shape in RATING_SHAPES.items():
        count = (
            int(printed[RATING_COUNTS[name]].value)
            if name in RATING_COUNTS
            else people.n - UNREPORTED_MISSING
        )
        # Who leaves one rating out leaves the later ones out too.
        extra = people.n - count - int(missing.sum())
        missing[choose(rng, np.where(missing, 0.0, hesitant), extra)] = True
        item = Question(name, people.weight, ~missing, SCALE, shape)
        effects = np.array(EFFECTS[name])
        # The intercept lets the mean stay that of the shape.
        average = np.average(design[~missing, 1:] @ effects, weights=people.weight[~missing])
        item.coefficients(design, [item.centre - average, *effects], EFFECT_TOLERANCE)
        vignette = (design[:, 1:] @ effects - average) / item.spread**2
        drawn = item.draw(0.65 * inclination + vignette, rng, people.draw_group)
        ratings[name] = np.where(missing, -1, drawn)
    return ratings
