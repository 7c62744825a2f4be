"""Answers on ordered scales whose expected score is given person by person."""

from __future__ import annotations

import numpy as np

GRID = np.linspace(-6.0, 6.0, 2401)


def exponential_family(base: np.ndarray, score: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Probabilities (n, K) proportional to base[k] * exp(theta_i * score[k]) with mean score ``means`` (n,).

    One parameter a person, read off a fine grid of theta by interpolation (means are exact to about
    1e-5 of the spread of the score; searches repair more than that anyway). Means beyond the grid's ends
    are cut to them. ``base`` (K,) positive, ``score`` (K,).
    """
    centred = (score - base @ score / base.sum()) / np.sqrt(
        base @ (score - base @ score / base.sum()) ** 2 / base.sum()
    )
    family = base * np.exp(GRID[:, None] * centred)
    family = family / family.sum(axis=1, keepdims=True)
    theta = np.round(np.interp(means, family @ score, GRID), 9)
    p = base * np.exp(theta[:, None] * centred)
    return p / p.sum(axis=1, keepdims=True)


def systematic_draw(
    probability: np.ndarray, rng: np.random.Generator, groups: np.ndarray | None = None
) -> np.ndarray:
    """Answer positions (n,) by inversion of numbers equally spaced within groups, so that little is chance.

    ``probability`` (n, K) with rows summing to one; ``groups`` (n,) codes, one group when None.
    """
    groups = np.zeros(len(probability), dtype=int) if groups is None else groups
    uniform = np.empty(len(probability))
    for code in np.unique(groups):
        members = rng.permutation(np.flatnonzero(groups == code))
        uniform[members] = (np.arange(len(members)) + rng.random()) / len(members)
    bounds = np.round(np.cumsum(probability, axis=1), 9)
    bounds[:, -1] = 2.0
    return (np.round(uniform, 9)[:, None] >= bounds).sum(axis=1)
