"""Two waves side by side in one warehouse: levels, changes with their standard errors, what is not compared.

One module, so that the waves are built once where modules are spread over processes.
"""

import csv
import datetime
import json
import shutil

import duckdb
import numpy as np
import pytest
from scipy.stats import t

from deliveries import contract
from publication import documentation, published_tables, waves
from publication.layout import DATABASE_NAME
from synthetic.second_wave import WAVE

FIRST, SECOND = datetime.date(2023, 12, 31), datetime.date(2025, 12, 31)
HISTORY = "from published.pub_catalogue_history order by all"
PUBLISHED_NUMBERS = """
    select number_key, estimate, std_error, n_unweighted from published.pub_estimates
    union all
    select number_key, coefficient, std_error, n_unweighted from published.pub_regression_terms
    where not is_reference
    order by all
"""
CALIBRATION = ("gender", "age_group", "origin", "education", "industry10")


def published(warehouse, columns, where="true"):
    return warehouse.execute(
        f"select {columns} from published.pub_wave_estimates where {where} order by all"
    ).fetchall()


def change_of(warehouse, number_key):
    """Change since the first wave, standard error, bounds, degrees of freedom and p-value, as published."""
    ((previous, verdict, *numbers),) = published(
        warehouse,
        "previous_wave, change_verdict, change, change_std_error, change_ci_low, change_ci_high, "
        "change_degrees_of_freedom, change_p_value",
        f"wave = {WAVE} and number_key = '{number_key}'",
    )
    assert (previous, verdict) == (2024, "compared")
    return numbers


def test_the_waves_stand_side_by_side_as_each_published_them(warehouse, built):
    own = published(warehouse, "number_key, estimate, std_error, n_unweighted", "wave = 2024")
    assert {key: tuple(numbers) for key, *numbers in own} == built.first_estimates
    later = published(warehouse, "number_key, estimate, std_error, n_unweighted", f"wave = {WAVE}")
    assert later == warehouse.execute(PUBLISHED_NUMBERS).fetchall()
    assert len(later) > 800


def test_the_microdata_marts_hold_the_persons_of_both(warehouse, built):
    counted = dict(
        warehouse.execute("select wave, count(*) from marts.fct_wave_sampled_person group by wave").fetchall()
    )
    for wave, folder in built.deliveries.items():
        with (folder / "register.csv").open(encoding="utf-8", newline="") as file:
            assert counted.pop(wave) == sum(1 for _ in csv.DictReader(file))
    assert not counted
    # As tables: the earlier warehouse is gone.
    managers = "select wave, count(*) from marts.fct_wave_respondent where is_manager group by wave"
    assert dict(warehouse.execute(managers).fetchall())[2024] == 5584


def test_the_documentation_does_not_say_where_the_earlier_wave_lay(built):
    manifest = json.loads((built.folder / f"dbt_{WAVE}" / "manifest.json").read_text())
    assert str(built.folder) not in json.dumps(documentation.publishable_manifest(manifest))


def residuals(warehouse, wave, variable, codes):
    """Of the share of `codes` among the managers of a wave: value, weighted residual scores, strata."""
    persons = warehouse.execute(
        f"select *, {variable} as code from marts.fct_wave_respondent where wave = {wave}"
    ).df()
    weight, base_weight = persons["calibrated_weight"].to_numpy(), persons["base_weight"].to_numpy()
    member = (persons["code"].notna() & persons["is_manager"]).to_numpy()
    outcome = persons["code"].isin([float(code) for code in codes]).to_numpy(dtype=float)
    share = np.average(outcome[member], weights=weight[member])
    score = np.where(member, (outcome - share) / weight[member].sum(), 0.0)
    strata = persons["stratum_code"].to_numpy()
    own = {f"{wave} {stratum}": strata == stratum for stratum in np.unique(strata)}
    columns = [
        inside & (persons[name] == category).to_numpy()
        for inside in own.values()
        for name in CALIBRATION
        for category in persons[name].unique()
    ]
    x = np.column_stack(columns).astype(float)
    root = np.sqrt(base_weight)
    explained = x @ np.linalg.lstsq(x * root[:, None], score * root, rcond=None)[0]
    return share, weight * (score - explained), {name: (inside, base_weight) for name, inside in own.items()}


