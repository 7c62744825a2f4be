"""Attacks on the exports of the default build recover nothing, and find weaknesses that are planted there."""

import shutil
from dataclasses import replace
from pathlib import Path

import attacks
import duckdb
import pytest
import yaml

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[3] / "dbt_project.yml"
THRESHOLD = yaml.safe_load(PROJECT.read_text(encoding="utf-8"))["vars"]["suppression_threshold"]
# Of the small withheld cells, one in so many is bounded by two programs of its own.
EVERY = 60
# And one question in so many over all answers one by one.
SOME = 4


@pytest.fixture(scope="module")
def published(default_build):
    return attacks.read(default_build.database.parent / "exports", default_build.database, THRESHOLD)


def shown_too(published, is_shown_too):
    """What is published, with more cells shown."""
    cells = [replace(cell, is_shown=cell.is_shown or is_shown_too(cell)) for cell in published.cells]
    return replace(published, cells=cells)


@pytest.mark.parametrize("name", ["remainder", "rule_knowledge", "ranking", "filters", "sizes"])
def test_nothing_is_recovered(published, name):
    assert getattr(attacks, name)(published) == []


def test_no_small_cell_is_bounded_by_programs(published):
    assert attacks.linear(published, every=EVERY) == []


def test_answers_told_of_everybody_bound_no_small_cell_of_a_group(published):
    averaged = sorted({cell.variable for cell in published.cells if cell.key == "mean" and cell.block})
    some = averaged[::SOME]
    of_some = replace(published, cells=[cell for cell in published.cells if cell.variable in some])
    assert attacks.linear(of_some, every=EVERY, spread=True) == []
    planted = shown_too(
        of_some, lambda cell: cell.n >= THRESHOLD and (cell.key == "mean" or not 0 < cell.told < THRESHOLD)
    )
    assert attacks.linear(planted, every=EVERY, spread=True)


def test_no_regression_gives_a_withheld_mean(default_build, tmp_path):
    exports = default_build.database.parent / "exports"
    assert attacks.regression(exports) == []
    # Two groups of a published line withheld, as they once were.
    shutil.copy(exports / "pub_regression_terms.parquet", tmp_path)
    duckdb.sql(
        f"""copy (
            select * replace (
                is_suppressed
                or outcome_variable = 'desire' and group_variable = 'q14_4' and group_code in ('1', '5')
                as is_suppressed
            ) from '{exports}/pub_estimates.parquet'
        ) to '{tmp_path}/pub_estimates.parquet' (format parquet)"""
    )
    assert attacks.regression(tmp_path) == ["desire by q14_4: 2 withheld means"]


def test_who_was_asked_a_follow_up_bounds_nothing_that_is_withheld(published):
    # Of counts above the threshold this is no rule, but docs/disclosure.md says it of the default delivery.
    assert attacks.filters(published, of_all=True) == []


def test_sizes_of_filtered_questions_give_a_withheld_count_away(published):
    # Everybody, who was trained and who was not, told in every group: then the trained follow.
    told = {"desire", "q19_1", "q24_1"}
    assert attacks.filters(shown_too(published, lambda cell: cell.n > 0 and cell.variable in told))


def test_numbers_of_answers_give_a_group_away_where_only_answers_of_all_are_withheld(published):
    # Who answered a question that some leave out is told of all groups: then sizes that are withheld follow.
    told = {"accepts_offer", "offer_realistic", "q19_1", "q22_1"}
    assert attacks.sizes(shown_too(published, lambda cell: cell.n > 0 and cell.variable in told))


def test_who_knows_the_rule_knows_more_where_nobody_is_told(published):
    # Without the switch, two withheld numbers that add to the threshold are both below it.
    assert attacks.rule_knowledge(replace(published, nobody=frozenset()))


def test_without_guards_all_that_is_large_enough_gives_persons_away(published):
    # Only the threshold: who is too few is withheld, nothing beside it.
    only_threshold = shown_too(
        published,
        lambda cell: cell.n >= THRESHOLD and (cell.key == "mean" or not 0 < cell.told < THRESHOLD),
    )
    assert attacks.remainder(only_threshold)
    assert attacks.ranking(only_threshold)


def test_one_question_without_protection_is_bounded(published):
    variable = next(
        cell.variable for cell in published.cells if not cell.is_shown and 0 < cell.told < THRESHOLD
    )
    of_one = replace(published, cells=[cell for cell in published.cells if cell.variable == variable])
    planted = shown_too(
        of_one, lambda cell: cell.n >= THRESHOLD and (cell.key == "mean" or not 0 < cell.told < THRESHOLD)
    )
    assert attacks.linear(planted, every=EVERY)
