"""The design in three lines: its numbers are the warehouse's, and so are its refusals."""

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from manager_survey import WarehouseError, open_design

# They read what `make test-build` builds, which a quick round before a commit does not.
pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[3]
NUMBERS = ("estimate", "std_error", "ci_low", "ci_high", "degrees_of_freedom", "n_weighted", "design_effect")


@pytest.fixture(scope="module")
def design(default_build):
    return open_design(default_build.database)


@pytest.fixture(scope="module")
def warehouse(default_build):
    with duckdb.connect(str(default_build.database), read_only=True) as connection:
        yield connection


def estimates(warehouse, outcome, key, group, split):
    """Numbers of est_estimates by group and split code, those of nobody left out."""
    rows = warehouse.execute(
        f"select group_code, split_code, n_unweighted, {', '.join(NUMBERS)} from marts.est_estimates "
        "where outcome_variable = ? and outcome_key = ? and domain_id = 'all_managers' "
        "and group_variable = ? and split_variable = ? and n_unweighted > 0",
        [outcome, key, group, split],
    ).fetchall()
    return {row[:2]: row[2:] for row in rows}


def agrees(table, expected, *keys):
    columns = table.columns_by_name
    given = {
        tuple(str(columns[key][i]) if key else "all" for key in keys): tuple(
            columns[name][i] for name in ("n_unweighted", *NUMBERS)
        )
        for i in range(len(table))
    }
    assert given.keys() == expected.keys()
    for key, numbers in expected.items():
        np.testing.assert_allclose(
            np.array(given[key], dtype=float), np.array(numbers, dtype=float), rtol=1e-8, err_msg=str(key)
        )


@pytest.mark.parametrize("group", ["sector", "gender", "education", "region", "industry9"])
def test_shares_are_the_warehouses(design, warehouse, group):
    expected = estimates(warehouse, "is_trained", "1", group, "all")
    assert expected
    agrees(design.share("is_trained", by=group), expected, group, None)


def test_means_by_two_backgrounds_are_the_warehouses(design, warehouse):
    pair = ["gender", "leader_type"]
    expected = estimates(warehouse, "desire_points", "mean", *pair)
    assert len(expected) == 6
    agrees(design.mean("desire_points", by=pair), expected, *pair)


def test_population_and_degrees_of_freedom(design, warehouse):
    df, managers = warehouse.execute(
        "select any_value(d.degrees_of_freedom), sum(r.calibrated_weight) filter (where r.is_manager) "
        "from marts.fct_respondent as r, marts.fit_design as d"
    ).fetchone()
    assert design.degrees_of_freedom == df
    total = design.total("1").columns_by_name
    assert total["estimate"][0] == pytest.approx(managers, rel=1e-9)
    assert design.total("1", domain="sector = 1 or sector = 2").estimate[0] == total["estimate"][0]
    assert design.sample.total("1").estimate[0] > total["estimate"][0]


@pytest.mark.parametrize("model", ["trained_2", "desire_3", "experiment_accepts_offer"])
def test_regressions_are_the_published_ones(design, warehouse, model):
    outcome, domain = warehouse.execute(
        "select outcome_variable, domain_id from staging.stg_reporting__models where model_id = ?", [model]
    ).fetchone()
    assert domain == "all_managers" or outcome == "accepts_offer"
    terms = warehouse.execute(
        "select variable_name, term_type, reference_value from intermediate.int_estimation__regression_terms "
        "where model_id = ? order by term_order",
        [model],
    ).fetchall()
    right = " + ".join(
        name if kind == "linear" else f"C({name}, Treatment({reference:.0f}))"
        for name, kind, reference in terms
    )
    fit = design.regress(f"{outcome} ~ {right}")
    linear = {name for name, kind, _ in terms if kind == "linear"}
    given = {}
    for i, term in enumerate(fit.terms.columns_by_name["term"]):
        name, _, level = term.removesuffix("]").partition("[")
        key = (name, "linear" if name in linear or name == "(intercept)" else level)
        given[key] = [fit.terms.columns_by_name[column][i] for column in ("estimate", *NUMBERS[1:5])]
    published = warehouse.execute(
        "select variable_name, level_code, coefficient, std_error, ci_low, ci_high, degrees_of_freedom, "
        "n_unweighted from marts.fit_regressions where model_id = ?",
        [model],
    ).fetchall()
    expected = {(name, level): row for name, level, *row in published}
    assert len(given) == len(expected)
    for key, numbers in expected.items():
        np.testing.assert_allclose(given[key], numbers[:5], rtol=1e-7, err_msg=str(key))
        assert fit.n_unweighted == numbers[5]


def test_words_for_codes(design):
    table = design.labelled(design.share("is_trained", by="sector")).columns_by_name
    assert table["sector"].tolist() == ["Public", "Private"]
    assert table["category"][0].startswith("With training")
    assert design.labelled(design.mean("desire", by="gender"), "da").columns_by_name["gender"].tolist() == [
        "Mænd",
        "Kvinder",
    ]


def test_a_trimmed_warehouse_gives_its_trimmed_weights(default_build, tmp_path):
    """Weights are cut in the table of weights, as var `maximum_g_weight` would have it, and spread again."""
    path = tmp_path / "trimmed.duckdb"
    shutil.copyfile(default_build.database, path)
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update marts.fit_calibration set g_weight = least(raked_g_weight, 1.5), "
            "calibrated_weight = base_weight * least(raked_g_weight, 1.5)"
        )
        connection.execute(
            "update marts.fct_respondent as r set calibrated_weight = c.calibrated_weight "
            "from marts.fit_calibration as c where r.calibration_cell_id = c.calibration_cell_id"
        )
    design = open_design(path)
    table = design.share("is_trained", by="sector").columns_by_name
    assert (table["std_error"] > 0).all()


def test_what_is_no_restricted_warehouse_is_refused(default_build, tmp_path):
    with pytest.raises(WarehouseError, match="make build"):
        open_design(tmp_path / "nothing.duckdb")
    path = tmp_path / "other.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts; create table marts.fct_respondent (person_id varchar)")
    with pytest.raises(WarehouseError, match=r"other\.duckdb has no marts\.fit_calibration"):
        open_design(path)
    with pytest.raises(ValueError, match="pweight"):
        open_design(default_build.database).mean("desire", mode="weighted")


def test_r_gives_the_same_from_the_same_file(design, default_build):
    """The script for R, where R and its survey package are installed (Debian: r-base-core r-cran-survey)."""
    asks = ["Rscript", "-e", "stopifnot(requireNamespace('survey', quietly = TRUE))"]
    if shutil.which("Rscript") is None or subprocess.run(asks, capture_output=True, check=False).returncode:
        pytest.skip("R with survey is not installed")
    done = subprocess.run(
        ["Rscript", "--vanilla", "analyses/survey_design.R", str(default_build.database)],
        cwd=ROOT,
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    by_r = {(row["sector"], row["education"]): row for row in csv.DictReader(io.StringIO(done.stdout))}
    ours = design.share("is_trained", by=["sector", "education"]).columns_by_name
    assert len(by_r) == len(ours["estimate"]) == 10
    for i, code in enumerate(zip(ours["sector"], ours["education"], strict=True)):
        for name in ("estimate", "std_error", "ci_low", "ci_high"):
            assert float(by_r[str(code[0]), str(code[1])][name]) == pytest.approx(ours[name][i], rel=1e-9)
