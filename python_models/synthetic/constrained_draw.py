"""Draw coded answers whose weighted sums hit given targets.

Every figure of a survey report is, once the weights are fixed, linear in the answers: a share, a
group mean, a regression coefficient of a fixed outcome on the answered item. One such figure is a
`Constraint`. The draw goes in three steps:

1. tilting: answer probabilities as close as possible to given prior ones whose expected weighted sums
   meet every constraint (`synthetic.tilting`);
2. drawing: one code a person by inversion, the uniform numbers being equally spaced within a person
   group so that little is left to chance (systematic sampling);
3. repair: single changes of one person's code, each the one that lowers the distance to the targets
   most, until every figure lies within its tolerance.

Scores are rounded before they are compared, so that the last bits of a processor's arithmetic
decide nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synthetic.local_search import best_changes, scores_together
from synthetic.tilting import TargetsUnreachableError, tilt_cells

# Arithmetic differs between processors in the 16th digit; comparisons look at far fewer.
COMPARED_DECIMALS = 7
# Repair takes a code only where the fitted model gives it at least this probability, or for rare codes
# at least this share of its average probability.
LEAST_LIKELY_REPAIR = 0.02
LEAST_RELATIVE_REPAIR = 0.2
# A draw that cannot be repaired is thrown away and drawn anew, so often at most.
MAX_DRAWS = 10
MAX_REPAIR_MOVES = 4000
# Pairs of moves are tried among so many of the best single moves when no single move helps.
PAIR_POOL = 400


@dataclass(frozen=True)
class Constraint:
    """One figure: sum over persons of weight * person_factor * code_factor[code] must equal target.

    person_factor has shape (n,), code_factor shape (k,); tolerance is the half-width of the interval
    in which the drawn figure has to land, in the unit of the target.
    """

    name: str
    person_factor: np.ndarray
    code_factor: np.ndarray
    target: float
    tolerance: float


def _stack(weights: np.ndarray, constraints: Sequence[Constraint]):
    """Constraints as arrays in units of their tolerance: persons (n, j), codes (j, k), targets (j,)."""
    tolerance = np.array([c.tolerance for c in constraints])
    persons = np.column_stack([c.person_factor for c in constraints]) * weights[:, None] / tolerance
    codes = np.vstack([c.code_factor for c in constraints]).astype(float)
    targets = np.array([c.target for c in constraints]) / tolerance
    return persons, codes, targets


def tilt(logits: np.ndarray, weights: np.ndarray, constraints: Sequence[Constraint]) -> np.ndarray:
    """Probabilities (n, k) nearest to those of the logits that meet the constraints in expectation.

    The tilt of a person does not involve the weight, only the person factor: the answers follow one
    multinomial logit model whose weighted score equations are the constraints. Raises
    TargetsUnreachableError, naming the worst constraint, when the targets cannot all be met.
    """
    if not constraints:
        likelihood = np.exp(logits - logits.max(axis=1, keepdims=True))
        return likelihood / likelihood.sum(axis=1, keepdims=True)
    factors = np.column_stack([c.person_factor for c in constraints])
    codes = np.vstack([c.code_factor for c in constraints])
    targets = np.array([c.target for c in constraints])
    features = factors[:, None, :] * codes.T[None, :, :]
    return tilt_cells(logits, weights, features, targets, [c.name for c in constraints])


def draw(probabilities: np.ndarray, rng: np.random.Generator, groups: np.ndarray | None = None) -> np.ndarray:
    """Code positions (n,) drawn from probabilities (n, k), systematically within groups of persons."""
    n = len(probabilities)
    groups = np.zeros(n, dtype=np.int64) if groups is None else groups
    uniform = np.empty(n)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        uniform[rng.permutation(members)] = (np.arange(len(members)) + rng.random()) / len(members)
    bounds = np.round(np.cumsum(probabilities, axis=1), 9)
    bounds[:, -1] = 2.0
    return (np.round(uniform, 9)[:, None] >= bounds).sum(axis=1)


def repair(
    positions: np.ndarray,
    probabilities: np.ndarray,
    weights: np.ndarray,
    constraints: Sequence[Constraint],
) -> np.ndarray:
    """Change single codes until every constraint lies within its tolerance; returns new positions.

    Raises TargetsUnreachableError, naming the worst constraint, when no change helps any more.
    """
    if not constraints:
        return positions
    persons, codes, targets = _stack(weights, constraints)
    positions = positions.copy()
    n = len(positions)
    rows = np.arange(n)
    least = np.minimum(LEAST_LIKELY_REPAIR, LEAST_RELATIVE_REPAIR * probabilities.mean(axis=0))
    allowed = np.round(probabilities - least, COMPARED_DECIMALS) >= 0
    squared = persons**2
    code_squares = codes**2
    for _ in range(MAX_REPAIR_MOVES):
        now = codes[:, positions].T
        gap = np.einsum("nj,nj->j", persons, now) - targets
        if np.all(np.abs(gap) <= 1):
            return positions
        # Change of the squared distance by moving a person to code k: 2 gap'delta + delta'delta.
        linear = (persons * (2 * gap)) @ codes
        quadratic = squared @ code_squares - 2 * (squared * now) @ codes
        change = linear + quadratic
        change -= change[rows, positions][:, None]
        change[~allowed] = np.inf
        change[rows, positions] = np.inf
        change = np.round(change, COMPARED_DECIMALS - 2)
        chosen = best_changes(
            change.ravel(),
            0.0,
            lambda: _pairs(positions, change, persons, codes, gap),  # noqa: B023
            COMPARED_DECIMALS - 2,
        )
        if chosen is None:
            break
        person, code = np.divmod(chosen, change.shape[1])
        positions[person] = code
    gap = np.einsum("nj,nj->j", persons, codes[:, positions].T) - targets
    worst = int(np.argmax(np.abs(gap)))
    raise TargetsUnreachableError(
        f"no change of answers brings '{constraints[worst].name}' within its tolerance "
        f"(off by {gap[worst]:.2f} tolerances); widen the tolerance or drop a target"
    )


def _pairs(positions, change, persons, codes, gap):
    """The most promising moves, and what any two of them, of different persons, add to the squared distance.

    Half of the moves considered are those of the persons who matter for the worst constraint.
    """
    worst = int(np.argmax(np.abs(np.round(gap, COMPARED_DECIMALS))))
    concerned = np.where(persons[:, worst, None] != 0, change, np.inf)
    pools = [np.argsort(moves, axis=None, kind="stable")[: PAIR_POOL // 2] for moves in (change, concerned)]
    pool = np.unique(np.concatenate(pools))
    pool = pool[np.isfinite(change.ravel()[pool])]
    person, code = np.divmod(pool, change.shape[1])
    delta = persons[person] * (codes[:, code] - codes[:, positions[person]]).T
    both = scores_together(2 * delta @ gap + (delta**2).sum(axis=1), delta)
    both[person[:, None] == person[None, :]] = np.inf
    return pool, both


def draw_with_targets(
    logits: np.ndarray,
    weights: np.ndarray,
    constraints: Sequence[Constraint],
    rng: np.random.Generator,
    groups: np.ndarray | None = None,
) -> np.ndarray:
    """Code positions (n,) of persons with prior logits (n, k) that meet all constraints.

    Raises TargetsUnreachableError, naming the worst constraint, when that cannot be reached.
    """
    probabilities = tilt(logits, weights, constraints)
    for attempt in range(1, MAX_DRAWS + 1):
        try:
            return repair(draw(probabilities, rng, groups), probabilities, weights, constraints)
        except TargetsUnreachableError:
            if attempt == MAX_DRAWS:
                raise
    raise AssertionError("unreachable")


def choose(rng: np.random.Generator, propensity: np.ndarray, size: int) -> np.ndarray:
    """Sorted positions of exactly `size` persons, drawn with chances about proportional to propensity.

    Sequential Poisson sampling (Ohlsson 1998): the smallest ratios of a uniform number to the propensity.
    """
    eligible = np.count_nonzero(propensity > 0)
    if not 0 <= size <= eligible:
        raise TargetsUnreachableError(
            f"{size} persons wanted of {eligible} eligible; a printed number of answers does not fit the "
            "number of persons asked, so look at how many are trained or lead personnel"
        )
    uniform = rng.random(len(propensity))
    with np.errstate(divide="ignore"):
        ratio = np.where(propensity > 0, uniform / propensity, np.inf)
    return np.sort(np.argsort(np.round(ratio, 9), kind="stable")[:size])
