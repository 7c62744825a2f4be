"""`make build` with several deliveries: which it takes, in which order, what one warehouse gives to the next.

dbt is a stand-in here that writes small warehouses; test_two_waves.py has the real one.
"""

import json
from io import StringIO
from pathlib import Path

import duckdb
import pytest
from publication_miniature import layout, write_documentation, write_warehouse  # noqa: F401

from deliveries import contract, write
from deliveries.delivery import Delivery, inspect_delivery, read_delivery
from deliveries.errors import DeliveryError
from publication import pipeline, release, waves
from publication.errors import CommandFailedError, DeliveryRefusedError
from publication.steps import Steps
from synthetic.second_wave import WAVE


class StandIn:
    """In place of dbt: notes how it was called, and adds a row to the snapshot that it finds."""

    def __init__(self) -> None:
        self.calls: list[dict] = []
        self.fails_at: int | None = None

    def __call__(self, layout, candidate, lock_descriptor, delivery=None, variables=None):  # noqa: F811
        wave = variables["wave"] if variables else 2024
        earlier = (variables or {}).get("earlier_waves", [])
        self.calls.append(
            {"wave": wave, "delivery": delivery, "there": [Path(e["path"]).is_file() for e in earlier]}
        )
        assert all(e["alias"].startswith("wave_") and e["read_only"] for e in earlier)
        with duckdb.connect(str(candidate.database)) as connection:
            connection.execute("create schema if not exists snapshots")
            connection.execute("create table if not exists snapshots.snp_catalogue_courses (built integer)")
            connection.execute("insert into snapshots.snp_catalogue_courses values (?)", [wave])
        if wave == self.fails_at:
            raise CommandFailedError("dbt build ended with code 1")
        write_warehouse(candidate.database)
        return "PASS=1"


@pytest.fixture(scope="module", autouse=True)
def inspected_once():
    """A delivery is checked once, however often it is built from: the same files, the same declaration."""
    known: dict[tuple, Delivery] = {}

    def inspect(folder, *progress):
        files = sorted(path.resolve() for path in folder.iterdir() if path.name != contract.DECLARATION)
        key = (*files, (folder / contract.DECLARATION).read_text(encoding="utf-8"))
        if key not in known:
            known[key] = inspect_delivery(folder, *progress)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deliveries.delivery.inspect_delivery", inspect)
        yield


@pytest.fixture
def dbt(monkeypatch):
    stand_in = StandIn()
    monkeypatch.setattr(pipeline, "_dbt_build", stand_in)
    monkeypatch.setattr(pipeline.documentation, "write", write_documentation)
    return stand_in


def history(layout) -> list[int]:  # noqa: F811
    with duckdb.connect(str(layout.database_link), read_only=True) as connection:
        found = connection.execute("from snapshots.snp_catalogue_courses").fetchall()
    return [wave for (wave,) in found]


def build(layout, *deliveries, publish=True):  # noqa: F811
    return pipeline.build(layout, Steps(StringIO()), publish=publish, deliveries=deliveries)


def test_waves_are_built_from_the_first_to_the_last_whatever_the_order_given(layout, dbt, deliveries):  # noqa: F811
    build(layout, deliveries[WAVE], deliveries[2024])
    assert dbt.calls == [
        {"wave": 2024, "delivery": deliveries[2024], "there": []},
        {"wave": WAVE, "delivery": deliveries[WAVE], "there": [True]},
    ]
    # The history of the first goes into the second; the warehouse of the first is gone.
    assert history(layout) == [2024, WAVE]
    assert not layout.earlier_waves.exists()
    manifest = json.loads(release.current(layout).manifest.read_text(encoding="utf-8"))
    assert manifest["delivery"]["wave"] == WAVE
    assert [delivery["wave"] for delivery in manifest["earlier_deliveries"]] == [2024]
    report = layout.delivery_report.read_text(encoding="utf-8")
    assert "wave 2024" in report
    assert f"wave {WAVE}" in report


