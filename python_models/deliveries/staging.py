"""The staging layer's own SQL run on a delivery: what is wrong with a row is decided there, once."""

import subprocess
import tempfile
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb
import numpy as np
import pyarrow as pa

from deliveries import contract
from deliveries.compiled import CATALOGUE, Node, compiled
from deliveries.errors import ROWS_SHOWN
from deliveries.plausibility import MEASURES, Earlier, earlier_wave
from fitting.tables import Table

ROW = "delivered_row"
# Threads, what DuckDB may hold in memory beside the delivery itself, and where what is staged stands: of more
# rows than `_LARGE`, in a file, whose tables are packed.
_LARGE = 5_000_000
_SETTINGS = {False: (1, "1500MB", ":memory:"), True: (2, "4GB", "{folder}/staged.duckdb")}
SUMMARY = "stg_deliveries__rejections"
WITHIN_POPULATION = "assert_sample_lies_within_population"
BEARABLE = "assert_rejections_are_bearable"
# Too wide to be kept; what is made of it is narrow.
CHECKED = "base_survey__checked_responses"
# What the weights are computed from, in order, and the test of it.
CALIBRATION_CELLS, MARGINS = "int_weights__calibration_cells", "int_weights__margins"
WEIGHTS = (CALIBRATION_CELLS, "int_weights__cell_categories", MARGINS)
WITHOUT_RESPONDENTS = "assert_categories_without_respondents_are_small"
# What the regressions are computed from.
RESPONSES, RESPONDENTS, MODELS = "stg_survey__responses", "int_survey__respondents", "stg_reporting__models"
TERMS = "int_estimation__regression_terms"
# Where so many answered, more do not make a model that they leave untold.
_ENOUGH = 200_000
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


