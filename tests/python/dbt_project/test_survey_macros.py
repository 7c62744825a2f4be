"""The SQL of survey_mean and survey_share stops on input that would give a wrong number.

What it computes from good input is tested in tests/dbt/survey.
"""

import json

import duckdb
import pytest

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
