"""What the engines write differently gives the same, NULLs and nothing included: each macro of two bodies."""

from collections import namedtuple
from pathlib import Path

import duckdb
import jinja2
import pytest

from spark_tier.sessions import session as session_of

ROOT = Path(__file__).parents[2]
Scan = namedtuple("Scan", "scan_index outcome_variable by_variable carried_variable domain_id")
SCANS = [
    Scan(0, "q1", "all", "all", "everybody"),
    Scan(1, "q1", "sector", "all", "trained"),
    Scan(2, "q2", "all", "sector", "nobody"),
]


@pytest.fixture(scope="session")
def session(settings):
    # dbt-spark's own setting: a cast of what is no number gives NULL.
    spark = session_of({**settings, "spark.sql.ansi.enabled": "false", "spark.log.level": "OFF"})
    yield spark
    spark.stop()


class Engine:
    """The macros of macros/portable as one engine has them, and a way to ask it."""

    def __init__(self, prefix, ask):
        self.prefix, self.ask = prefix, ask
        self.environment = jinja2.Environment(extensions=["jinja2.ext.do"])
        text = "".join(path.read_text() for path in sorted((ROOT / "macros/portable").glob("*.sql")))
        template = self.environment.from_string(text, globals={"adapter": self})
        self.macros = template.module

    def dispatch(self, name):
        own = getattr(self.macros, f"{self.prefix}__{name}", None)
        return own or getattr(self.macros, f"default__{name}")

    def rows(self, sql):
        return sorted(
            map(repr, self.ask(self.environment.from_string(sql, globals=vars(self.macros)).render()))
        )


@pytest.fixture(scope="session")
def engines(session):
    def of_spark(sql):
        return [tuple(row) for row in session.sql(sql).collect()]

    connection = duckdb.connect()

    def of_duckdb(sql):
        return connection.execute(sql).fetchall()

    return Engine("duckdb", of_duckdb), Engine("spark", of_spark)


def texts(*values):
    listed = ", ".join("(cast(null as string))" if value is None else f"('{value}')" for value in values)
    return f"(select * from (values {listed}) as given (x))"


TEXTS = texts(
    "", " ", " 1 ", "12", "012", "-3", "1234567", "3.5", "2024-01-31", "2024-01-31 12:00", "1;2", "æ", None
)
QUERIES = {
    "trimmed": "select x, {{ trimmed('x') }} from " + TEXTS + " as t",
    "is_whole_number": "select x, {{ is_whole_number('x') }} from " + TEXTS + " as t",
    "is_day": "select x, {{ is_day('x') }} from " + TEXTS + " as t",
    "is_among": "select x, {{ is_among('x', '12 -3') }} from " + TEXTS + " as t",
    "matches": "select x, {{ matches('x', '[0-9]{1,2}') }} from " + TEXTS + " as t",
    "parts_of": "select {{ parts_of('x') }} as part from " + TEXTS + " as t",
    "joined_in_order": "select {{ joined_in_order('x') }} from " + TEXTS + " as t",
    "person_mark": "select cast({{ person_mark('x') }} as string) from " + TEXTS + " as t",
    "sum_of_marks": "select cast({{ sum_of_marks(person_mark('x')) }} as string) from " + TEXTS + " as t",
    "code_of": "select {{ code_of('x') }} from (values (cast(3 as double)), (2.5), (-1), (null)) as t (x)",
    "unfolded": "with t as (select 1 as a, cast(null as integer) as b) "
    "{{ unfolded('t', [{'name': \"'a'\", 'n': 'a'}, {'name': \"'b'\", 'n': 'b'}]) }}",
}
OF_NOBODY = {
    name: QUERIES[name] + " where x = 'none'"
    for name in ("trimmed", "is_whole_number", "is_day", "is_among", "matches", "parts_of", "person_mark")
} | {
    "sum_of_marks": QUERIES["sum_of_marks"] + " where x = 'none'",
    "joined_in_order": QUERIES["joined_in_order"] + " where x is null",
    "unfolded": QUERIES["unfolded"].replace("as b)", "as b where false)"),
}


@pytest.mark.parametrize("query", [*QUERIES.values(), *OF_NOBODY.values()])
def test_a_macro_gives_the_same_in_both(engines, query):
    ours, theirs = (engine.rows(query) for engine in engines)
    assert ours == theirs
    assert ours or query in OF_NOBODY.values()


# A line break at the end is no digit, in neither.
def test_a_line_break_at_the_end_does_not_match(engines):
    for engine in engines:
        assert engine.rows("select {{ matches(\"concat('12', chr(10))\", '[0-9]+') }}") == ["(False,)"]


PERSONS = """(
    select
        cast(cell as bigint) as calibration_cell_id, cast(q1 as smallint) as q1, cast(q2 as smallint) as q2,
        cast(sector as smallint) as sector,
        true as in_everybody, sector = 1 as in_trained, false as in_nobody,
        {{ person_mark("cast(id as string)") }} as person_mark
    from (values (1, 0, 1, 1, 1), (2, 0, 1, null, 1), (3, 0, null, 2, 2), (4, 1, 2, 2, null))
        as t (id, cell, q1, q2, sector)
    where id < LIMIT
) as persons"""


@pytest.mark.parametrize("limit", [5, 0])
def test_scans_count_the_same_persons(engines, limit):
    persons = PERSONS.replace("LIMIT", str(limit))
    found = []
    for engine in engines:
        relation = engine.environment.from_string(persons, globals=vars(engine.macros)).render()
        sql = str(engine.macros.counts_of_scans(SCANS, relation))
        found.append(sorted(repr(tuple(map(str, row))) for row in engine.ask(sql)))
    assert found[0] == found[1]
    # Of the first scan two cells and answers, of the second the one person in it; of the third nobody.
    assert len(found[0]) == (3 if limit else 0)


def test_an_error_is_raised_in_both(engines):
    for engine in engines:
        text = (ROOT / "macros/survey/raise_in_sql.sql").read_text().replace("{{ return(", "{{ (")
        macros = engine.environment.from_string(text).module
        body = getattr(macros, f"{engine.prefix}__raise_in_sql", macros.default__raise_in_sql)
        assert engine.ask(f"select case when false then {body(chr(39) + 'no' + chr(39))} else 'x' end") == [
            ("x",)
        ]
        with pytest.raises(Exception, match="no such weight"):
            engine.ask(f"select {body(chr(39) + 'no such weight' + chr(39))}")
