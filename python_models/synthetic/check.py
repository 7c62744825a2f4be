"""How many printed numbers of the register table and the two regression tables the data reproduce.

    python -m synthetic.check seeds

reads the committed CSV files, rakes the weights anew and prints a summary; nothing is written.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from survey_stats.kernel import calibrate_cells, margin_totals, weighted_least_squares
from synthetic.codebook import group_codes
from synthetic.printed_models import (
    MISPRINTED_SE,
    PRINTED,
    STAR_LEVELS,
    PrintedModel,
    design,
    read_printed_models,
)

CALIBRATED = ("gender", "age_group", "origin", "education", "industry")
COMPLETE, NOT_A_MANAGER = 1, 4
SIZE_UNKNOWN, YEARS_UNKNOWN, RATING_UNKNOWN = 5, 99, 6
CLIMATE_ITEMS = ("q11_1", "q11_2", "q11_3", "q11_4")
# A standard error counts as reproduced when it rounds to the printed one or is this near to it.
SE_TOLERANCE = 0.20


@dataclass(frozen=True)
class Delivered:
    """The committed files, joined.

    ``sample`` all sampled persons with age_group; ``complete`` the complete answers with register codes,
    ``weight``, ``g_weight`` and answers, managers or not; ``totals`` the population counts.
    """

    sample: pd.DataFrame
    complete: pd.DataFrame
    totals: pd.DataFrame

    @property
    def managers(self) -> pd.DataFrame:
        return self.complete[self.complete["q1"] != NOT_A_MANAGER].reset_index(drop=True)


def read_deliveries(seed_folder: Path) -> Delivered:
    """Read register, totals and survey, and rake the weights by the library the warehouse uses."""
    sample = pd.read_csv(seed_folder / "register" / "register_sample.csv")
    totals = pd.read_csv(seed_folder / "register" / "population_totals.csv", dtype={"category_code": str})
    survey = pd.read_csv(seed_folder / "survey" / "survey_response.csv", low_memory=False)
    sample["age_group"] = group_codes(seed_folder, "age_group", sample["age_years"].to_numpy())
    complete = survey[survey["status_code"] == COMPLETE].merge(sample, on="person_id", validate="one_to_one")
    size = totals[totals["variable"] == "total"].set_index("stratum_code")["population_n"]
    base = complete["stratum_code"].map(size / complete["stratum_code"].value_counts())
    wanted = totals[totals["variable"].isin(CALIBRATED)]
    g = calibrate_cells(
        complete["stratum_code"].to_numpy(),
        {name: complete[_column(name)].to_numpy() for name in CALIBRATED},
        base.to_numpy(),
        margin_totals(
            wanted["stratum_code"], wanted["variable"], wanted["category_code"].astype(int),
            wanted["population_n"],
        ),
    ).g_weight  # fmt: skip
    return Delivered(sample, complete.assign(g_weight=g, weight=base * g), totals)


def _column(variable: str) -> str:
    return {"age_group": "age_group", "sector": "stratum_code"}.get(variable, f"{variable}_code")


def register_table(delivered: Delivered) -> pd.DataFrame:
    """Table 6.1 beside ours: a row per variable, category and column, with ``printed`` and ``ours`` (pct)."""
    table = pd.read_csv(PRINTED / "table_6_1_margins.csv")
    table = table[table["row_type"] == "category"]
    region_order = (1081, 1082, 1083, 1084, 1085)
    totals = delivered.totals
    population = totals[totals["variable"] == "total"].set_index("stratum_code")["population_n"]
    rows = []
    for variable, block in table.groupby("variable", sort=False):
        column = _column(variable)
        categories = region_order if variable == "region" else range(1, len(block) + 1)
        for code, (_, printed) in zip(categories, block.iterrows(), strict=True):
            if variable == "sector":
                counted = population[code]
            else:
                chosen = (totals["variable"] == variable) & (totals["category_code"] == str(code))
                counted = totals.loc[chosen, "population_n"].sum()
            answered = delivered.complete[column] == code
            shares = {
                "pct_respondents": answered.mean(),
                "pct_sample": (delivered.sample[column] == code).mean(),
                "pct_population": counted / population.sum(),
                "pct_weighted": delivered.complete["weight"][answered].sum() / population.sum(),
            }
            rows += [(variable, code, name, printed[name], 100 * share) for name, share in shares.items()]
    return pd.DataFrame(rows, columns=["variable", "category", "column", "printed", "ours"])


def analysis_columns(managers: pd.DataFrame, seed_folder: Path) -> dict[str, np.ndarray]:
    """Codes (n,) of all regressors of the printed models."""
    columns = {
        name: managers[_column(name)].to_numpy()
        for name in ("gender", "age_group", "education", "region", "sector")
    }
    columns["leader_type"] = managers["q1"].to_numpy(dtype=int)
    columns["organisation_size"] = managers["q5"].to_numpy(dtype=int)
    columns["experience_group"] = group_codes(seed_folder, "experience_group", managers["q2"].to_numpy())
    columns["span_group"] = group_codes(seed_folder, "span_group", managers["q3"].to_numpy())
    for item in CLIMATE_ITEMS:
        columns[item] = managers[item].to_numpy(dtype=float)
    return columns


def rows_of_model(managers: pd.DataFrame, model: PrintedModel) -> np.ndarray:
    """Who (n,) is in a printed model: everybody without a missing value among its regressors."""
    rows = managers["region_code"].to_numpy() != 0
    if model.number >= 2:
        rows = (
            rows & (managers["q5"].to_numpy() != SIZE_UNKNOWN) & (managers["q2"].to_numpy() != YEARS_UNKNOWN)
        )
    if model.number >= 3:
        rows = rows & (managers[list(CLIMATE_ITEMS)].to_numpy() != RATING_UNKNOWN).all(axis=1)
    return rows


def regression_tables(delivered: Delivered, seed_folder: Path) -> pd.DataFrame:
    """Both appendix tables beside ours, one row per coefficient of the five models."""
    managers = delivered.managers
    columns = analysis_columns(managers, seed_folder)
    outcomes = {
        "trained": (managers["q18"] < 3).to_numpy(dtype=float),
        "desire": (managers["q15"].to_numpy(dtype=float) - 1) * 25,
    }
    n_h = delivered.complete["stratum_code"].value_counts().to_dict()
    rows = []
    for model in read_printed_models().values():
        member = rows_of_model(managers, model)
        x = design(model.terms, {name: values[member] for name, values in columns.items()})
        fit = weighted_least_squares(
            x, outcomes[model.outcome][member], managers["weight"].to_numpy()[member],
            managers["stratum_code"].to_numpy()[member], ["(intercept)", *map(str, model.terms)],
            stratum_respondents=n_h,
        )  # fmt: skip
        for j, (variable, code) in enumerate(model.terms):
            rows.append({
                "outcome": model.outcome, "model": model.number, "variable": variable, "category": code,
                "n_printed": model.n, "n": int(member.sum()),
                "printed": model.coefficient[j], "ours": fit.coefficients[j + 1],
                "se_printed": model.std_error[j], "se_ours": fit.std_error[j + 1],
                "stars_printed": model.stars[j], "stars_ours": stars(fit.p_value[j + 1]),
                "se_is_misprint": (model.outcome, model.number, variable, code) in MISPRINTED_SE,
            })  # fmt: skip
    table = pd.DataFrame(rows)
    table["is_equal"] = (table["ours"].round(2) - table["printed"]).abs() < 1e-9
    table["deviation_in_se"] = (table["ours"] - table["printed"]).abs() / table["se_printed"]
    table["is_se_near"] = ((table["se_ours"].round(2) - table["se_printed"]).abs() < 1e-9) | (
        (table["se_ours"] / table["se_printed"] - 1).abs() <= SE_TOLERANCE
    )
    return table


def stars(p_value: float) -> str:
    """Stars of the appendix legend for a two-sided p-value."""
    return next(mark for mark, level in STAR_LEVELS.items() if p_value < level or not mark)


def summary(seed_folder: Path) -> list[str]:
    """Lines that say how much is reproduced and name what is not."""
    delivered = read_deliveries(seed_folder)
    register = register_table(delivered)
    off = register[(register["ours"].round(1) - register["printed"]).abs() > 1e-9]
    table = regression_tables(delivered, seed_folder)
    se = table[~table["se_is_misprint"]]
    ratio = se["se_ours"] / se["se_printed"]
    wrong_stars = table[table["stars_printed"] != table["stars_ours"]]
    lines = [f"table 6.1: {len(register) - len(off)} of {len(register)} cells as printed"]
    lines += [
        f"  {r.column} of {r.variable} {r.category}: {r.ours:.3f}, printed {r.printed}"
        for r in off.itertuples()
    ]
    lines += [
        f"persons in models: {table.groupby(['outcome', 'model'])['n'].first().to_dict()}",
        f"coefficients as printed: {table['is_equal'].sum()} of {len(table)}; largest deviation "
        f"{table['deviation_in_se'].max():.3f} printed standard errors",
        f"standard errors equal or within 20 pct: {se['is_se_near'].sum()} of {len(se)}; "
        f"ratio {ratio.min():.2f} to {ratio.max():.2f}",
        f"stars equal: {len(table) - len(wrong_stars)} of {len(table)}",
    ]
    lines += [
        f"  {r.outcome} {r.model} {r.variable} {r.category}: {r.ours:.4f} ({r.se_ours:.4f}) "
        f"'{r.stars_ours}', printed {r.printed} ({r.se_printed}) '{r.stars_printed}'"
        for r in wrong_stars.itertuples()
    ]
    lines.append(
        f"g-weights: {delivered.complete['g_weight'].min():.2f} to {delivered.complete['g_weight'].max():.2f}"
    )
    return lines


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m synthetic.check SEED_FOLDER")
    print("\n".join(summary(Path(sys.argv[1]))))
