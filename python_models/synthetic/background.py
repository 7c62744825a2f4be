"""Leader type, experience, organisation size and span of control of every manager.

Two nested models of one outcome tie the added covariates down: with s the part of the larger model's
fitted value that the added covariates give, the regression of s on the smaller model's covariates must
equal the difference of the two printed coefficient vectors (the omitted-variable formula). Holding that
for both outcomes, and the trained shares by group that the larger model implies, is a set of weighted
sums over persons: probabilities are tilted to them, a draw is made, and single changes repair the rest.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from synthetic.local_search import descend
from synthetic.printed_models import PrintedModel, design
from synthetic.scales import systematic_draw
from synthetic.tilting import tilt_cells

ADDED = ("leader_type", "experience_group", "organisation_size", "span_group")
CELL_VARIABLES = ("gender", "age_group", "education", "region", "sector")
PUBLIC, WOMAN = 1, 2
OF_LEADERS, WITHOUT_PERSONNEL = 1, 3

# Every combination of (leader type, experience, organisation size, span of control) group.
COMBINATIONS = np.array(list(itertools.product((1, 2, 3), (1, 2, 3, 4), (1, 2, 3, 4), (1, 2, 3, 4, 5))))

# Weighted shares of the groups. The report prints only the 8 pct without personnel responsibility; the
# others are ours, chosen because a printed standard error is about sigma / sqrt(effective group size).
GROUP_SHARES = {
    "leader_type": {1: 0.380, 3: 0.080},
    "experience_group": {1: 0.300, 2: 0.250, 4: 0.200},
    "organisation_size": {1: 0.027, 2: 0.213, 4: 0.470},
    "span_group": {1: 0.285, 2: 0.235, 4: 0.200, 5: 0.075},
}
# Small organisations are rare in the public sector (weighted share among public managers).
PUBLIC_UNDER_10 = 0.020

# Trained shares aimed at inside the printed rounding; the larger model must give them as averages.
TRAINED_TOTAL = 0.4298
TRAINED_BY_GROUP = {
    "leader_type": {1: 0.520, 3: 0.270},
    "organisation_size": {1: 0.340, 2: 0.350, 4: 0.467},
}
TRAINED_PUBLIC = 0.548
# Desire does not differ between leader types; composition must not make it differ either. Points by which
# leaders of leaders lie below the average.
DESIRE_OF_LEADERS = -0.8

# Prior shares before tilting. Experience by age group; size by sector; span by leader type.
PRIOR_TYPE = (0.38, 0.54, 0.08)
PRIOR_EXPERIENCE = (
    (0.72, 0.24, 0.04, 0.0),
    (0.40, 0.34, 0.24, 0.02),
    (0.19, 0.24, 0.36, 0.21),
    (0.13, 0.17, 0.28, 0.42),
)
PRIOR_SIZE = ((0.012, 0.19, 0.33, 0.47), (0.028, 0.225, 0.27, 0.47))
PRIOR_SPAN = ((0.12, 0.20, 0.22, 0.30, 0.16), (0.28, 0.28, 0.22, 0.19, 0.03), (0.95, 0.04, 0.01, 0.0, 0.0))
# The youngest age at which anybody starts to manage.
YOUNGEST_START = 19
# Combinations less likely than this are not given to a person by the repair.
LEAST_LIKELY = 0.002
# Persons whose single changes, and pairs whose exchange, are looked at in one step of the repair.
SINGLES, EXCHANGES = 300, 800

COEFFICIENT_TOLERANCE = {"trained": 0.0003, "desire": 0.0015}
SHARE_TOLERANCE = 0.0008
DESIRE_TOLERANCE = 0.1
# A group share may drift by this part of itself.
GROUP_SHARE_TOLERANCE = 0.035
PUBLIC_UNDER_10_TOLERANCE = 0.0028


@dataclass(frozen=True)
class NestedTarget:
    """What the omitted-variable formula asks of one outcome.

    ``smaller`` (P1,) slopes of the smaller model on the rows of the larger; ``larger`` the larger model.
    """

    outcome: str
    smaller: np.ndarray
    larger: PrintedModel


def prior_logits(cells: dict[str, np.ndarray]) -> np.ndarray:
    """Log prior (C, K) of every combination in every cell; -inf for the impossible."""
    kind, experience, size, span = COMBINATIONS.T
    with np.errstate(divide="ignore"):
        logits = np.log(np.array(PRIOR_EXPERIENCE))[cells["age_group"] - 1][:, experience - 1]
        logits = logits + np.log(np.array(PRIOR_TYPE))[kind - 1]
        logits = logits + np.log(np.array(PRIOR_SIZE))[cells["sector"] - 1][:, size - 1]
        logits = logits + np.log(np.array(PRIOR_SPAN))[kind - 1, span - 1]
    of_leaders = kind == OF_LEADERS
    logits = logits + of_leaders * (0.15 * (experience - 2.5) + 0.2 * (size - 3))
    logits = logits + 0.12 * np.outer(cells["sector"] == PUBLIC, span - 3)
    woman = cells["gender"] == WOMAN
    logits = logits - 0.2 * np.outer(woman, (experience - 2.5) + of_leaders)
    # A span can hardly exceed the organisation: under 10 ends below 10, 10-49 below 50.
    logits = (
        logits
        + np.where((size == 1) & (span == 2), -1.5, 0.0)
        + np.where((size == 2) & (span == 4), -1.0, 0.0)
    )
    impossible = ((size == 1) & (span > 2)) | ((size == 2) & (span == 5))
    return np.where(impossible, -np.inf, logits)


def combination_columns(index: np.ndarray) -> dict[str, np.ndarray]:
    """The four group codes of combinations given by their position."""
    return dict(zip(ADDED, COMBINATIONS[index].T, strict=True))


CODES = combination_columns(np.arange(len(COMBINATIONS)))


def _added_score(model: PrintedModel) -> np.ndarray:
    """Contribution (K,) of each combination to the fitted value of the larger model."""
    terms = [i for i, (variable, _) in enumerate(model.terms) if variable in ADDED]
    return design([model.terms[i] for i in terms], CODES)[:, 1:] @ model.coefficient[terms]


def _register_score(model: PrintedModel, columns: dict[str, np.ndarray]) -> np.ndarray:
    """Contribution (n,) of the register covariates (sector included) to the larger model's fitted value."""
    terms = [i for i, (variable, _) in enumerate(model.terms) if variable not in ADDED]
    return design([model.terms[i] for i in terms], columns)[:, 1:] @ model.coefficient[terms]