def test_a_change_and_its_standard_error_are_those_of_one_design_with_both_samples(warehouse):
    """Computed directly: the strata of both waves in one design, and the score of the difference."""
    (first, first_scores, first_strata), (second, second_scores, second_strata) = (
        residuals(warehouse, wave, "q14_2", ["5"]) for wave in (2024, WAVE)
    )
    scores = np.concatenate([-first_scores, second_scores])
    n = len(first_scores)
    variance, pieces = 0.0, []
    for strata, offset, total in ((first_strata, 0, n), (second_strata, n, len(scores))):
        for inside, base_weight in strata.values():
            own = scores[offset:total][inside]
            unsampled = 1 - 1 / base_weight[inside][0]
            piece = unsampled * len(own) / (len(own) - 1) * np.sum((own - own.mean()) ** 2)
            variance += piece
            pieces.append((offset, piece))
    std_error = np.sqrt(variance)
    of_waves = [sum(piece for offset, piece in pieces if offset == place) for place in (0, n)]
    df = variance**2 / (of_waves[0] ** 2 / (n - 2) + of_waves[1] ** 2 / (len(scores) - n - 2))
    half = t.ppf(0.975, df) * std_error
    numbers = change_of(warehouse, "q14_2=5@all_managers")
    change = second - first
    # The second wave was made so: a fifth of those just below moved up.
    assert change > 0.04
    # A p-value is published rounded down, as 0.0001 when it is smaller than 0.001, never as 0.
    p_value = max(np.floor(1000 * 2 * t.sf(abs(change) / std_error, df)) / 1000, 1e-4)
    expected = [change, std_error, change - half, change + half, df, p_value]
    # Published numbers have the three decimals that the standard error justifies, degrees of freedom one.
    tolerances = [6e-4, 6e-4, 6e-4, 6e-4, 0.06, 1e-12]
    for ours, direct, tolerance in zip(numbers, expected, tolerances, strict=True):
        assert ours == pytest.approx(direct, abs=tolerance)


def test_a_change_of_a_coefficient_is_that_of_independent_samples(warehouse, built):
    """Computed by hand from the fits of both waves: variances add up, Satterthwaite's degrees of freedom."""
    key = ("desire_1", "gender", "2")
    fitted = "select coefficient, std_error, degrees_of_freedom from marts.fit_regressions where "
    fitted += "model_id = '{}' and variable_name = '{}' and level_code = '{}'".format(*key)
    ((first, first_error, first_df),) = built.rows(built.folder / "first" / DATABASE_NAME, fitted)
    ((second, second_error, second_df),) = warehouse.execute(fitted).fetchall()
    variance = first_error**2 + second_error**2
    df = variance**2 / (first_error**4 / first_df + second_error**4 / second_df)
    change, error = second - first, np.sqrt(variance)
    half = t.ppf(0.975, df) * error
    *numbers, _ = change_of(warehouse, f"{key[0]}|{key[1]}={key[2]}")
    # The second wave wants more training: a tenth moved up a step of 25 points, men and women alike.
    for ours, direct in zip(numbers, [change, error, change - half, change + half, df], strict=True):
        assert ours == pytest.approx(direct, abs=0.051)
    direct = warehouse.execute(
        "select change, std_error, ci_low, ci_high, degrees_of_freedom from marts.est_wave_changes "
        f"where number_key = '{key[0]}|{key[1]}={key[2]}'"
    ).fetchone()
    assert direct == pytest.approx([change, error, change - half, change + half, df], rel=1e-9)


