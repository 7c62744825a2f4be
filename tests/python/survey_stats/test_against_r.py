"""Every estimator against R's survey package (reference/reference.R), on data that the package ships.

R's numbers are stored with 15 digits; everything must agree to 1e-10 relative.
"""

import csv
import json
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from survey_stats.kernel import (
    DomainSums,
    calibrate_cells,
    cell_design,
    difference_tests,
    estimate_means,
    estimate_totals,
    margin_totals,
    regression_design,
    response_model,
    weighted_least_squares,
)

FOLDER = Path(__file__).parent / "reference"
REFERENCE = json.loads((FOLDER / "reference.json").read_text())
TOLERANCE = 1e-10

CODES = ("stype", "awards", "sch_wide", "comp_imp", "ell_group", "meals_group")
DESIGNS = [
    (data, mode, fpc)
    for data in ("apistrat", "apiquart")
    for mode in ("calibrated", "pweight")
    for fpc in (True, False)
]
# founded = 1900 + a percentage: squares cancel unless summed from an origin.
ORIGIN = {"founded": 1900.0}


def relative(ours, theirs):
    """Deviation relative to R's figure; absolute below 1e-8, where R's own round-off is all there is."""
    ours, theirs = np.asarray(ours, dtype=float), np.asarray(theirs, dtype=float)
    return np.abs(ours - theirs) / np.maximum(np.abs(theirs), 1e-8)


def assert_close(ours, theirs, cases, tolerance=TOLERANCE):
    deviation = relative(ours, theirs)
    assert len(deviation) > 0
    off = [
        (d, o, t, c) for d, o, t, c in zip(deviation, ours, theirs, cases, strict=True) if not d <= tolerance
    ]
    assert not off, f"{len(off)} of {len(deviation)} off, first: {off[:3]}"


@cache
def rows(data):
    with (FOLDER / f"{data}.csv").open() as file:
        records = list(csv.DictReader(file))
    return {
        name: np.array([r[name] for r in records])
        if name in CODES
        else np.array([float(r[name]) if r[name] else np.nan for r in records])
        for name in records[0]
    }