def _centred_scores(model: PrintedModel, columns, weight) -> tuple[np.ndarray, np.ndarray]:
    """Parts of the larger model's fitted value around its mean: by person (n,) and by combination (K,)."""
    register, added = _register_score(model, columns), _added_score(model)
    # The mean of the added part follows from the group shares, which are targets themselves.
    mean_added = sum(
        model.coefficient[i] * GROUP_SHARES[variable][code]
        for i, (variable, code) in enumerate(model.terms)
        if variable in ADDED
    )
    return register - (weight @ register) / weight.sum(), added - mean_added


def open_experience_groups(age: np.ndarray, starts: list[int]) -> np.ndarray:
    """How many experience groups (n,), counted from the shortest, a person of that age can be in.

    ``starts`` fewest years of each group.
    """
    return (np.array(starts)[None, :] + YOUNGEST_START <= age[:, None]).sum(axis=1)


class BackgroundTargets:
    """All targets as sums over persons of a person factor times a combination factor.

    Target j wants sum_i person[i, j] * combination[k_i, j] = wanted[j] within tolerance[j] and everything
    is in readable units (a coefficient, a share): person factors hold the weight and the normalisation.
    """

    def __init__(self, columns: dict[str, np.ndarray], weight: np.ndarray, nested: list[NestedTarget]):
        self.columns, self.weight = columns, weight
        self.names: list[str] = []
        self.person: list[np.ndarray] = []
        self.combination: list[np.ndarray] = []
        self.wanted: list[float] = []
        self.tolerance: list[float] = []
        models = {target.outcome: target.larger for target in nested}
        self._add_shares()
        for target in nested:
            self._add_omitted(target)
        self._add_desire_of_leaders(models["desire"])
        self._add_trained_shares(models["trained"])

    @property
    def _in_public(self) -> np.ndarray:
        """Weights (n,) of an average over public managers."""
        member = self.weight * (self.columns["sector"] == PUBLIC)
        return member / member.sum()

    def _in_group(self, variable: str, code: int) -> np.ndarray:
        """Weights (n,) of an average over a group, before it is known who belongs to it."""
        return self.weight / (self.weight.sum() * GROUP_SHARES[variable][code])

    def _add_shares(self) -> None:
        """Group shares of each characteristic."""
        for variable, shares in GROUP_SHARES.items():
            for code, share in shares.items():
                self._add(
                    f"share {variable} {code}",
                    self.weight / self.weight.sum(),
                    CODES[variable] == code,
                    share,
                    GROUP_SHARE_TOLERANCE * share,
                )
        self._add(
            "share under 10, public",
            self._in_public,
            CODES["organisation_size"] == 1,
            PUBLIC_UNDER_10,
            PUBLIC_UNDER_10_TOLERANCE,
        )

    def _add_omitted(self, target: NestedTarget) -> None:
        """The omitted-variable formula of one outcome, a target for each slope of the smaller model."""
        terms = list(target.larger.terms)
        x = design(terms[: len(target.smaller)], self.columns)
        slopes = np.linalg.solve(x.T @ (self.weight[:, None] * x), (self.weight[:, None] * x).T)[1:]
        score = _added_score(target.larger)
        of_sector = target.larger.coefficient[terms.index(("sector", PUBLIC))] * (
            self.columns["sector"] == PUBLIC
        )
        for j, row in enumerate(slopes):
            self._add(
                f"omitted {target.outcome} {terms[j]}",
                row,
                score,
                target.smaller[j] - target.larger.coefficient[j] - row @ of_sector,
                COEFFICIENT_TOLERANCE[target.outcome],
            )

    def _add_desire_of_leaders(self, model: PrintedModel) -> None:
        register, added = _centred_scores(model, self.columns, self.weight)
        member = CODES["leader_type"] == OF_LEADERS
        self._add_pair(
            "desire of leaders of leaders",
            self._in_group("leader_type", OF_LEADERS),
            register - DESIRE_OF_LEADERS,
            member,
            member * added,
            DESIRE_TOLERANCE,
        )

    def _add_trained_shares(self, model: PrintedModel) -> None:
        """Averages of the fitted trained share by leader type, organisation size and sector."""
        register, added = _centred_scores(model, self.columns, self.weight)
        fitted = TRAINED_TOTAL + register
        for variable, shares in TRAINED_BY_GROUP.items():
            for code, share in shares.items():
                member = CODES[variable] == code
                self._add_pair(
                    f"trained {variable} {code}",
                    self._in_group(variable, code),
                    fitted - share,
                    member,
                    member * added,
                    SHARE_TOLERANCE,
                )
        wanted = TRAINED_PUBLIC - self._in_public @ fitted
        self._add("trained public", self._in_public, added, wanted, SHARE_TOLERANCE)

    def _add(self, name, person, combination, wanted, tolerance):
        self.names.append(name)
        self.person.append(np.column_stack([person, np.zeros(len(person))]))
        combination = np.asarray(combination, dtype=float)
        self.combination.append(np.column_stack([combination, np.zeros(len(combination))]))
        self.wanted.append(float(wanted))
        self.tolerance.append(tolerance)

    def _add_pair(self, name, weight, level, member, score, tolerance):
        """A target of two products: weight * level * member + weight * score, wanted to be zero."""
        self.names.append(name)
        self.person.append(np.column_stack([weight * level, weight]))
        self.combination.append(np.column_stack([np.asarray(member, dtype=float), score]))
        self.wanted.append(0.0)
        self.tolerance.append(tolerance)

    def arrays(self):
        """Person factors (n, J, 2), combination factors (K, J, 2), wanted (J,), tolerance (J,)."""
        return (
            np.stack(self.person, axis=1),
            np.stack(self.combination, axis=1),
            np.array(self.wanted),
            np.array(self.tolerance),
        )


