"""How intervals are asked for: coverage, degrees of freedom, and the method of shares."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from survey_stats.errors import LevelError
from survey_stats.kernel.cells import SampleCells
from survey_stats.kernel.estimates import Estimates
from survey_stats.kernel.inference import check_level, t_interval
from survey_stats.kernel.shares import METHODS, share_interval


@dataclass(frozen=True)
class Interval:
    """``level`` coverage; ``df`` degrees of freedom: ``design``, ``domain`` (units minus strata of each
    estimate's own domain) or a number; ``method`` of shares."""

    level: float = 0.95
    df: str | float = "design"
    method: str = "logit"

    @classmethod
    def read(cls, level: object, df: object = "design", method: str = "logit") -> "Interval":
        """Raises ``LevelError`` where an argument is none of these."""
        level = check_level(level)
        is_number = isinstance(df, int | float | np.number) and not isinstance(df, bool)
        if not (df in ("design", "domain") if isinstance(df, str) else is_number and df > 0):
            raise LevelError(f"df is {df!r}; it is 'design', 'domain' or a positive number")
        if method not in METHODS:
            raise LevelError(f"interval is one of {', '.join(METHODS)}, not {method!r}")
        return cls(level, df, method)

    @property
    def is_plain(self) -> bool:
        """Whether the kernel's own intervals are what is asked for."""
        return self.df == "design" and self.method == "logit"

    def applied(
        self, cells: SampleCells, estimates: Estimates, members: Mapping[str, np.ndarray], *, is_share: bool
    ) -> Estimates:
        """The estimates with these degrees of freedom and bounds; ``members`` the sums' entries."""
        if self.is_plain or (self.df == "design" and not is_share):
            return estimates
        size = len(estimates.estimate)
        index, cell, used = (members[name] for name in ("estimate_index", "cell_index", "n_used"))
        if self.df == "design":
            df = estimates.degrees_of_freedom
        elif self.df == "domain":
            df = np.array(
                [cells.inner_degrees_of_freedom(cell[index == k], used[index == k]) for k in range(size)]
            )
        else:
            df = np.full(size, float(self.df))
        if is_share:
            n = np.bincount(index, weights=used, minlength=size)
            arguments = (estimates.estimate, estimates.std_error, df, n, self.level)
            low, high = share_interval(self.method, *arguments)
        else:
            low, high = t_interval(estimates.estimate, estimates.std_error, df, self.level)
        return replace(estimates, degrees_of_freedom=df, ci_low=low, ci_high=high)
