"""The package by itself: its examples, what it imports when, and its wheel in an empty environment."""

import doctest
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from survey_stats import SurveyDesign
from survey_stats.api_page import PAGE, page

PACKAGE = Path(import_module("survey_stats").__file__).parent
MODULES = sorted(
    ".".join(("survey_stats", *file.relative_to(PACKAGE).with_suffix("").parts))
    for folder in ("kernel", "design")
    for file in (PACKAGE / folder).glob("[!_]*.py")
)


def test_examples_run():
    found = doctest.testfile(str(PACKAGE / "README.md"), module_relative=False)
    assert found.attempted > 5 and not found.failed
    for name in MODULES:
        assert not doctest.testmod(import_module(name)).failed, name


def test_the_page_of_what_is_public_is_that_of_the_docstrings():
    assert PAGE.read_text(encoding="utf-8") == page(), "run 'make models'"
    assert all(f"**`.{name}" in page() for name in vars(SurveyDesign) if not name.startswith("_"))


def run(python, code):
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)


def test_imports_are_no_more_than_is_used(tmp_path):
    """The kernel without DuckDB, Arrow, scipy or pandas; estimates without pandas."""
    (tmp_path / "d.csv").write_text("w,y,x,g\n1,1,1.5,a\n2,0,2,b\n3,1,2,a\n1,1,5,b\n")
    heavy = "sorted({'duckdb', 'pyarrow', 'scipy', 'pandas', 'statsmodels'} & set(sys.modules))"
    code = f"""
import sys
import survey_stats.kernel
print({heavy})
from survey_stats import SurveyDesign
d = SurveyDesign("{tmp_path / "d.csv"}", "w").calibrate({{"g": {{"a": 5, "b": 4}}}})
[d.mean("x", by="g").vcov, d.share("y"), d.quantile("x", 0.5), d.ttest("x", "g"), d.regress("x ~ g").vcov]
d.ratio("x", "w + 1", domain="x < 4")
print({heavy})
"""
    done = run(sys.executable, code)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["[]", "['duckdb', 'pyarrow', 'scipy']"]


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(tmp_path):
    """Built and installed without the project; what it depends on is taken from this environment."""
    source = tmp_path / "source"
    shutil.copytree(PACKAGE, source, ignore=shutil.ignore_patterns("__pycache__"))
    build = f"from setuptools import build_meta; build_meta.build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("survey_stats-*.whl")
    venv.create(tmp_path / "empty", with_pip=False)
    target = next((tmp_path / "empty" / "lib").glob("python*")) / "site-packages"
    with zipfile.ZipFile(wheel) as files:
        files.extractall(target)
    needed = ("numpy", "numpy.libs", "pyarrow", "scipy", "scipy.libs", "pytz", "six.py")
    for place in (Path(p) for p in sys.path if p.endswith("site-packages")):
        for item in place.iterdir():
            if item.name in needed or item.name.startswith(("duckdb", "_duckdb")):
                (target / item.name).symlink_to(item)
    code = f"""
import doctest, survey_stats, pyarrow as pa
from survey_stats import SurveyDesign
assert not doctest.testfile({str(PACKAGE / "README.md")!r}, module_relative=False).failed
d = SurveyDesign(pa.table({{"w": [1.0, 2, 3], "y": [1.0, 2, 4], "g": ["a", "b", "a"]}}), weight="w")
assert len(repr(d.mean("y", by="g")).splitlines()) == 3
print(d.mean("y").estimate[0], survey_stats.__file__)
"""
    done = run(str(tmp_path / "empty" / "bin" / "python"), code)
    assert done.returncode == 0, done.stderr
    number, place = done.stdout.split()
    assert float(number) == pytest.approx(17 / 6)
    assert str(tmp_path) in place