def assign_background(
    columns: dict[str, np.ndarray],
    age: np.ndarray,
    weight: np.ndarray,
    nested: list[NestedTarget],
    experience_starts: list[int],
    rng: np.random.Generator,
) -> np.ndarray:
    """Position of the combination (n,) each manager gets.

    ``columns`` holds CELL_VARIABLES as codes (n,); ``nested`` one target per outcome; ``experience_starts``
    fewest years of each experience group.
    """
    targets = BackgroundTargets(columns, weight, nested)
    person, combination, wanted, tolerance = targets.arrays()
    # How many experience groups the age leaves open, so that the tilt knows what is impossible.
    reach = open_experience_groups(age, experience_starts)
    keys = np.column_stack([*(columns[v] for v in CELL_VARIABLES), reach])
    cells, cell_of = np.unique(keys, axis=0, return_inverse=True)
    cell_of = cell_of.ravel()
    # Within a cell only the weight differs, and all person factors carry it as a factor.
    size = np.bincount(cell_of, weights=weight)
    factor = np.stack(
        [np.bincount(cell_of, weights=person[:, j, r]) for j in range(len(wanted)) for r in (0, 1)], 1
    )
    features = np.einsum("cjr,kjr->ckj", (factor / size[:, None]).reshape(len(cells), -1, 2), combination)
    logits = prior_logits(dict(zip(CELL_VARIABLES, cells.T, strict=False)))
    logits = np.where(COMBINATIONS[None, :, 1] <= cells[:, [-1]], logits, -np.inf)
    probability = tilt_cells(logits, size, features, wanted, targets.names)[cell_of]
    drawn = systematic_draw(probability, rng, columns["sector"] * 10 + columns["age_group"])
    return _repair(drawn, probability, person, combination, wanted, tolerance, keys, targets.names, rng)


