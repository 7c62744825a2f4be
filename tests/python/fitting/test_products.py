"""Products of indicators are the same in whatever batches the persons are summed."""

import numpy as np
import pytest

from disclosure.rows import published_indicators
from fitting.products import products_of_nobody, products_rows, summed_products, used_columns

N = 50
VARIABLES = ("q1", "points")
GIVEN = np.random.default_rng(3)
PERSONS = {
    "person_id": np.arange(N).astype(str),
    "q1": GIVEN.integers(1, 4, N).astype(float),
    # Whole numbers and halves, whose squares add up to more than single precision holds.
    "points": GIVEN.choice([0.5, 4_097.0, 4_099.5, np.nan], N),
    "in_all": np.arange(N) > 4,
}
CELLS = {
    "outcome_variable": np.repeat(VARIABLES, 3).astype(object),
    "domain_id": np.full(6, "all", dtype=object),
    "group_variable": np.full(6, "all", dtype=object),
    "split_variable": np.full(6, "all", dtype=object),
    "outcome_code": np.array(["1", "2", "3", "0.5", "4097", "4099.5"], dtype=object),
    "outcome_value": np.array([1, 2, 3, 0.5, 4_097, 4_099.5]),
}
ROWS = {name: CELLS[name][:4] for name in ("domain_id", "group_variable", "split_variable")} | {
    "outcome_variable": np.array(["q1", "q1", "q1", "points"], dtype=object),
    "outcome_key": np.array(["1", "2;3", "mean", "mean"], dtype=object),
}
ASKED = (CELLS, ROWS, [])


@pytest.mark.parametrize("size", [1, 7, N])
def test_batches_of_persons_add_up_to_all_of_them(size):
    used = {name: PERSONS[name] for name in used_columns(PERSONS, CELLS)}
    assert list(used) == ["q1", "points", "in_all"]
    starts = range(0, N, size)
    parts = [summed_products({name: v[k : k + size] for name, v in used.items()}, *ASKED) for k in starts]
    found = products_rows([products_of_nobody(used, *ASKED), *parts])
    names, values = published_indicators(PERSONS, *ASKED)
    whole = values.T @ values
    assert whole.max() > 2**24
    assert len(names) == 6
    assert (found["product"] == whole[np.triu_indices(6)]).all()
    assert (found["n_persons"] == N).all()