def test_history_goes_on_from_what_is_published_and_from_nothing_else(layout, dbt, deliveries):  # noqa: F811
    build(layout)
    first = release.current(layout)
    build(layout, deliveries[WAVE])
    assert history(layout) == [2024, WAVE]
    # Neither a build that fails nor one that is not published leaves a trace in it.
    dbt.fails_at = WAVE
    with pytest.raises(CommandFailedError):
        build(layout, deliveries[2024], deliveries[WAVE])
    dbt.fails_at = None
    build(layout, deliveries[WAVE], publish=False)
    assert history(layout) == [2024, WAVE]
    # Back to the publication before: the next build goes on from there.
    layout.current.unlink()
    layout.current.symlink_to(first.folder)
    build(layout)
    assert history(layout) == [2024, 2024]


def test_two_deliveries_of_one_wave_are_refused_by_name(layout, dbt, deliveries, tmp_path):  # noqa: F811
    again = tmp_path / "again"
    again.symlink_to(deliveries[WAVE])
    with pytest.raises(DeliveryRefusedError, match=rf"second and .*again are both of the wave {WAVE}"):
        build(layout, deliveries[WAVE], again)
    assert dbt.calls == []


def copied(source: Path, target: Path, **changes: tuple[str, str]) -> Path:
    """The folder `source` anew, its files by link, with other lines in delivery.yml."""
    target.mkdir()
    for path in source.iterdir():
        if path.name != contract.DECLARATION:
            (target / path.name).symlink_to(path)
    text = (source / contract.DECLARATION).read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    (target / contract.DECLARATION).write_text(text, encoding="utf-8")
    return target


def test_inventions_are_not_compared_with_people(layout, dbt, deliveries, tmp_path):  # noqa: F811
    said = "acknowledged: {invented-answers: To see whether waves of both kinds are kept apart}"
    kind = ("is_synthetic: true", f"is_synthetic: false\n{said}")
    real = copied(deliveries[2024], tmp_path / "real", kind=kind)
    with pytest.raises(DeliveryRefusedError, match="synthetic, the other is not"):
        build(layout, real, deliveries[WAVE])
    assert dbt.calls == []


def test_problems_of_all_deliveries_are_named_at_once(layout, dbt, deliveries, tmp_path):  # noqa: F811
    # Each as if it were of the other wave: the questionnaires differ by a question.
    earlier = copied(
        deliveries[2024],
        tmp_path / "earlier",
        wave=("wave: 2024", f"wave: {WAVE}"),
        version=('"2024"', f'"{WAVE}"'),
    )
    later = copied(
        deliveries[WAVE],
        tmp_path / "later",
        wave=(f"wave: {WAVE}", "wave: 2024"),
        version=(f'"{WAVE}"', '"2024"'),
    )
    with pytest.raises(DeliveryRefusedError) as refusal:
        build(layout, earlier, later)
    message = str(refusal.value)
    assert f"{earlier}: " in message
    assert "[unmapped-column] survey.csv, column q9" in message
    assert f"{later}: " in message
    assert "[missing-column] survey.csv, column q9" in message


def test_a_code_of_another_version_is_refused(deliveries, tmp_path):
    tables = write.seed_tables()
    row = tables["survey"]["q21"].index("1")
    tables["survey"]["q21"][row] = "8"
    write.write_delivery(tables, "csv", tmp_path / "early", 2024)
    with pytest.raises(
        DeliveryError, match=rf"\[fatal-row\] survey.csv, column q21, row {row + 1}: answer code"
    ):
        read_delivery(tmp_path / "early")


def test_folders_are_split_as_a_shell_does_unless_they_are_one(tmp_path):
    both = tmp_path / "one two"
    both.mkdir()
    assert waves.folders(str(both)) == [both]
    assert waves.folders("a/2024 b/2026") == [Path("a/2024"), Path("b/2026")]
    assert waves.folders("'a b' c") == [Path("a b"), Path("c")]
