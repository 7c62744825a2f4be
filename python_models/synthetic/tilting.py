"""Answer probabilities that meet weighted targets in expectation, as close as possible to prior ones."""

from __future__ import annotations

import numpy as np


class TargetsUnreachableError(ValueError):
    """Targets that no probabilities meet together."""


def tilt_cells(
    log_prior: np.ndarray,
    cell_weight: np.ndarray,
    features: np.ndarray,
    targets: np.ndarray,
    names: list[str],
    max_steps: int = 200,
) -> np.ndarray:
    """Probabilities (C, K) of K answers in C cells with given expected weighted sums of J features.

    Minimises the Kullback-Leibler distance to the prior subject to
    sum_c cell_weight[c] sum_k p[c, k] features[c, k, j] = targets[j], by Newton steps on the dual: the
    solution is exponential tilting (Deville and Särndal 1992, raking, on answers instead of weights).

    ``log_prior`` (C, K), -inf for impossible answers; ``cell_weight`` (C,) positive; ``features`` (C, K, J).
    Raises ``TargetsUnreachableError`` with the worst target when Newton stalls.
    """
    share = cell_weight / cell_weight.sum()
    wanted = targets / cell_weight.sum()
    scale = np.sqrt(np.einsum("c,ckj->j", share, features**2) / features.shape[1]) + 1e-12
    features = features / scale
    wanted = wanted / scale
    multipliers = np.zeros(len(wanted))

    def evaluate(at: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        logits = log_prior + features @ at
        top = logits.max(axis=1, keepdims=True)
        p = np.exp(logits - top)
        size = p.sum(axis=1, keepdims=True)
        value = float(share @ (np.log(size) + top)[:, 0] - at @ wanted)
        p = p / size
        return value, p, np.einsum("c,ck,ckj->j", share, p, features, optimize=True) - wanted

    value, p, gap = evaluate(multipliers)
    for _ in range(max_steps):
        if np.abs(gap).max() < 1e-9:
            return p
        mean = np.einsum("ck,ckj->cj", p, features, optimize=True)
        flat = (features * np.sqrt(share[:, None] * p)[:, :, None]).reshape(-1, len(wanted))
        hessian = flat.T @ flat - (mean * share[:, None]).T @ mean
        hessian[np.diag_indices_from(hessian)] += 1e-10 * np.diag(hessian).max()
        try:
            direction = np.linalg.solve(hessian, -gap)
        except np.linalg.LinAlgError:
            break
        length = 1.0
        while length > 1e-6:
            trial = evaluate(multipliers + length * direction)
            if trial[0] <= value + 1e-4 * length * float(gap @ direction) + 1e-15:
                break
            length /= 2
        else:
            break
        multipliers = multipliers + length * direction
        value, p, gap = trial
    worst = int(np.argmax(np.abs(gap)))
    if np.abs(gap[worst]) < 1e-6:
        return p
    raise TargetsUnreachableError(
        f"no probabilities meet target '{names[worst]}' together with the other {len(names) - 1} "
        f"(off by {gap[worst]:.3g} of its spread); loosen or drop one of them"
    )
