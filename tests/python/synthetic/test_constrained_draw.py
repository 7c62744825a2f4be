"""Drawing answers under targets: the tilt meets them, the draw lands on them, contradictions are named."""

from __future__ import annotations

import numpy as np
import pytest

from synthetic.constrained_draw import (
    Constraint,
    choose,
    draw,
    draw_with_targets,
    repair,
    tilt,
)
from synthetic.figures import Question
from synthetic.tilting import TargetsUnreachableError

N = 900
CODES = np.arange(1, 6)


@pytest.fixture
def people():
    rng = np.random.default_rng(3)
    weight = rng.uniform(4, 40, N)
    in_group = rng.random(N) < 0.4
    outcome = rng.integers(1, 6, N).astype(float)
    return weight, in_group, outcome


def _share(weight, codes, per_cent, tolerance):
    return Constraint(
        "share", np.ones(len(weight)) / weight.sum(), 100.0 * np.isin(CODES, codes), per_cent, tolerance
    )


def test_tilt_without_constraints_is_the_prior():
    logits = np.log(np.array([[0.1, 0.2, 0.7], [0.5, 0.25, 0.25]]))
    assert np.allclose(tilt(logits, np.ones(2), []), np.exp(logits))


def test_tilt_of_one_share_has_the_closed_form(people):
    weight, _, _ = people
    prior = np.array([0.1, 0.2, 0.4, 0.2, 0.1])
    fitted = tilt(np.tile(np.log(prior), (N, 1)), weight, [_share(weight, (4, 5), 45.0, 0.001)])
    wanted = np.where(CODES >= 4, prior * 0.45 / 0.3, prior * 0.55 / 0.7)
    assert np.allclose(fitted, wanted, atol=1e-6)


def test_draw_keeps_shares_of_a_group_to_one_person(people):
    probabilities = np.tile([0.1, 0.2, 0.4, 0.2, 0.1], (N, 1))
    groups = np.arange(N) % 3
    positions = draw(probabilities, np.random.default_rng(1), groups)
    for group in range(3):
        counts = np.bincount(positions[groups == group], minlength=5)
        assert np.abs(counts - N / 3 * probabilities[0]).max() <= 1


def test_drawn_answers_meet_every_kind_of_figure(people):
    weight, in_group, outcome = people
    valid = np.arange(N) % 10 != 0
    item = Question("item", weight, valid, CODES, (10, 20, 40, 20, 10))
    item.share((4, 5), 33.0, 0.2)
    item.mean(3.2, 0.005, in_group)
    item.gap(in_group, ~in_group, 0.25, 0.01)
    item.slope(outcome, np.ones((N, 1)), valid, 0.3, 0.005)
    item.outcome_mean(outcome, valid, 1, -0.5, 10, 0.03)
    answers = item.draw(0.5 * (outcome - 3), np.random.default_rng(2), np.zeros(N, dtype=int))

    assert (answers[~valid] == 0).all() and np.isin(answers[valid], CODES).all()

    def mean(values, mask):
        return np.average(values[mask & valid], weights=weight[mask & valid])

    everyone = np.ones(N, dtype=bool)
    assert mean(100.0 * (answers >= 4), everyone) == pytest.approx(33, abs=0.2)
    assert mean(answers, in_group) == pytest.approx(3.2, abs=0.005)
    assert mean(answers, in_group) - mean(answers, ~in_group) == pytest.approx(0.25, abs=0.01)
    covariance = mean(answers * outcome, everyone) - mean(answers, everyone) * mean(outcome, everyone)
    assert covariance / item.spread**2 == pytest.approx(0.3, abs=0.006)
    gap = mean(outcome, answers == 1) - mean(outcome, everyone)
    assert gap == pytest.approx(-0.5, abs=0.06)


def test_regression_coefficients_of_the_item(people):
    weight, in_group, outcome = people
    design = np.column_stack([np.ones(N), in_group, outcome == 1]).astype(float)
    item = Question("rating", weight, np.ones(N, dtype=bool), np.arange(11), [1] * 11)
    item.coefficients(design, [5.0, 0.8, -1.1], 0.01)
    ratings = item.draw(np.zeros(N), np.random.default_rng(4), np.zeros(N, dtype=int))
    root = np.sqrt(weight)[:, None]
    fitted = np.linalg.lstsq(design * root, ratings * root[:, 0], rcond=None)[0]
    assert fitted == pytest.approx([5.0, 0.8, -1.1], abs=0.01)


def test_impossible_codes_are_never_drawn(people):
    weight, in_group, _ = people
    preference = np.zeros((N, 5))
    preference[in_group, :3] = -np.inf
    item = Question("item", weight, np.ones(N, dtype=bool), CODES, (5, 15, 20, 30, 30))
    item.share((5,), 35.0, 0.2)
    answers = item.draw(np.zeros(N), np.random.default_rng(5), np.zeros(N, dtype=int), preference)
    assert answers[in_group].min() >= 4


def test_contradicting_targets_are_named(people):
    weight, _, _ = people
    logits = np.zeros((N, 5))
    low = Constraint("low share", np.ones(N) / weight.sum(), 100.0 * (CODES <= 2), 60.0, 0.2)
    high = Constraint("high share", np.ones(N) / weight.sum(), 100.0 * (CODES >= 3), 60.0, 0.2)
    with pytest.raises(TargetsUnreachableError, match=r"(low|high) share"):
        draw_with_targets(logits, weight, [low, high], np.random.default_rng(6))


def test_repair_says_what_it_cannot_reach():
    weight = np.array([10.0, 10.0, 10.0])
    probabilities = np.full((3, 5), 0.2)
    with pytest.raises(TargetsUnreachableError, match="share"):
        repair(np.array([0, 1, 2]), probabilities, weight, [_share(weight, (4, 5), 50.0, 1.0)])


def test_choose_takes_exactly_so_many_of_the_eligible():
    rng = np.random.default_rng(7)
    propensity = np.where(np.arange(1000) < 500, 1.0, 3.0)
    propensity[::10] = 0.0
    chosen = choose(rng, propensity, 200)
    assert len(np.unique(chosen)) == 200 and (propensity[chosen] > 0).all()
    assert 2 < (chosen >= 500).sum() / (chosen < 500).sum() < 5
    with pytest.raises(TargetsUnreachableError, match="901 persons wanted of 900 eligible"):
        choose(rng, propensity, 901)
