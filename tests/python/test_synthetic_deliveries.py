"""The committed deliveries are what the generator writes, byte for byte.

To write them takes more than a minute. The generator records what it read and wrote: where none of it has
changed since, they are known to be what it writes, and are not written again.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from synthetic import generate

SEEDS = Path(__file__).parents[2] / "seeds"
DELIVERIES = ("register/population_totals.csv", "register/register_sample.csv", "survey/survey_response.csv")


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> Path:
    if generate.is_up_to_date():
        pytest.skip("neither they nor what they are written from changed since they were written")
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


def test_any_change_of_what_was_read_or_written_is_seen(monkeypatch):
    record = json.loads(generate.RECORD.read_text(encoding="utf-8"))
    assert sorted(record["written"]) == sorted(DELIVERIES)
    read = set(record["made_of"])
    # what is known to go into it, by whichever way it is read
    assert {"requirements.lock", "python", "seeds/report/published_estimates.csv"} <= read
    assert {
        path.relative_to(generate.ROOT).as_posix() for path in generate.RECORD.parent.glob("printed/*.csv")
    } <= read
    n_seen = 0
    for part, names in record.items():
        for name in names:
            changed = json.loads(json.dumps(record))
            changed[part][name] = "0"
            monkeypatch.setattr(generate, "_record", lambda changed=changed: changed)
            n_seen += not generate.is_up_to_date()
    assert n_seen == len(record["made_of"]) + len(record["written"])
