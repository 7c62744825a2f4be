"""Reasons for having taken the training (q23, the trained) and for not having (q24, the untrained).

The report prints low or high shares and the means of the two large leader types (Figures 4.3 to 4.5);
the rest of each distribution and the sector differences are ours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic.attitudes import GAP_TOLERANCE, SCALE, standardise, with_dont_know
from synthetic.constrained_draw import choose
from synthetic.figures import Question
from synthetic.missing import skip_items, valid_by_counts
from synthetic.people import OF_EMPLOYEES, OF_LEADERS, PRIVATE, PUBLIC, People
from synthetic.targets import Printed

LOW, HIGH = (1, 2), (4, 5)
MEAN_TOLERANCE = 0.002


@dataclass(frozen=True)
class Reason:
    """One reason: its shape, printed figures by estimate id, and where we aim.

    means are the aimed means of leaders of leaders and of employees; shares are answer codes, estimate
    id and aimed per cent; sector_gap is private minus public; std_error, where given, holds the sampling
    variance of the gap between leader types down (or up), so that the test comes out as printed.
    """

    shape: tuple[float, ...]
    mean_estimates: tuple[str, str]
    means: tuple[float, float]
    shares: tuple[tuple[tuple[int, ...], str, float], ...]
    sector_gap: float | None = None
    std_error: float | None = None


START = {
    "q23_2": Reason((1.5, 3.5, 16, 41, 38), ("E118", "E119"), (4.1, 4.12), ((HIGH, "E116", 79.0),), 0.0),
    "q23_5": Reason((19, 21, 26, 21, 13), ("E120", "E121"), (2.88, 2.9), ((LOW, "E126", 40.0),), 0.3),
    # Three stars on a gap of 0.1: means as far apart as rounding allows, answers close to the middle.
    "q23_3": Reason(
        (0.8, 5.5, 39.7, 44, 10), ("E122", "E123"), (3.5275, 3.6325), ((HIGH, "E117", 54.0),), 0.0, 0.0305
    ),
    # Printed without a star: means as close as rounding allows.
    "q23_1": Reason((46, 29, 14, 8, 3), ("E127", "E128"), (1.8825, 1.9675), ((LOW, "E135", 75.0),)),
    "q23_4": Reason((13, 20.3, 25, 26.7, 15), ("E129", "E130"), (2.98, 3.22), ((LOW, "E137", 33.3),)),
    "q23_6": Reason((41, 22, 24, 10, 3), ("E131", "E132"), (2.08, 2.12), ((LOW, "E136", 63.0),)),
}
NOT_TAKEN = {
    # One star only: means as close as rounding allows.
    "q24_1": Reason(
        (21, 28, 30.5, 12.5, 8),
        ("E147", "E148"),
        (2.5025, 2.6575),
        ((LOW, "E141", 49.0), (HIGH, "E144", 20.0)),
        None,
        0.064,
    ),
    # 55 per cent are printed, and called around half: below 55 both are true.
    "q24_2": Reason(
        (27, 28, 25, 13, 7), ("E149", "E150"), (2.4, 2.45), ((LOW, "E142", 54.75), (HIGH, "E145", 20.0)), 0.22
    ),
    "q24_3": Reason((8, 20, 33, 30, 9), ("E151", "E152"), (3.31, 3.04), ()),
    # A star on a gap of 0.07: means as far apart as rounding allows, answers close to the middle.
    "q24_4": Reason(
        (7, 41, 32.4, 19, 0.6),
        ("E153", "E154"),
        (2.6925, 2.6175),
        ((LOW, "E143", 48.0), (HIGH, "E146", 20.0)),
        0.16,
        0.033,
    ),
}
# Columns of the two figures of the trained, with the printed numbers answering any and all of their items.
INDIVIDUAL, ORGANISATIONAL = ("q23_2", "q23_5", "q23_3"), ("q23_1", "q23_4", "q23_6")
SHARE_TOLERANCE = 0.2


def draw_reasons(
    people: People,
    printed: dict[str, Printed],
    attitudes: dict[str, np.ndarray],
    hesitant: np.ndarray,
    rng: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Answers q23_1..6 of the trained and q24_1..4 of the untrained (0 = not asked)."""
    trained = people.is_trained
    valid = _valid_start_reasons(trained, printed, hesitant, rng)
    noise = rng.standard_normal((2, people.n))
    motive = 0.4 * standardise(people.desire) + 0.8 * noise[0]
    lean = {
        "q23_1": 0.6 * motive + 0.25 * standardise(people.conflicts) + 0.2 * standardise(people.stress),
        "q23_2": 0.9 * motive,
        "q23_3": 0.9 * motive,
        "q23_4": 0.45 * motive,
        "q23_5": 0.5 * motive,
        "q23_6": 0.6 * motive,
    }
    answers = {
        name: with_dont_know(_draw(people, name, START[name], valid[name], printed, lean[name], rng), trained)
        for name in sorted(START)
    }

    n_any, n_all = int(printed["E155"].value), int(printed["E156"].value)
    untrained_valid = valid_by_counts(~trained, len(NOT_TAKEN), n_any, n_all, hesitant, rng)
    barrier = 0.6 * noise[1]
    lean = {
        "q24_1": barrier + 0.5 * standardise(attitudes["q14_1"]),
        "q24_2": barrier - 0.6 * standardise(attitudes["q14_2"]),
        "q24_3": barrier + 0.25 * standardise(attitudes["q25_3"]),
        "q24_4": barrier - 0.5 * standardise(attitudes["q14_3"]),
    }
    for position, (name, reason) in enumerate(NOT_TAKEN.items()):
        drawn = _draw(people, name, reason, untrained_valid[:, position], printed, lean[name], rng)
        answers[name] = with_dont_know(drawn, ~trained)
    return answers


def _valid_start_reasons(trained, printed, hesitant, rng) -> dict[str, np.ndarray]:
    """Valid answers by item: who answers none of the individual reasons answers none of the others."""
    n = len(trained)
    individual = valid_by_counts(
        trained, 3, int(printed["E124"].value), int(printed["E125"].value), hesitant, rng
    )
    answering = individual.any(axis=1)
    n_any, n_all = int(printed["E133"].value), int(printed["E134"].value)
    dropped = choose(rng, np.where(answering, hesitant, 0.0), int(answering.sum()) - n_any)
    answering[dropped] = False
    some = choose(rng, np.where(answering, hesitant, 0.0), n_any - n_all)
    organisational = skip_items(some, n, 3, rng, may_skip_all=False) & answering[:, None]
    return dict(zip(INDIVIDUAL, individual.T, strict=True)) | dict(
        zip(ORGANISATIONAL, organisational.T, strict=True)
    )


def _draw(people, name, reason: Reason, valid, printed, lean, rng) -> np.ndarray:
    item = Question(name, people.weight, valid, SCALE, reason.shape)
    for codes, estimate, aim in reason.shares:
        target = printed[estimate]
        item.share(codes, *target.near(aim, min(SHARE_TOLERANCE, target.tolerance)))
    types = (people.leader_type == OF_LEADERS, people.leader_type == OF_EMPLOYEES)
    for mask, estimate, aim in zip(types, reason.mean_estimates, reason.means, strict=True):
        item.mean(*printed[estimate].near(aim, MEAN_TOLERANCE), mask)
    if reason.sector_gap is not None:
        item.gap(people.stratum == PRIVATE, people.stratum == PUBLIC, reason.sector_gap, GAP_TOLERANCE)
    if reason.std_error is not None:
        item.gap_variance(*types, reason.means, reason.std_error, tolerance=4)
    return item.draw(lean, rng, people.draw_group)
