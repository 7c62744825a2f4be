"""Training status (question 18) of every manager."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic.local_search import descend
from synthetic.regression_targets import LinearModel
from synthetic.scales import systematic_draw
from synthetic.tilting import tilt_cells

MAIN_CONTENT, PART, NO_TRAINING = 1, 2, 3
PUBLIC, PRIVATE = 1, 2
# Trained shares by industry, inside the printed roundings: "slightly over half", which is the highest, and
# "35 to 36", the lowest. Culture is ours, to stay below the highest.
TRAINED_BY_INDUSTRY = {9: 0.5042, 3: 0.355, 7: 0.355, 8: 0.355, 10: 0.460}
INDUSTRY_TOLERANCE = {9: 0.0006, 3: 0.003, 7: 0.003, 8: 0.003, 10: 0.015}
# Share whose training had the psychosocial work environment as main content, by sector.
MAIN_CONTENT_SHARE = {PUBLIC: 0.148, PRIVATE: 0.0775}
TOTAL_TOLERANCE = 0.003
TRAINED_PERSONS = 2802
HEAD_COUNT_TOLERANCE = 0.4
# Prior probabilities of being trained stay this far from 0 and 1.
LEAST_PRIOR = 0.03
# Persons whose change is looked at in one step of the repair.
SINGLES = 3000
# Slopes aim at the printed value; a fifth of the last printed digit is left to the draw.
SLOPE_TOLERANCE = 0.001


def fitted_shares(model: LinearModel, slopes: np.ndarray, weight: np.ndarray, mean: float) -> np.ndarray:
    """Fitted values (R,) of the model's rows, with the intercept that makes their weighted mean ``mean``."""
    part = model.x[:, 1:] @ slopes
    w = weight[model.rows]
    return part + mean - (w @ part) / w.sum()


@dataclass(frozen=True)
class _Targets:
    """J weighted sums over persons, wanted within a tolerance: ``effect`` (J, n), the others (J,)."""

    effect: np.ndarray
    wanted: np.ndarray
    tolerance: np.ndarray
    names: list[str]


def _targets(models, aims, weight, industry, total_share) -> _Targets:
    """Slopes of the models, smaller first, then shares by industry, total share and the head count."""
    effect = [model.pull for model in models]
    wanted = list(aims)
    tolerance = [np.full(len(aim), SLOPE_TOLERANCE) for aim in aims]
    names = [name for model in models for name in model.names]
    for code, share in TRAINED_BY_INDUSTRY.items():
        member = (industry == code) * weight
        effect.append((member / member.sum())[None, :])
        wanted.append([share])
        tolerance.append([INDUSTRY_TOLERANCE[code]])
        names.append(f"trained in industry {code}")
    effect += [(weight / weight.sum())[None, :], np.ones((1, len(weight)))]
    wanted += [[total_share], [TRAINED_PERSONS]]
    tolerance += [[TOTAL_TOLERANCE], [HEAD_COUNT_TOLERANCE]]
    names += ["trained in total", "trained persons"]
    return _Targets(np.vstack(effect), np.concatenate(wanted), np.concatenate(tolerance), names)


def assign_training(
    models: list[LinearModel],
    aims: list[np.ndarray],
    decided: np.ndarray,
    weight: np.ndarray,
    industry: np.ndarray,
    total_share: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """Trained or not (n,) bool for all managers.

    ``models`` the smaller and the larger printed model, ``aims`` their slopes to reach; ``decided`` (n,) bool
    the status of persons outside the larger model (read only there).
    """
    targets = _targets(models, aims, weight, industry, total_share)
    rows = np.flatnonzero(models[-1].rows)
    trained = decided.astype(bool) & ~models[-1].rows

    # The smaller model follows from the larger one, so the tilt leaves it out.
    kept = np.arange(len(aims[0]), len(targets.names))
    features = np.zeros((len(rows), 2, len(kept)))
    features[:, 1, :] = targets.effect[kept][:, rows].T
    prior = np.clip(fitted_shares(models[-1], aims[-1], weight, total_share), LEAST_PRIOR, 1 - LEAST_PRIOR)
    probability = tilt_cells(
        np.log(np.column_stack([1 - prior, prior])),
        np.ones(len(rows)),
        features,
        (targets.wanted - targets.effect @ trained)[kept],
        [targets.names[j] for j in kept],
    )
    trained[rows] = systematic_draw(probability, rng) == 1
    _repair(trained, rows, targets, rng)
    return trained


def _repair(trained: np.ndarray, rows: np.ndarray, targets: _Targets, rng: np.random.Generator) -> None:
    """Change the status of some persons in place until all targets are within tolerance."""
    scaled = targets.effect / targets.tolerance[:, None]

    def single_changes(generator):
        chosen = rows[generator.permutation(len(rows))[:SINGLES]]
        return chosen, ~trained[chosen], (scaled[:, chosen] * np.where(trained[chosen], -1.0, 1.0)).T

    def without_head_count(generator):
        chosen, goals, effect = single_changes(generator)
        return chosen, goals, effect[:, :-1]

    def exchanges(generator):
        leaving = generator.permutation(rows[trained[rows]])
        entering = generator.permutation(rows[~trained[rows]])
        size = min(len(leaving), len(entering))
        chosen = np.column_stack([leaving[:size], entering[:size]])
        effect = (scaled[:, chosen[:, 1]] - scaled[:, chosen[:, 0]]).T
        return chosen, np.tile([False, True], (size, 1)), effect

    def apply(chosen, goals):
        trained[chosen] = goals

    def gap():
        return scaled @ trained - targets.wanted / targets.tolerance

    # First everything but the head count, which every single change moves by one; then the head count;
    # then exchanges only, which leave it as it is.
    descend(gap()[:-1], without_head_count, apply, rng, targets.names, must_arrive=False)
    while abs(gap()[-1]) > 1:
        chosen, goals, effect = single_changes(rng)
        after = gap() + effect
        cost = np.where(np.abs(after[:, -1]) < abs(gap()[-1]), (after[:, :-1] ** 2).sum(axis=1), np.inf)
        best = [int(np.argmin(np.round(cost, 7)))]
        apply(chosen[best], goals[best])
    descend(gap(), exchanges, apply, rng, targets.names)


def split_training(
    trained: np.ndarray, weight: np.ndarray, sector: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Question 18 (n,): trained managers split into main content and part, by weighted sector share."""
    answer = np.where(trained, PART, NO_TRAINING)
    for code, share in MAIN_CONTENT_SHARE.items():
        in_sector = sector == code
        wanted = share * weight[in_sector].sum()
        order = rng.permutation(np.flatnonzero(in_sector & trained))
        sums = np.cumsum(weight[order])
        answer[order[: int(np.searchsorted(sums, wanted))]] = MAIN_CONTENT
        rest = order[int(np.searchsorted(sums, wanted)) :]
        short = wanted - weight[in_sector & (answer == MAIN_CONTENT)].sum()
        nearest = rest[int(np.argmin(np.round(np.abs(weight[rest] - short), 6)))]
        if abs(short - weight[nearest]) < abs(short):
            answer[nearest] = MAIN_CONTENT
    return answer
