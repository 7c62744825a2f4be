"""The worked examples run as they stand, agree with each other, and are committed without results."""

import contextlib
import io
import json
from pathlib import Path

import duckdb
import pytest

from manager_survey import warehouse

# They read what `make test-build` builds, which a quick round before a commit does not.
pytestmark = pytest.mark.slow

ANALYSES = Path(__file__).parents[3] / "analyses"
NOTEBOOKS = sorted(ANALYSES.glob("*.ipynb"))
QUESTIONS = 8


def cells_of(notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    assert (content["nbformat"], content["nbformat_minor"]) == (4, 5)
    return content["cells"]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[notebook.stem for notebook in NOTEBOOKS])
def test_notebooks_hold_no_outputs(notebook):
    for cell in cells_of(notebook):
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None, cell["id"]


def results_of(notebook):
    """What each cell shows: the value of its last line, as Jupyter has it, or what it prints."""
    place, shown = {}, []
    for cell in cells_of(notebook):
        if cell["cell_type"] != "code":
            continue
        *lines, last = "".join(cell["source"]).splitlines()
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            try:
                code = compile(last, cell["id"], "eval")
            except SyntaxError:
                exec("\n".join([*lines, last]), place)
                shown.append(printed.getvalue())
            else:
                exec("\n".join(lines), place)
                shown.append(eval(code, place))
    return shown


def test_the_eight_questions_have_the_same_answers_in_python_and_in_sql(default_build, monkeypatch):
    monkeypatch.setattr(warehouse, "DEFAULT", default_build.database)
    _, *python = results_of(ANALYSES / "eight_questions.ipynb")
    text = (ANALYSES / "eight_questions.sql").read_text(encoding="utf-8")
    with duckdb.connect(str(default_build.database), read_only=True) as connection:
        sql = [connection.execute(statement).df() for statement in connection.extract_statements(text)]
    assert len(python) == len(sql) == QUESTIONS
    # A missing region is a group in SQL and none in Python.
    sql[0], sql[3] = (table[table["region"].notna()] for table in (sql[0], sql[3]))
    for place, name in (
        (0, "estimate"),
        (1, "difference"),
        (2, "std_error"),
        (3, "estimate"),
        (5, "ci_high"),
    ):
        ours, theirs = (sorted(table[name].abs()) for table in (python[place], sql[place]))
        assert ours == pytest.approx(theirs, rel=1e-9), place + 1
    assert sorted(python[4]["estimate"]) == pytest.approx(sorted(sql[4]["estimate"]), rel=1e-9)
    gender = dict(zip(python[6]["term"], python[6]["estimate"], strict=True))["gender[2]"]
    assert gender > 0 and len(sql[6]) > 10
    assert python[7].count("●") == len(sql[7]) == 9
    assert {f"{round(value)} %" for value in sql[7]["per_cent"]} == {
        " ".join(line.split()[-2:]) for line in python[7].splitlines()
    }
