"""The committed deliveries are what the generator writes, byte for byte."""

import subprocess
import sys
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[2] / "seeds"
DELIVERIES = ("register/population_totals.csv", "register/register_sample.csv", "survey/survey_response.csv")


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("seeds")
    # In a process of its own, as `make synthetic` runs it: nothing imported here can lean on its result.
    subprocess.run([sys.executable, "-m", "synthetic", "--output", str(folder)], check=True)
    return folder


@pytest.mark.parametrize("name", DELIVERIES)
def test_make_synthetic_rewrites_the_committed_file(generated, name):
    new, committed = (folder / name for folder in (generated, SEEDS))
    if new.read_bytes() == committed.read_bytes():
        return
    lines = zip(
        new.read_text(encoding="utf-8").splitlines(),
        committed.read_text(encoding="utf-8").splitlines(),
        strict=False,
    )
    first = next((i for i, (a, b) in enumerate(lines, start=1) if a != b), "the end")
    pytest.fail(
        f"seeds/{name} differs from what the generator writes, first at line {first}; run `make synthetic`"
    )


def test_the_generator_writes_nothing_else(generated):
    assert sorted(path.relative_to(generated).as_posix() for path in generated.rglob("*.csv")) == sorted(
        DELIVERIES
    )
