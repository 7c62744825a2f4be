"""Training status (question 18) of every manager."""

from __future__ import annotations

import numpy as np

from synthetic.local_search import descend
from synthetic.regression_targets import LinearModel
from synthetic.tilting import tilt_cells

MAIN_CONTENT, PART, NO_TRAINING = 1, 2, 3
PUBLIC, PRIVATE = 1, 2
# Trained shares by industry, inside the printed roundings: "slightly over half", which is the highest, and
# "35 to 36", the lowest. Culture is ours, to stay below the highest.
TRAINED_BY_INDUSTRY = {9: 0.5042, 3: 0.355, 7: 0.355, 8: 0.355, 10: 0.460}
INDUSTRY_TOLERANCE = {9: 0.0006, 3: 0.003, 7: 0.003, 8: 0.003, 10: 0.015}
# Share whose training had the psychosocial work environment as main content, by sector.
MAIN_CONTENT_SHARE = {PUBLIC: 0.148, PRIVATE: 0.0775}
MAIN_CONTENT_TOLERANCE = 0.0005
TOTAL_TOLERANCE = 0.003
TRAINED_PERSONS = 2802
# Slopes aim at the printed value; a fifth of the last printed digit is left to the draw.
SLOPE_TOLERANCE = 0.001
# The first search stops at so many tolerances; exchanges of two persons do the rest.
LOOSE = 1.0


def fitted_shares(model: LinearModel, slopes: np.ndarray, weight: np.ndarray, mean: float) -> np.ndarray:
    """Fitted values (R,) of the model's rows, with the intercept that makes their weighted mean ``mean``."""
    part = model.x[:, 1:] @ slopes
    w = weight[model.rows]
    return part + mean - (w @ part) / w.sum()


def assign_training(
    models: list[LinearModel],
    aims: list[np.ndarray],
    fixed: np.ndarray,
    weight: np.ndarray,
    industry: np.ndarray,
    total_share: float,
    rng: np.random.Generator,
) -> np.ndarray:
    """Trained or not (n,) bool for all managers.

    ``models`` the smaller and the larger printed model, ``aims`` their slopes to reach; ``fixed`` (n,) holds
    0 or 1 for persons outside the larger model, whose status is already decided, and -1 for the others.
    """
    larger = models[-1]
    rows = np.flatnonzero(larger.rows)
    n = len(weight)
    prior = np.clip(fitted_shares(larger, aims[-1], weight, total_share), 0.03, 0.97)
    decided = fixed == 1

    columns, wanted, tolerance, names = [], [], [], []
    for model, aim in zip(models, aims, strict=True):
        columns.append(model.pull)
        wanted.append(aim)
        tolerance.append(np.full(len(aim), SLOPE_TOLERANCE))
        names += model.names
    for code, share in TRAINED_BY_INDUSTRY.items():
        member = (industry == code) * weight
        columns.append((member / member.sum())[None, :])
        wanted.append([share])
        tolerance.append([INDUSTRY_TOLERANCE[code]])
        names.append(f"trained in industry {code}")
    columns += [(weight / weight.sum())[None, :], np.full((1, n), 1.0)]
    wanted += [[total_share], [TRAINED_PERSONS]]
    tolerance += [[TOTAL_TOLERANCE], [0.4]]
    names += ["trained in total", "trained persons"]
    effects = np.vstack(columns)
    wanted = np.concatenate(wanted) - effects @ decided
    tolerance = np.concatenate(tolerance)

    # The smaller model follows from the larger one, so the tilt leaves it out.
    kept = np.r_[len(aims[0]) : len(names)]
    features = np.zeros((len(rows), 2, len(kept)))
    features[:, 1, :] = effects[kept][:, rows].T
    log_prior = np.log(np.column_stack([1 - prior, prior]))
    probability = tilt_cells(log_prior, np.ones(len(rows)), features, wanted[kept], [names[j] for j in kept])[
        :, 1
    ]
    trained = decided.copy()
    order = rows[rng.permutation(len(rows))]
    position = np.round(np.cumsum(probability[np.searchsorted(rows, order)]) + rng.random(), 9)
    trained[order] = np.floor(position) > np.floor(
        np.concatenate([[position[0] - probability[np.searchsorted(rows, order[0])]], position[:-1]])
    )

    scaled = effects / tolerance[:, None]
    gap = scaled @ trained - (wanted + effects @ decided) / tolerance

    def single_changes(generator):
        chosen = rows[generator.permutation(len(rows))[:3000]]
        return chosen, ~trained[chosen], (scaled[:, chosen] * np.where(trained[chosen], -1.0, 1.0)).T

    def exchanges(generator):
        leaving = generator.permutation(rows[trained[rows]])
        entering = generator.permutation(rows[~trained[rows]])
        size = min(len(leaving), len(entering))
        chosen = np.column_stack([leaving[:size], entering[:size]])
        effect = (scaled[:, chosen[:, 1]] - scaled[:, chosen[:, 0]]).T
        return chosen, np.tile([False, True], (size, 1)), effect

    def apply(chosen, goals):
        trained[chosen] = goals

    # First everything but the head count, which every single change moves by one, then exchanges only.
    loose = np.array([1.0] * (len(gap) - 1) + [0.02])
    gap = (
        descend(
            gap * loose,
            lambda g: _rescaled(single_changes(g), loose),
            apply,
            rng,
            names,
            goal=LOOSE,
            must_arrive=False,
        )
        / loose
    )
    while abs(gap[-1]) > 1:
        chosen, goals, effect = single_changes(rng)
        after = np.abs(gap + effect)
        after[np.abs(after[:, -1]) >= abs(gap[-1])] = np.inf
        best = int(np.argmin(np.round((after**2).sum(axis=1), 7)))
        gap = gap + effect[best]
        apply(chosen[[best]], goals[[best]])
    descend(gap, exchanges, apply, rng, names)
    return trained


def _rescaled(changes, scale):
    rows, goals, effects = changes
    return rows, goals, effects * scale


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
