"""The register sample, the dispositions and the calibrated weights.

Persons are drawn stratum by stratum: a joint distribution of the register variables that has plausible
associations and exactly the margins of `register_margins` is rounded to persons by the cube method; complete
answers, managers and partial answers are then balanced subsamples. Weights follow from the register
variables alone, so everything after this module can aim at weighted figures. Region is not calibrated;
it is given to the answering persons last, so that its weighted distribution too comes out as printed.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from survey_stats.kernel import calibrate_cells, margin_totals
from synthetic import register_margins as margins
from synthetic.balanced import cube_sample, fix_counts
from synthetic.codebook import bin_limits
from synthetic.printed_models import PRINTED
from synthetic.scales import systematic_draw

SEED = 20240122
NO_ANSWER, COMPLETE, PARTIAL = 0, 1, 2
CALIBRATED = ("gender", "age_group", "origin", "education", "industry")
# Ages between which managers are found, ours.
YOUNGEST, OLDEST = 24, 74
UNDER_40, OVER_60 = 1, 4
# Nobody answers for certain, whatever the margins ask for.
LARGEST_CHANCE = 0.98
RAKING_SWEEPS, REGION_SWEEPS = 400, 200
# Weighted regions: how near to the printed share, and the largest difference of weights in one exchange,
# which keeps region and weight all but unrelated.
WEIGHTED_SHARE_TOLERANCE = 0.0003
LARGEST_EXCHANGE = {1: 20.0, 2: 40.0}
MAX_EXCHANGES = 1000

# Log odds by which pairs of categories occur together more (or less) often than independence says:
# (variable, category, variable, category, log odds). Ours; they give the sectors their familiar shape.
ASSOCIATIONS = {
    1: [
        ("gender", 2, "industry", 9, 0.7),
        ("gender", 2, "education", 4, 0.4),
        ("gender", 2, "industry", 3, -0.8),
        ("gender", 2, "industry", 4, -0.4),
        ("gender", 2, "education", 3, -0.3),
        ("education", 5, "industry", 8, 0.4),
        ("education", 3, "industry", 3, 0.8),
        ("education", 3, "industry", 4, 0.7),
        ("education", 5, "age_group", 1, 0.4),
        ("education", 3, "age_group", 4, 0.3),
        ("gender", 2, "age_group", 4, -0.2),
        ("origin", 2, "education", 5, 0.3),
        ("region", 1084, "education", 5, 0.6),
        ("region", 1084, "origin", 2, 0.5),
        ("region", 1083, "education", 4, 0.2),
        ("region", 1085, "education", 4, 0.2),
    ],
    2: [
        ("gender", 2, "industry", 9, 1.1),
        ("gender", 2, "industry", 10, 0.8),
        ("gender", 2, "industry", 3, -1.0),
        ("gender", 2, "industry", 2, -0.3),
        ("education", 3, "industry", 3, 0.8),
        ("education", 3, "industry", 4, 0.5),
        ("education", 3, "industry", 2, 0.3),
        ("education", 5, "industry", 5, 0.7),
        ("education", 5, "industry", 6, 0.6),
        ("education", 5, "industry", 8, 0.7),
        ("education", 4, "industry", 9, 0.5),
        ("education", 2, "industry", 4, 0.5),
        ("education", 5, "age_group", 1, 0.2),
        ("education", 2, "age_group", 1, 0.4),
        ("education", 3, "age_group", 4, 0.4),
        ("gender", 2, "age_group", 1, 0.2),
        ("gender", 2, "age_group", 4, -0.3),
        ("gender", 2, "education", 3, -0.4),
        ("origin", 2, "education", 1, 0.6),
        ("origin", 2, "education", 5, 0.4),
        ("origin", 2, "age_group", 1, 0.4),
        ("region", 1084, "education", 5, 0.8),
        ("region", 1084, "industry", 5, 0.5),
        ("region", 1084, "industry", 6, 0.6),
        ("region", 1084, "origin", 2, 0.5),
        ("region", 1082, "industry", 2, 0.3),
        ("region", 1083, "industry", 2, 0.5),
        ("region", 1083, "education", 3, 0.3),
        ("region", 1081, "education", 3, 0.3),
        ("region", 1085, "education", 3, 0.4),
    ],
}
# Log odds with which a complete answer comes from somebody who turns out not to be a manager.
NOT_MANAGER_ODDS = {
    ("age_group", 1): 0.3,
    ("age_group", 4): 0.1,
    ("education", 5): 0.25,
    ("education", 1): 0.1,
    ("industry", 8): 0.2,
    ("industry", 4): -0.1,
}


def build_register(seed_folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """All sampled persons and the population totals.

    Returns (persons, population_totals). Persons: one row each, sorted by person_id, with the columns of
    register_sample.csv and age_group, status (0 none, 1 complete, 2 partial), is_manager (complete only),
    base_weight and weight (calibrated; NaN unless complete). ``seed_folder`` holds codebook/ and report/.
    """
    rng = np.random.Generator(np.random.PCG64(SEED))
    persons = pd.concat([_draw_stratum(stratum, rng) for stratum in margins.STRATA], ignore_index=True)
    totals = population_totals()
    persons = _with_weights(persons, totals)
    persons["region_code"] = _regions(persons, rng)
    persons["age_years"] = _ages(persons["age_group"].to_numpy(), bin_limits(seed_folder, "age_group"), rng)
    persons = persons.iloc[rng.permutation(len(persons))].reset_index(drop=True)
    persons.insert(0, "person_id", [f"P{number:05d}" for number in range(1, len(persons) + 1)])
    return persons, totals


def population_totals() -> pd.DataFrame:
    """Persons in the population per stratum, register variable and category; the rows of the delivery."""
    rows = []
    for stratum in margins.STRATA:
        rows.append((stratum, "total", "all", margins.POPULATION[stratum]))
        for variable, categories in margins.CATEGORIES.items():
            counts = margins.POPULATION_COUNTS[variable][stratum]
            rows += [
                (stratum, variable, str(category), count)
                for category, count in zip(categories, counts, strict=True)
            ]
    return pd.DataFrame(rows, columns=["stratum_code", "variable", "category_code", "population_n"])


def _draw_stratum(stratum: int, rng: np.random.Generator) -> pd.DataFrame:
    """Persons of one stratum with register codes (except region and age in years) and disposition."""
    codes = _joint_sample(stratum, rng)
    groups, targets_of = _category_index(codes)
    n = len(codes)
    complete_targets = targets_of(margins.COMPLETE_COUNTS, stratum)
    chance = _raked_probabilities(np.ones(n), groups, complete_targets)
    is_complete = _balanced_choice(chance, groups, complete_targets, rng)

    odds = np.zeros(n)
    for (variable, category), value in NOT_MANAGER_ODDS.items():
        odds += value * (codes[variable].to_numpy() == category)
    not_manager = np.where(is_complete, np.exp(odds), 0.0)
    not_manager = _scaled(not_manager, margins.COMPLETE[stratum] - margins.MANAGERS[stratum])
    is_not_manager = _balanced_subset(not_manager, groups, rng)

    partial = _scaled(np.where(is_complete, 0.0, 1.0), margins.PARTIAL[stratum])
    is_partial = _balanced_subset(partial, groups, rng)

    codes.insert(0, "stratum_code", stratum)
    codes["status"] = np.where(is_complete, COMPLETE, np.where(is_partial, PARTIAL, NO_ANSWER))
    codes["is_manager"] = is_complete & ~is_not_manager
    return codes.rename(
        columns={name: f"{name}_code" for name in ("gender", "origin", "education", "industry")}
    )


def _joint_sample(stratum: int, rng: np.random.Generator) -> pd.DataFrame:
    """One row per sampled person with codes of all calibration variables, margins exactly as wanted."""
    names = list(CALIBRATED)
    grid = pd.MultiIndex.from_product([margins.CATEGORIES[name] for name in names], names=names).to_frame(
        index=False
    )
    seed = np.zeros(len(grid))
    for first, a, second, b, odds in ASSOCIATIONS[stratum]:
        if first in names and second in names:
            seed += odds * ((grid[first] == a) & (grid[second] == b)).to_numpy()
    groups, targets_of = _category_index(grid)
    targets = targets_of(margins.SAMPLE_COUNTS, stratum)
    expected = _raked_probabilities(np.exp(seed), groups, targets, capped=False)
    whole = np.floor(expected).astype(int)
    membership = _membership(groups, len(targets))
    rest_targets = targets - whole @ membership
    chosen = _balanced_choice(expected - whole, groups, rest_targets, rng)
    return grid.loc[np.repeat(np.arange(len(grid)), whole + chosen)].reset_index(drop=True)


def _category_index(codes: pd.DataFrame):
    """Category numbers over all calibration variables (n, v), and a function giving counts in that order."""
    groups, start = np.zeros((len(codes), len(CALIBRATED)), dtype=int), 0
    for column, name in enumerate(CALIBRATED):
        categories = np.array(margins.CATEGORIES[name])
        groups[:, column] = start + np.searchsorted(categories, codes[name].to_numpy())
        start += len(categories)

    def targets_of(counts: dict, stratum: int) -> np.ndarray:
        return np.concatenate([counts[name][stratum] for name in CALIBRATED])

    return groups, targets_of


def _membership(groups: np.ndarray, categories: int) -> np.ndarray:
    """0/1 matrix (n, categories) of the category numbers in ``groups`` (n, v)."""
    matrix = np.zeros((len(groups), categories))
    matrix[np.arange(len(groups))[:, None], groups] = 1.0
    return matrix


def _raked_probabilities(seed, groups, targets, capped: bool = True) -> np.ndarray:
    """Expected counts (n,) proportional to ``seed`` but for category factors that meet ``targets``.

    Iterative proportional fitting (Deming and Stephan 1940); ``capped`` counts are probabilities.
    """
    expected = seed.astype(float).copy()
    for _ in range(RAKING_SWEEPS):
        for column in range(groups.shape[1]):
            index = groups[:, column]
            sums = np.bincount(index, weights=expected, minlength=len(targets))
            factor = np.divide(targets, sums, out=np.ones(len(targets)), where=sums > 0)
            expected = expected * factor[index]
        if capped:
            expected = np.minimum(expected, LARGEST_CHANCE)
    return np.round(expected, 10)


def _balanced_choice(probability, groups, targets, rng) -> np.ndarray:
    """Draw by the cube method, balanced on every category, then repair to the exact counts."""
    drawn = cube_sample(probability, _balancing(probability, groups), rng)
    return fix_counts(drawn, groups, targets, probability)


def _balanced_subset(probability, groups, rng) -> np.ndarray:
    """Draw of fixed size whose category counts are expected counts up to rounding of the landing."""
    drawn = cube_sample(probability, _balancing(probability, groups), rng)
    size = np.array([round(float(probability.sum()))])
    return fix_counts(drawn, np.zeros((len(drawn), 1), dtype=int), size, probability)


def _balancing(probability: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Cube balancing columns: one for the sample size, then the categories without the first of each."""
    matrix = _membership(groups, groups.max() + 1)
    firsts = groups.min(axis=0)
    kept = [k for k in range(matrix.shape[1]) if k not in firsts and matrix[:, k].any()]
    return np.column_stack([np.ones(len(probability)), matrix[:, kept]])


