"""Comparisons: t-tests between groups and tests of independence in tables."""

from itertools import combinations

import numpy as np

from survey_stats.design.means import category_sums, members_of, outcome_sums
from survey_stats.design.results import labels_of
from survey_stats.design.sample import Sample
from survey_stats.design.scans import column_of, scan_of
from survey_stats.design.source import MOST_CATEGORIES
from survey_stats.errors import GroupCountError
from survey_stats.kernel.differences import difference_tests
from survey_stats.kernel.estimates import estimate_means
from survey_stats.kernel.independence import rao_scott
from survey_stats.kernel.inference import t_interval, t_p_value
from survey_stats.kernel.significance import holm_adjust
from survey_stats.kernel.sums import WeightedSums
from survey_stats.kernel.variance import ScoreSums

# A table of more cells has no test worth its memory, some 1 GB at 5,000 respondents.
_MOST_CELLS = 2_500


def ttest_table(sample: Sample, y: str, by: str, domain: str | None, level: float) -> dict[str, np.ndarray]:
    """t-tests of the differences between the means of all pairs of groups."""
    if not isinstance(by, str):
        raise GroupCountError("a t-test compares the groups of one column; give its name")
    scan = scan_of(sample, by, domain)
    groups, found = outcome_sums(scan, [y])
    sample.source.drop(groups.table)
    sums = scan.moments_of(found, 0)
    index, members = members_of(sums, found, groups, y)
    if len(index) < 2:
        raise GroupCountError(
            f"{by!r} has {len(index)} group(s) with a known {y!r} in the domain; a t-test needs two"
        )
    if len(index) > MOST_CATEGORIES:
        raise GroupCountError(f"{by!r} has over {MOST_CATEGORIES} groups, too many for tests of all pairs")
    pairs = np.array(list(combinations(range(len(index)), 2)))
    estimate, cell, used = members["estimate_index"], members["cell_index"], members["n_used"]
    df = []
    for pair in pairs:
        inside = np.isin(estimate, pair)
        df.append(sample.cells.inner_degrees_of_freedom(cell[inside], used[inside]) - 1)
    origin = groups.facts["origin_0"][index]
    tests = difference_tests(
        sample.cells,
        WeightedSums(
            **members, n_estimates=len(index), origin=origin, labels=labels_of(y, scan.by, groups, index)
        ),
        pairs[:, 0],
        pairs[:, 1],
        degrees_of_freedom=df,
        level=level,
    )
    values = column_of([groups.labels[i][0] for i in index])
    counts = groups.facts["known_0"][index].astype(np.int64)
    return {
        "outcome": column_of([y] * len(pairs)),
        "by": column_of([by] * len(pairs)),
        "group_a": values[pairs[:, 0]],
        "group_b": values[pairs[:, 1]],
        **{
            name: getattr(tests, name)
            for name in (
                "difference",
                "std_error",
                "ci_low",
                "ci_high",
                "statistic",
                "degrees_of_freedom",
                "p_value",
            )
        },
        "p_value_holm": holm_adjust(tests.p_value),
        "n_unweighted": counts[pairs[:, 0]] + counts[pairs[:, 1]],
    }


def one_sample_table(
    sample: Sample, y: str, paired: str | None, domain: str | None, level: float, mean: float
) -> dict[str, np.ndarray]:
    """The t-test that the mean of ``y``, or of its difference to ``paired``, is a number."""
    scan = scan_of(sample, None, domain)
    text = y
    if paired is not None:
        source = sample.source
        one, two = (source.number(name, "outcome") for name in (y, paired))
        text = source.remembered(f"{y} - {paired}", f"({one} - {two})")
    groups, found = outcome_sums(scan, [text])
    sample.source.drop(groups.table)
    _, members = members_of(scan.moments_of(found, 0), found, groups, text)
    df = sample.cells.inner_degrees_of_freedom(members["cell_index"], members["n_used"]) - 1
    sums = WeightedSums(**members, n_estimates=1, origin=groups.facts["origin_0"], labels=[text])
    estimates = estimate_means(sample.cells, sums, level=level)
    off = estimates.estimate - float(mean)
    std_error = np.where(estimates.std_error > 0, estimates.std_error, np.nan)
    low, high = t_interval(estimates.estimate, estimates.std_error, df, level)
    return {
        "outcome": column_of([text]),
        "mean": np.array([float(mean)]),
        "estimate": estimates.estimate,
        "std_error": estimates.std_error,
        "ci_low": low,
        "ci_high": high,
        "statistic": off / std_error,
        "degrees_of_freedom": np.array([df]),
        "p_value": t_p_value(off / std_error, df),
        "n_unweighted": groups.facts["known_0"].astype(np.int64),
    }


def chisq_table(sample: Sample, row: str, column: str, domain: str | None) -> dict[str, np.ndarray]:
    """The Rao-Scott test that two categorical columns are independent, as one row."""
    scan = scan_of(sample, None, domain)
    source = sample.source
    expressions = {name: source.expression(text, "outcome") for name, text in (("r", row), ("c", column))}
    _, _, found = category_sums(scan, {"r": (row, expressions["r"]), "c": (column, expressions["c"])})
    cell, r, c = (found[name].astype(np.int64) for name in ("cell_index", "r", "c"))
    n, used, w, spread = (np.asarray(found[name], dtype=np.float64) for name in ("n", "used", "w", "spread"))
    # R counts the units of weight zero here, and nowhere else.
    df = sample.cells.inner_degrees_of_freedom(cell, n)
    known = (r >= 0) & (c >= 0) & (used > 0)
    present = [np.unique(code[known], return_inverse=True) for code in (r, c)]
    shape = tuple(len(levels) for levels, _ in present)
    if min(shape) < 2:
        raise GroupCountError(
            f"{row!r} has {shape[0]} and {column!r} {shape[1]} categories in the domain; "
            "a test of independence needs two of each"
        )
    if shape[0] * shape[1] > _MOST_CELLS:
        raise GroupCountError(
            f"{row!r} and {column!r} make a table of {shape[0]} x {shape[1]} cells; group their categories"
        )
    place = present[0][1] * shape[1] + present[1][1]
    cell, w, spread, counts = cell[known], w[known], spread[known], n[known]
    weighted = np.zeros((len(sample.cells.n), shape[0] * shape[1]))
    np.add.at(weighted, (cell, place), w)
    size = sample.cells.factor @ weighted
    share = size / size.sum()
    replicates = sample.cells.replicates
    if replicates is None:
        sums = ScoreSums(sample.cells, len(share))
        sums.add(cell, w, spread + w**2 / counts, (np.eye(len(share))[place] - share) / size.sum())
        vcov = sums.covariance()
    else:
        totals = replicates.factor.T @ weighted
        vcov = replicates.covariance(totals / totals.sum(axis=1, keepdims=True), share)
    n_known = n[(r >= 0) & (c >= 0)].sum()
    n_used = used[known].sum()
    test = rao_scott(share.reshape(shape), vcov, int(n_used), df)
    numbers = {**vars(test), "n_unweighted": int(n_known), "n_missing": int(n.sum() - n_known)}
    return {"row": column_of([row]), "column": column_of([column])} | {
        name: np.array([value]) for name, value in numbers.items()
    }
