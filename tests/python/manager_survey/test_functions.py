"""The survey functions of the restricted database: without dbt, the warehouse's digits, its refusals."""

import duckdb
import numpy as np
import pytest
from scipy import stats

from manager_survey import open_design

# They read what `make test-build` builds, which a quick round before a commit does not.
pytestmark = pytest.mark.slow

NUMBERS = "estimate, std_error, ci_low, ci_high, degrees_of_freedom, n_unweighted, n_weighted, design_effect"


@pytest.fixture(scope="module")
def warehouse(default_build):
    """Attached under another name, as an analyst with several files has it."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{default_build.database}' as last_year (read_only)")
        connection.execute("use last_year")
        yield connection


def numbers(warehouse, query):
    found = warehouse.execute(query).fetchall()
    assert found, query
    return found


def agree(given, expected, tolerance=1e-10):
    assert len(given) == len(expected)
    for ours, theirs in zip(given, expected, strict=True):
        text = [str(value) for value in ours if isinstance(value, str)]
        assert text == [value for value in theirs if isinstance(value, str)]
        ours, theirs = (
            np.array([v for v in row if not isinstance(v, str)], dtype=float) for row in (ours, theirs)
        )
        np.testing.assert_allclose(ours, theirs, rtol=tolerance, atol=1e-14)


@pytest.mark.parametrize("group", ["sector", "education", "industry9", "region"])
def test_shares_are_the_warehouses(warehouse, group):
    given = numbers(
        warehouse,
        f"select cast({group} as varchar), {NUMBERS} "
        f"from survey_share(is_trained, by := ['{group}'], domain := {group} is not null) order by 1",
    )
    expected = numbers(
        warehouse,
        f"select group_code, {NUMBERS} from marts.est_estimates where outcome_variable = 'is_trained' "
        f"and outcome_key = '1' and domain_id = 'all_managers' and group_variable = '{group}' "
        "and split_variable = 'all' and n_unweighted > 0 order by 1",
    )
    agree(given, expected)


def test_means_by_two_backgrounds_are_the_warehouses(warehouse):
    given = numbers(
        warehouse,
        f"select cast(gender as varchar), cast(leader_type as varchar), {NUMBERS} "
        "from survey_mean(desire_points, by := ['gender', 'leader_type']) order by 1, 2",
    )
    expected = numbers(
        warehouse,
        f"select group_code, split_code, {NUMBERS} from marts.est_estimates "
        "where outcome_variable = 'desire_points' and outcome_key = 'mean' and domain_id = 'all_managers' "
        "and group_variable = 'gender' and split_variable = 'leader_type' and n_unweighted > 0 order by 1, 2",
    )
    agree(given, expected)


@pytest.mark.parametrize("outcome", ["is_trained", "desire_points", "desire"])
def test_differences_are_the_warehouses(warehouse, outcome):
    groups = warehouse.execute(
        "select distinct group_variable from marts.est_group_tests where domain_id = 'all_managers' "
        "and outcome_variable = ? and outcome_key in ('mean', '1')",
        [outcome],
    ).fetchall()
    assert groups
    columns = "difference, std_error, ci_low, ci_high, statistic, degrees_of_freedom"
    for (group,) in groups:
        ours = {
            (a, b): row
            for a, b, *row in numbers(
                warehouse,
                f"select group_a, group_b, {columns}, p_value "
                f"from survey_difference({outcome}, by := ['{group}'])",
            )
        }
        theirs = warehouse.execute(
            f"select group_code_a, group_code_b, {columns}, p_value from marts.est_group_tests "
            "where domain_id = 'all_managers' and outcome_variable = ? and group_variable = ? "
            "and outcome_key in ('mean', '1') and not contains(group_code_a || group_code_b, ';')",
            [outcome, group],
        ).fetchall()
        for a, b, *row in theirs:
            if (a, b) not in ours:
                a, b, row[:5] = b, a, [-row[0], row[1], -row[3], -row[2], -row[4]]
            agree([ours[a, b][:6]], [row[:6]], 1e-9)
            assert ours[a, b][6] == pytest.approx(row[6], abs=1e-9)


def test_totals_and_weights_as_given_are_those_of_python(warehouse, default_build):
    design = open_design(default_build.database)
    for call, table in (
        ("survey_total(is_trained, by := ['sector'])", design.total("is_trained", by="sector")),
        ("survey_total(1, domain := age_years < 40)", design.total("1", domain="age_years < 40")),
        (
            "survey_share(desire >= 4, by := ['sector'], domain := age_years < 40, mode := 'pweight')",
            design.share("desire >= 4", by="sector", domain="age_years < 40", mode="pweight"),
        ),
        ("survey_mean(age_years, population := 'respondents')", design.sample.mean("age_years")),
    ):
        columns = table.columns_by_name
        expected = np.column_stack([columns[name.strip()].astype(float) for name in NUMBERS.split(",")])
        given = np.array(numbers(warehouse, f"select {NUMBERS} from {call}"), dtype=float)
        np.testing.assert_allclose(given, expected, rtol=1e-9, err_msg=call)


def test_what_the_margins_fix_has_no_error(warehouse):
    ((total, error, low, persons),) = numbers(
        warehouse,
        "select estimate, std_error, ci_low, n_weighted from survey_total(1, population := 'respondents')",
    )
    assert total == pytest.approx(persons, rel=1e-12)
    assert (error, low) == (0, None)


def test_a_relation_of_ones_own(warehouse):
    mine = "with mine as (select person_id, age_years // 10 * 10 as decade, desire from marts.fct_respondent)"
    rows = numbers(warehouse, f"{mine} from survey_mean(desire, by := ['decade'], relation := mine)")
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    ((nobody,),) = numbers(
        warehouse,
        f"{mine} select count(*) from survey_mean(desire, domain := decade > 900, relation := mine)",
    )
    assert nobody == 0


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (
            "with twice as (from marts.fct_respondent union all from marts.fct_respondent) "
            "from survey_share(is_trained, relation := twice)",
            "more than once",
        ),
        (
            "with twice as (from marts.fct_respondent union all from marts.fct_respondent) "
            "from survey_difference(is_trained, by := ['sector'], relation := twice)",
            "more than once",
        ),
        (
            "with strangers as (select 'X' as person_id, 1 as y) from survey_mean(y, relation := strangers)",
            "no weight",
        ),
        ("with strangers as (select 1 as y) from survey_mean(y, relation := strangers)", "person_id"),
        ("from survey_share(desire)", "not 0 or 1"),
        ("from survey_mean(case when sector = 1 then 'inf'::double else 1 end)", "infinite"),
        ("from survey_share(is_trained, by := ['sektor'])", "`by` names a column"),
        ("from survey_share(is_trained, mode := 'weighted')", "pweight"),
        ("from survey_share(is_trained, population := 'everybody')", "respondents"),
        ("from survey_share('is_trained')", "without quotes"),
        ("from survey_mean(person_id)", "without quotes"),
    ],
)
def test_what_is_refused(warehouse, query, reason):
    with pytest.raises(duckdb.Error, match=reason) as refusal:
        warehouse.execute(query).fetchall()
    assert "P0" not in str(refusal.value)


def test_p_values_are_students(warehouse):
    for df in (1, 2, 3, 10, 341, 6865):
        for t in (0.0, 0.3, -1.96, 3.3, 7.15):
            ((p,),) = numbers(warehouse, f"select survey_p_value({t}, {df})")
            assert p == pytest.approx(2 * stats.t.sf(abs(t), df), abs=1e-10)
