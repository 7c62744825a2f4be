"""A small good delivery, as tables and as a folder."""

import shutil
from pathlib import Path

import pytest
from deliveries_mutations import Tables, small_delivery

from deliveries import write
from deliveries.contract import DECLARATION


@pytest.fixture(autouse=True)
def nothing_published(monkeypatch, tmp_path_factory):
    """What is published here is no matter of the tests: deliveries are compared with the seeds."""
    monkeypatch.setattr("deliveries.plausibility.PUBLISHED", tmp_path_factory.getbasetemp() / "none")


@pytest.fixture
def tables() -> Tables:
    """Every fiftieth sampled person; a test may change them."""
    return small_delivery()


@pytest.fixture
def folder(tmp_path) -> Path:
    """Where `deliver` puts a delivery."""
    return tmp_path / "delivery"


@pytest.fixture
def deliver(folder):
    """Write tables as a delivery in a format; the folder."""

    def into_folder(tables: Tables, file_format: str = "csv", checksums: bool = True) -> Path:
        shutil.rmtree(folder, ignore_errors=True)
        write.write_delivery(tables, file_format, folder)
        if not checksums:
            declaration = folder / DECLARATION
            declaration.write_text(declaration.read_text().split("sha256")[0])
        return folder

    return into_folder
