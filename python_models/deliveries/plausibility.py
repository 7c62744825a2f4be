"""Whether a delivery that is well-formed can be true: signals, held to thresholds, beside the wave before.

The measures are a model of dbt (stg_deliveries__measures) and stand in every warehouse, so that the next wave
is compared with what was published. signals.sql makes signals of them, the seed plausibility_thresholds says
how far each may go and why.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from deliveries import contract
from deliveries.compiled import KEPT

PUBLISHED = contract.ROOT / "warehouse" / "manager_training.duckdb"
MEASURES = "stg_deliveries__measures"
_SIGNALS = Path(__file__).with_name("signals.sql")
# What a comparison is made with; the codebook's rows say which questions read the same in both waves.
EARLIER = "earlier wave"


@dataclass(frozen=True)
class Signal:
    """How far one thing goes, and how far it may. `number` is NULL where there are too few to say."""

    name: str
    subject: str
    number: float | None
    threshold: float
    severity: str
    label: str
    reason: str

    @property
    def is_beyond(self) -> bool:
        """Whether it goes too far."""
        return self.number is not None and self.number > self.threshold

    @property
    def stops(self) -> bool:
        """Whether the build stops unless the deliverer says why it is so."""
        return self.is_beyond and self.severity == "severe"


@dataclass(frozen=True)
class Earlier:
    """The wave that a delivery is compared with: its measures, and what it is in words."""

    description: str
    wave: int
    is_synthetic: bool
    measures: pa.Table


@dataclass(frozen=True)
class Plausibility:
    """Signals of a delivery, its own measures and those it was compared with."""

    signals: tuple[Signal, ...]
    measures: pa.Table
    earlier: Earlier | None


def thresholds() -> Mapping[str, Mapping[str, str]]:
    """Rows of the seed plausibility_thresholds by signal."""
    return {row["signal"]: row for row in contract.seed_rows("plausibility_thresholds")}


def earlier_wave(staged_seeds, wave: int) -> Earlier | None:
    """What is published; without a publication, the synthetic data, which give what the report printed.

    What is published of a later wave than ``wave`` is nothing that came before: the synthetic data serve.
    `staged_seeds` stages the committed data and returns their measures; called once for a state of the seeds.
    """
    if PUBLISHED.exists():
        with duckdb.connect(str(PUBLISHED), read_only=True) as connection:
            known = connection.execute(
                "select 1 from information_schema.tables where table_schema = 'staging' and table_name = ?",
                [MEASURES],
            ).fetchone()
            # A warehouse published before there were measures: the synthetic data serve.
            if known:
                measures = connection.execute(f"from staging.{MEASURES}").to_arrow_table()
                published = _described("what is published", measures)
                if published.wave <= wave:
                    return published
    digest = hashlib.sha256()
    for path in sorted(contract.SEEDS.rglob("*.csv")):
        digest.update(path.read_bytes())
    digest.update(contract.file_text("models/staging/deliveries/stg_deliveries__measures.sql").encode())
    kept = KEPT / f"measures-{digest.hexdigest()}.parquet"
    if not kept.exists():
        KEPT.mkdir(parents=True, exist_ok=True)
        unfinished = kept.with_name(f"{kept.name}.{id(kept)}")
        pq.write_table(staged_seeds(), unfinished)
        unfinished.replace(kept)
    return _described("the synthetic data of this project", pq.read_table(kept))


def _described(what: str, measures: pa.Table) -> Earlier:
    facts = {row["subject"]: row["number"] for row in measures.to_pylist() if row["measure"] == "delivery"}
    wave, is_synthetic = int(facts["wave"]), bool(facts["is_synthetic"])
    return Earlier(f"{what}, wave {wave}", wave, is_synthetic, measures)


@cache
def _questions(version: str, earlier_version: str) -> pa.Table:
    """Questions of a wave: their kind, and whether wording and codes are those of the earlier one."""
    now, before = contract.variables(version), contract.variables(earlier_version)

    def codes(row: Mapping[str, str], of: str) -> object:
        return contract.codes(of).get(row["code_list"])

    alike = ("question_da", "code_list")
    rows = [
        {
            "variable_name": name,
            "kind": row["response_type"],
            "is_comparable": name in before
            and all(row[column] == before[name][column] for column in alike)
            and codes(row, version) == codes(before[name], earlier_version),
        }
        for name, row in now.items()
    ]
    return pa.Table.from_pylist(rows)


@cache
def _missing_codes(version: str) -> pa.Table:
    rows = [
        {"variable_name": name, "code": code}
        for name, row in contract.variables(version).items()
        for code, meaning in contract.codes(version).get(row["code_list"], {}).items()
        if meaning["is_missing"] == "true"
    ]
    return pa.Table.from_pylist(rows)


@cache
def _in_memory() -> duckdb.DuckDBPyConnection:
    """One empty database for the process, asked through cursors: to open one each time costs more."""
    return duckdb.connect()


def judge(measures: pa.Table, version: str, is_synthetic: bool, earlier: Earlier | None) -> Plausibility:
    """Signals of measures, worst first within each, in the order of the thresholds.

    Invented data are no measure of real ones: compared with those, a real delivery is not stopped.
    """
    versions = {
        int(row["wave_year"]): row["codebook_version"] for row in contract.seed_rows("codebook_versions")
    }
    before = versions.get(earlier.wave, version) if earlier else version
    is_real_beside_invented = earlier is not None and earlier.is_synthetic and not is_synthetic
    with _in_memory().cursor() as connection:
        connection.execute(f"set variable is_real_beside_invented = {is_real_beside_invented}")
        connection.register("measures", measures)
        connection.register("earlier", earlier.measures if earlier else measures.slice(0, 0))
        connection.register("questions", _questions(version, before))
        connection.register("missing_codes", _missing_codes(version))
        found = connection.execute(
            f"select signal, subject, max(number) from ({_SIGNALS.read_text(encoding='utf-8')}) "
            "where subject is not null group by all order by 3 desc nulls last, 2"
        ).fetchall()
    known = thresholds()
    signals = [
        Signal(
            name,
            subject,
            number,
            float(known[name]["threshold"]),
            "noted"
            if is_real_beside_invented and known[name]["compared_with"] == EARLIER
            else known[name]["severity"],
            known[name]["label_en"],
            known[name]["reason"],
        )
        for name, subject, number in found
    ]
    order = list(known)
    return Plausibility(tuple(sorted(signals, key=lambda s: order.index(s.name))), measures, earlier)


def unanswered(measures: pa.Table, version: str) -> list[tuple[str, str]]:
    """Questions that were asked, and strata that gave no answer to them; blank for all strata together.

    Later layers need an answer of substance to every question, and one of any kind in every stratum.
    """
    with _in_memory().cursor() as connection:
        connection.register("measures", measures)
        connection.register("missing_codes", _missing_codes(version))
        return connection.execute(
            """
            with of_substance as (
                select distinct subject
                from measures
                left join missing_codes on subject = variable_name and category_code = code
                where measure = 'answer' and code is null
            ),
            asked as (
                select subject, stratum_code, n, sum(n) over (partition by subject) as n_in_all
                from measures
                where measure = 'asked' and of_n > 0
            )
            select distinct
                subject,
                case when n_in_all = 0 or subject not in (from of_substance) then '' else stratum_code end
            from asked
            where n = 0 or subject not in (from of_substance)
            order by all
            """
        ).fetchall()
