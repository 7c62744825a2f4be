"""Figures of the report as linear constraints on the answers to one question.

A `Question` is one item over the persons with a valid answer to it. Its methods write down a share,
a mean, a difference of means, a regression coefficient or a sampling variance as a `Constraint` of
`constrained_draw`, in the units in which the figure is printed (shares in per cent).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from synthetic.constrained_draw import Constraint, draw_with_targets, tilt

# Tolerance of our own answer distributions, per cent: they only shape the prior.
SHAPE_TOLERANCE = 0.25


@dataclass
class Question:
    """One item among the persons who answer it.

    valid is a mask over all n persons; codes are the substantive answer codes in order, which also
    are the scores of means; shape is the per cent of each code before the constraints, ours unless
    the report prints it.
    """

    name: str
    weight: np.ndarray
    valid: np.ndarray
    codes: np.ndarray
    shape: Sequence[float]
    constraints: list[Constraint] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.codes = np.asarray(self.codes)
        self.scores = self.codes.astype(float)
        self.shape = 100 * np.asarray(self.shape, float) / np.sum(self.shape)
        self.centre = float(self.shape @ self.scores / 100)
        self.spread = float(np.sqrt(self.shape @ (self.scores - self.centre) ** 2 / 100))

    def _add(self, label: str, person: np.ndarray, code: np.ndarray, target: float, tolerance: float) -> None:
        self.constraints.append(
            Constraint(
                f"{self.name}: {label}", person[self.valid], np.asarray(code, float), target, tolerance
            )
        )

    def _mean_factor(self, mask: np.ndarray | None) -> np.ndarray:
        """Person factor of a domain mean: 1 / weighted size inside the domain's valid answers."""
        domain = self.valid if mask is None else self.valid & mask
        return domain / self.weight[domain].sum()

    def share(self, codes, per_cent: float, tolerance: float, mask: np.ndarray | None = None) -> None:
        """Per cent of the domain that answers one of the codes."""
        chosen = 100.0 * np.isin(self.codes, codes)
        self._add(f"share of {codes}", self._mean_factor(mask), chosen, per_cent, tolerance)

    def mean(self, value: float, tolerance: float, mask: np.ndarray | None = None) -> None:
        """Mean score of the domain."""
        self._add(f"mean {value}", self._mean_factor(mask), self.scores, value, tolerance)

    def gap(self, above: np.ndarray, below: np.ndarray | None, value: float, tolerance: float) -> None:
        """Mean score of one domain minus that of another (all persons when None)."""
        factor = self._mean_factor(above) - self._mean_factor(below)
        self._add(f"gap {value}", factor, self.scores, value, tolerance)

    def slope(
        self, outcome: np.ndarray, controls: np.ndarray, sample: np.ndarray, value: float, tolerance: float
    ) -> None:
        """Coefficient of this item in the weighted regression of a fixed outcome on it and controls.

        By Frisch, Waugh and Lovell the coefficient is the covariance of the item with the outcome's
        residual, over the item's own residual variance; the latter is taken as that of the current
        distribution, times the share the controls leave, and therefore approximate.
        """
        used = self.valid & sample
        weight = self.weight[used]
        design = controls[used] * np.sqrt(weight)[:, None]
        target = outcome[used] * np.sqrt(weight)
        coefficients = np.linalg.lstsq(design, target, rcond=None)[0]
        residual = np.zeros(len(self.weight))
        residual[used] = outcome[used] - controls[used] @ coefficients
        factor = residual / weight.sum() / self.spread**2
        self._add(f"slope {value}", factor, self.scores, value, tolerance)

    def outcome_mean(
        self,
        outcome: np.ndarray,
        sample: np.ndarray,
        code: int,
        deviation: float,
        share: float,
        tolerance: float,
    ) -> None:
        """Mean of a fixed outcome among those who answer `code`, as deviation from its overall mean.

        share is the expected per cent of that code: it turns the condition into units of the outcome.
        """
        used = self.valid & sample
        overall = np.average(outcome[used], weights=self.weight[used])
        factor = np.where(used, outcome - overall - deviation, 0.0)
        factor = factor * 100 / (share * self.weight[used].sum())
        self._add(f"outcome at code {code}", factor, self.codes == code, 0.0, tolerance)

    def gap_variance(
        self,
        first: np.ndarray,
        second: np.ndarray,
        means: Sequence[float],
        std_error: float,
        tolerance: float,
    ) -> None:
        """Linearised variance of the difference of two domain means, in per cent of std_error squared.

        Weights are taken as given: the sum of w^2 (y - mean)^2 / W^2 over both domains. The two means
        must be constrained as well. Written for scores around their common middle, as the persons of
        both domains share one code factor; the means are close enough for that.
        """
        factor = (self._mean_factor(first) ** 2 + self._mean_factor(second) ** 2) * self.weight
        squares = 100 * (self.scores - np.mean(means)) ** 2 / std_error**2
        self._add(f"standard error {std_error}", factor, squares, 100.0, tolerance)

    def coefficients(self, design: np.ndarray, values: Sequence[float], tolerance: float) -> None:
        """Weighted least-squares coefficients of this item, as outcome, on a fixed (n, p) design."""
        used = design[self.valid]
        weight = self.weight[self.valid]
        solver = np.linalg.solve((used * weight[:, None]).T @ used, used.T)
        for position, value in enumerate(values):
            person = np.zeros(len(self.weight))
            person[self.valid] = solver[position]
            self._add(f"coefficient {position}", person, self.scores, value, tolerance)

    def draw(
        self,
        lean: np.ndarray,
        rng: np.random.Generator,
        groups: np.ndarray,
        preference: np.ndarray | None = None,
    ) -> np.ndarray:
        """Answer codes (n,) of the valid persons, 0 for the others.

        lean: (n,) log odds by which a person prefers one score more, from battery factors and earlier
        answers; preference: (n, k) further log odds of single codes, -inf where a code is impossible.
        """
        weight = self.weight[self.valid]
        logits = np.log(self.shape) + lean[self.valid, None] * (self.scores - self.centre)
        if preference is not None:
            logits = logits + preference[self.valid]
        unit = np.ones(len(weight)) / weight.sum()
        # One code is left out: the shares sum to 100 by themselves.
        margins = [
            Constraint(
                f"{self.name}: shape of {code}", unit, 100.0 * (self.codes == code), share, SHAPE_TOLERANCE
            )
            for code, share in zip(self.codes[1:], self.shape[1:], strict=True)
        ]
        prior = tilt(logits, weight, margins)
        with np.errstate(divide="ignore"):
            positions = draw_with_targets(np.log(prior), weight, self.constraints, rng, groups[self.valid])
        answers = np.zeros(len(self.weight), dtype=np.int64)
        answers[self.valid] = self.codes[positions]
        return answers
