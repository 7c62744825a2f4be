"""Means, totals, shares and ratios of groups: two scans, of which the second squares around the first's
means."""

from collections.abc import Mapping, Sequence

import numpy as np

from survey_stats.design.expressions import literal
from survey_stats.design.intervals import Interval
from survey_stats.design.joint import EstimateTable, Recipe
from survey_stats.design.results import assembled, labels_of
from survey_stats.design.sample import Sample
from survey_stats.design.scans import Columns, Groups, Scan, estimated, listed, scan_of
from survey_stats.design.source import MOST_CATEGORIES, require_exact
from survey_stats.design.table import refuse_reserved, stacked
from survey_stats.errors import EmptyDomainError, InvalidOutcomeError, InvalidWeightError
from survey_stats.kernel.codes import FloatArray, IntArray
from survey_stats.kernel.estimates import estimate_means, estimate_ratios, estimate_totals
from survey_stats.kernel.sums import WeightedSums


def numbers_table(
    sample: Sample, y: Columns, by: Columns | None, domain: str | None, interval: Interval, *, totals: bool
) -> EstimateTable:
    """Means or totals of numeric outcomes."""
    names = listed(y)
    scan = scan_of(sample, by, domain)
    refuse_reserved(list(scan.by))
    groups, found = outcome_sums(scan, names)
    sample.source.drop(groups.table)
    tables = []
    for i, name in enumerate(names):
        sums = scan.moments_of(found, i)
        index, members = members_of(sums, found, groups, name)
        estimates = None
        if len(index):
            origin = groups.facts[f"origin_{i}"][index]
            of_y = WeightedSums(**members, n_estimates=len(index), origin=origin,
                                labels=labels_of(name, scan.by, groups, index))  # fmt: skip
            estimate = estimate_totals if totals else estimate_means
            estimates = estimate(sample.cells, of_y, level=interval.level)
            estimates = interval.applied(sample.cells, estimates, members, is_share=False)
        missing = groups.facts["n_rows"] - groups.facts[f"known_{i}"]
        known = groups.facts[f"known_{i}"]
        tables.append(assembled(scan, groups, {"outcome": name}, index, estimates, known, missing))
    place = np.arange(len(names) * len(groups)).reshape(len(names), len(groups))
    values = tuple(sample.source.number(name, "outcome") for name in names)
    return EstimateTable(stacked(tables), Recipe(scan, "total" if totals else "mean", values, (), place))


def outcome_sums(scan: Scan, names: Sequence[str]) -> tuple[Groups, dict[str, np.ndarray]]:
    """Groups of a scan and, by cell and group, the sums of its outcomes around the groups' means."""
    expressions, facts = scan.outcomes(names)
    groups = scan.groups(facts)
    scan.check(groups, names, expressions)
    complete = [bool((groups.facts[f"known_{i}"] == groups.facts["n_rows"]).all()) for i in range(len(names))]
    values = {f"y{i}_": f"({y} - g.origin_{i})" for i, y in enumerate(expressions)}
    aggregates = {}
    for i, is_complete in enumerate(complete):
        aggregates |= scan.moments(i, is_complete)
    return groups, scan.sums(groups, values, aggregates)


def members_of(
    sums: Mapping[str, FloatArray], found: Mapping[str, np.ndarray], groups: Groups, name: str
) -> tuple[IntArray, dict[str, np.ndarray]]:
    """Groups (K,) that have members with weight, and the sums of these, as ``WeightedSums`` takes them.

    Raises ``EmptyDomainError`` or ``InvalidWeightError`` where no group has.
    """
    group = found["group_index"].astype(np.int64)
    index, place = estimated(sums["n_used"], group, len(groups))
    if not len(index):
        if sums["n"].sum() > 0:
            raise InvalidWeightError(f"the weights of {name!r} are all zero in the domain; it needs others")
        raise EmptyDomainError(f"outcome {name!r} is missing in every row of the domain")
    inside = (place >= 0) & (sums["n"] > 0)
    members = {key: values[inside] for key, values in sums.items()}
    members["estimate_index"] = place[inside]
    members["cell_index"] = found["cell_index"].astype(np.int64)[inside]
    return index, members


