"""Printed coefficient vectors as linear targets on an outcome, the regressors being fixed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from synthetic.printed_models import PrintedModel, design


@dataclass(frozen=True)
class LinearModel:
    """A printed model on fixed regressors: its slopes are ``pull @ y``.

    ``printed`` the model; ``rows`` (n,) bool, who is in it; ``x`` (R, 1 + P) regressors of those rows;
    ``pull`` (P, n): slope j is the sum over all persons of pull[j] * y, zero outside the rows.
    """

    printed: PrintedModel
    rows: np.ndarray
    x: np.ndarray
    pull: np.ndarray

    @property
    def names(self) -> list[str]:
        return [f"{self.printed.outcome} model {self.printed.number} {term}" for term in self.printed.terms]


def linear_model(
    printed: PrintedModel, columns: dict[str, np.ndarray], weight: np.ndarray, rows: np.ndarray
) -> LinearModel:
    """Regressors and the linear map from outcome to slopes; ``columns`` code arrays (n,), 0 where missing.

    Raises ``ValueError`` when the number of rows is not the printed one.
    """
    if int(rows.sum()) != printed.n:
        raise ValueError(
            f"{printed.outcome} model {printed.number} has {int(rows.sum())} rows, printed are {printed.n}"
        )
    x = design(printed.terms, {name: values[rows] for name, values in columns.items()})
    xw = x * weight[rows][:, None]
    pull = np.zeros((len(printed.terms), len(weight)))
    pull[:, rows] = np.linalg.solve(x.T @ xw, xw.T)[1:]
    return LinearModel(printed, rows, x, pull)