def test_a_regression_is_compared_where_all_that_it_rests_on_is_alike(warehouse):
    """Coefficients are what is left when the model's other regressors are held equal: all of them count."""
    found = published(
        warehouse,
        "distinct outcome_key, change_verdict, changed_variables",
        f"wave = {WAVE} and outcome_key in ('desire_1', 'desire_q25_1')",
    )
    # The model of question 25's first item holds the others equal, the reworded one among them.
    assert found == [("desire_1", "compared", None), ("desire_q25_1", "definition_changed", "q25_2")]
    ((definition,),) = warehouse.execute(
        "select definition from marts.est_estimate_definitions "
        "where spec_id = 'desire_1' and variable_name = 'gender'"
    ).fetchall()
    assert definition.endswith(" against 1.0"), "another reference group is another coefficient"


@pytest.mark.parametrize(
    ("where", "changed"),
    [
        # Reworded; one more answer; a group with another bound. The variables behind them are named.
        ("outcome_variable = 'q25_2'", "q25_2"),
        ("outcome_variable = 'provider_type'", "provider_type;q21"),
        ("outcome_variable = 'training_period'", "q20;training_period"),
    ],
)
def test_no_change_across_a_codebook_that_means_something_else(warehouse, where, changed):
    found = published(
        warehouse,
        "change_verdict, changed_variables, change, change_std_error, change_p_value, estimate is not null",
        f"{where} and wave = {WAVE} and change_verdict != 'first_wave'",
    )
    assert found
    assert set(found) == {("definition_changed", changed, None, None, None, True)}


def test_the_neighbours_of_a_reworded_question_are_compared(warehouse):
    assert set(published(warehouse, "change_verdict", f"outcome_variable = 'q25_1' and wave = {WAVE}")) == {
        ("compared",)
    }


def test_a_new_answer_has_no_change_and_a_first_wave_none_at_all(warehouse):
    assert published(warehouse, "wave, change_verdict", "number_key = 'provider_type=8@provider_known'") == [
        (WAVE, "first_wave")
    ]
    assert published(
        warehouse, "distinct change_verdict, change, previous_wave, changed_variables", "wave = 2024"
    ) == [("first_wave", None, None, None)]


def test_what_one_wave_withholds_has_no_change(warehouse):
    withheld = {
        wave: {key for (key,) in published(warehouse, "number_key", f"wave = {wave} and is_suppressed")}
        for wave in (2024, WAVE)
    }
    assert withheld[2024] - withheld[WAVE]
    assert withheld[WAVE] - withheld[2024]
    for key in withheld[2024] | withheld[WAVE]:
        for found in published(
            warehouse,
            "change, change_std_error, change_ci_low, change_ci_high, change_p_value",
            f"number_key = '{key}'",
        ):
            assert found == (None,) * 5
    verdicts = published(
        warehouse, "distinct change_verdict", f"wave = {WAVE} and estimate is not null and change is null"
    )
    assert ("withheld",) in verdicts


def test_a_question_no_longer_asked_is_in_no_table_of_the_wave(warehouse):
    assert warehouse.execute(
        "select count(*) from marts.dim_variable where variable_name = 'q9'"
    ).fetchone() == (0,)
    in_cube = "select count(*) from published.pub_cube where starts_with(outcome_id, 'q9__')"
    assert warehouse.execute(in_cube).fetchone() == (0,)


def test_the_codebook_in_sql_is_that_of_the_contract(warehouse):
    codes = {
        (code_list, code): label
        for code_list, code, label in warehouse.execute(
            "select code_list, code, label_da from staging.stg_codebook__codes"
        ).fetchall()
    }
    assert codes == {
        (code_list, code): row["label_da"]
        for code_list, rows in contract.codes(str(WAVE)).items()
        for code, row in rows.items()
    }
    assert codes["training_period", "3"] == "2020-2026"
    assert contract.codes("2024")["training_period"]["3"]["label_da"] == "2020-2024"


