"""Draws samples as the study did, and estimates from each as the warehouse does."""

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np

from simulation.population import Population
from survey_stats.errors import EmptyLevelError, MarginCategoryAbsentError
from survey_stats.kernel import (
    DomainSums,
    FloatArray,
    IntArray,
    RegressionRows,
    SampleCells,
    calibrate_cells,
    cell_design,
    estimate_means,
    fit_rows,
)

LEVEL = 0.95


@dataclass(frozen=True)
class Truth:
    """Names (K,) and population values (K,) of what is estimated, and its kind."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    values: FloatArray


@dataclass(frozen=True)
class Draws:
    """Estimates, standard errors and bounds of S samples, (S, K), and how many draws were refused."""

    estimate: FloatArray
    std_error: FloatArray
    ci_low: FloatArray
    ci_high: FloatArray
    n: IntArray
    refused: int


def truth(population: Population) -> Truth:
    """The population's own shares, means and coefficients."""
    copies = np.bincount(population.source, minlength=len(population.cell)).astype(np.float64)
    member = np.isfinite(population.outcome)
    means = (np.where(member, population.outcome, 0) @ copies) / (member @ copies)
    root = np.sqrt(copies[population.regression_rows])[:, None]
    coefficients = np.linalg.lstsq(
        root * population.regression.x, root[:, 0] * population.regression_outcome, rcond=None
    )[0]
    kinds = ["share" if share else "mean" for share in population.is_share]
    return Truth(
        (*population.labels, *population.regression.term_names),
        (*kinds, *["coefficient"] * len(coefficients)),
        np.concatenate([means, coefficients]),
    )


def run(population: Population, samples: int, seed: int, workers: int) -> Iterator[tuple]:
    """Draw ``samples`` samples; yields one result a sample, in the order of their seeds."""
    seeds = np.random.SeedSequence(seed).spawn(samples)
    one = partial(one_sample, population, _margins(population))
    if workers == 1:
        yield from map(one, seeds)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(one, seeds, chunksize=10)


def collect(results: list[tuple]) -> Draws:
    """Stack the results of :func:`run`."""
    columns = [np.stack([result[i] for result in results]) for i in range(4)]
    return Draws(*columns, np.array([r[4] for r in results]), sum(r[5] for r in results))


def one_sample(population: Population, totals: dict, seed: np.random.SeedSequence) -> tuple:
    """Draw a stratified sample, let persons respond or not, calibrate, estimate.

    Returns estimates, standard errors, lower and upper bounds (K,), respondents, and draws refused because a
    margin or a regressor had no respondent (a study would merge categories; here the sample is drawn anew).
    """
    generator = np.random.default_rng(seed)
    refused = 0
    while True:
        respondent = _respond(population, generator)
        try:
            return (*_estimate(population, totals, respondent), len(respondent), refused)
        except (MarginCategoryAbsentError, EmptyLevelError):
            refused += 1


def _respond(population: Population, generator: np.random.Generator) -> IntArray:
    """(n,) respondents (places in the sample behind the population), one entry a person who answers."""
    stratum = population.stratum[population.source]
    order = np.lexsort((generator.random(len(stratum)), stratum))
    starts = np.searchsorted(stratum[order], np.arange(len(population.stratum_codes)))
    drawn = np.concatenate(
        [order[start : start + size] for start, size in zip(starts, population.sample_size, strict=True)]
    )
    person = population.source[drawn]
    return person[generator.random(len(person)) < population.response_probability[person]]


def _margins(population: Population) -> dict:
    """Population totals by stratum, variable and category."""
    cell = population.cell[population.source]
    totals = {}
    for variable, codes in population.cell_categories.items():
        keys, counts = np.unique(
            np.stack([population.cell_stratum[cell].astype(str), codes[cell].astype(str)]),
            axis=1,
            return_counts=True,
        )
        for stratum, code, count in zip(*keys, counts, strict=True):
            totals[int(stratum), variable, code] = float(count)
    return totals


def _estimate(
    population: Population, totals: dict, respondent: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    used, cell = np.unique(population.cell[respondent], return_inverse=True)
    stratum = population.cell_stratum[used]
    n = np.bincount(cell).astype(np.float64)
    respondents = np.bincount(stratum, weights=n, minlength=len(population.stratum_codes))
    base = (population.stratum_size / respondents)[stratum]
    categories = {name: codes[used].astype(str) for name, codes in population.cell_categories.items()}
    g_weight = calibrate_cells(stratum, categories, n * base, totals).g_weight
    design = cell_design(
        stratum,
        n,
        base * g_weight,
        base_weight=base,
        categories=categories,
        population=dict(enumerate(population.stratum_size.astype(float))),
    )
    outcome = population.outcome[:, respondent]
    member = np.isfinite(outcome)
    estimate, row = np.nonzero(member)
    y = outcome[member]
    flat = estimate * len(used) + cell[row]
    size = len(population.labels) * len(used)
    counts, sum_y, sum_y2 = (np.bincount(flat, weights=v, minlength=size) for v in (np.ones(len(y)), y, y**2))
    entry = np.flatnonzero(counts)
    sums = DomainSums(
        entry // len(used),
        entry % len(used),
        counts[entry],
        sum_y[entry],
        sum_y2[entry],
        n_estimates=len(population.labels),
        labels=population.labels,
    )
    means = estimate_means(design, sums, is_share=population.is_share, level=LEVEL)
    fit = _regress(population, design, respondent, cell, base)
    return tuple(
        np.concatenate([getattr(means, name), getattr(fit, "coefficients" if name == "estimate" else name)])
        for name in ("estimate", "std_error", "ci_low", "ci_high")
    )


def _regress(
    population: Population, design: SampleCells, respondent: IntArray, cell: IntArray, base: FloatArray
) -> object:
    place = np.full(len(population.cell), -1)
    place[population.regression_rows] = np.arange(len(population.regression_rows))
    inside = place[respondent] >= 0
    rows = place[respondent[inside]]
    weight = base[cell[inside]]
    batch = RegressionRows(
        population.regression.x[rows],
        population.regression_outcome[rows],
        cell[inside],
        np.ones(len(rows)),
        weight,
        weight**2,
    )
    return fit_rows(design, lambda: [batch], population.regression.term_names, level=LEVEL)