def _neighbours() -> list[np.ndarray]:
    """For every combination, those that differ in one characteristic only."""
    different = (COMBINATIONS[:, None, :] != COMBINATIONS[None, :, :]).sum(axis=2)
    return [np.flatnonzero(row == 1) for row in different]


def _repair(drawn, probability, person, combination, wanted, tolerance, keys, names, rng) -> np.ndarray:
    """Change one characteristic of a person, or exchange the combinations of two, until all is in tolerance.

    ``keys`` (n, v): persons next to each other in an order by these are much alike, so that exchanging
    theirs moves the targets by little.
    """
    neighbours = _neighbours()
    drawn = drawn.copy()

    def effect(rows, goals):
        change = combination[goals] - combination[drawn[rows]]
        return (person[rows] * change).sum(axis=2) / tolerance

    def candidates(generator):
        rows = generator.permutation(len(drawn))[:SINGLES]
        goals = [neighbours[drawn[row]] for row in rows]
        goals = [goal[probability[row, goal] >= LEAST_LIKELY] for row, goal in zip(rows, goals, strict=True)]
        rows = np.repeat(rows, [len(goal) for goal in goals])
        goals = np.concatenate(goals)
        order = np.lexsort(keys.T[generator.permutation(keys.shape[1])])
        pair = generator.permutation(len(order) - 1)[:EXCHANGES]
        one, other = order[pair], order[pair + 1]
        likely = (probability[one, drawn[other]] >= LEAST_LIKELY) & (
            probability[other, drawn[one]] >= LEAST_LIKELY
        )
        one, other = one[likely], other[likely]
        return (
            np.concatenate([np.column_stack([rows, rows]), np.column_stack([one, other])]),
            np.concatenate([np.column_stack([goals, goals]), np.column_stack([drawn[other], drawn[one]])]),
            np.concatenate([effect(rows, goals), effect(one, drawn[other]) + effect(other, drawn[one])]),
        )

    def apply(rows, goals):
        drawn[rows] = goals

    gap = ((person * combination[drawn]).sum(axis=(0, 2)) - wanted) / tolerance
    descend(gap, candidates, apply, rng, names)
    return drawn
