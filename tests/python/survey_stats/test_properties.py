"""What must hold for any data: found by hypothesis, checked without a reference."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey_stats.kernel import (
    DomainSums,
    calibrate_cells,
    cell_design,
    difference_tests,
    estimate_means,
    estimate_totals,
    holm_adjust,
    weighted_least_squares,
)

VARIABLES = {"gender": 2, "age": 3, "education": 4}
QUICK = settings(max_examples=25, deadline=None, derandomize=True)
seeds = st.integers(0, 2**32 - 1)


def make_sample(seed):
    """Rows of a two-stratum sample with all categories present, and margins that positive weights meet."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(60, 200))
    stratum = np.arange(size) % 2
    categories = {
        name: (np.arange(size) // 2 + rng.integers(0, 2, size)) % k for name, k in VARIABLES.items()
    }
    base = np.where(stratum == 0, 3.0, 7.5)
    target_weight = base * rng.uniform(0.4, 2.5, size)
    totals = {}
    for name, codes in categories.items():
        for h in (0, 1):
            for code in np.unique(codes[stratum == h]):
                totals[h, name, int(code)] = float(target_weight[(stratum == h) & (codes == code)].sum())
    return stratum, categories, base, totals, rng


def to_cells(stratum, categories, base):
    keys, first, index, n = np.unique(
        np.stack([stratum, *categories.values()]),
        axis=1,
        return_index=True,
        return_inverse=True,
        return_counts=True,
    )
    table = {name: keys[j + 1] for j, name in enumerate(categories)}
    return index.reshape(-1), keys[0], table, n, base[first]


def sums_of(index, cells, columns, origin=None):
    """DomainSums of (mask, y) columns."""
    parts = []
    for k, (mask, y) in enumerate(columns):
        values = [
            np.bincount(index[mask], weights=v, minlength=cells) for v in (mask[mask], y[mask], y[mask] ** 2)
        ]
        occupied = np.flatnonzero(values[0])
        parts.append(np.stack([np.full(len(occupied), k), occupied, *(v[occupied] for v in values)]))
    return DomainSums(*np.concatenate(parts, axis=1), n_estimates=len(columns), origin=origin)


def make_design(seed, mode="calibrated", population=None):
    stratum, categories, base, totals, rng = make_sample(seed)
    index, h, table, n, cell_base = to_cells(stratum, categories, base)
    g = calibrate_cells(h, table, n * cell_base, totals).g_weight
    design = cell_design(
        h, n, cell_base * g, base_weight=cell_base, categories=table, mode=mode, population=population
    )
    return design, index, stratum, categories, (cell_base * g)[index], rng


@QUICK
@given(seeds)
def test_calibration_hits_every_margin(seed):
    stratum, categories, base, totals, _ = make_sample(seed)
    index, h, table, n, cell_base = to_cells(stratum, categories, base)
    result = calibrate_cells(h, table, n * cell_base, totals)
    weight = (cell_base * result.g_weight)[index]
    for (code, name, category), wanted in totals.items():
        reached = weight[(stratum == code) & (categories[name] == category)].sum()
        assert reached == pytest.approx(wanted, rel=1e-9)
    assert result.max_relative_margin_error <= 1e-12
    assert (result.g_weight > 0).all()


@QUICK
@given(seeds)
def test_calibrating_twice_changes_nothing(seed):
    stratum, categories, base, totals, _ = make_sample(seed)
    _, h, table, n, cell_base = to_cells(stratum, categories, base)
    once = calibrate_cells(h, table, n * cell_base, totals).g_weight
    twice = calibrate_cells(h, table, n * cell_base * once, totals)
    np.testing.assert_allclose(twice.g_weight, 1, rtol=1e-10)


@QUICK
@given(seeds)
def test_cell_order_and_scale_of_base_weights_do_not_matter(seed):
    stratum, categories, base, totals, rng = make_sample(seed)
    _, h, table, n, cell_base = to_cells(stratum, categories, base)
    weight = cell_base * calibrate_cells(h, table, n * cell_base, totals).g_weight
    order = rng.permutation(len(n))
    shuffled = calibrate_cells(
        h[order], {v: c[order] for v, c in table.items()}, (n * cell_base)[order] * 5, totals
    )
    np.testing.assert_allclose(shuffled.g_weight * 5 * cell_base[order], weight[order], rtol=1e-10)


@QUICK
@given(seeds, st.sampled_from(["calibrated", "pweight"]))
def test_scale_of_weights_and_order_of_entries_leave_means(seed, mode):
    design, index, _, categories, _, rng = make_design(seed, mode)
    y = rng.normal(50, 10, len(index))
    sums = sums_of(index, len(design.n), [(categories["age"] == 1, y), (y > 40, y)])
    expected = estimate_means(design, sums)
    order = rng.permutation(len(sums.n))
    shuffled = DomainSums(
        sums.estimate_index[order],
        sums.cell_index[order],
        sums.n[order],
        sums.sum_wy[order],
        sums.sum_wy2[order],
    )
    stratum, base, table = design.stratum_index, 1.0, {}
    if mode == "calibrated":
        stratum, categories_, base_, _, _ = make_sample(seed)
        _, stratum, table, _, base = to_cells(stratum, categories_, base_)
    scaled = cell_design(
        stratum,
        design.n,
        design.weight * 1e3,
        base_weight=np.broadcast_to(base, len(design.n)) * 1e3,
        categories=table,
        mode=mode,
    )
    for found in (estimate_means(design, shuffled), estimate_means(scaled, sums)):
        np.testing.assert_allclose(found.estimate, expected.estimate, rtol=1e-12)
        np.testing.assert_allclose(found.std_error, expected.std_error, rtol=1e-9)


@QUICK
@given(seeds)
def test_variance_equals_the_formula_on_rows(seed):
    """The cell formulas against the textbook ones, written out on respondents."""
    population = {0: 400.0, 1: 900.0}
    design, index, stratum, categories, weight, rng = make_design(seed, population=population)
    y, member = rng.normal(3, 2, len(index)), rng.random(len(index)) < 0.6
    member[:4] = True
    found = estimate_means(design, sums_of(index, len(design.n), [(member, y)]))
    size = weight[member].sum()
    mean = (weight * y)[member].sum() / size
    score = np.where(member, y - mean, 0) / size
    base = np.where(stratum == 0, 3.0, 7.5)
    variance = 0.0
    for h in (0, 1):
        of = stratum == h
        x = np.column_stack(
            [codes[of] == level for codes in categories.values() for level in np.unique(codes)]
        )
        root = np.sqrt(base[of])
        slope = np.linalg.lstsq(root[:, None] * x, root * score[of], rcond=1e-10)[0]
        u = weight[of] * (score[of] - x @ slope)
        n_h = of.sum()
        variance += (1 - n_h / population[h]) * n_h / (n_h - 1) * ((u - u.mean()) ** 2).sum()
    np.testing.assert_allclose(found.estimate, mean, rtol=1e-12)
    np.testing.assert_allclose(found.std_error, np.sqrt(variance), rtol=1e-9)


@QUICK
@given(seeds)
def test_domains_add_up_and_calibration_variables_have_no_variance(seed):
    design, index, _, categories, _, rng = make_design(seed)
    y = rng.normal(10, 3, len(index))
    everyone = np.ones(len(index), dtype=bool)
    groups = [categories["age"] == code for code in range(VARIABLES["age"])]
    found = estimate_totals(design, sums_of(index, len(design.n), [(m, y) for m in [everyone, *groups]]))
    np.testing.assert_allclose(found.estimate[1:].sum(), found.estimate[0], rtol=1e-12)
    assert found.n_unweighted[1:].sum() == found.n_unweighted[0] == len(index)
    size = estimate_totals(design, sums_of(index, len(design.n), [(m, np.ones(len(index))) for m in groups]))
    np.testing.assert_allclose(size.estimate, size.n_weighted, rtol=1e-12)
    assert (size.std_error < 1e-9 * size.estimate).all()


@QUICK
@given(seeds)
def test_difference_of_a_group_split_at_random_matches_its_parts(seed):
    """With weights as given, domains in different strata are independent: variances add."""
    design, index, stratum, _, _, rng = make_design(seed, "pweight")
    y = rng.normal(10, 3, len(index))
    sums = sums_of(index, len(design.n), [(stratum == 0, y), (stratum == 1, y)])
    means, test = estimate_means(design, sums), difference_tests(design, sums, [0], [1])
    np.testing.assert_allclose(test.difference, means.estimate[0] - means.estimate[1], rtol=1e-10)
    np.testing.assert_allclose(test.std_error**2, (means.std_error**2).sum(), rtol=1e-10)
    swapped = difference_tests(design, sums, [1], [0])
    np.testing.assert_allclose(
        [swapped.statistic, swapped.p_value], [-test.statistic, test.p_value], rtol=1e-10
    )


@QUICK
@given(seeds)
def test_an_origin_changes_no_figure(seed):
    design, index, _, _, _, rng = make_design(seed)
    y = rng.normal(0, 2, len(index))
    everyone = np.ones(len(index), dtype=bool)
    plain = estimate_means(design, sums_of(index, len(design.n), [(everyone, y)]))
    moved = estimate_means(design, sums_of(index, len(design.n), [(everyone, y)], origin=[1e6]))
    np.testing.assert_allclose(moved.estimate, plain.estimate + 1e6, rtol=1e-14)
    np.testing.assert_array_equal(moved.std_error, plain.std_error)


@QUICK
@given(seeds)
def test_shares_keep_their_interval_inside(seed):
    design, index, _, _, _, rng = make_design(seed)
    y = (rng.random(len(index)) < rng.uniform(0.02, 0.98)).astype(float)
    y[:2] = 0, 1
    found = estimate_means(design, sums_of(index, len(design.n), [(np.ones(len(y), bool), y)]), is_share=True)
    assert 0 < found.ci_low[0] < found.estimate[0] < found.ci_high[0] < 1


@QUICK
@given(seeds)
def test_regression_on_a_dummy_is_the_difference_of_means(seed):
    design, index, stratum, _, weight, rng = make_design(seed, "pweight")
    y, d = rng.normal(5, 2, len(index)), np.arange(len(index)) % 3 == 0
    fit = weighted_least_squares(
        np.column_stack([np.ones(len(y)), d]), y, weight * 100, stratum, ["one", "d"]
    )
    sums = sums_of(index, len(design.n), [(d, y), (~d, y)])
    test = difference_tests(design, sums, [0], [1])
    np.testing.assert_allclose(fit.coefficients[1], test.difference[0], rtol=1e-9)
    np.testing.assert_allclose(fit.std_error[1], test.std_error[0], rtol=1e-9)
    order = rng.permutation(len(y))
    x = np.column_stack([np.ones(len(y)), d])[order]
    again = weighted_least_squares(x, y[order], weight[order], stratum[order], ["one", "d"])
    np.testing.assert_allclose(again.std_error, fit.std_error, rtol=1e-9)


@QUICK
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_monotone_and_between_raw_and_bonferroni(p):
    adjusted = holm_adjust(p)
    assert (adjusted >= np.array(p)).all()
    assert (adjusted <= np.minimum(np.array(p) * len(p), 1)).all()
    assert (np.diff(adjusted[np.argsort(p, kind="stable")]) >= 0).all()
