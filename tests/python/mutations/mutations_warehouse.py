"""A warehouse in which one model at a time can be made wrong: what dbt compiled, run again without dbt.

A fault is a change of a model's compiled SQL. Its table is made anew with the constraints of its contract,
then every model of SQL that reads it, and what dbt would run after each of them: its data tests, and the
model's unit tests before it. Everything happens in a transaction that is rolled back. Fits stay as they are:
no fault is planted before them.
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

# What DuckDB says when a row breaks a constraint, or a test raises an error. All else is the fault's error.
RED = (duckdb.ConstraintException, duckdb.InvalidInputException)


class BadFault(Exception):
    """The fault is none: its text is not found once, its SQL does not run, or no row shows it."""


@dataclass(frozen=True)
class Fault:
    """One wrong thing in the SQL of one model: ``old`` as compiled, found exactly once, becomes ``new``."""

    model: str
    what: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.model}: {self.what}"


@dataclass(frozen=True)
class Check:
    """A test of dbt's: its compiled SQL, the models it reads, and how long it takes."""

    name: str
    sql: str
    reads: frozenset[str]
    seconds: float


class Warehouse:
    """The built database, what dbt compiled, and which tests look at which model."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, target: Path, withheld: str | None = None):
        """``withheld``: SQL condition on fit_suppression; what meets it is withheld too."""
        self.connection = connection
        manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
        self.models = {
            node["name"]: node for node in manifest["nodes"].values() if node["resource_type"] == "model"
        }
        self.children = {name: set() for name in self.models}
        for name, node in self.models.items():
            for parent in parents(node) & set(self.models):
                self.children[parent].add(name)
        tables = connection.execute("select table_name, sql from duckdb_tables()").fetchall()
        self.created_by = dict(tables)
        self.unit_tests: dict[str, list[tuple[str, str]]] = {}
        for test in manifest["unit_tests"].values():
            path = next((target / "run").rglob(f"{test['name']}.sql"))
            self.unit_tests.setdefault(test["model"], []).append((test["name"], path.read_text("utf-8")))
        if withheld:
            connection.execute(f"update marts.fit_suppression set is_suppressed = true where {withheld}")
            for name in self._reached("fit_suppression")[0]:
                if self.models[name]["language"] == "sql":
                    self._make(name, self.models[name]["compiled_code"])
        # With more withheld ledger and claims come out otherwise; declarations and keys hold as they do.
        self.checks = sorted(self._checks(manifest, always=bool(withheld)), key=lambda check: check.seconds)

    def _checks(self, manifest: dict, always: bool) -> Iterator[Check]:
        """Every data test, once run: a fault is caught by what is green without it.

        ``always``: only those that hold whatever is withheld, the generic ones.
        """
        for node in manifest["nodes"].values():
            if node["resource_type"] != "test" or not node.get("compiled_code"):
                continue
            if always and not node.get("test_metadata"):
                continue
            started = time.perf_counter()
            rows = self.connection.execute(node["compiled_code"]).fetchall()
            if rows:
                raise AssertionError(f"{node['name']} is red without any fault")
            yield Check(
                node["name"],
                node["compiled_code"],
                frozenset(parents(node)),
                time.perf_counter() - started,
            )

    def caught_by(self, fault: Fault) -> str | None:
        """The first thing that turns red, or ``None``."""
        mutated = changed(self.models[fault.model]["compiled_code"], fault)
        for name, sql in self.unit_tests.get(fault.model, []):
            if sql.count(fault.old) == 1 and self._unit_test_is_red(changed(sql, fault)):
                return f"unit test {name}"
        self.connection.execute("begin transaction")
        try:
            return self._first_red(fault, mutated)
        finally:
            self.connection.execute("rollback")

    def _first_red(self, fault: Fault, mutated: str) -> str | None:
        order, stale = self._reached(fault.model)
        made: set[str] = set()
        waiting = [check for check in self.checks if check.reads & {*order} and not check.reads & stale]
        for name in order:
            before = self._rows_of(name) if name == fault.model else None
            try:
                self._make(name, mutated if name == fault.model else self.models[name]["compiled_code"])
            except RED as error:
                return f"constraint of {name}: {error}".splitlines()[0]
            except ContractBroken as error:
                return str(error)
            except duckdb.Error as error:
                raise BadFault(f"{fault}: {error}") from error
            if before is not None and self._is_as(before, name):
                raise BadFault(f"{fault}: no row of the table is another")
            made.add(name)
            ready = [check for check in waiting if not (check.reads & {*order}) - made]
            waiting = [check for check in waiting if check not in ready]
            for check in ready:
                try:
                    if self.connection.execute(check.sql).fetchone():
                        return check.name
                except RED as error:
                    return f"{check.name}: {error}".splitlines()[0]
        return None

    def _reached(self, model: str) -> tuple[list[str], set[str]]:
        """Models of SQL made anew, parents first, and those that would have to be but are not of SQL."""
        reached, stale, open_ = {model}, set(), [model]
        while open_:
            for child in self.children[open_.pop()]:
                if child not in reached | stale:
                    (reached if self.models[child]["language"] == "sql" else stale).add(child)
                    open_.append(child)
        order: list[str] = []
        while len(order) < len(reached):
            order += sorted(
                name for name in reached - {*order} if not parents(self.models[name]) & (reached - {*order})
            )
        # What rests on a stale table is stale.
        for name in order:
            if parents(self.models[name]) & stale:
                stale.add(name)
        return [name for name in order if name not in stale], stale

    def _make(self, name: str, sql: str) -> None:
        node = self.models[name]
        relation = f"{node['schema']}.{name}"
        if node["config"]["materialized"] == "view":
            self.connection.execute(f"create or replace view {relation} as {sql}")
            return
        if not node["contract"]["enforced"]:
            self.connection.execute(f"create or replace table {relation} as {sql}")
            return
        promised = self._columns(f"from {relation}")
        if self._columns(sql) != promised:
            raise ContractBroken(f"contract of {name}")
        self.connection.execute(f"drop table {relation}")
        self.connection.execute(self.created_by[name])
        self.connection.execute(f"insert into {relation} by name {sql}")

    def _columns(self, sql: str) -> dict[str, str]:
        rows = self.connection.execute(f"describe {sql}").fetchall()
        return {column: kind for column, kind, *_ in rows}

    def _rows_of(self, name: str) -> str:
        copy = f"before_{name}"
        self.connection.execute(
            f"create or replace temp table {copy} as from {self.models[name]['schema']}.{name}"
        )
        return copy

    def _is_as(self, before: str, name: str) -> bool:
        after = f"{self.models[name]['schema']}.{name}"
        try:
            rows = self.connection.execute(
                f"(from {before} except all from {after}) union all "
                f"(from {after} except all from {before}) limit 1"
            ).fetchall()
        except duckdb.BinderException:
            return False
        return not rows

    def _unit_test_is_red(self, sql: str) -> bool:
        try:
            rows = self.connection.execute(sql).fetchall()
        except RED:
            return True
        actual = sorted(repr(row[:-1]) for row in rows if row[-1] == "actual")
        expected = sorted(repr(row[:-1]) for row in rows if row[-1] == "expected")
        return actual != expected


class ContractBroken(Exception):
    """The model has not the columns that it promises."""


def parents(node: dict) -> set[str]:
    """Names of what a node reads."""
    return {parent.split(".")[2] for parent in node["depends_on"]["nodes"]}


def changed(sql: str, fault: Fault) -> str:
    """The SQL with the fault in it."""
    found = sql.count(fault.old)
    if found != 1 or fault.old == fault.new:
        raise BadFault(f"{fault}: {fault.old!r} is found {found} times")
    return sql.replace(fault.old, fault.new)
