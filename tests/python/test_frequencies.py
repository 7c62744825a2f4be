"""Every published frequency, counted again from the staged answers without the chain of numbers."""

import csv
from pathlib import Path

import duckdb
import pandas as pd
import pytest

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
ANSWERED, WITHOUT_SUBSTANCE, BLANK, NOT_ASKED = "1234"


def seed(name):
    (path,) = (ROOT / "seeds").glob(f"*/{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def warehouse(default_build):
    with duckdb.connect(str(default_build.database), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def managers(warehouse):
    """Complete managers: register, answers as staged, weights."""
    return warehouse.execute(
        """select sample.*, answers.*, weights.calibrated_weight
        from staging.stg_survey__responses as answers
        join staging.stg_register__sample as sample using (person_id)
        join marts.fct_respondent as weights using (person_id)
        where answers.status_code = '1' and answers.q1 in (1, 2, 3)"""
    ).df()


def status_of(managers, name):
    """Why there is an answer to a question or none, person by person."""
    rows = [row for row in seed("codebook_variables") if row["variable_name"] == name]
    missing = {
        int(row["code"])
        for row in seed("codebook_codes")
        if row["code_list"] == rows[-1]["code_list"] and row["is_missing"] == "true"
    }
    kept = {int(row["lower_bound"]) for row in seed("codebook_bins") if row["source_variable"] == name}
    answers = managers[name].astype("float")
    status = pd.Series(ANSWERED, managers.index)
    status[answers.isin(missing - kept)] = WITHOUT_SUBSTANCE
    status[answers.isna()] = BLANK
    for row in seed("codebook_routing"):
        if row["variable_name"] == name:
            asked = managers[row["condition_variable"]].isin(
                [int(c) for c in row["condition_codes"].split(";")]
            )
            status[~asked] = NOT_ASKED
    return status


def categories_of(managers, name, outcome):
    """The category of a person in the variable that is counted; missing where it has none."""
    values = managers[name].astype("float")
    bins = [
        row
        for row in seed("codebook_bins")
        if row["variable_name"] == outcome
        and row["last_codebook_version"] in ("", "2024")
        and row["first_codebook_version"] in ("", "2024")
    ]
    recodes = {
        float(row["source_code"]): float(row["code"])
        for row in seed("codebook_recodes")
        if row["variable_name"] == outcome
    }
    if bins:
        found = pd.Series(float("nan"), managers.index)
        for row in bins:
            inside = values.between(float(row["lower_bound"]), float(row["upper_bound"] or "inf"))
            found[inside] = float(row["code"])
        return found
    return values.map(recodes) if recodes else values


def test_every_frequency_is_counted_again(warehouse, managers):
    rows = warehouse.execute("from published.pub_frequencies").df()
    delivered = {
        row["variable_name"]
        for row in seed("codebook_variables")
        if row["source"] in ("register", "survey") and row["response_type"] not in ("id", "text", "date")
    }
    assert set(rows["variable_name"]) == delivered - {"status_code"}
    weight = managers["calibrated_weight"]
    seen = 0
    for row in rows.itertuples():
        if row.is_suppressed:
            assert pd.isna(row.n_with_outcome) and pd.isna(row.estimate), row.number_key
            continue
        values = categories_of(managers, row.variable_name, row.outcome_variable)
        status = status_of(managers, row.variable_name)
        if row.kind == "status":
            base, inside = pd.Series(True, managers.index), status == row.outcome_key
        else:
            base = (status == ANSWERED) & values.notna()
            inside = values == float(row.outcome_key) if row.kind == "share" else base
        assert row.n_unweighted == base.sum(), row.number_key
        if row.kind == "mean":
            estimate = (values * weight)[base].sum() / weight[base].sum()
            assert row.estimate == pytest.approx(estimate, abs=0.5 * 10**-1), row.number_key
        else:
            n = int((base & inside).sum())
            assert row.n_with_outcome == row.n_unit * round(n / row.n_unit), row.number_key
            estimate = weight[base & inside].sum() / weight[base].sum()
            # Half of the last decimal that is published.
            assert row.estimate == pytest.approx(estimate, abs=0.5 * 10**-3 + 1e-9), row.number_key
        seen += 1
    assert seen > 500


def test_answers_and_reasons_add_up_to_all_managers(warehouse, managers):
    rows = warehouse.execute("from published.pub_frequencies where n_unit = 1 or kind = 'status'").df()
    counted = 0
    for variable, of_variable in rows.groupby("variable_name"):
        if of_variable["is_suppressed"].any():
            continue
        status = of_variable[of_variable["kind"] == "status"].set_index("outcome_key")["n_with_outcome"]
        answers = of_variable[of_variable["kind"] == "share"]["n_with_outcome"]
        if len(status):
            assert status.sum() == len(managers), variable
        if len(answers):
            assert answers.sum() == (status["1"] if len(status) else len(managers)), variable
            counted += 1
    assert counted > 60