def ratio_table(
    sample: Sample,
    numerator: str,
    denominator: str,
    by: Columns | None,
    domain: str | None,
    interval: Interval,
) -> EstimateTable:
    """Ratios of two totals over rows in which both are known: the first scan gives R, the second y - R x."""
    scan = scan_of(sample, by, domain)
    refuse_reserved(list(scan.by))
    names = [numerator, denominator]
    (y, x), facts = scan.outcomes(names)
    both = f"{y} is not null and {x} is not null"
    groups = scan.groups(facts | {"n_both": f"count(*) filter (where {both})"})
    scan.check(groups, names, (y, x))
    complete = scan.also(f"({both})")
    totals = complete.sums(
        groups,
        {"y_": y, "x_": x},
        {"wy": "sum(w_ * y_)", "wx": "sum(w_ * x_)", "size": "sum(w_ * abs(x_))"},
    )
    factor = sample.cells.factor[totals["cell_index"].astype(np.int64)]
    of_y, of_x, size = (
        np.bincount(
            totals["group_index"].astype(np.int64), weights=factor * totals[name], minlength=len(groups)
        )
        for name in ("wy", "wx", "size")
    )
    # A sum that is round-off of what it adds up is zero.
    is_shown = np.abs(of_x) > 1e-13 * size
    ratio = np.divide(of_y, of_x, out=np.zeros_like(of_y), where=is_shown)
    ratios = sample.source.add({"group_index": np.arange(len(groups)), "ratio": ratio})
    joined = sample.source.brief(f"from {groups.table} join {ratios} using (group_index)", "groups")
    found = complete.sums(
        Groups(joined, groups.labels, groups.facts),
        {"y0_": f"({y} - g.ratio * {x})", "x_": x},
        scan.moments(0, True) | {"wx": "sum(w_ * x_)"},
    )
    sample.source.drop(groups.table, ratios, joined)
    known = groups.facts["n_both"]
    sums = scan.moments_of(found, 0) | {"wx": np.asarray(found["wx"], dtype=np.float64)}
    group = found["group_index"].astype(np.int64)
    # A group whose denominator is zero has no ratio.
    sums["n_used"] = np.where(is_shown[group], sums["n_used"], 0)
    if len(group) and not sums["n_used"].any():
        raise InvalidOutcomeError(
            f"{numerator}/{denominator} has a denominator that sums to 0; a ratio needs another one"
        )
    index, members = members_of(sums, found, groups, numerator)
    of_x = members.pop("wx")
    residuals = WeightedSums(
        **members,
        n_estimates=len(index),
        labels=labels_of(f"{numerator}/{denominator}", scan.by, groups, index),
    )
    estimates = estimate_ratios(sample.cells, residuals, ratio[index], of_x, level=interval.level)
    estimates = interval.applied(sample.cells, estimates, members, is_share=False)
    named = {"outcome": numerator, "denominator": denominator}
    table = assembled(scan, groups, named, index, estimates, known, groups.facts["n_rows"] - known)
    pair = ((f"case when {x} is not null then {y} end",), (f"case when {y} is not null then {x} end",))
    return EstimateTable(table, Recipe(scan, "ratio", *pair, np.arange(len(groups))[None, :]))


def share_table(
    sample: Sample, y: Columns, by: Columns | None, domain: str | None, interval: Interval
) -> EstimateTable:
    """Shares of 1, or of every category of an outcome that is not 0/1."""
    scan = scan_of(sample, by, domain)
    refuse_reserved(list(scan.by))
    tables, values, places, start = [], [], [], 0
    for name in listed(y):
        table, own, size = _shares(scan, name, interval)
        tables.append(table)
        values += own
        # Groups first, then categories.
        places.append(start + np.arange(size * len(own)).reshape(size, len(own)).T)
        start += size * len(own)
    return EstimateTable(stacked(tables), Recipe(scan, "mean", tuple(values), (), np.concatenate(places)))


