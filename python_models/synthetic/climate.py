"""The four ratings of the work environment (question 11).

Between the second and the third model of desire only these ratings are added, so the regression of their
joint score (ratings times printed coefficients) on the second model's covariates must equal the difference
of the two coefficient vectors. Persons differ in that score alone; the ratings inside it follow one joint
distribution in which conflicts and stress go together and against resources and thriving.
"""

from __future__ import annotations

import itertools

import numpy as np

from synthetic.local_search import descend
from synthetic.scales import exponential_family, systematic_draw

ITEMS = ("q11_1", "q11_2", "q11_3", "q11_4")
RATINGS = np.array(list(itertools.product((1, 2, 3, 4, 5), repeat=len(ITEMS))))
DONT_KNOW = 6
# Answer shares before tilting, ours: their spread gives the printed standard errors.
SHARES = (
    (0.32, 0.36, 0.17, 0.12, 0.03),
    (0.13, 0.29, 0.26, 0.25, 0.07),
    (0.03, 0.13, 0.21, 0.44, 0.19),
    (0.01, 0.04, 0.15, 0.53, 0.27),
)
# Log-linear association of two standardised ratings.
ASSOCIATION = {(0, 1): 0.35, (0, 2): -0.15, (0, 3): -0.45, (1, 2): -0.35, (1, 3): -0.35, (2, 3): 0.40}
SCORE_TOLERANCE = 0.001
# Ratings less likely than this for a person are not given by the repair.
LEAST_LIKELY = 1e-5
# Share of those with a "don't know" who skip just one of the four ratings.
SKIP_ONE = 0.6


def joint_ratings() -> np.ndarray:
    """Joint distribution (625,) of the four ratings with the given answer shares."""
    shares = np.array(SHARES)
    levels = np.arange(1, 6)
    means = shares @ levels
    spread = np.sqrt(shares @ levels**2 - means**2)
    z = (RATINGS - means) / spread
    p = np.exp(sum(value * z[:, a] * z[:, b] for (a, b), value in ASSOCIATION.items()))
    for _ in range(200):
        for item in range(len(ITEMS)):
            now = np.bincount(RATINGS[:, item] - 1, weights=p, minlength=5)
            p = p * (shares[item] / now)[RATINGS[:, item] - 1]
    return p / p.sum()


def draw_ratings(n: int, rng: np.random.Generator) -> np.ndarray:
    """Ratings (n, 4) drawn from the joint distribution, whoever the persons are."""
    return RATINGS[systematic_draw(np.tile(joint_ratings(), (n, 1)), rng)]


def assign_climate(
    x: np.ndarray,
    difference: np.ndarray,
    coefficients: np.ndarray,
    weight: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Ratings (R, 4) of the persons who rate all four items.

    ``x`` (R, 1 + P) regressors of the second model; ``difference`` (P,) its slopes on these rows minus the
    third model's; ``coefficients`` (4,) of the ratings in the third model; ``weight`` (R,).
    """
    base = joint_ratings()
    score = RATINGS @ coefficients
    part = x[:, 1:] @ difference
    mean = base @ score + part - (weight @ part) / weight.sum()
    probability = exponential_family(base, score, mean)
    drawn = systematic_draw(probability, rng)

    xw = x * weight[:, None]
    pull = np.linalg.solve(x.T @ xw, xw.T)[1:] / SCORE_TOLERANCE
    step = (5 ** np.arange(len(ITEMS) - 1, -1, -1)).astype(int)

    def candidates(generator):
        rows = generator.permutation(len(x))[:600]
        parts = []
        for item in range(len(ITEMS)):
            for sign in (-1, 1):
                rating = RATINGS[drawn[rows], item] + sign
                fits = (rating >= 1) & (rating <= 5)
                goal = drawn[rows[fits]] + sign * step[item]
                likely = probability[rows[fits], goal] >= LEAST_LIKELY
                parts.append((rows[fits][likely], goal[likely]))
        rows = np.concatenate([a for a, _ in parts])
        goals = np.concatenate([b for _, b in parts])
        return rows, goals, pull[:, rows].T * (score[goals] - score[drawn[rows]])[:, None]

    def apply(rows, goals):
        drawn[rows] = goals

    gap = pull @ score[drawn] - difference / SCORE_TOLERANCE
    descend(gap, candidates, apply, rng, [f"climate score on regressor {j + 1}" for j in range(len(gap))])
    return RATINGS[drawn]


def skip_ratings(ratings: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The ratings (n, 4) with one or more replaced by "don't know" in every row."""
    ratings = ratings.copy()
    for row in ratings:
        count = 1 if rng.random() < SKIP_ONE else int(rng.integers(2, len(ITEMS) + 1))
        row[rng.permutation(len(ITEMS))[:count]] = DONT_KNOW
    return ratings
