"""The coverage study: its machinery on a small invented population, and the table that the docs quote."""

import csv
from pathlib import Path

import numpy as np
import pytest

from simulation.population import Population
from simulation.study import collect, run, truth
from survey_stats.kernel import regression_design

ROOT = Path(__file__).resolve().parents[3]
LOW, HIGH = 0.935, 0.965


def invented(respondents=400, copies=10) -> Population:
    """Two strata, two calibration variables; the one that drives response drives the outcomes as well."""
    generator = np.random.default_rng(3)
    stratum = np.arange(respondents) % 2
    gender, age = generator.integers(1, 3, respondents), generator.integers(1, 4, respondents)
    keys, cell = np.unique(np.stack([stratum, gender, age]), axis=1, return_inverse=True)
    points = 10.0 * gender + 3 * age + generator.normal(0, 5, respondents)
    outcome = np.stack([points, (points > 24).astype(float), np.where(age == 3, points, np.nan)])
    return Population(
        source=np.repeat(np.arange(respondents), copies),
        cell=cell.reshape(-1),
        stratum=stratum,
        stratum_codes=("a", "b"),
        sample_size=np.array([500, 900]),
        response_probability=np.where(gender == 1, 0.25, 0.75),
        cell_categories={"gender": keys[1].astype(str), "age": keys[2].astype(str)},
        cell_stratum=keys[0],
        labels=("points", "high", "points_of_old"),
        is_share=np.array([False, True, False]),
        outcome=outcome,
        regression=regression_design({"age": age.astype(float)}, ("age",), {}),
        regression_rows=np.arange(respondents),
        regression_outcome=points,
    )


def test_calibrated_intervals_cover_where_response_depends_on_the_outcome():
    population = invented()
    true = truth(population)
    draws = collect(list(run(population, 200, seed=1, workers=1)))
    covered = ((draws.ci_low <= true.values) & (true.values <= draws.ci_high)).mean(axis=0)
    # 200 samples: coverage of 95 % comes out within four of its standard errors (0.062) of 0.95.
    assert (np.abs(covered - 0.95) < 0.062).all(), dict(zip(true.names, covered, strict=True))
    # Men answer three times less often: uncalibrated means would be three standard errors off.
    bias = (draws.estimate.mean(axis=0) - true.values) / draws.estimate.std(axis=0)
    assert (np.abs(bias) < 0.3).all(), bias


def test_the_truth_is_the_populations_own():
    population = invented(respondents=50, copies=2)
    true = truth(population)
    everyone = population.outcome[:, population.source]
    np.testing.assert_allclose(true.values[:3], np.nanmean(everyone, axis=1), rtol=1e-12)
    assert true.names[3:] == ("(intercept)", "age")


def test_results_do_not_depend_on_the_number_of_processes():
    population = invented(respondents=100, copies=5)
    population = Population(**{**vars(population), "sample_size": np.array([150, 150])})
    one, two = (list(run(population, 12, seed=5, workers=workers)) for workers in (1, 2))
    for a, b in zip(one, two, strict=True):
        np.testing.assert_array_equal(a[0], b[0])


@pytest.fixture(scope="module")
def table():
    with (ROOT / "docs" / "coverage.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_intervals_of_the_published_kinds_cover(table):
    assert {row["samples"] for row in table} == {"2000"}
    within = [row for row in table if LOW <= float(row["coverage"]) <= HIGH]
    assert len(within) >= 20
    assert {row["kind"] for row in within} == {"share", "mean", "coefficient"}
    shares = [float(row["population_value"]) for row in within if row["kind"] == "share"]
    for level in (0.05, 0.43, 0.90):
        assert min(abs(share - level) for share in shares) < 0.02


def test_the_docs_name_every_estimate_that_covers_too_rarely_or_too_often(table):
    text = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")
    for row in table:
        if not LOW <= float(row["coverage"]) <= HIGH:
            assert f"`{row['name']}`: {row['coverage']}" in text
