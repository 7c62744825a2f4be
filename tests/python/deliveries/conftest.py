"""A small good delivery, as tables and as a folder."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from deliveries_mutations import Tables, small_delivery

from deliveries import write
from deliveries.contract import DECLARATION
from deliveries.delivery import _read_source
from deliveries.plausibility import judge, unanswered
from deliveries.staging import Findings, Staging, staging


@pytest.fixture(autouse=True)
def nothing_published(monkeypatch, tmp_path_factory):
    """What is published here is no matter of the tests: deliveries are compared with the seeds."""
    monkeypatch.setattr("deliveries.plausibility.PUBLISHED", tmp_path_factory.getbasetemp() / "none")


class StagedOnce:
    """Staging that remembers tables in which no row is rejected: what is harmless gives them again."""

    def __init__(self, staging: Staging) -> None:
        self._staging = staging
        self._known: list[tuple[dict, Findings]] = []
        self._measures: dict[int, tuple] = {}
        self._asked: dict = {}
        self._staged: dict = {}

    def run(self, tables: dict) -> Findings:
        known = next((of for of in self._known if of[0] == tables), None)
        if known is None:
            known = tables, self._staging.run(tables)
            self._staged = tables
            if not known[1].rejections:
                self._known.append(known)
        self._asked = known[0]
        return known[1]

    def measures(self) -> tuple:
        if not any(of is self._asked for of, _ in self._known):
            return self._staging.measures()
        if id(self._asked) not in self._measures:
            self._measures[id(self._asked)] = self.__getattr__("measures")()
        return self._measures[id(self._asked)]

    def __getattr__(self, name: str) -> Callable:
        """Anything else is asked of the staging, on the tables that were asked for last."""
        if self._staged is not self._asked:
            self._staging.run(self._asked)
            self._staged = self._asked
        return getattr(self._staging, name)


def of_measures_once(compute: Callable) -> Callable:
    """What follows from measures, remembered by the very table."""
    known: dict[tuple, tuple] = {}

    def computing(measures, *others):
        key = (id(measures), *map(id, others[2:]), *others[:2])
        # The measures are kept with what follows from them, so that no other table gets their id.
        if key not in known:
            known[key] = measures, compute(measures, *others)
        return known[key][1]

    return computing


def read_once(read: Callable) -> Callable:
    """Reading that remembers the files in which nothing is wrong: a fault is in one file of four."""
    known: dict[tuple, tuple] = {}

    def reading(folder, source, declaration, mappings, problems):
        files = {
            path.name: path.read_bytes()
            for path in folder.iterdir()
            if path.name.casefold().startswith(source) and path.is_file() and path.stat().st_size < 1 << 22
        }
        declared = (declaration.codebook_version, declaration.rows[source], declaration.sha256.get(source))
        key = (source, *files.items(), *declared, repr(mappings))
        if key not in known:
            n_before = len(problems)
            result = read(folder, source, declaration, mappings, problems)
            if len(problems) > n_before or not files:
                return result
            known[key] = result
        return known[key]

    return reading


@pytest.fixture(scope="module", autouse=True)
def each_once() -> Iterator[None]:
    """Most tests change one thing of one delivery: the rest is read, staged and judged once a module."""
    remembering = StagedOnce(staging(2024))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "deliveries.delivery.staging", lambda wave: remembering if wave == 2024 else staging(wave)
        )
        patch.setattr("deliveries.delivery._read_source", read_once(_read_source))
        patch.setattr("deliveries.delivery.judge", of_measures_once(judge))
        patch.setattr("deliveries.delivery.unanswered", of_measures_once(unanswered))
        yield


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
