"""Deliveries for benchmarks: as many respondents as asked for, the same every time, varied, and accepted."""

import pyarrow.parquet as pq
import pytest

from deliveries.delivery import inspect_delivery
from synthetic.scaled import write_scaled

RESPONDENTS = 9_000


@pytest.fixture(scope="module")
def scaled(tmp_path_factory):
    return write_scaled(RESPONDENTS, tmp_path_factory.mktemp("scaled") / "delivery")


def test_it_has_as_many_complete_respondents_as_asked_for(scaled):
    status = pq.read_table(scaled / "survey.parquet")["status_code"].to_pylist()
    assert status.count(1) == RESPONDENTS


def test_it_breaks_no_rule_and_repeats_nobody(scaled):
    delivery = inspect_delivery(scaled)
    assert [problem.name for problem in delivery.problems] == []
    assert delivery.findings.rejections == ()
    (alike,) = [s for s in delivery.plausibility.signals if s.name == "identical-questionnaires"]
    assert alike.number < 0.001


def test_equal_sizes_give_equal_files(scaled, tmp_path):
    again = write_scaled(RESPONDENTS, tmp_path / "again")
    for path in scaled.iterdir():
        assert path.read_bytes() == (again / path.name).read_bytes()
