"""What a whole build makes of a delivery, without dbt: the SQL that dbt compiled last, the fits, the tests.

Some ten seconds a delivery, where dbt takes a minute and more: so that many can be tried.
"""

import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import pyarrow as pa

from deliveries import contract

_PROJECT = "manager_training"
# Other waves are not there, and the history of the catalogue is a snapshot's.
_LEFT_OUT = ("fit_wave_changes", "snp_catalogue_courses")
# A linear program or two for every number that is withheld.
SLOW = ("fit_suppression", "aud_attack")


@dataclass(frozen=True)
class Node:
    """A seed, model or test of dbt, as compiled; `fit` is the module of a Python model."""

    key: str
    name: str
    kind: str
    relation: str
    sql: str
    fit: ModuleType | None


class _Config:
    """What a fit asks dbt for: settings, which are called as the vars they come from."""

    def __call__(self, **_: object) -> None:
        return None

    @staticmethod
    def meta_get(name: str) -> Any:
        return contract.project_vars()[name]


class _Dbt:
    """What dbt hands to a Python model."""

    config = _Config()

    def __init__(self, connection: duckdb.DuckDBPyConnection, relations: Mapping[str, str]) -> None:
        self._connection, self._relations = connection, relations

    def ref(self, name: str) -> duckdb.DuckDBPyRelation:
        return self._connection.sql(f"from {self._relations[name]}")


class Later:
    """Every model and test of dbt that can be made of one delivery, in order.

    `target`: the folder of a whole build with dbt. `left_out`: models that are not made, nor what reads them.
    """

    def __init__(self, target: Path, left_out: tuple[str, ...] = SLOW) -> None:
        self._target = target
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        self._nodes: dict[str, Node] = {}
        without: set[str] = set()

        def add(key: str) -> None:
            node = manifest["nodes"].get(key)
            if node is None or key in self._nodes or key in without:
                return
            before = [parent for parent in node["depends_on"].get("nodes", ()) if parent in manifest["nodes"]]
            for parent in before:
                add(parent)
            if node["name"] in (*_LEFT_OUT, *left_out) or without & set(before) or _is_of_default_data(node):
                without.add(key)
            else:
                self._nodes[key] = self._node(key, node)

        for key, node in manifest["nodes"].items():
            if node["resource_type"] in ("model", "test"):
                add(key)

    def _node(self, key: str, node: Mapping[str, Any]) -> Node:
        name, file, kind = node["name"], Path(node["original_file_path"]), node["resource_type"]
        fit = sql = None
        if file.suffix == ".py":
            spec = importlib.util.spec_from_file_location(name, contract.ROOT / file)
            fit = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(fit)
        elif kind != "seed":
            compiled = self._target / "compiled" / _PROJECT / file
            sql = (compiled / node["path"] if compiled.is_dir() else compiled).read_text(encoding="utf-8")
        return Node(key, name, kind, node["relation_name"] or "", sql or "", fit)

    def names(self, kind: str) -> list[str]:
        """Names of what is made: of "seed", "model" or "test"."""
        return [node.name for node in self._nodes.values() if node.kind == kind]

    def failures(self, tables: Mapping[str, pa.Table]) -> list[str]:
        """Build from canonical tables; the first model that fails, or every test that does, and why."""
        with duckdb.connect() as connection:
            connection.execute(f"attach ':memory:' as {_PROJECT}; use {_PROJECT}; set threads = 1")
            for schema in {node.relation.split(".")[1] for node in self._nodes.values() if node.relation}:
                connection.execute(f"create schema {schema}")
            return list(self._failures(connection, tables))

    def _failures(
        self, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, pa.Table]
    ) -> Iterator[str]:
        dbt = _Dbt(connection, {node.name: node.relation for node in self._nodes.values()})
        delivered = {contract.SOURCES[source]: table for source, table in tables.items()}
        tests = []
        for node in self._nodes.values():
            try:
                if node.kind == "test":
                    tests.append(node)
                else:
                    _make(connection, dbt, node, delivered.get(node.name))
            # Whatever it is, it would have stopped the build.
            except Exception as error:
                yield f"{node.name}: {type(error).__name__}: {str(error).splitlines()[0]}"
                return
        for node in tests:
            found = connection.execute(node.sql).fetchall()
            if found:
                yield f"{node.name}: {len(found)} rows, first {found[0]}"


def _is_of_default_data(node: Mapping[str, Any]) -> bool:
    """Whether it is a test that holds the default data to the printed report."""
    return node["resource_type"] == "test" and "is_default_delivery()" in node["raw_code"]


def _make(connection: duckdb.DuckDBPyConnection, dbt: _Dbt, node: Node, delivered: pa.Table | None) -> None:
    if node.kind == "model" and node.fit is None:
        connection.execute(f"create table {node.relation} as {node.sql}")
        return
    made = node.fit.model(dbt, connection) if node.fit else delivered
    if made is None:
        (path,) = contract.SEEDS.glob(f"*/{node.name}.csv")
        made = connection.sql(f"from read_csv('{path}', all_varchar = true, header = true)")
    connection.execute(f"create table {node.relation} as from made")