def _shares(scan: Scan, name: str, interval: Interval) -> tuple[dict[str, np.ndarray], list[str], int]:
    """Shares of one outcome, SQL of each category's 0/1 outcome, and the number of groups."""
    sample = scan.sample
    source = sample.source
    expression = source.expression(name, "outcome")
    groups, categories, found = category_sums(scan, {"v": (name, expression)})
    values = [value for value, _ in categories[0]]
    texts = dict(categories[0])
    n, w, spread = (np.asarray(found[key], dtype=np.float64) for key in ("n", "w", "spread"))
    used = np.asarray(found["used"], dtype=np.float64)
    group, cell, code = (found[key].astype(np.int64) for key in ("group_index", "cell_index", "v"))
    known = code >= 0
    n_known, n_missing = (
        np.bincount(group[which], weights=n[which], minlength=len(groups)) for which in (known, ~known)
    )
    if not known.any():
        raise EmptyDomainError(f"outcome {name!r} is missing in every row of the domain")
    is_binary = source.is_number(expression) and set(values) <= {0, 1}
    # One entry for each cell and group, to which the categories' counts and weights add up.
    place = group * len(sample.cells.n) + cell
    entries, entry = np.unique(place[known], return_inverse=True)
    size = len(entries)
    n, w, spread, used, code = (column[known] for column in (n, w, spread, used, code))
    all_n, all_w, all_used = (np.bincount(entry, weights=v, minlength=size) for v in (n, w, used))
    off = w / n - (all_w / all_n)[entry]
    all_spread = np.bincount(entry, weights=spread + n * off**2, minlength=size)
    common = {"n": all_n, "n_used": all_used, "sum_w": all_w, "spread_w": all_spread}
    of_entry = {"group_index": entries // len(sample.cells.n), "cell_index": entries % len(sample.cells.n)}
    index, members = members_of(common, of_entry, groups, name)
    # Where each entry stands among those of the groups that have weight, else -1.
    is_shown = np.isin(of_entry["group_index"], index) & (all_n > 0)
    at = np.where(is_shown, np.cumsum(is_shown) - 1, -1)[entry]
    tables = []
    for value in [1] if is_binary else values:
        own = (at >= 0) & (code == (values.index(value) if value in values else len(values)))
        of_y = _category_sums(members, at[own], n[own], w[own], spread[own])
        labels = labels_of(f"{name}={value}", scan.by, groups, index)
        sums = WeightedSums(**members, **of_y, n_estimates=len(index), labels=labels)
        estimates = estimate_means(sample.cells, sums, is_share=True, level=interval.level)
        estimates = interval.applied(sample.cells, estimates, members, is_share=True)
        named = {"outcome": name, "category": value}
        tables.append(assembled(scan, groups, named, index, estimates, n_known, n_missing))
    table = stacked(tables)
    order = np.arange(len(groups) * len(tables)).reshape(len(tables), len(groups)).T.ravel()
    kind, known = source.type_of(expression), source.known(expression)
    indicators = [
        f"case when {known} then cast({expression} = cast({literal(text)} as {kind}) as double) end"
        for text in ([texts.get(1, "1")] if is_binary else texts.values())
    ]
    return {key: column[order] for key, column in table.items()}, indicators, len(groups)


def _category_sums(
    members: Mapping[str, np.ndarray], at: IntArray, n: FloatArray, w: FloatArray, spread: FloatArray
) -> dict[str, FloatArray]:
    """Sums of an outcome that is 1 for ``n`` respondents with weights ``w`` of the entries ``at``, else 0."""
    size = len(members["n"])
    wy, ny, sy = np.zeros(size), np.ones(size), np.zeros(size)
    wy[at], ny[at], sy[at] = w, n, spread
    return {
        "sum_wy": wy,
        "sum_wy2": wy,
        "spread_w_wy": sy + wy * (wy / ny - members["sum_w"] / members["n"]),
        "spread_wy": sy + wy**2 * (1 / ny - 1 / members["n"]),
    }


def category_sums(
    scan: Scan, outcomes: Mapping[str, tuple[str, str]]
) -> tuple[Groups, list[list[tuple[object, str]]], dict[str, np.ndarray]]:
    """Counts and weights by cell, group and the categories of some columns, in one scan.

    ``outcomes`` name and SQL of each column, by the key that the result has for it. Returns the groups, the
    categories of each column in sorted order, each with DuckDB's text of it, and arrays ``cell_index``,
    ``group_index``, ``n``, ``used``, ``w``, ``spread`` and the columns' category numbers, -1 where missing.
    Raises ``InvalidOutcomeError`` for
    columns that are no categories.
    """
    sample, source = scan.sample, scan.sample.source
    for name, sql in outcomes.values():
        source.require_single(sql, f"outcome {name!r}")
        some = source.rows(
            f"select count(distinct v) from (select {sql} as v from {sample.view} where {scan.condition} "
            "limit 50000)"
        )[0][0]
        _refuse_many(name, some)
    # A key of the cells that is a group column, too, is grouped by once.
    by_column = {sql: key for key, sql in sample.keys.items()}
    of_group = {by_column.get(sql, f"g{i}"): sql for i, sql in enumerate(scan.by.values())}
    of_row = {
        key: f"case when {source.known(sql)} then {sql} end" if source.is_float(sql) else sql
        for key, (_, sql) in outcomes.items()
    }
    columns = {**sample.keys, **of_group, **of_row}
    selected = ", ".join(f"{sql} as {key}" for key, sql in columns.items())
    w = sample.weight
    # Where weights are equal inside cells, counts say everything.
    is_counted = sample.has_equal_weights
    sums = (
        ""
        if is_counted
        else (f", count(*) filter (where {w} <> 0) as used, sum({w}) as w, var_pop({w}) * count(*) as spread")
    )
    table = source.keep(
        f"select {selected}, count(*) as n{sums} from {sample.view} where {scan.condition} group by "
        + ", ".join(str(i + 1) for i in range(len(columns))),
        "categories",
    )
    names = ", ".join(of_group)
    groups = Groups(
        "", source.rows(f"select distinct {names} from {table} order by {names}") if names else [()], {}
    )
    for i, name in enumerate(scan.by):
        require_exact((label[i] for label in groups.labels), f"by {name!r}")
    categories = []
    for key, (name, _) in outcomes.items():
        found = source.rows(
            f"select {key}, any_value(cast({key} as varchar)) from {table} where {key} is not null "
            f"group by {key} order by {key}"
        )
        _refuse_many(name, len(found))
        require_exact((value for value, _ in found), f"outcome {name!r}")
        categories.append(found)
    codes = ", ".join(
        f"case when t.{key} is null then -1 else dense_rank() over (order by t.{key} nulls last) - 1 end "
        f"as {key}"
        for key in outcomes
    )
    group = f"dense_rank() over (order by {', '.join(f't.{g}' for g in of_group)}) - 1" if of_group else "0"
    on = " and ".join(f"t.{key} = c.{key}" for key in sample.keys) or "true"
    found = source.arrays(
        f"select c.cell_index, {group} as group_index, {codes}, t.* exclude ({', '.join(columns)}) "
        f"from {table} as t join {sample.table} as c on {on}"
    )
    source.drop(table)
    if is_counted:
        weight = (sample.cells.sum_w / sample.cells.n)[found["cell_index"].astype(np.int64)]
        n = np.asarray(found["n"], dtype=np.float64)
        found |= {"used": n * (weight != 0), "w": n * weight, "spread": np.zeros(len(n))}
    if not len(found["n"]):
        raise EmptyDomainError(f"domain {scan.domain!r} has no row in the data; widen it")
    return groups, categories, found


def _refuse_many(name: str, count: int) -> None:
    if count > MOST_CATEGORIES:
        raise InvalidOutcomeError(
            f"outcome {name!r} has over {MOST_CATEGORIES} values; group them, or ask for a mean"
        )
