"""The tools under the core answers: balanced draws, tilting, scales, local search."""

from __future__ import annotations

import numpy as np
import pytest

from synthetic.balanced import RepairError, cube_sample, fix_counts
from synthetic.local_search import SearchStalledError, descend, distance
from synthetic.scales import exponential_family, systematic_draw
from synthetic.tilting import TargetsUnreachableError, tilt_cells


@pytest.fixture
def rng():
    return np.random.Generator(np.random.PCG64(11))


def test_cube_sample_keeps_balancing_sums(rng):
    n = 400
    probability = rng.uniform(0.1, 0.9, n)
    probability *= 180 / probability.sum()
    balancing = np.column_stack([np.ones(n), rng.uniform(0, 1, (n, 4))])
    drawn = cube_sample(probability, balancing, rng)
    assert drawn.sum() == 180
    gap = balancing.T @ drawn - balancing.T @ probability
    # Landing leaves at most about as many units as balancing variables undecided.
    assert np.abs(gap).max() < 3


def test_cube_sample_keeps_certain_units(rng):
    probability = np.array([0.0, 1.0, 0.5, 0.5, 0.25, 0.75])
    drawn = cube_sample(probability, np.ones((6, 1)), rng)
    assert drawn[1] and not drawn[0] and drawn.sum() == 3


def test_cube_sample_has_the_given_probabilities(rng):
    probability = np.array([0.2, 0.3, 0.5, 0.6, 0.4])
    draws = np.array([cube_sample(probability, np.ones((5, 1)), rng) for _ in range(3000)])
    assert np.allclose(draws.mean(axis=0), probability, atol=0.04)


def test_fix_counts_reaches_every_category(rng):
    groups = np.column_stack([rng.integers(0, 3, 300), 3 + rng.integers(0, 4, 300)])
    chosen = rng.random(300) < 0.4
    targets = np.bincount(groups[rng.permutation(300)[:130]].ravel(), minlength=7)
    fixed = fix_counts(chosen, groups, targets, np.full(300, 0.4))
    assert (np.bincount(groups[fixed].ravel(), minlength=7) == targets).all()


def test_fix_counts_names_the_category_it_cannot_fill():
    groups = np.array([[0], [0], [1]])
    with pytest.raises(RepairError, match="1: 1"):
        fix_counts(np.zeros(3, dtype=bool), groups, np.array([0, 2]), np.full(3, 0.5))


def test_tilting_meets_targets_and_keeps_the_impossible():
    log_prior = np.log(np.array([[0.2, 0.3, 0.5], [0.6, 0.4, 1e-300]]))
    log_prior[1, 2] = -np.inf
    features = np.zeros((2, 3, 1))
    features[:, 1, 0] = 1
    p = tilt_cells(log_prior, np.array([1.0, 3.0]), features, np.array([2.4]), ["second answer"])
    assert np.isclose(p[0, 1] + 3 * p[1, 1], 2.4)
    assert p[1, 2] == 0 and np.allclose(p.sum(axis=1), 1)
    # Exponential tilting multiplies the odds of the counted answer by one factor in all cells.
    odds = p[:, 1] / p[:, 0] / (np.array([0.3, 0.4]) / np.array([0.2, 0.6]))
    assert np.isclose(odds[0], odds[1])


def test_tilting_names_an_unreachable_target():
    features = np.ones((1, 2, 1))
    with pytest.raises(TargetsUnreachableError, match="too many"):
        tilt_cells(np.zeros((1, 2)), np.ones(1), features, np.array([1.5]), ["too many"])


def test_exponential_family_has_the_given_means(rng):
    score = np.arange(5) * 25.0
    means = rng.uniform(20, 85, 50)
    p = exponential_family(np.array([0.1, 0.2, 0.3, 0.25, 0.15]), score, means)
    assert np.allclose(p @ score, means, atol=0.01)


def test_systematic_draw_leaves_little_to_chance_within_groups(rng):
    groups = np.repeat([1, 2], 500)
    probability = np.where(groups[:, None] == 1, [[0.2, 0.8]], [[0.7, 0.3]])
    drawn = systematic_draw(probability, rng, groups)
    assert abs((drawn[:500] == 0).sum() - 100) <= 1 and abs((drawn[500:] == 0).sum() - 350) <= 1


def test_distance_is_zero_inside_the_box():
    assert distance(np.array([0.5, -0.5]), 0.6) == 0
    assert np.isclose(distance(np.array([1.6, -0.5]), 0.6), 1.0)
    assert np.isclose(distance(np.array([3.0, 4.0]), 0.0), 25.0)


def _subset_search(numbers, wanted, tolerance, rng, **options):
    chosen = np.zeros(len(numbers), dtype=bool)

    def candidates(generator):
        rows = generator.permutation(len(numbers))[:40]
        return rows, ~chosen[rows], numbers[rows] * np.where(chosen[rows], -1, 1)[:, None] / tolerance

    def apply(rows, goals):
        chosen[rows] = goals

    descend(-wanted / tolerance, candidates, apply, rng, ["first", "second"], **options)
    return chosen


def test_descend_brings_sums_within_tolerance(rng):
    numbers = rng.uniform(0, 1, (200, 2))
    wanted = np.array([31.0, 29.0])
    chosen = _subset_search(numbers, wanted, np.array([0.01, 0.01]), rng)
    assert np.abs(numbers[chosen].sum(axis=0) - wanted).max() <= 0.01


def test_descend_names_the_target_it_cannot_reach(rng):
    numbers = np.column_stack([np.ones(20), np.zeros(20)])
    with pytest.raises(SearchStalledError, match="second"):
        _subset_search(numbers, np.array([5.0, 5.0]), np.array([0.1, 0.1]), rng, rounds=1, patience=5)
