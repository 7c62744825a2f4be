"""Who answers "don't know": the printed numbers of valid answers fix how many."""

from __future__ import annotations

import numpy as np

from synthetic.constrained_draw import choose
from synthetic.people import PRIVATE, People

# Among those who skip some items of a battery, most skip just one.
SHARE_SKIPPING_ONE = 0.7


def hesitancy(people: People, rng: np.random.Generator) -> np.ndarray:
    """Relative inclination (n,) to answer "don't know", shared by all questions of a person.

    A few persons are much more inclined than the rest; untrained and private managers a little more.
    """
    personal = 0.3 + rng.random(people.n) ** 3 * 3
    return personal * np.where(people.is_trained, 1.0, 1.2) * np.where(people.stratum == PRIVATE, 1.15, 1.0)


def skip_items(
    persons: np.ndarray, n: int, n_items: int, rng: np.random.Generator, may_skip_all: bool
) -> np.ndarray:
    """Mask (n, n_items) that is True where an answer is valid; each given person skips at least one item."""
    valid = np.ones((n, n_items), dtype=bool)
    most = n_items if may_skip_all else n_items - 1
    for person in persons:
        count = 1 if rng.random() < SHARE_SKIPPING_ONE or most == 1 else int(rng.integers(2, most + 1))
        valid[person, rng.permutation(n_items)[:count]] = False
    return valid


def valid_by_counts(
    eligible: np.ndarray,
    n_items: int,
    n_any: int,
    n_all: int,
    propensity: np.ndarray,
    rng: np.random.Generator,
) -> np.ndarray:
    """Valid answers (n, n_items) with n_any persons answering at least one item and n_all every item."""
    n = len(eligible)
    nothing = choose(rng, np.where(eligible, propensity, 0.0), int(eligible.sum()) - n_any)
    answering = eligible.copy()
    answering[nothing] = False
    some = choose(rng, np.where(answering, propensity, 0.0), n_any - n_all)
    valid = skip_items(some, n, n_items, rng, may_skip_all=False)
    return valid & answering[:, None]


def valid_by_complete(
    eligible: np.ndarray, n_items: int, n_all: int, propensity: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Valid answers (n, n_items) with n_all eligible persons answering every item; others may skip all."""
    incomplete = choose(rng, np.where(eligible, propensity, 0.0), int(eligible.sum()) - n_all)
    return skip_items(incomplete, len(eligible), n_items, rng, may_skip_all=True) & eligible[:, None]
