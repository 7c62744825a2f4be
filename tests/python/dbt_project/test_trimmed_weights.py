"""The var maximum_g_weight, off by default: weights are capped, and the diagnostics say what it cost.

Further down: the SQL of survey_mean and survey_share stops on input that would give a wrong number. (What it
computes from good input is tested in tests/dbt/survey.) One module, so that dbt reads the project once where
modules are spread over processes.
"""

import json
import shutil

import duckdb
import pytest


@pytest.fixture(scope="module")
def warehouse(default_build, dbt, database, queries):
    """The default build with what follows from trimmed weights, and the dbt tests that must hold then too.

    After `queries`: dbt cannot open the database while it is read here.
    """
    shutil.copy(default_build.database, database)
    # Estimates and standard errors from trimmed weights in Python and in SQL, and what the weights meet.
    ends = ("pub_weight_diagnostics", "assert_weights_meet_margins", "assert_survey_macros_agree_with_fits")
    dbt(
        "build",
        *("--select", *(f"fit_calibration+,+{end}" for end in ends)),
        *("--indirect-selection", "empty", "--exclude-resource-type", "unit_test"),
    )
    with duckdb.connect(str(database), read_only=True) as connection:
        yield connection


@pytest.mark.slow
def test_weights_are_capped_within_strata(warehouse, maximum_g_weight):
    largest, base, raked, final = warehouse.execute(
        "select max(g_weight), sum(base_weight), sum(base_weight * raked_g_weight), sum(calibrated_weight) "
        "from intermediate.int_survey__respondents "
        "inner join marts.fit_calibration using (calibration_cell_id)"
    ).fetchone()
    assert largest == pytest.approx(maximum_g_weight, rel=1e-12)
    assert final == pytest.approx(raked, rel=1e-12)
    assert final == pytest.approx(base, rel=1e-12)


@pytest.mark.slow
def test_diagnostics_show_the_effect(warehouse, maximum_g_weight):
    rows = warehouse.execute(
        "select stratum_code, measure_id, value from marts.est_weight_diagnostics"
    ).fetchall()
    found = {(stratum, measure): value for stratum, measure, value in rows}
    for stratum in ("1", "2", "all"):
        assert found[stratum, "n_trimmed"] > 0
        assert 0 < found[stratum, "share_of_weight_moved"] < 0.1
        assert found[stratum, "kish_design_effect"] < found[stratum, "kish_design_effect_untrimmed"]
        assert found[stratum, "largest_margin_deviation"] > 0.01
    for measure in ("n_trimmed", "n_respondents", "sum_of_weights"):
        total = found["1", measure] + found["2", measure]
        assert found["all", measure] == pytest.approx(total, rel=1e-12)
    assert (
        found["all", "n_trimmed"]
        == warehouse.execute(
            "select sum(n_respondents) from marts.fit_calibration where raked_g_weight > ?",
            [maximum_g_weight],
        ).fetchone()[0]
    )


DESIGN = {name: name for name in ("persons", "cells", "components", "constants")}
TABLES = """
create table persons as select * from (
    values ('P1', 0), ('P2', 0), ('P3', 0), ('P4', 1), ('P5', 1)
) as t (person_id, calibration_cell_id);
create table cells as select * from (values
    (0, 'public', 3, 3, 30, 10e0, 1e0, 1e0, 10e0),
    (1, 'private', 2, 2, 40, 20e0, 1e0, 1e0, 20e0)
) as t (
    calibration_cell_id, stratum_code, n_respondents, stratum_respondents_n, stratum_population_n,
    base_weight, raked_g_weight, g_weight, calibrated_weight
);
create table components as select * from (
    values (0, 0, 1 / sqrt(30)), (1, 1, 1 / sqrt(40))
) as t (calibration_cell_id, component, value);
create table constants as select 3 as degrees_of_freedom, 3.18e0 as t_quantile;
create table answers as select * from (
    values ('P1', 'x', 1e0), ('P2', 'x', 0e0), ('P4', 'y', 1e0), ('P5', 'y', 0e0)
) as t (person_id, region, value);
"""


@pytest.fixture(scope="module")
def queries(dbt) -> dict[str, str]:
    """The select statement of each macro over the table `answers`."""
    calls = "{{ %s('answers', 'value', by=['region'], design=" + str(DESIGN) + ") }}"
    inline = "\n-- next --\n".join(calls % macro for macro in ("survey_mean", "survey_share"))
    compiled = json.loads(dbt("compile", "--inline", inline, "--output", "json"))["compiled"]
    return dict(zip(("mean", "share"), compiled.split("-- next --"), strict=True))


@pytest.fixture
def tables():
    with duckdb.connect() as connection:
        connection.execute(TABLES)
        yield connection


@pytest.mark.slow
def test_good_input_passes(queries, tables):
    for query in queries.values():
        rows = tables.execute(query).fetchall()
        assert [(row[0], row[1]) for row in sorted(rows)] == [("x", 0.5), ("y", 0.5)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statistic", "change", "message"),
    [
        ("mean", "insert into answers values ('P2', 'x', 1)", "more than once in a group"),
        ("mean", "insert into answers values ('P9', 'x', 1)", "no respondent and has no weight"),
        ("mean", "insert into answers values (null, 'x', 1)", "no respondent and has no weight"),
        ("mean", "update answers set value = 'inf' where person_id = 'P1'", "infinite or no number"),
        ("mean", "update answers set value = 'nan' where person_id = 'P1'", "infinite or no number"),
        ("share", "update answers set value = 2 where person_id = 'P1'", "not 0 or 1"),
        ("share", "update answers set value = 0.5 where person_id = 'P1'", "not 0 or 1"),
        (
            "mean",
            "delete from persons where person_id = 'P5'; delete from answers where person_id = 'P5'; "
            "update cells set n_respondents = 1, stratum_respondents_n = 1 where stratum_code = 'private'",
            "stratum private has one respondent",
        ),
    ],
)
def test_input_that_would_give_a_wrong_number_stops_the_query(queries, tables, statistic, change, message):
    tables.execute(change)
    with pytest.raises(duckdb.InvalidInputException, match=message):
        tables.execute(queries[statistic]).fetchall()