def _scaled(propensity: np.ndarray, size: int) -> np.ndarray:
    """Probabilities (n,) proportional to ``propensity`` that sum to ``size``; raises when one exceeds 1."""
    probability = np.round(propensity * (size / propensity.sum()), 10)
    if probability.max() > 1:
        raise ValueError(f"{size} persons cannot be drawn with these propensities; make them more even")
    return probability


def _with_weights(persons: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Add base_weight and the calibrated weight, computed by the library that the warehouse uses too."""
    complete = persons[persons["status"] == COMPLETE].copy()
    size = complete.groupby("stratum_code")["status"].transform("size")
    complete["base_weight"] = complete["stratum_code"].map(margins.POPULATION) / size
    columns = {name: name if name == "age_group" else f"{name}_code" for name in CALIBRATED}
    keys = ["stratum_code", *columns.values()]
    cells = complete.groupby(keys, sort=True)["base_weight"].sum().reset_index()
    wanted = totals[totals["variable"].isin(CALIBRATED)]
    result = calibrate_cells(
        cells["stratum_code"].to_numpy(),
        {name: cells[column].to_numpy() for name, column in columns.items()},
        cells["base_weight"].to_numpy(),
        margin_totals(
            wanted["stratum_code"],
            wanted["variable"],
            wanted["category_code"].astype(int),
            wanted["population_n"],
        ),
    )
    cells["g_weight"] = result.g_weight
    g = complete.merge(cells[[*keys, "g_weight"]], on=keys, how="left", validate="many_to_one")["g_weight"]
    persons = persons.copy()
    persons["base_weight"] = complete["base_weight"]
    persons.loc[complete.index, "weight"] = np.round(complete["base_weight"].to_numpy() * g.to_numpy(), 9)
    return persons


def _regions(persons: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Region code of every person: counts per stratum as wanted, weighted shares as printed."""
    region = np.zeros(len(persons), dtype=int)
    status = persons["status"].to_numpy()
    for stratum in margins.STRATA:
        in_stratum = persons["stratum_code"].to_numpy() == stratum
        complete = np.array(margins.COMPLETE_COUNTS["region"][stratum])
        others = np.array(margins.SAMPLE_COUNTS["region"][stratum]) - complete
        for rows, counts in (
            (np.flatnonzero(in_stratum & (status == COMPLETE)), complete),
            (np.flatnonzero(in_stratum & (status != COMPLETE)), others),
        ):
            region[rows] = _draw_regions(persons.iloc[rows], stratum, counts, rng)
    rows = np.flatnonzero(status == COMPLETE)
    region[rows] = _place_unknown_region(region[rows], persons.iloc[rows], rng)
    region[rows] = _match_weighted_regions(region[rows], persons.iloc[rows], _printed_weighted_regions())
    return region


def _draw_regions(
    persons: pd.DataFrame, stratum: int, counts: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """Region codes (n,) with exact counts, drawn by the associations of region with the other variables."""
    categories = np.array(margins.CATEGORIES["region"])
    n = len(persons)
    odds = np.zeros((n, len(categories)))
    for first, a, second, b, value in ASSOCIATIONS[stratum]:
        if first == "region":
            column = second if second == "age_group" else f"{second}_code"
            odds[:, list(categories).index(a)] += value * (persons[column].to_numpy() == b)
    share = np.exp(odds) * counts / counts.sum()
    for _ in range(REGION_SWEEPS):
        share = share / share.sum(axis=1, keepdims=True)
        share = share * (counts / share.sum(axis=0))
    share = share / share.sum(axis=1, keepdims=True)
    drawn = systematic_draw(share, rng)
    # The few persons too many in one region move to the region that lacks persons.
    gap = counts - np.bincount(drawn, minlength=len(counts))
    while gap.any():
        source, goal = int(np.argmin(gap)), int(np.argmax(gap))
        movers = np.flatnonzero(drawn == source)
        drawn[movers[np.argmax(np.round(share[movers, goal] / share[movers, source], 9))]] = goal
        gap[source] += 1
        gap[goal] -= 1
    return categories[drawn]


def _place_unknown_region(region: np.ndarray, persons: pd.DataFrame, rng: np.random.Generator) -> np.ndarray:
    """Exchange region codes so that just five of the persons without a region are managers."""
    region = region.copy()
    is_manager = persons["is_manager"].to_numpy(dtype=bool)
    stratum = persons["stratum_code"].to_numpy()
    unknown = np.flatnonzero(region == 0)
    surplus = int(is_manager[unknown].sum()) - margins.MANAGERS_WITHOUT_REGION
    for person in unknown[is_manager[unknown] == (surplus > 0)][: abs(surplus)]:
        partners = np.flatnonzero(
            (is_manager != is_manager[person]) & (stratum == stratum[person]) & (region != 0)
        )
        partner = partners[int(rng.integers(len(partners)))]
        region[person], region[partner] = region[partner], region[person]
    return region


def _printed_weighted_regions() -> np.ndarray:
    """The weighted region column of table 6.1 (shares, in the order of CATEGORIES without the unknown)."""
    table = pd.read_csv(PRINTED / "table_6_1_margins.csv")
    return table.loc[table["variable"] == "region", "pct_weighted"].to_numpy(dtype=float) / 100


def _match_weighted_regions(region: np.ndarray, persons: pd.DataFrame, wanted: np.ndarray) -> np.ndarray:
    """Exchange regions between persons of a stratum until the weighted shares are near the printed ones."""
    region = region.copy()
    weight = persons["weight"].to_numpy()
    stratum = persons["stratum_code"].to_numpy()
    codes = np.array(margins.CATEGORIES["region"][:-1])
    # What the unknown region holds comes off in proportion, so that the printed shares sum to the rest.
    target = wanted / wanted.sum() * weight[region != 0].sum()
    tolerance = WEIGHTED_SHARE_TOLERANCE * weight.sum()
    for _ in range(MAX_EXCHANGES):
        gap = target - np.array([weight[region == code].sum() for code in codes])
        if np.abs(gap).max() <= tolerance:
            return region
        low, high = int(np.argmax(gap)), int(np.argmin(gap))
        move = min(gap[low], -gap[high])
        nearest = None
        for h in margins.STRATA:
            heavy = np.flatnonzero((region == codes[high]) & (stratum == h))
            light = np.flatnonzero((region == codes[low]) & (stratum == h))
            # A heavy person of the region that has too much changes place with a light one of the other.
            difference = np.round(weight[heavy][:, None] - weight[light][None, :], 6)
            miss = np.abs(difference - min(move, LARGEST_EXCHANGE[h]))
            i, j = np.unravel_index(int(np.argmin(miss)), miss.shape)
            candidate = (abs(difference[i, j] - move), heavy[i], light[j])
            nearest = candidate if nearest is None or candidate[0] < nearest[0] else nearest
        _, one, other = nearest
        region[one], region[other] = region[other], region[one]
    raise RuntimeError(f"weighted regions stay off by {np.round(gap, 1)} persons; widen the tolerance")


def _ages(age_group: np.ndarray, limits: dict, rng: np.random.Generator) -> np.ndarray:
    """Age in years inside the age group: mostly the upper half of the youngest, the lower of the oldest."""
    age = np.zeros(len(age_group), dtype=int)
    for code, (least, most) in limits.items():
        low, high = max(least, YOUNGEST), OLDEST if most is None else most
        rows = np.flatnonzero(age_group == code)
        uniform = rng.random(len(rows))
        position = {UNDER_40: np.sqrt(uniform), OVER_60: 1 - np.sqrt(1 - uniform)}.get(code, uniform)
        age[rows] = low + np.minimum((position * (high - low + 1)).astype(int), high - low)
    return age
