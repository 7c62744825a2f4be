"""Codes, bins and reference categories, read from the codebook seeds so that each stands once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

# The wave that is drawn. Codebook versions are named by the year of their wave.
WAVE = 2024


def _bins(seed_folder: Path, variable: str) -> pd.DataFrame:
    bins = pd.read_csv(seed_folder / "codebook" / "codebook_bins.csv")
    bins = bins[
        (bins["variable_name"] == variable)
        & (bins["first_codebook_version"].fillna(WAVE) <= WAVE)
        & (bins["last_codebook_version"].fillna(WAVE) >= WAVE)
    ]
    if bins.empty:
        raise KeyError(f"codebook_bins.csv has no bins for {variable!r}")
    return bins


def group_codes(seed_folder: Path, variable: str, values: np.ndarray) -> np.ndarray:
    """Group code (n,) of whole-number ``values`` by the bins of ``variable``; 0 where no bin holds it."""
    bins = _bins(seed_folder, variable)
    codes = np.zeros(len(values), dtype=int)
    for code, low, high in zip(
        bins["code"], bins["lower_bound"], bins["upper_bound"].fillna(np.inf), strict=True
    ):
        codes[(values >= low) & (values <= high)] = code
    return codes


def bin_limits(seed_folder: Path, variable: str) -> dict[int, tuple[int, int | None]]:
    """Lower and upper bound of every bin of ``variable``; None where the upper end is open."""
    bins = _bins(seed_folder, variable)
    return {
        int(code): (int(low), None if np.isnan(high) else int(high))
        for code, low, high in zip(bins["code"], bins["lower_bound"], bins["upper_bound"], strict=True)
    }


def reference_codes(seed_folder: Path) -> dict[str, int]:
    """Reference category of every variable that has one."""
    table = pd.read_csv(seed_folder / "codebook" / "codebook_reference_categories.csv")
    return dict(zip(table["variable_name"], table["reference_code"].astype(int), strict=True))
