"""Of a question, little more is withheld than the least: Fischetti & Salazar's integer program, solved."""

import numpy as np
import pytest
import test_attacks
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array

from disclosure.audit import needed_width
from disclosure.build import build
from disclosure.rows import group_sizes, persons_of_rows
from disclosure.suppression import protected_cells, suppress, unsafe_rows
from disclosure.system import small_cells
from disclosure.unknowns import unknowns

pytestmark = pytest.mark.slow

THRESHOLD = 5
SHARE = 0.005
QUESTIONS = 12


def question(seed):
    """System and rows of one question with a rare answer, by two backgrounds; no group is small."""
    rng = np.random.default_rng(seed)
    a, b = (column.ravel() for column in np.meshgrid(np.arange(1, 8), np.arange(1, 5)))
    sizes = rng.integers(20, 120, len(a))
    a, b = np.repeat(a, sizes), np.repeat(b, sizes)
    share = np.where(b == 1, 0.05, 0.15) * np.where(a > 5, 0.4, 1)
    answer = np.where(rng.random(len(a)) < share, 1, 2)
    persons = {"a": a, "b": b, "q": answer}
    cells, rows = test_attacks.tables(persons, variables=("q",), keys=("1",))
    return build(cells, rows, threshold=THRESHOLD), cells, rows


def least(system, n_persons):
    """Fewest rows to withhold such that every guarded cell is as wide as asked.

    Rows are binary; where the attacker bounds a cell too tightly, the dual solution of the attacker's program
    says how much wider the rows shown would make it if they were withheld: that is the next cut.
    """
    need = needed_width(system, THRESHOLD, SHARE)
    small = small_cells(system, THRESHOLD)
    unknown = unknowns(system, system.is_size)
    of_row = np.full(system.n_rows, -1)
    np.maximum.at(of_row, system.published_row, unknown.of_cell[system.published_cell])
    n, matrix = system.n_rows, unknown.matrix
    low = np.maximum(unknown.least, -1e4)
    high = np.minimum(unknown.most, 1e4)
    row_of = np.full(len(low), -1)
    row_of[of_row[of_row >= 0]] = np.flatnonzero(of_row >= 0)
    assert (row_of >= 0).all()
    withheld = unsafe_rows(system, n_persons, THRESHOLD)
    always = withheld.astype(float)
    cuts, bounds = [], []
    while True:
        guarded = protected_cells(system, ~withheld, THRESHOLD) & (unknown.of_cell >= 0)
        is_fine = True
        for u in np.unique(unknown.of_cell[guarded]):
            cells = guarded & (unknown.of_cell == u)
            asked = need[cells].max()
            weight = np.zeros(len(low))
            width = 0.0
            is_open = withheld[row_of]
            for sign in (-1.0, 1.0):
                found = linprog(
                    np.where(np.arange(len(low)) == u, sign, 0.0),
                    A_eq=matrix,
                    b_eq=np.zeros(matrix.shape[0]),
                    bounds=np.stack([low * is_open, high * is_open], axis=1),
                )
                width -= found.fun
                weight -= found.upper.marginals * high + found.lower.marginals * low
            if width < asked - 1e-6:
                is_fine = False
                cut = np.bincount(row_of, np.minimum(np.maximum(weight, 0), asked), minlength=n)
                is_primary = small[cells].any()
                if not is_primary:
                    cut[row_of[u]] -= asked
                cuts.append(cut)
                bounds.append(asked if is_primary else 0.0)
        if is_fine:
            return withheld
        solved = milp(
            np.ones(n),
            integrality=np.ones(n),
            bounds=Bounds(always, np.ones(n)),
            constraints=LinearConstraint(csr_array(np.stack(cuts)), np.array(bounds) - 1e-7, np.inf),
        )
        withheld = solved.x > 0.5


def test_at_most_a_tenth_more_is_withheld_than_the_optimum():
    ours, optimum = [], []
    for seed in range(QUESTIONS):
        system, cells, rows = question(seed)
        n_persons = persons_of_rows(cells, rows)
        hidden, _ = suppress(
            system,
            n_persons,
            THRESHOLD,
            cost=group_sizes(cells, rows),
            is_needed=np.zeros(system.n_rows),
            minimum_share=SHARE,
        )
        ours.append(hidden.sum())
        optimum.append(least(system, n_persons).sum())
    assert sum(optimum) > 3 * QUESTIONS
    assert all(o <= w for o, w in zip(optimum, ours, strict=True)), (ours, optimum)
    assert all(w <= 1.1 * o for o, w in zip(optimum, ours, strict=True)), (ours, optimum)
