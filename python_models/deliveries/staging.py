"""The staging layer's own SQL, run on a delivery in memory: what is wrong with a row is decided there, once.

dbt renders the same files at a build. Here a few stand-ins for its functions do, and an in-memory database.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

import duckdb
import jinja2
import pyarrow as pa

from deliveries import contract
from deliveries.errors import ROWS_SHOWN

ROW = "delivered_row"
# The one macro of the project that staging uses and that is taken as it is.
IN_FORCE = "macros/codebook/in_force.sql"
SUMMARY = "stg_deliveries__rejections"
WITHIN_POPULATION = "assert_sample_lies_within_population"
# Delivery of the summary: its table of rejects, the source, and the columns that find the row again
# (name in the table of rejects, name as delivered).
REJECTED = {
    "register": ("rejected_register__sample", "register", {"person_id": "person_id"}),
    "population": (
        "rejected_register__population_totals",
        "population",
        {"stratum_code": "stratum_code", "variable_delivered": "variable", "category_code": "category_code"},
    ),
    "survey": ("rejected_survey__responses", "survey", {"person_id": "person_id"}),
    "answers": ("rejected_survey__answers", "survey", {"person_id": "person_id"}),
    "catalogue": ("rejected_catalogue__courses", "catalogue", {"course_id": "course_id"}),
}
_REF = re.compile(r"ref\(\s*['\"](\w+)['\"]\s*\)")


@dataclass(frozen=True)
class Rejection:
    """Rows of a delivery that break one rule in one column; `rows` holds the first ones."""

    delivery: str
    source: str
    reason: str
    column: str
    severity: str
    remedy: str
    n_rejected: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Findings:
    """What staging makes of a delivery."""

    rejections: tuple[Rejection, ...]
    # Delivery, and question where answers are rejected: how many of how many, all reasons together.
    shares: Mapping[tuple[str, str], tuple[int, int]]
    # Stratum, variable, category and what is wrong with it.
    impossible: tuple[tuple[str, str, str, str], ...]


@cache
def _sources() -> dict[str, str]:
    folders = ("models/staging", "models/intermediate", "tests/dbt/deliveries")
    return {path.stem: path.read_text() for name in folders for path in (contract.ROOT / name).rglob("*.sql")}


@cache
def rendered(name: str, wave: int) -> tuple[str, tuple[str, ...]]:
    """SQL of a model or a test as dbt would compile it for a wave, and what it refers to."""
    refs: list[str] = []

    def ref(relation: str) -> str:
        refs.append(relation)
        return relation

    def delivered_columns(seed: str, without: list[str]) -> list[str]:
        source = next(source for source, of in contract.SOURCES.items() if of == seed)
        return [column for column in contract.columns(source) if column not in without]

    variables = {**contract.project_vars(), "wave": wave}
    sql = (
        jinja2.Environment(undefined=jinja2.StrictUndefined)
        .from_string((contract.ROOT / IN_FORCE).read_text() + _sources()[name])
        .render(
            ref=ref,
            var=variables.__getitem__,
            config=lambda **_: "",
            delivered_columns=delivered_columns,
            calibration_variables=lambda: variables["calibration_variables"],
            dbt=SimpleNamespace(safe_cast=lambda value, kind: f"try_cast({value} as {kind})"),
        )
    )
    return sql, tuple(dict.fromkeys(refs))


class Staging:
    """Staging in memory for one wave. The codebook is loaded once, deliveries one after the other."""

    def __init__(self, wave: int) -> None:
        self._wave = wave
        self._connection = duckdb.connect()
        self._connection.execute("set threads = 1")
        self._codebook: set[str] = set()
        self._order: list[str] = []
        for name in (SUMMARY, WITHIN_POPULATION):
            self._plan(name)

    def _plan(self, name: str) -> bool:
        """Load what does not depend on a delivery, note the rest in order; say whether `name` does."""
        if name in contract.SOURCES.values() or name in self._order:
            return True
        if name in self._codebook:
            return False
        if name not in _sources():
            (path,) = contract.SEEDS.glob(f"*/{name}.csv")
            self._connection.execute(
                f"create table {name} as from read_csv(?, all_varchar = true, header = true)", [str(path)]
            )
            self._codebook.add(name)
            return False
        sql, refs = rendered(name, self._wave)
        # A list, not a generator: all of them must be planned.
        if any([self._plan(relation) for relation in refs]):
            self._order.append(name)
            return True
        self._connection.execute(f"create table {name} as {sql}")
        self._codebook.add(name)
        return False

    def tables(self) -> list[str]:
        """Names of all that depends on a delivery, the raw tables included."""
        return [*contract.SOURCES.values(), *self._order]

    def rows(self, name: str) -> list[tuple]:
        """Rows of one of `tables`, as the last run left it."""
        return self._connection.execute(f"from {name}").fetchall()

    def run(self, tables: Mapping[str, pa.Table]) -> Findings:
        """Stage canonical tables (by source) and say what is rejected, where and why."""
        for source, seed in contract.SOURCES.items():
            numbered = tables[source].append_column(ROW, pa.array(range(1, tables[source].num_rows + 1)))
            self._connection.register("incoming", numbered)
            self._connection.execute(f"create or replace table {seed} as from incoming")
            self._connection.unregister("incoming")
        for name in self._order:
            self._connection.execute(f"create or replace table {name} as {rendered(name, self._wave)[0]}")
        rejections = []
        for delivery in REJECTED:
            rejections += self._rejections(delivery)
        shares = self._connection.execute(
            f"select delivery, coalesce(variable_name, ''), sum(n_rejected), max(n_delivered) from {SUMMARY} "
            "group by all order by all"
        ).fetchall()
        return Findings(
            tuple(rejections),
            {
                (delivery, variable): (int(rejected), int(delivered))
                for delivery, variable, rejected, delivered in shares
            },
            tuple(self._connection.execute(f"from {WITHIN_POPULATION} order by all").fetchall()),
        )

    def _rejections(self, delivery: str) -> list[Rejection]:
        table, source, keys = REJECTED[delivery]
        column = "rejected.variable_name" if delivery == "answers" else "coalesce(reasons.column_name, '')"
        join = " and ".join(
            f"rejected.{ours} is not distinct from nullif(trim(delivered.{theirs}), '')"
            for ours, theirs in keys.items()
        )
        found = self._connection.execute(
            f"""
            select
                rejected.rejection_reason, {column}, coalesce(any_value(reasons.severity), 'fatal'),
                coalesce(any_value(reasons.remedy), 'Describe the reason in codebook_rejections.csv.'),
                count(distinct delivered.{ROW}), list_sort(list(distinct delivered.{ROW}))[:{ROWS_SHOWN}]
            from {table} as rejected
            left join stg_codebook__rejections as reasons
                on reasons.delivery = ? and rejected.rejection_reason = reasons.rejection_reason
            left join {contract.SOURCES[source]} as delivered on {join}
            group by all order by 3, 5 desc, 1, 2
            """,
            [delivery],
        ).fetchall()
        return [
            Rejection(delivery, source, reason, column, severity, remedy, n, tuple(rows))
            for reason, column, severity, remedy, n, rows in found
        ]


@cache
def staging(wave: int) -> Staging:
    """The staging of a wave, made once per process."""
    return Staging(wave)
