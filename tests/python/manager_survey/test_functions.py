"""The survey functions of the restricted database: without dbt, the warehouse's digits, its refusals."""

import shutil

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


# Nine persons of two strata, calibrated to gender: missing values are left out, a missing group is a group,
# one person has no standard error, a share of exactly 0 or 1 no interval, no rows no estimate.
NINE = """
drop table marts.fct_respondent;
create table marts.fct_respondent (person_id varchar, calibration_cell_id integer, is_manager boolean);
insert into marts.fct_respondent
select 'P' || number, cell, true from (values
    (1, 0), (2, 0), (3, 1), (4, 1), (5, 2), (6, 2), (7, 2), (8, 3), (9, 3)
) as persons (number, cell);
drop table marts.fit_calibration;
create table marts.fit_calibration as from (values
    (0, '1', 2, 4, 40, 10e0, 1.25e0, 1.25e0, 12.5e0),
    (1, '1', 2, 4, 40, 10e0, 0.75e0, 0.75e0, 7.5e0),
    (2, '2', 3, 5, 100, 20e0, 0.75e0, 0.75e0, 15e0),
    (3, '2', 2, 5, 100, 20e0, 1.375e0, 1.375e0, 27.5e0)
) as cells (
    calibration_cell_id, stratum_code, n_respondents, stratum_respondents_n, stratum_population_n,
    base_weight, raked_g_weight, g_weight, calibrated_weight
);
-- One indicator per cell here, scaled by the root of n times base weight.
drop table marts.fit_calibration_components;
create table marts.fit_calibration_components as from (values
    (0, 0, 1 / sqrt(20)), (1, 1, 1 / sqrt(20)), (2, 2, 1 / sqrt(60)), (3, 3, 1 / sqrt(40))
) as components (calibration_cell_id, component, value);
drop table marts.fit_design;
create table marts.fit_design as select 7 as degrees_of_freedom, 2.3646242515927849e0 as t_quantile;
create table answers as from (values
    ('P1', 'north', 3, true), ('P2', 'north', 5, false), ('P3', 'north', null, null),
    ('P4', 'south', 2, false), ('P5', 'south', 8, true), ('P6', null, 1, true),
    ('P7', null, 4, false), ('P8', null, 6, true),
    ('P9', 'east', 6, false)
) as answers (person_id, region, y, says_yes);
"""
# By R's survey 4.1-1: svydesign(strata, fpc), calibrate(calfun = "raking"), svymean and svyciprop on
# subset(), deff = TRUE; for pweight without fpc and calibration, deff = "replace".
BY_R = {
    "survey_mean(y, relation := answers)": {
        None: (4.83018867925, 0.641995882987, 3.31210964491, 6.34826771358, 8, 132.5, 0.728219649641),
    },
    "survey_mean(y, by := ['region'], relation := answers)": {
        "north": (4, 0.774596669241, 2.16836993071, 5.83163006929, 2, 25, 0.652173913043),
        "south": (6, 1.57291896615, 2.28063766685, 9.71936233315, 2, 22.5, 0.339430894309),
        "east": (6, None, None, None, 1, 27.5, None),
        None: (4.17391304348, 0.983609797832, 1.84804546142, 6.49978062554, 3, 57.5, 0.482550333597),
    },
    "survey_mean(y * 0 + 0.1, relation := answers)": {None: (0.1, 0, None, None, 8, 132.5, None)},
    "survey_mean(y, by := ['region'], mode := 'pweight', relation := answers)": {
        "north": (4, 0.816496580928, 2.06929238340, 5.93070761660, 2, 25, 0.666666666667),
        "south": (6, 1.88561808316, 1.54122175131, 10.4587782487, 2, 22.5, 0.444444444444),
        "east": (6, None, None, None, 1, 27.5, None),
        None: (4.17391304348, 1.34644804506, 0.990069342623, 7.35775674433, 3, 57.5, 0.857047289387),
    },
    "survey_share(says_yes, relation := answers)": {
        None: (0.528301886792, 0.203957730887, 0.139193380283, 0.885812458536, 8, 132.5, 1.24359397496),
    },
    "survey_share(says_yes, by := ['region'], relation := answers)": {
        "north": (0.5, 0.387298334621, 0.0250073502991, 0.974992649701, 2, 25, 0.652173913043),
        "south": (2 / 3, 0.26215316102, 0.109449693564, 0.970190604725, 2, 22.5, 0.33943089431),
        "east": (0, None, None, None, 1, 27.5, None),
        None: (0.739130434783, 0.229629040830, 0.144968399400, 0.979316738931, 3, 57.5, 0.577046035806),
    },
    "survey_share(y > 0, relation := answers)": {None: (1, 0, None, None, 8, 132.5, None)},
    "survey_share(y < 0, relation := answers)": {None: (0, 0, None, None, 8, 132.5, None)},
    "survey_mean(y, domain := person_id is null, relation := answers)": {},
}


@pytest.fixture(scope="module")
def nine(default_build, tmp_path_factory):
    """The functions over a sample of nine."""
    database = shutil.copy(default_build.database, tmp_path_factory.mktemp("nine"))
    with duckdb.connect(str(database)) as connection:
        connection.execute(NINE)
        yield connection


@pytest.mark.parametrize("call", BY_R)
def test_nine_persons_are_as_r_has_them(nine, call):
    by = "region" if "by :=" in call else "null"
    columns = NUMBERS.replace("degrees_of_freedom, ", "")
    found = {
        group: numbers
        for group, *numbers in nine.execute(
            f"select {by}, {columns} from {call} where degrees_of_freedom = 7"
        ).fetchall()
    }
    assert found.keys() == BY_R[call].keys()
    for group, numbers in found.items():
        for ours, theirs in zip(numbers, BY_R[call][group], strict=True):
            assert ours is None if theirs is None else ours == pytest.approx(theirs, rel=1e-10)


def test_a_stratum_of_one_respondent_is_refused(nine):
    nine.execute("begin")
    nine.execute("delete from marts.fct_respondent where calibration_cell_id > 2")
    nine.execute("delete from marts.fit_calibration where calibration_cell_id > 2")
    nine.execute("update marts.fit_calibration set stratum_respondents_n = 1 where stratum_code = '2'")
    with pytest.raises(duckdb.Error, match="stratum 2 has one respondent"):
        nine.execute("from survey_mean(y, relation := answers, domain := person_id < 'P8')").fetchall()
    nine.execute("rollback")
