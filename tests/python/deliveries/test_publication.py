"""`make build DELIVERY=...` in miniature: a refused delivery changes nothing that is published."""

import json
import stat
from io import StringIO

import pytest
from publication_miniature import layout, write_documentation, write_warehouse  # noqa: F401

from deliveries import contract
from publication import pipeline
from publication.__main__ import main
from publication.errors import DeliveryRefusedError
from publication.steps import Steps


@pytest.fixture
def builds(monkeypatch) -> list:
    """Stands in for dbt; what it was asked to build from."""
    asked = []

    def stand_in(layout, candidate, lock_descriptor, delivery=None, variables=None):  # noqa: F811
        asked.append((delivery, variables))
        write_warehouse(candidate.database)
        return "PASS=1"

    monkeypatch.setattr(pipeline, "_dbt_build", stand_in)
    monkeypatch.setattr(pipeline.documentation, "write", write_documentation)
    return asked


def published(layout) -> dict:  # noqa: F811
    """Every published file with what tells one version from another."""
    current = layout.current.resolve()
    return {
        path: (path.stat().st_ino, path.stat().st_mtime_ns, path.stat().st_size)
        for path in sorted(current.rglob("*"))
    }


def test_a_refused_delivery_stops_before_dbt_and_leaves_the_published_state(
    layout, builds, tables, deliver  # noqa: F811
):  # fmt: skip
    pipeline.build(layout, Steps(StringIO()))
    before = published(layout)
    assert before
    tables["register"]["stratum_code"][2] = "3"
    folder = deliver(tables)
    with pytest.raises(DeliveryRefusedError, match="column stratum_code, row 3: unknown stratum code"):
        pipeline.build(layout, Steps(StringIO()), deliveries=[folder])
    assert published(layout) == before
    assert builds == [(None, None)]
    assert "REFUSED" in layout.delivery_report.read_text()
    assert stat.S_IMODE(layout.delivery_report.stat().st_mode) == 0o600


def test_a_good_delivery_is_built_with_the_vars_it_declares_and_stands_in_the_manifest(
    layout, builds, tables, deliver  # noqa: F811
):  # fmt: skip
    folder = deliver(tables, "dta")
    built = pipeline.build(layout, Steps(StringIO()), deliveries=[folder])
    assert builds == [(folder, {"wave": 2024, "microdata_are_synthetic": True, "earlier_waves": []})]
    recorded = json.loads(built.manifest.read_text())["delivery"]
    assert recorded["wave"] == 2024
    assert set(recorded["sha256"]) == {f"{source}.dta" for source in contract.SOURCES}


def test_the_command_line_ends_with_one_and_the_message(layout, builds, tmp_path, capsys):  # noqa: F811
    assert main(["--root", str(layout.root), "build", "--delivery", str(tmp_path / "nowhere")]) == 1
    assert "DeliveryRefusedError" in capsys.readouterr().err
    assert builds == []
