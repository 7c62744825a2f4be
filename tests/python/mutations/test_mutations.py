"""Planted faults turn the build red: published equals estimated, whatever is done wrong on the way."""

from collections import Counter

import pytest
from mutations_faults import FAULTS, FAULTS_OF_WITHHOLDING
from mutations_warehouse import BadFault, Fault, Warehouse

LEAST_FAULTS = 40


@pytest.mark.slow
@pytest.mark.built
@pytest.mark.parametrize(
    ("copy", "faults"),
    [("warehouse", FAULTS), ("withheld", FAULTS_OF_WITHHOLDING)],
    ids=["all", "withholding"],
)
def test_every_fault_is_caught(copy, faults, request, record_property):
    warehouse: Warehouse = request.getfixturevalue(copy)
    missed = [str(fault) for fault in faults if warehouse.caught_by(fault) is None]
    found = f"{len(faults) - len(missed)} of {len(faults)} planted faults turn the build red"
    record_property("result", found)
    assert not missed, f"{found}. These do not: " + "; ".join(missed)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("no such text", "", "is found 0 times"),
        (
            "round(archetypes.effect_points, ",
            "0 + round(archetypes.effect_points, ",
            "no row of the table is another",
        ),
        ("round(archetypes.effect_points, ", "round(archetypes.no_such_column, ", "no_such_column"),
    ],
)
def test_a_fault_that_is_none_is_no_success(warehouse, old, new, problem):
    with pytest.raises(BadFault, match=problem):
        warehouse.caught_by(Fault("pub_archetypes", "nothing", old, new))


def test_there_are_enough_faults_of_every_layer():
    faults = FAULTS + FAULTS_OF_WITHHOLDING
    assert len(set(faults)) == len(faults) >= LEAST_FAULTS
    layers = Counter(fault.model.split("_")[0] for fault in faults)
    assert min(layers[layer] for layer in ("pub", "est", "dim")) >= 5
