"""The committed deliveries are what the generator writes, byte for byte.

To write them takes more than a minute. The generator records what it read and wrote: where nothing that it
read has changed since, it would write the same.
"""

import json
import subprocess
import sys

import pytest

from synthetic import generate

DELIVERIES = ("register/population_totals.csv", "register/register_sample.csv", "survey/survey_response.csv")


@pytest.fixture(scope="module")
def generated(tmp_path_factory) -> dict[str, str]:
    """Digest of each file that the generator writes."""
    written = generate.recorded()
    if written is None:
        folder = tmp_path_factory.mktemp("seeds")
        # In a process of its own, as `make synthetic` runs it: nothing imported here can lean on its result.
        subprocess.run([sys.executable, "-m", "synthetic", "--output", str(folder)], check=True)
        files = (path.relative_to(folder).as_posix() for path in folder.rglob("*.csv"))
        written = {name: generate.sha256(folder / name) for name in files}
    return written


@pytest.mark.parametrize("name", DELIVERIES)
def test_make_synthetic_rewrites_the_committed_file(generated, name):
    assert generate.sha256(generate.SEEDS / name) == generated[name], "run `make synthetic`"


def test_the_generator_writes_nothing_else(generated):
    assert sorted(generated) == sorted(DELIVERIES)


def test_any_change_of_what_was_read_is_seen(monkeypatch, tmp_path):
    record = json.loads(generate.RECORD.read_text(encoding="utf-8"))
    read = set(record["made_of"])
    # what is known to go into it, by whichever way it is read
    assert {"requirements.lock", "python", "seeds/report/published_estimates.csv"} <= read
    printed = generate.RECORD.parent.glob("printed/*.csv")
    assert {path.relative_to(generate.ROOT).as_posix() for path in printed} <= read
    monkeypatch.setattr(generate, "RECORD", tmp_path / "written.json")
    for name in read:
        changed = {**record, "made_of": {**record["made_of"], name: "0"}}
        generate.RECORD.write_text(json.dumps(changed), encoding="utf-8")
        assert generate.recorded() is None, name
