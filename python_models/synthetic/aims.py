"""Slopes that aim beside the printed value, still inside its rounding, and why."""

from __future__ import annotations

import numpy as np

from synthetic.printed_models import PrintedModel

# (outcome, model, variable, category) -> slope. A printed 0.06 may be anything from 0.055 to 0.065; where
# the middle would contradict another printed result, the aim lies elsewhere in the interval.
OFF_CENTRE = {
    # 47 pct of women and 41 pct of men are trained: the middle would make it 47.5 for women.
    ("trained", 1, "gender", 2): 0.0565,
    # Long higher education has the highest trained share (Figure 3.6), if only just.
    ("trained", 1, "education", 5): 0.0125,
    # Two stars, not three.
    ("trained", 1, "education", 3): -0.0575,
    # One star, not two.
    ("trained", 2, "organisation_size", 4): 0.0370,
    # No star.
    ("trained", 2, "span_group", 5): 0.0570,
    # Three stars, not two.
    ("trained", 2, "experience_group", 2): -0.0637,
}


def aimed_slopes(model: PrintedModel) -> np.ndarray:
    """Slopes (P,) to reach for a printed model.

    Raises ``ValueError`` when an aim does not round to the printed coefficient.
    """
    slopes = model.coefficient.copy()
    for j, term in enumerate(model.terms):
        aim = OFF_CENTRE.get((model.outcome, model.number, *term), slopes[j])
        if abs(aim - slopes[j]) >= model.half_unit:
            raise ValueError(
                f"aim {aim} for {term} of {model.outcome} model {model.number} is not {slopes[j]}"
            )
        slopes[j] = aim
    return slopes
