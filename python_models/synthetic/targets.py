"""The printed numbers the answers have to meet, read from the report's own list of figures."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
# Answers aim inside the rounding interval: at most so much of its half-width from the aimed value.
SAFETY = 0.6
SCALE_DECIMALS = 2


@dataclass(frozen=True)
class Printed:
    """One printed number: its value and the half-width of the interval that rounds to it."""

    value: float
    half_width: float

    @property
    def tolerance(self) -> float:
        return SAFETY * self.half_width

    def near(self, value: float, tolerance: float) -> tuple[float, float]:
        """An aim of our own inside the rounding interval; raises ValueError outside it."""
        if abs(value - self.value) + tolerance >= self.half_width:
            raise ValueError(f"{value} plus or minus {tolerance} does not round to the printed {self.value}")
        return value, tolerance


def read_printed(seed_folder: Path = SEEDS) -> dict[str, Printed]:
    """Survey shares, means and numbers of persons by estimate id, with the precision they are printed in.

    Means of answer scales have two decimals throughout; where the report drops a final zero ("2,9")
    it is read back.
    """
    path = seed_folder / "report" / "published_estimates.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["estimate_id"]: _printed(row["value"], row["unit"]) for row in csv.DictReader(file)}


def _printed(value: str, unit: str) -> Printed:
    decimals = SCALE_DECIMALS if unit.startswith("scale") else len(value.partition(".")[2])
    return Printed(float(value), 0.5 * 10.0**-decimals)
