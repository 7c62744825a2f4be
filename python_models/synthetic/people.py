"""The complete managers as arrays: what is known of them before the remaining answers are drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

COMPLETE, PARTIAL = 1, 2
NOT_A_LEADER = 4
PUBLIC, PRIVATE = 1, 2
OF_LEADERS, OF_EMPLOYEES, NO_PERSONNEL = 1, 2, 3
NO_TRAINING = 3
YEARS_UNKNOWN = 99
ORGANISATION_SIZE_UNKNOWN = 5
FIELD_YEAR = 2024

# Bins of the figures' control variables; the last bin of span holds the top code 101.
AGE_BINS = (0, 40, 50, 60)
EXPERIENCE_BINS = (0, 9, 16, 25)
SPAN_BINS = (0, 8, 16, 29, 101)


@dataclass(frozen=True)
class People:
    """Complete managers, one array element each, in the order of the survey file.

    weight is the calibrated weight; desire is q15 (1-5); has_controls tells who answered every
    control variable of the coefficient plots; controls is the (n, p) design of those variables
    with an intercept (rows without the controls are zero).
    """

    weight: np.ndarray
    stratum: np.ndarray
    gender: np.ndarray
    age: np.ndarray
    region: np.ndarray
    education: np.ndarray
    industry: np.ndarray
    leader_type: np.ndarray
    experience: np.ndarray
    organisation_size: np.ndarray
    conflicts: np.ndarray
    stress: np.ndarray
    resources: np.ndarray
    thriving: np.ndarray
    desire: np.ndarray
    training: np.ndarray
    has_controls: np.ndarray
    controls: np.ndarray

    @property
    def n(self) -> int:
        return len(self.weight)

    @property
    def is_trained(self) -> np.ndarray:
        return self.training != NO_TRAINING

    @property
    def has_personnel(self) -> np.ndarray:
        return self.leader_type != NO_PERSONNEL

    @property
    def draw_group(self) -> np.ndarray:
        """Groups within which answers are drawn systematically: stratum by leader type."""
        return self.stratum * 10 + self.leader_type


def industry9(industry_code: np.ndarray) -> np.ndarray:
    """The report's nine industries: agriculture joined with manufacturing."""
    return np.maximum(industry_code - 1, 1)


def dummies(codes: np.ndarray) -> np.ndarray:
    """Indicator columns (n, levels - 1) of integer codes, the lowest code left out."""
    return (codes[:, None] == np.unique(codes)[None, 1:]).astype(float)


def from_core(managers: pd.DataFrame) -> People:
    """Arrays of the complete managers from the core frame (columns as in the survey and register files)."""
    column = {name: managers[name].to_numpy() for name in managers.columns}

    def codes(name: str) -> np.ndarray:
        return column[name].astype(np.int64)

    age_group = np.digitize(codes("age_years"), AGE_BINS)
    experience = codes("q2")
    size = codes("q5")
    has_controls = (experience != YEARS_UNKNOWN) & (size != ORGANISATION_SIZE_UNKNOWN)
    parts = [
        codes("gender_code"),
        age_group,
        codes("stratum_code"),
        codes("q1"),
        np.digitize(experience, EXPERIENCE_BINS),
        np.digitize(codes("q3"), SPAN_BINS),
        np.where(has_controls, size, size.min()),
    ]
    design = np.column_stack([np.ones(len(managers)), *(dummies(part) for part in parts)])
    design[~has_controls] = 0
    return People(
        weight=column["weight"].astype(float),
        stratum=codes("stratum_code"),
        gender=codes("gender_code"),
        age=codes("age_years"),
        region=codes("region_code"),
        education=codes("education_code"),
        industry=industry9(codes("industry_code")),
        leader_type=codes("q1"),
        experience=experience,
        organisation_size=size,
        conflicts=codes("q11_1"),
        stress=codes("q11_2"),
        resources=codes("q11_3"),
        thriving=codes("q11_4"),
        desire=codes("q15"),
        training=codes("q18"),
        has_controls=has_controls,
        controls=design,
    )
