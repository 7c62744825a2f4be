"""The synthetic delivery at any size, for benchmarks: as many respondents as are asked for, all different.

Persons are drawn with replacement from the committed synthetic sample, and then varied: education and
origin of one person are joined with gender, age and industry of another, and each block of questions is
answered as by another person of the same stratum, type of leader and training. Margins, response, routing
and batteries stay; what joins the blocks is lost, so results are no findings, not even synthetic ones.
Columns are Arrow arrays of small integers: ten million respondents fit in memory.
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from deliveries.outputs import refuse_existing, write_private
from synthetic.delivery_files import declare, seed_tables, write_table

SEED = 20260301
# Answered as by one other person: what is drawn together keeps its correlations. Questions 1 to 7, 18 and 21
# stay with the person: they fit his or her age and region, and decide what was asked.
BLOCKS = (
    ("q8_", "q9"), ("q11_",), ("q12_",), ("q13", "q14_"), ("q15", "q16_", "q17_"), ("q19_", "q20"), ("q22_",),
    ("q23_",), ("q24_",), ("q25_",), ("v", "q26", "q27", "q28", "q29"),
)  # fmt: skip
# Population totals are multiplied by a whole number, so that all variables go on counting the same persons.
ACKNOWLEDGED = dict.fromkeys(
    ("population-totals", "population-size", "stratum-sizes"),
    "Benchmark, the population is that of the synthetic data many times over",
)
# Persons written at a time.
BATCH = 500_000


def write_scaled(respondents: int, folder: Path) -> Path:
    """Write a delivery of Parquet files with so many complete respondents (managers or not) to ``folder``.

    Equal sizes give equal files. Raises FileExistsError when something is in the folder.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_existing(folder)
    tables = seed_tables()
    register = {name: _arrow(values) for name, values in tables["register"].items()}
    survey = {name: _arrow(values) for name, values in tables["survey"].items()}
    person, answer = _drawn(tables, respondents)
    rng = np.random.default_rng(SEED)
    rows = {
        "register": _write(_persons(register, person, answer, rng), folder / "register.parquet"),
        "survey": _write(_answers(survey, register, person, answer, rng), folder / "survey.parquet"),
    }
    complete = sum(code == "1" for code in tables["survey"]["status_code"])
    times = -(-respondents // complete)
    population = {name: list(values) for name, values in tables["population"].items()}
    population["population_n"] = [str(int(n) * times) for n in population["population_n"]]
    for source, columns in (("population", population), ("catalogue", tables["catalogue"])):
        rows[source] = write_table(columns, "parquet", source, folder)
    declare(folder, rows, "parquet", acknowledged=ACKNOWLEDGED)
    return folder


def _drawn(tables: Mapping, respondents: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the sample that persons are drawn from, and of the survey that they answer as; -1 for none.

    In every stratum, complete, partial and missing answers keep their shares; the complete ones are exactly
    as many as are asked for.
    """
    rng = np.random.default_rng(SEED - 1)
    row = {person: k for k, person in enumerate(tables["survey"]["person_id"])}
    answer = np.array([row.get(person, -1) for person in tables["register"]["person_id"]])
    status = np.array([0, *map(int, tables["survey"]["status_code"])])[answer + 1]
    kind = np.array(tables["register"]["stratum_code"]).astype(int) * 10 + status
    factor = respondents / np.sum(status == 1)
    sizes = {k: round(np.sum(kind == k) * factor) for k in np.unique(kind)}
    last = max(k for k in sizes if k % 10 == 1)
    sizes[last] += respondents - sum(n for k, n in sizes.items() if k % 10 == 1)
    drawn = np.concatenate([rng.choice(np.flatnonzero(kind == k), n) for k, n in sizes.items()])
    rng.shuffle(drawn)
    return drawn, answer[drawn]


def _persons(register, person, answer, rng) -> Iterator[dict[str, pa.Array]]:
    """Rows of the register; education and origin are another person's of the stratum, alike in response."""
    stratum = register["stratum_code"].to_numpy()
    responded = np.zeros(len(stratum), dtype=np.int64)
    responded[person[answer >= 0]] = 1
    pool = _Pool(stratum * 10 + responded)
    for start, stop in _batches(len(person)):
        rows = person[start:stop]
        columns = {name: values.take(pa.array(rows)) for name, values in register.items()}
        for name in ("education_code", "origin_code"):
            columns[name] = register[name].take(pa.array(pool.like(rows, rng)))
        yield columns | {"person_id": _identifiers(np.arange(start, stop))}


def _answers(survey, register, person, answer, rng) -> Iterator[dict[str, pa.Array]]:
    """Rows of the survey. Managers who answered everything get others' blocks, all else keep theirs."""
    stratum = np.zeros(len(survey["person_id"]), dtype=np.int64)
    stratum[answer[answer >= 0]] = register["stratum_code"].to_numpy()[person[answer >= 0]]
    codes = [survey[name].fill_null(0).to_numpy().astype(np.int64) for name in ("status_code", "q1", "q18")]
    kind = ((stratum * 10 + codes[0]) * 10 + codes[1]) * 10 + codes[2]
    alone = (codes[0] != 1) | (codes[2] == 0)
    kind[alone] = -1 - np.flatnonzero(alone)
    pool = _Pool(kind)
    answering = np.flatnonzero(answer >= 0)
    for start, stop in _batches(len(answering)):
        rows = answer[answering[start:stop]]
        taken = {name: rows for name in survey}
        for block in BLOCKS:
            taken |= dict.fromkeys(_of_block(survey, block), pool.like(rows, rng))
        columns = {name: values.take(pa.array(taken[name])) for name, values in survey.items()}
        yield columns | {"person_id": _identifiers(answering[start:stop])}


def _of_block(names, block: Sequence[str]) -> list[str]:
    return [name for name in names if name.startswith(tuple(block))]


class _Pool:
    """Rows by kind, to draw another of the same kind from."""

    def __init__(self, kind: np.ndarray) -> None:
        self.order = np.argsort(kind, kind="stable")
        _, group, size = np.unique(kind, return_inverse=True, return_counts=True)
        self.start, self.size = (np.cumsum(size) - size)[group], size[group]

    def like(self, rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """For each row, one of its kind at random; it may be the row itself."""
        place = (rng.random(len(rows)) * self.size[rows]).astype(np.int64)
        return self.order[self.start[rows] + place]


def _arrow(values: list[str]) -> pa.Array:
    """A column of text, blank for missing, as small integers where all are numbers."""
    column = pa.array([value or None for value in values])
    try:
        return column.cast(pa.int32())
    except pa.ArrowInvalid:
        return column


def _identifiers(numbers: np.ndarray) -> pa.Array:
    return pa.array(np.char.add("B", np.char.zfill(numbers.astype(str), 9)))


def _batches(n: int) -> Iterator[tuple[int, int]]:
    return itertools.pairwise([*range(0, n, BATCH), n])


def _write(batches: Iterator[dict[str, pa.Array]], path: Path) -> int:
    """Write a Parquet file batch by batch, readable by its owner only; returns its rows."""
    write_private(path, b"")
    n, writer = 0, None
    for columns in batches:
        table = pa.table(columns)
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
        n += len(table)
    writer.close()
    return n