@cache
def cells(data):
    """Cell index of each row, and the cell table."""
    table = rows(data)
    names = ["stype", *REFERENCE["auxiliaries"][data]]
    keys, first, index, n = np.unique(
        np.stack([table[name] for name in names]),
        axis=1,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    return index.reshape(-1), {
        "stratum": keys[0],
        "categories": dict(zip(names[1:], keys[1:], strict=True)),
        "n": n,
        "base_weight": table["base_weight"][first],
        "weight": table["calibrated_weight"][first],
    }


@cache
def design(data, mode, fpc):
    _, table = cells(data)
    return cell_design(**table, mode=mode, population=REFERENCE["stratum_population"] if fpc else None)


def is_member(data, domain, outcome):
    table = rows(data)
    member = ~np.isnan(table[outcome])
    for name, value in (domain or {}).items():
        member &= table[name] == value
    return member


def domain_sums(data, estimates):
    """DomainSums of (outcome, member mask) pairs."""
    table, (index, cell_table) = rows(data), cells(data)
    size = len(cell_table["n"])
    parts = []
    for k, (outcome, member) in enumerate(estimates):
        y = table[outcome][member] - ORIGIN.get(outcome, 0)
        of = index[member]
        sums = [np.bincount(of, weights=v, minlength=size) for v in (np.ones(len(y)), y, y**2)]
        occupied = np.flatnonzero(sums[0])
        parts.append(np.stack([np.full(len(occupied), k), occupied, *(s[occupied] for s in sums)]))
    entries = np.concatenate(parts, axis=1)
    return DomainSums(*entries, origin=[ORIGIN.get(outcome, 0) for outcome, _ in estimates])


def cases_of(kind, key):
    return [
        c
        for c in REFERENCE["cases"]
        if c["kind"] == kind and (c["case"]["data"], c["case"].get("mode"), c["case"].get("fpc")) == key
    ]


@pytest.mark.parametrize("data", ["apistrat", "apiquart"])
def test_raked_weights(data):
    _, table = cells(data)
    margins = REFERENCE["margins"][data]
    totals = margin_totals(
        margins["stratum"], margins["variable"], margins["category"], margins["population"]
    )
    result = calibrate_cells(table["stratum"], table["categories"], table["n"] * table["base_weight"], totals)
    assert_close(table["base_weight"] * result.g_weight, table["weight"], range(len(table["n"])))


@pytest.mark.parametrize("key", DESIGNS, ids=lambda key: "-".join(map(str, key)))
def test_means_and_shares(key):
    cases = cases_of("mean", key)
    sums = domain_sums(
        key[0],
        [(c["case"]["outcome"], is_member(key[0], c["case"]["domain"], c["case"]["outcome"])) for c in cases],
    )
    result = estimate_means(design(*key), sums, is_share=[c["is_share"] for c in cases])
    for name in (
        "estimate",
        "std_error",
        "ci_low",
        "ci_high",
        "degrees_of_freedom",
        "n_unweighted",
        "n_weighted",
        "design_effect",
    ):
        assert_close(getattr(result, name), [c[name] for c in cases], cases)


@pytest.mark.parametrize("key", DESIGNS, ids=lambda key: "-".join(map(str, key)))
def test_totals(key):
    cases = [c for c in cases_of("total", key) if c["case"]["outcome"] not in ORIGIN]
    sums = domain_sums(
        key[0],
        [(c["case"]["outcome"], is_member(key[0], c["case"]["domain"], c["case"]["outcome"])) for c in cases],
    )
    result = estimate_totals(design(*key), sums)
    for name in ("estimate", "std_error", "design_effect"):
        assert_close(getattr(result, name), [c[name] for c in cases], cases)


@pytest.mark.parametrize("key", DESIGNS, ids=lambda key: "-".join(map(str, key)))
def test_logit_interval(key):
    cases = cases_of("logit_interval", key)
    sums = domain_sums(
        key[0],
        [(c["case"]["outcome"], is_member(key[0], c["case"]["domain"], c["case"]["outcome"])) for c in cases],
    )
    result = estimate_means(design(*key), sums, is_share=True)
    for name in ("ci_low", "ci_high"):
        assert_close(getattr(result, name), [c[name] for c in cases], cases)


@pytest.mark.parametrize("key", DESIGNS, ids=lambda key: "-".join(map(str, key)))
def test_differences(key):
    cases = cases_of("difference", key)
    table = rows(key[0])
    estimates = []
    for c in cases:
        outcome = c["case"]["outcome"]
        valid = ~np.isnan(table[outcome])
        estimates += [(outcome, valid & (table[c["group"]] == c[side])) for side in ("first", "second")]
    first = np.arange(0, len(estimates), 2)
    result = difference_tests(design(*key), domain_sums(key[0], estimates), first, first + 1)
    for name in ("difference", "std_error", "statistic", "degrees_of_freedom", "p_value"):
        assert_close(getattr(result, name), [c[name] for c in cases], cases)


@pytest.mark.parametrize(
    "case",
    [c for c in REFERENCE["cases"] if c["kind"] == "regression"],
    ids=lambda c: f"{c['case']['data']}-{'+'.join([c['case']['outcome'], *c['numeric'], *c['factors']])}",
)
def test_regression(case):
    data, outcome = case["case"]["data"], case["case"]["outcome"]
    table = rows(data)
    used = is_member(data, case["case"]["domain"], outcome)
    for name in case["numeric"]:
        used &= ~np.isnan(table[name])
    strata, counts = np.unique(table["stype"], return_counts=True)
    terms = [*case["numeric"], *case["factors"]]
    x = regression_design({t: table[t][used] for t in terms}, terms, dict(case["factors"]))
    fit = weighted_least_squares(
        x.x,
        table[outcome][used],
        table["calibrated_weight"][used],
        table["stype"][used],
        x.term_names,
        stratum_respondents=dict(zip(strata.tolist(), counts.tolist(), strict=True)),
    )
    names = ["".join((v, c or "")) for v, c in zip(x.variables, x.categories, strict=True)]
    assert names[1:] == case["term_names"][1:]
    for name in ("coefficients", "std_error", "statistic", "p_value"):
        assert_close(getattr(fit, name), case[name], names)
    for name in ("degrees_of_freedom", "n_unweighted", "r_squared"):
        assert_close([getattr(fit, name)], [case[name]], [name])
    scale = np.sqrt(np.outer(np.diag(case["vcov"]), np.diag(case["vcov"])))
    assert np.max(np.abs(fit.vcov - case["vcov"]) / scale) < TOLERANCE


@pytest.mark.parametrize("data", ["apistrat", "apiquart"])
def test_logistic(data):
    """The response model, from groups, against R's glm on rows (epsilon 1e-16)."""
    case = next(c for c in REFERENCE["cases"] if c["kind"] == "logistic" and c["case"]["data"] == data)
    table = rows(data)
    variables = ("ell_group", "meals_group")
    keys, index, n = np.unique(
        np.stack([table[v] for v in variables]), axis=1, return_inverse=True, return_counts=True
    )
    fit = response_model(
        np.full(len(n), data),
        dict(zip(variables, keys, strict=True)),
        n,
        np.bincount(index.reshape(-1), weights=table["comp"]),
        {"ell_group": "high", "meals_group": "1"},
    )
    assert_close(fit.coefficient, case["coefficients"], fit.term_name)
    assert_close(fit.std_error, case["std_error"], fit.term_name)
    assert_close(fit.p_value, case["p_value"], fit.term_name)
    assert list(fit.test_variable) == [w["variable"] for w in case["wald"]]
    assert_close(fit.test_statistic, [w["statistic"] for w in case["wald"]], fit.test_variable)
    assert list(fit.test_degrees_of_freedom) == [w["df"] for w in case["wald"]]
    assert_close(fit.test_p_value, [w["p_value"] for w in case["wald"]], fit.test_variable)