def test_the_ledger_is_about_the_wave_of_the_report(warehouse):
    years, reproduced = warehouse.execute(
        "select list(distinct wave), count(*) filter (where verdict = 'reproduced') "
        "from published.pub_replication"
    ).fetchone()
    assert years == [2024]
    assert reproduced > 400
    assert warehouse.execute("select distinct wave from published.pub_claims").fetchall() == [(2024,)]
    # Alone, a later wave claims nothing of the report's.
    own = "select distinct wave, verdict, our_value from marts.est_replication"
    assert warehouse.execute(own).fetchall() == [(WAVE, "not_computable", None)]
    own = "select distinct wave, verdict, our_estimate from marts.est_claims"
    assert warehouse.execute(own).fetchall() == [(WAVE, "not_testable", None)]
    printed = "select count(printed_coefficient) from published.pub_regression_terms"
    assert warehouse.execute(printed).fetchone() == (0,)


def test_nothing_of_the_warehouse_reads_the_earlier_one(warehouse):
    views = warehouse.execute("select sql from duckdb_views() where not internal").fetchall()
    assert views
    assert not [sql for (sql,) in views if "wave_2024" in sql]


def periods(built, course):
    return built.rows(
        built.database,
        "select valid_from, valid_to, is_current, ended_because, duration_hours, region_label_en "
        f"from published.pub_catalogue_history where course_id = '{course}' order by valid_from",
    )


def test_courses_are_added_changed_and_closed(built):
    assert periods(built, "C001") == [
        (FIRST, None, True, None, None, "Flexible (online or at the workplace)")
    ]
    assert periods(built, "C002") == [
        (FIRST, SECOND, False, "changed", 32, "Central Denmark"),
        (SECOND, None, True, None, 40, "Central Denmark"),
    ]
    assert [period[5] for period in periods(built, "C003")] == ["Capital Region", "Central Denmark"]
    assert periods(built, "C004") == [(FIRST, SECOND, False, "closed", 64, "Capital Region")]
    assert periods(built, "C141") == [(SECOND, None, True, None, 24, "Central Denmark")]
    totals = "select count(*), count(distinct course_id), count(*) filter (where is_current) "
    # 140 courses, one new, two changed; two are gone.
    assert built.rows(built.database, totals + "from published.pub_catalogue_history") == [(143, 141, 139)]
    assert len(built.first_history) == 140


def test_history_goes_back_with_an_older_wave(built, tmp_path):
    """Built after the second wave, the first has its own history again: what came later is forgotten."""
    back = tmp_path / "back" / DATABASE_NAME
    snapshot = "from snapshots.snp_catalogue_courses order by all"
    assert waves.carry_history(built.database, back) == ["snp_catalogue_courses"]
    assert len(built.rows(back, snapshot)) == 143
    built.dbt(2024, back, "--exclude-resource-type", "test", "--select", "+pub_catalogue_history")
    assert built.rows(back, HISTORY) == built.first_history
    # So a second wave that goes on from it has what it had when it went on from the first.
    assert built.rows(back, snapshot) == built.rows(built.folder / "first" / DATABASE_NAME, snapshot)


def test_the_later_wave_may_be_published_although_the_report_prints_nothing_of_it(built):
    manifest = built.folder / f"dbt_{WAVE}" / "manifest.json"
    counts = published_tables.audit(built.database, may_be_empty=published_tables.may_be_empty(manifest))
    assert counts["pub_printed_numbers"] == 0
    assert counts["pub_replication"] > 0


def test_a_warehouse_without_history_gives_none(built, tmp_path):
    empty = tmp_path / DATABASE_NAME
    shutil.copy(built.database, empty)
    with duckdb.connect(str(empty)) as connection:
        connection.execute("drop schema snapshots cascade")
    target = tmp_path / "new" / DATABASE_NAME
    assert waves.carry_history(empty, target) == []
    assert not target.exists()