class Staging:
    """Staging for one wave. The codebook is loaded once, deliveries one after the other."""

    def __init__(self, wave: int, is_large: bool = False) -> None:
        self._wave = wave
        self._connection = duckdb.connect()
        # Large deliveries spill to a folder that only its owner may read, and that goes with this object, or
        # with this process, however it ends: the shell sees its input closed, and is not of the group that is
        # killed.
        spill = tempfile.mkdtemp(prefix="deliveries-")
        remover = subprocess.Popen(
            ["sh", "-c", 'read -r _; rm -rf "$1"', "sh", spill], stdin=subprocess.PIPE, start_new_session=True
        )
        weakref.finalize(self, remover.communicate)
        threads, memory, database = _SETTINGS[is_large]
        self._connection.execute(
            f"set threads = {threads}; set enable_progress_bar = false; set memory_limit = '{memory}'; "
            f"set temp_directory = '{spill}'; "
            f"attach '{database.format(folder=spill)}' as {CATALOGUE}"
        )
        self._nodes = {
            node.name: node
            for node in compiled(
                (
                    *(SUMMARY, WITHIN_POPULATION, BEARABLE, MEASURES, WITHOUT_RESPONDENTS),
                    *(RESPONDENTS, MODELS, TERMS),
                ),
                wave,
            )
        }
        self._staged: Mapping[str, pa.Table] = {}
        # Those of WEIGHTS that are made of what is staged.
        self._weighted: list[str] = []
        # What depends on a delivery, in order.
        self._order: list[Node] = []
        delivered = set(contract.SOURCES.values())
        for schema in sorted({node.relation.split(".")[1] for node in self._nodes.values()}):
            self._connection.execute(f"create schema if not exists {CATALOGUE}.{schema}")
        for node in self._nodes.values():
            if node.name in delivered:
                continue
            # Asked for once no row is fatal.
            if node.name in (MEASURES, *WEIGHTS, WITHOUT_RESPONDENTS, RESPONDENTS):
                continue
            if any(self._nodes[name].relation in node.sql for name in delivered):
                delivered.add(node.name)
                self._order.append(node)
            elif node.sql:
                self._connection.execute(f"create table {node.relation} as {node.sql}")
            else:
                (path,) = contract.SEEDS.glob(f"*/{node.name}.csv")
                self._connection.execute(
                    f"create table {node.relation} as from read_csv(?, all_varchar = true, header = true)",
                    [str(path)],
                )

    def tables(self) -> list[str]:
        """Names of all that depends on a delivery, the raw tables included."""
        return [*contract.SOURCES.values(), *(node.name for node in self._order)]

    def rows(self, name: str) -> list[tuple]:
        """Rows of one of `tables`, as the last run left it, in order."""
        return self._connection.execute(f"from {self._nodes[name].relation} order by all").fetchall()

    def run(self, tables: Mapping[str, pa.Table]) -> Findings:
        """Stage canonical tables (by source) and say what is rejected, where and why."""
        staged, self._staged = self._staged, {}
        self._weighted = []
        changed = set()
        for source, seed in contract.SOURCES.items():
            if tables[source] is staged.get(source):
                continue
            changed.add(self._nodes[seed].relation)
            rows = np.arange(1, len(tables[source]) + 1, dtype=np.int32)
            # Read where they are: packed they take a tenth of the room that texts have in a database.
            self._connection.register(
                f"delivered_{source}", tables[source].append_column(ROW, pa.array(rows))
            )
            self._connection.execute(
                f"create or replace view {self._nodes[seed].relation} as from temp.main.delivered_{source}"
            )
        # DuckDB does not know how many rows an Arrow table has, and would keep the wide side of a join.
        self._connection.execute("set disabled_optimizers = 'build_side_probe_side'")
        # What reads only tables that are staged already stands.
        for node in self._order:
            if any(relation in node.sql for relation in changed):
                # What stands after staging is computed when it is asked for.
                kind = "view" if node.name.startswith("int_") or node.name == CHECKED else "table"
                self._connection.execute(f"create or replace {kind} {node.relation} as {node.sql}")
                changed.add(node.relation)
        self._connection.execute("reset disabled_optimizers")
        self._staged = dict(tables)
        rejections = []
        for delivery in REJECTED:
            rejections += self._rejections(delivery)
        shares = self._connection.execute(
            f"select delivery, coalesce(variable_name, ''), sum(n_rejected), max(n_delivered) "
            f"from {self._nodes[SUMMARY].relation} group by all order by all"
        ).fetchall()
        return Findings(
            tuple(rejections),
            {
                (delivery, variable): (int(rejected), int(delivered))
                for delivery, variable, rejected, delivered in shares
            },
            tuple(self.rows(WITHIN_POPULATION)),
        )

    def query(self, sql: str, parameters: list | None = None) -> pa.Table:
        """Result of a query beside what is staged."""
        return self._connection.execute(sql, parameters).to_arrow_table()

    def measures(self) -> tuple[pa.Table, Earlier | None]:
        """What the staged delivery amounts to, and the wave to compare it with."""
        return self.query(self._nodes[MEASURES].sql), earlier_wave(_measures_of_seeds, self._wave)

    def calibration(self) -> tuple[Table, Table]:
        """Calibration cells of the staged delivery and the margins they are weighted to, in columns."""
        cells = f"from {self._weights(CALIBRATION_CELLS)} order by calibration_cell_id"
        margins = f"from {self._weights(MARGINS)} order by all"
        return self._connection.execute(cells).fetchnumpy(), self._connection.execute(margins).fetchnumpy()

    def without_respondents(self) -> list[tuple[str, str, str]]:
        """Stratum, variable and category where nobody answered completely, and chance does not explain it."""
        self._weights(MARGINS)
        return self._connection.execute(
            f"from ({self._nodes[WITHOUT_RESPONDENTS].sql}) order by all"
        ).fetchall()

    def left_out(self) -> list[tuple[str, str, str]]:
        """Stratum, variable and category that the weights leave out, since nobody answered completely."""
        return self._connection.execute(
            f"select stratum_code, variable_name, category_code from {self._weights(MARGINS)} "
            "where counted_n > 0 and not has_respondents order by all"
        ).fetchall()

    def regressions(self) -> tuple[Table, Table, Callable[[str, list[str]], Table], Table]:
        """Models, their terms, rows of the respondents, and strata: what `fitting.regressions` asks for.

        Every weight is 1: which coefficients can be told does not depend on them.
        """
        self._weights(MARGINS)
        node = self._nodes[RESPONDENTS]
        self._connection.execute(f"create or replace view {node.relation} as {node.sql}")
        (answered,) = self._connection.execute(
            f"select count(*) from {self._nodes[RESPONSES].relation}"
        ).fetchone()
        self._connection.execute(
            # Drawn, since deliveries come sorted: the first may all be of one stratum. By the person, so that
            # the others' columns are not made only to be thrown away.
            f"create or replace temp table answered as from {node.relation} "
            f"where hash(person_id) % {max(answered, _ENOUGH)} < {_ENOUGH}"
        )

        def of(sql: str) -> Table:
            return self._connection.execute(sql).fetchnumpy()

        def rows_of(domain: str, variables: list[str]) -> Table:
            complete = " and ".join(f"{name} is not null" for name in variables)
            columns = ", ".join([*variables, "1.0 as calibrated_weight", "stratum_code"])
            return of(f"select {columns} from answered where in_{domain} and {complete}")

        return (
            of(f"from {self._nodes[MODELS].relation} order by sort_order"),
            of(f"from {self._nodes[TERMS].relation} order by model_id, term_order"),
            rows_of,
            of("select stratum_code, count(*) as stratum_respondents_n from answered group by 1 order by 1"),
        )

    def _weights(self, name: str) -> str:
        """Place of one of `WEIGHTS`, made up to there, once for what is staged."""
        for model in WEIGHTS[len(self._weighted) : WEIGHTS.index(name) + 1]:
            node = self._nodes[model]
            self._connection.execute(f"create or replace table {node.relation} as {node.sql}")
            self._weighted.append(model)
        return self._nodes[name].relation

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
            from {self._nodes[table].relation} as rejected
            left join {self._nodes["stg_codebook__rejections"].relation} as reasons
                on reasons.delivery = ? and rejected.rejection_reason = reasons.rejection_reason
            left join {self._nodes[contract.SOURCES[source]].relation} as delivered on {join}
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
    """The staging of a wave in memory, made once per process."""
    return Staging(wave)


def is_large(tables: Mapping[str, pa.Table]) -> bool:
    """Whether a delivery has more rows than are staged in memory."""
    return sum(map(len, tables.values())) > _LARGE


def _measures_of_seeds() -> pa.Table:
    """Measures of the committed deliveries. Staged apart: the staging of a delivery keeps its rows."""
    stage = Staging(contract.project_vars()["wave"])
    tables = {}
    for source, seed in contract.SOURCES.items():
        (path,) = contract.SEEDS.glob(f"*/{seed}.csv")
        query = "from read_csv(?, all_varchar = true, header = true, null_padding = false)"
        tables[source] = stage.query(query, [str(path)])
    stage.run(tables)
    return stage.query(stage._nodes[MEASURES].sql)
