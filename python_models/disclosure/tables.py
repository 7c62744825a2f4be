"""The sums between the cells of cross-classified tables, and suppression in a whole cube of them."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from disclosure.suppression import BoolArray, Relations, join_relations, withheld

# Variable and code of a row that is not grouped, or not split.
ALL = "all"


def _relations(sums: Sequence[tuple[int | None, Sequence[int]]]) -> Relations:
    """Relations from pairs (total or None, parts)."""
    entries = [
        (r, k, is_total)
        for r, (total, parts) in enumerate(sums)
        for k, is_total in [*(((total, True),) if total is not None else ()), *((k, False) for k in parts)]
    ]
    relation, cell, is_total = zip(*entries, strict=True) if entries else ((), (), ())
    return Relations(
        np.array(relation, dtype=np.int64), np.array(cell, dtype=np.int64), np.array(is_total, bool)
    )


def group_relations(groups: Sequence[tuple[str, str, str, str]]) -> Relations:
    """Sums between the groups of one outcome.

    ``groups``: K rows (group variable, its code, split variable, its code), each of the four ``all`` where
    the row is not grouped or not split. Rows of a table add up to their totals over the groups and over the
    splits. Persons without a valid code are in the total only; how many they are counts as known, and they
    are not protected, since nobody knows of another who did not answer. A category reached both ways, as
    group and as split, is one number: the two rows are equal.
    """
    index = {group: k for k, group in enumerate(groups)}
    over_groups: dict[tuple, list[int]] = {}
    over_splits: dict[tuple, list[int]] = {}
    for k, (variable, code, split, split_code) in enumerate(groups):
        if variable != ALL:
            over_groups.setdefault((variable, split, split_code), []).append(k)
        if split != ALL:
            over_splits.setdefault((variable, code, split), []).append(k)
    sums = [
        (index.get((ALL, ALL, split, split_code)), parts)
        for (_, split, split_code), parts in over_groups.items()
    ]
    sums += [
        (index.get((variable, code, ALL, ALL)), parts) for (variable, code, _), parts in over_splits.items()
    ]
    # The same persons by two names: one row as the other's total.
    for (variable, code, split, split_code), k in index.items():
        twin = index.get((split, split_code, variable, code))
        if twin is not None and k < twin:
            sums.append((k, [twin]))
    return _relations([(total, parts) for total, parts in sums if total is not None])


def code_relations(keys: Sequence[str], with_outcome: ArrayLike, n_persons: ArrayLike) -> Relations:
    """Sums between the shares of one variable in one group, over the keys as cells.

    ``keys``: K sets of codes counted, each joined by semicolons. A key of several codes is the sum of the
    keys inside it; keys that no other holds add up to everybody. ``with_outcome`` (K, G) and ``n_persons``
    (G,): the counts in G groups, which tell whether they do.

    Raises ``ValueError`` where the keys leave a difference that no row states (``4;5`` and ``5``: the share
    of 4 follows), since nothing would protect it.
    """
    codes = [frozenset(key.split(";")) for key in keys]
    sums: list[tuple[int | None, list[int]]] = []
    for k, outer in enumerate(codes):
        inside = [i for i, inner in enumerate(codes) if inner < outer]
        parts = [i for i in inside if not any(codes[i] < codes[j] for j in inside)]
        if parts:
            _require_partition(keys, parts, codes, outer, f"key {keys[k]!r}")
            sums.append((k, parts))
    outermost = [i for i, inner in enumerate(codes) if not any(inner < other for other in codes)]
    if len(outermost) > 1:
        _require_partition(keys, outermost, codes, frozenset().union(*codes), "all codes")
        if not np.array_equal(np.asarray(with_outcome)[outermost].sum(axis=0), np.asarray(n_persons)):
            raise ValueError(f"keys {[keys[i] for i in outermost]} leave out codes; ask for the rest as well")
        sums.append((None, outermost))
    return _relations(sums)


def _require_partition(
    keys: Sequence[str], parts: Sequence[int], codes: Sequence[frozenset], whole: frozenset, name: str
) -> None:
    if sorted(code for i in parts for code in codes[i]) != sorted(whole):
        raise ValueError(
            f"keys {[keys[i] for i in parts]} do not divide {name}; their difference would follow from them"
        )


def withheld_in_cube(cube: Mapping[str, ArrayLike], threshold: int) -> BoolArray:
    """Which rows of a cube to withhold, (K,) bool.

    ``cube``: columns (K,), one row per outcome and group, also groups with nobody in them:
    ``answers_id`` (outcomes with equal text rest on the same answers: variable and domain), ``outcome_key``
    (codes joined by semicolons, or ``mean``), ``is_share``, ``group_variable, group_code, split_variable,
    split_code``, ``n_persons``, ``n_with_outcome`` (of shares), ``n_managers`` (size of the group in all, the
    cost of withholding it).

    First the numbers of persons, the same for every outcome of a variable; then each share on top of that, so
    that one outcome does not show what another withholds. Raises as :func:`code_relations`.
    """
    columns = {name: np.asarray(values) for name, values in cube.items()}
    hidden = np.zeros(len(columns["outcome_key"]), dtype=bool)
    for answers in np.unique(columns["answers_id"]):
        rows = np.flatnonzero(columns["answers_id"] == answers)
        hidden[rows] = _withheld_of_variable(
            {name: values[rows] for name, values in columns.items()}, threshold
        )
    return hidden


def _withheld_of_variable(columns: Mapping[str, np.ndarray], threshold: int) -> BoolArray:
    group_names = ("group_variable", "group_code", "split_variable", "split_code")
    of_row = list(zip(*(columns[name].tolist() for name in group_names), strict=True))
    groups = sorted(set(of_row))
    position = {group: g for g, group in enumerate(groups)}
    keys = sorted(set(columns["outcome_key"].tolist()))
    # (keys, groups) table of row numbers.
    row_of = np.full((len(keys), len(groups)), -1)
    row_of[np.searchsorted(keys, columns["outcome_key"]), [position[group] for group in of_row]] = np.arange(
        len(of_row)
    )
    if (row_of < 0).any():
        raise ValueError("every outcome of a variable needs a row for every group, empty ones included")
    relations = group_relations(groups)
    persons = columns["n_persons"][row_of[0]]
    cost = columns["n_managers"][row_of[0]]
    by_size = withheld(persons[:, None], relations, threshold, cost=cost)

    hidden = np.zeros(len(of_row), dtype=bool)
    hidden[row_of] = by_size
    share_keys = [i for i in range(len(keys)) if columns["is_share"][row_of[i]].all()]
    if not share_keys:
        return hidden
    rows = row_of[share_keys].reshape(-1)
    n, with_outcome = columns["n_persons"][rows], columns["n_with_outcome"][rows]
    # Between the shares of a group only the persons with the outcome add up. The other two measures then sum
    # to more than one group holds, and object to nothing.
    counts = np.stack([n, with_outcome, n - with_outcome], axis=1)
    per_key = [relations.shifted(i * len(groups)) for i in range(len(share_keys))]
    across = code_relations([keys[i] for i in share_keys], with_outcome.reshape(len(share_keys), -1), persons)
    per_group = [
        Relations(across.relation, across.cell * len(groups) + g, across.is_total) for g in range(len(groups))
    ]
    hidden[rows] = withheld(
        counts,
        join_relations([*per_key, *per_group]),
        threshold,
        cost=np.tile(cost, len(share_keys)),
        already=np.tile(by_size, len(share_keys)),
    )
    return hidden
