"""Single mutations of a good delivery, and how each must end."""

import copy
import datetime
import gzip
import hashlib
import math
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from deliveries import contract, write
from deliveries.readers import BYTES_PER_ROW

Tables = dict[str, dict[str, list[str]]]
IDENTICAL = "identical"
# The tables are those of the good delivery but for the one cell, which stands as it was delivered.
VERBATIM = "verbatim"
CODED = [
    name
    for name, row in contract.variables().items()
    if row["source"] == "survey" and row["code_list"] and row["response_type"] not in ("integer", "year")
]
COUNTED = ["q2", "q4", "q20"]


def small_delivery() -> Tables:
    """Every fiftieth sampled person with his or her answers; totals and catalogue whole."""
    tables = write.seed_tables()
    register, survey = tables["register"], tables["survey"]
    chosen = set(register["person_id"][::50])
    for table in (register, survey):
        keep = [i for i, person in enumerate(table["person_id"]) if person in chosen]
        for name, values in table.items():
            table[name] = [values[i] for i in keep]
    return tables


@dataclass(frozen=True)
class Mutation:
    """`apply` changes a folder, a good delivery in the format `base`, in place.

    `outcome`: the name of a problem, a reason of codebook_rejections.csv, IDENTICAL or VERBATIM. Where one
    cell is changed, `place` is its column and row, and the outcome must name it.
    """

    name: str
    base: str
    outcome: str
    apply: Callable[[Path], None]
    place: tuple[str, int] | None = None


def _moved_to_front(column: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
    return lambda frame: frame[[column, *(name for name in frame.columns if name != column)]]


def _rows(folder: Path, change: dict[str, int]) -> None:
    path = folder / contract.DECLARATION
    lines = path.read_text().splitlines()
    for source, n in change.items():
        lines = [f"  {source}: {n}" if line.startswith(f"  {source}: ") else line for line in lines]
    path.write_text("\n".join(lines) + "\n")


class Mutations:
    """All mutations of one good delivery."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def _cells(
        self,
        name: str,
        outcome: str,
        source: str,
        change: Callable[[dict[str, list[str]]], None],
        rows: int = 0,
        place: tuple[str, int] | None = None,
    ) -> Mutation:
        """The table of `source` changed and written as CSV; `rows` are declared on top of the good ones."""

        def apply(folder: Path) -> None:
            table = {name: [*values] for name, values in self._tables[source].items()}
            change(table)
            (folder / f"{source}.csv").write_text(write.csv_text(table), encoding="utf-8", newline="")
            if rows:
                n = len(next(iter(self._tables[source].values())))
                _rows(folder, {source: n + rows})

        return Mutation(f"{source}: {name}", "csv", outcome, apply, place)

    def _cell(self, name: str, outcome: str, source: str, column: str, row: int, value: str) -> Mutation:
        """One cell changed; `row` counts from 0."""

        def change(table: dict[str, list[str]]) -> None:
            table[column][row] = value

        return self._cells(name, outcome, source, change, place=(column, row + 1))

    def _bytes(
        self, name: str, outcome: str, file: str, change: Callable[[bytes], bytes], base: str | None = None
    ) -> Mutation:
        def apply(folder: Path) -> None:
            path = folder / file
            path.write_bytes(change(path.read_bytes()))

        return Mutation(f"{file}: {name}", base or file.split(".")[1], outcome, apply)

    def _row(self, source: str, **values: str) -> int:
        """The first row in which each column holds the value, or any at all where the value is *."""
        table = self._tables[source]
        n = len(next(iter(table.values())))
        return next(
            i
            for i in range(n)
            if all((table[c][i] == v) if v != "*" else table[c][i] for c, v in values.items())
        )

    def all(self) -> Iterator[Mutation]:
        yield from self._columns()
        yield from self._codes()
        yield from self._numbers()
        yield from self._texts()
        yield from self._encodings()
        yield from self._whole_rows()
        yield from self._population()
        yield from self._files()
        yield from self._declared()
        yield from self._labels()
        yield from self._frames()
        yield from self._parquet_types()
        yield from self._packed()
        yield from self._harmless()

    def _columns(self) -> Iterator[Mutation]:
        for source in contract.SOURCES:
            for column in contract.columns(source):
                yield self._cells(
                    f"{column} deleted",
                    "missing-column",
                    source,
                    lambda t, c=column: t.pop(c),
                    place=(column, 0),
                )
        for source in ("register", "population", "catalogue"):
            for column in contract.columns(source):
                yield self._cells(
                    f"{column} renamed", "missing-column", source,
                    lambda t, c=column: t.update(renamed=t.pop(c)), place=(column, 0),
                )  # fmt: skip
                yield self._cells(
                    f"{column} twice", "repeated-column", source,
                    lambda t, c=column: t.update({c.upper(): t[c]}), place=(column.upper(), 0),
                )  # fmt: skip
        for source in contract.SOURCES:
            yield self._cells(
                "a column too many", "unmapped-column", source,
                lambda t: t.update(cpr=next(iter(t.values()))), place=("cpr", 0),
            )  # fmt: skip

    def _codes(self) -> Iterator[Mutation]:
        wrong = ("77777", "ja", "1.5", "1.000", "01", "1e300", "=1", "NA")
        for i, column in enumerate(CODED[::2]):
            row = self._row("survey", **{column: "*"})
            value = wrong[i % len(wrong)]
            reason = "answer code not in the codebook"
            if column == "status_code":
                reason = "status code is not in the codebook"
            # Some program's word for a blank is named as that.
            if value == "NA":
                reason = "missing-marker"
            yield self._cell(f"{column} {value}", reason, "survey", column, row, value)
        for column in contract.columns("register"):
            if column.endswith("_code"):
                reason = f"unknown {column.removesuffix('_code')} code"
                for value in ("77", "", "1e300"):
                    yield self._cell(f"{column} {value or 'blank'}", reason, "register", column, 3, value)

        def swap(column: str, a: str, b: str) -> Callable[[dict[str, list[str]]], None]:
            return lambda t: t[column].__setitem__(
                slice(None), [{a: b, b: a}.get(value, value) for value in t[column]]
            )

        # Codes of filter questions swapped throughout: what was asked and what was answered no longer agree.
        for column, a, b in (("q1", "1", "4"), ("q1", "3", "4"), ("q18", "1", "3"), ("q18", "2", "3")):
            yield self._cells(
                f"codes {a} and {b} of {column} swapped", "too-many-rejected", "survey", swap(column, a, b)
            )

    def _numbers(self) -> Iterator[Mutation]:
        out, no_number = "number out of range", "answer is not a whole number"
        for column in COUNTED:
            row = self._row("survey", **{column: "*"})
            for value, outcome in (
                ("-1", out), ("9999", out), ("1" * 40, no_number), ("1e300", no_number), ("3.5", no_number),
                ("3,5", no_number), ("1.000", no_number), ("inf", no_number), ("=1+1", no_number),
            ):  # fmt: skip
                yield self._cell(f"{column} {value[:6]}", outcome, "survey", column, row, value)
        late = self._row("survey", q20="2019")
        yield self._cell("q20 in the future", out, "survey", "q20", late, "2025")
        out, no_number = "age is missing or out of range", "age is not a whole number"
        for value, outcome in (
            ("17", out), ("81", out), ("", out), ("-40", out), ("45.5", no_number), ("1e300", no_number),
            ("9" * 30, no_number), ("old", no_number), ("45.000", no_number),
        ):  # fmt: skip
            yield self._cell(f"age {value[:6]}", outcome, "register", "age_years", 5, value)
        answered = self._row("register", person_id=self._tables["survey"]["person_id"][5])
        yield self._cells(
            "age of somebody who answered blank", "register row of the person was rejected", "register",
            lambda t: t["age_years"].__setitem__(answered, ""), place=("person_id", 6),
        )  # fmt: skip
        outside, no_date = "answer date lies outside the field period", "answer date is missing or no date"
        for value, outcome in (
            ("2024-01-21", outside), ("2024-02-26", outside), ("2034-02-01", outside),
            ("01-02-2024", no_date), ("", no_date), ("2024-02-30", no_date), ("45323", no_date),
            ("2024-02-01 22:00:00", no_date), ("2024-02-01T22:00:00", no_date), ("2024-2-1", no_date),
            ("infinity", no_date), ("2024-02-01 (BC)", no_date),
        ):  # fmt: skip
            yield self._cell(f"date {value}", outcome, "survey", "answered_on", 4, value)
        routed = "answered although not asked (routing)"
        unasked = self._row("survey", q1="4")
        for column, value in (("q2", "5"), ("q5", "1"), ("q15", "3"), ("q18", "3"), ("q26", "4")):
            yield self._cell(f"{column} not asked", routed, "survey", column, unasked, value)
        untrained = self._row("survey", q18="3")
        for column, value in (("q20", "2010"), ("q21", "2"), ("q23_1", "4")):
            yield self._cell(f"{column} untrained", routed, "survey", column, untrained, value)
        complete = self._row("survey", status_code="1", q1="2", q15="*", q18="3")
        for column in ("q15", "q18"):
            yield self._cells(
                f"{column} blank", "complete without an answer to q1, q15, q18", "survey",
                lambda t, c=column: t[c].__setitem__(complete, ""), place=("status_code", complete + 1),
            )  # fmt: skip
        ranked = self._row("survey", q12_1="1")
        for column in ("q12_2", "q12_3", "q12_6"):
            yield self._cell(
                f"{column} ranked again", "place given more than once", "survey", column, ranked, "1"
            )

    def _texts(self) -> Iterator[Mutation]:
        strings = (
            "=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "<b>fed</b>",
            'a "quoted", text; with\na line', "æøå ÆØÅ é", "'; drop table x; --", "x" * 20_000,
            "{{ 1 + 1 }}", "日本",
        )  # fmt: skip
        for column, row in (("q21_text", self._row("survey", q21="7")), ("q22_text", 2)):
            for i, value in enumerate(strings):
                yield self._cell(f"{column} odd text {i}", IDENTICAL, "survey", column, row, value)
        # Names are text too, whatever they look like: the site escapes them, the downloads disarm them.
        for column in ("course_name", "provider", "location"):
            for i, value in enumerate(strings[:6]):
                yield self._cell(f"{column} odd {i}", VERBATIM, "catalogue", column, 7, value)
            for what, value in (("line break", "a\nb"), ("tab", "a\tb"), ("no width", "a\u200bb")):
                yield self._cell(f"{what} in {column}", "wrong-encoding", "catalogue", column, 7, value)
        hours = "duration_hours is not a positive whole number"
        for column, value, reason in (
            ("region", "Jylland", "unknown region"),
            ("provider_category", "Andet", "unknown provider category"),
            ("ects_awarding", "*", "ects_awarding is neither true nor false"),
            ("duration_text", "", "duration is missing"),
            ("duration_hours", "3.5", hours), ("duration_hours", "1e9", hours),
            ("duration_hours", "1.000", hours),
            ("duration_hours", "23", "duration_text and duration_hours disagree"),
            ("source_line", "3188.5", "source_line is not a whole number"),
            ("source_line", "side 12", "source_line is not a whole number"),
            ("course_id", "", "course id is missing"),
            ("course_id", "C001", "course id occurs more than once"),
            ("course_name", "", "course name is missing"),
            ("provider", "", "provider is missing"),
        ):  # fmt: skip
            yield self._cell(f"{column} {value}", reason, "catalogue", column, 1, value)

    def _encodings(self) -> Iterator[Mutation]:
        wrong = "wrong-encoding"
        for column in ("q21_text", "q22_text"):
            for what, value in (
                ("bell", "a\x07b"), ("replacement", "l\ufffdring"), ("encoded twice", "lÃ¦ring"),
                ("escape", "\x1b[2J"), ("C1", "a\x85b"),
            ):  # fmt: skip
                yield self._cell(f"{what} in {column}", wrong, "survey", column, 2, value)
            yield self._cells(
                f"NUL in {column}", "not-text", "survey", lambda t, c=column: t[c].__setitem__(2, "a\0b")
            )
        for encoding in ("cp850", "cp865", "mac_roman", "utf-16-le"):
            outcome = "not-text" if encoding.startswith("utf-16") else wrong
            yield self._bytes(
                f"in {encoding}",
                outcome,
                "catalogue.csv",
                lambda b, e=encoding: b.decode().encode(e, "replace"),
            )
        yield self._bytes("encoded twice", wrong, "catalogue.csv", lambda b: b.decode("latin-1").encode())
        yield self._bytes(
            "one letter of Latin-1 in UTF-8", wrong, "catalogue.csv",
            lambda b: b.replace("ø".encode(), "ø".encode("latin-1"), 1),
        )  # fmt: skip

    def _whole_rows(self) -> Iterator[Mutation]:
        def drop(table: dict[str, list[str]]) -> None:
            for values in table.values():
                del values[10]

        def twice(table: dict[str, list[str]]) -> None:
            for values in table.values():
                values.append(values[10])

        again = {
            "register": ("person id occurs more than once", "person_id"),
            "survey": ("person id occurs more than once", "person_id"),
            "population": ("category occurs more than once", "category_code"),
            "catalogue": ("course id occurs more than once", "course_id"),
        }
        for source, (reason, column) in again.items():
            yield self._cells("row dropped", "row-count", source, drop)
            yield self._cells("row twice", "row-count", source, twice)
            yield self._cells("row twice, declared", reason, source, twice, rows=1, place=(column, 11))
        first = {source: self._tables[source]["person_id"][0] for source in ("register", "survey")}
        # A register row under another id leaves the answers of its person without one.
        row = self._row("register", person_id=self._tables["survey"]["person_id"][5])
        for source, at in (("register", row), ("survey", 5)):
            yield self._cell("person id blank", "person id is missing", source, "person_id", at, "")
            yield self._cell(
                "person id of another",
                "person id occurs more than once",
                source,
                "person_id",
                at,
                first[source],
            )
            yield self._cells(
                "person id of nobody", "person is not in the register sample", source,
                lambda t, at=at: t["person_id"].__setitem__(at, "P-1"), place=("person_id", 6),
            )  # fmt: skip

        def filled(column: str, value: str) -> Callable[[dict[str, list[str]]], None]:
            return lambda t: t[column].__setitem__(slice(None), [value] * len(t[column]))

        yield self._cells(
            "empty stratum", "nobody sampled in the stratum", "register", filled("stratum_code", "2")
        )
        yield self._cells("nobody complete", "impossible-count", "survey", filled("status_code", "2"))
        yield self._cells("no dates", "too-many-rejected", "survey", filled("answered_on", ""))
        yield self._cells("no ages", "too-many-rejected", "register", filled("age_years", ""))

        def in_months(table: dict[str, list[str]]) -> None:
            table["q2"][:] = [str(int(value) * 12 + 50) if value else "" for value in table["q2"]]

        # Lost among all answers, but not among those to its question.
        yield self._cells("q2 in months", "too-many-rejected", "survey", in_months)

    def _population(self) -> Iterator[Mutation]:
        totals = self._tables["population"]["population_n"]
        others = "variable counts other persons than the total"
        for row in range(1, len(totals), 8):
            yield self._cell(
                f"one person more in row {row + 1}", others, "population", "population_n", row,
                str(int(totals[row]) + 1),
            )  # fmt: skip
        yield self._cells(
            "one person more in the total", others, "population",
            lambda t: t["population_n"].__setitem__(0, str(int(totals[0]) + 1)),
        )  # fmt: skip
        for value in ("-5", "", "1.5", "many", "1e300", "9" * 40, "30 853", "30.853", "30.000", "30,000"):
            yield self._cell(
                f"{value[:6]} persons",
                "population is not a whole number",
                "population",
                "population_n",
                2,
                value,
            )
        unknown = "unknown variable or category"
        for column, value, reason in (
            ("stratum_code", "3", "unknown stratum code"), ("stratum_code", "", "unknown stratum code"),
            ("variable", "shoe_size", unknown), ("category_code", "9", unknown),
        ):  # fmt: skip
            place = "category_code" if reason == unknown else column
            yield self._cells(
                f"{column} {value}", reason, "population",
                lambda t, c=column, v=value: t[c].__setitem__(2, v), place=(place, 3),
            )  # fmt: skip

        def shrink(table: dict[str, list[str]]) -> None:
            names = list(zip(table["stratum_code"], table["variable"], table["category_code"], strict=True))
            small, large = names.index(("1", "industry", "9")), names.index(("1", "industry", "1"))
            moved = int(table["population_n"][small]) - 1
            table["population_n"][small] = "1"
            table["population_n"][large] = str(int(table["population_n"][large]) + moved)

        yield self._cells("more sampled than counted", "impossible-count", "population", shrink)

        def tiny(table: dict[str, list[str]]) -> None:
            seen = set()
            for i, (stratum, variable) in enumerate(
                zip(table["stratum_code"], table["variable"], strict=True)
            ):
                if stratum == "1":
                    table["population_n"][i] = "0" if variable in seen else "9"
                    seen.add(variable)

        yield self._cells(
            "smaller than the sample", "more persons sampled than counted", "population", tiny,
            place=("population_n", 1),
        )  # fmt: skip

        def without(variable: str) -> Callable[[dict[str, list[str]]], None]:
            def change(table: dict[str, list[str]]) -> None:
                keep = [i for i, value in enumerate(table["variable"]) if value != variable]
                for name, values in table.items():
                    table[name] = [values[i] for i in keep]

            return change

        for variable, reason in (("gender", "stratum lacks a variable"), ("total", "stratum has no total")):
            n = self._tables["population"]["variable"].count(variable)
            yield self._cells(f"no {variable}", reason, "population", without(variable), rows=-n)

    def _files(self) -> Iterator[Mutation]:
        for source in contract.SOURCES:
            for base in ("csv", "sav", "dta", "parquet"):
                file = f"{source}.{base}"
                yield self._bytes("emptied", "empty-file", file, lambda b: b"")
                outcome = "unreadable-file"
                if base == "csv":
                    continue
                for share in (0.02, 0.3, 0.6, 0.9, 0.999):
                    yield self._bytes(
                        f"cut at {share}", outcome, file, lambda b, s=share: b[: int(len(b) * s)]
                    )
                yield self._bytes("text instead", outcome, file, lambda b: b"person_id,status_code\n1,2\n")
            file = f"{source}.csv"
            for share in (0.3, 0.6, 0.99):
                yield self._bytes(
                    f"cut at {share}",
                    "truncated-file",
                    file,
                    lambda b, s=share: b[: int(len(b) * s)].rstrip(b"\r\n"),
                )
            yield self._bytes("cut between rows", "row-count", file, lambda b: b[: b.index(b"\n", 500) + 1])
            yield self._bytes(
                "cut in a row, with a line break", "ragged-rows", file, lambda b: b[: b.rindex(b",")] + b"\n"
            )
            yield self._bytes("header only", "row-count", file, lambda b: b[: b.index(b"\n") + 1])
            yield self._bytes("no header", "missing-header", file, lambda b: b[b.index(b"\n") + 1 :])
            yield self._bytes("NUL byte", "not-text", file, lambda b: b[:300] + b"\0" + b[300:])
            yield self._bytes("UTF-16", "not-text", file, lambda b: b.decode().encode("utf-16"))
            yield self._bytes("gzip", "not-text", file, gzip.compress)
            yield self._bytes("tabs", "wrong-delimiter", file, lambda b: b.replace(b",", b"\t"))
            yield self._bytes("bars", "wrong-delimiter", file, lambda b: b.replace(b",", b"|"))
            yield self._bytes("open quote", "broken-csv", file, lambda b: b[:-3] + b',"\n')
            yield Mutation(f"{file}: absent", "csv", "missing-file", lambda f, n=file: (f / n).unlink())
            yield Mutation(
                f"{file}: twice",
                "csv",
                "ambiguous-file",
                lambda f, n=source: (f / f"{n}.sav").write_bytes(b"x"),
            )
            yield Mutation(
                f"{file}: packed",
                "csv",
                "unknown-format",
                lambda f, n=file: (f / n).rename(f / f"{n}.gz"),
            )
            yield self._bytes(
                "semicolons below a header of commas", "ragged-rows", file,
                lambda b: b[: b.index(b"\n")] + b[b.index(b"\n") :].replace(b",", b";"),
            )  # fmt: skip
            other = "survey" if source != "survey" else "register"
            # Register and survey share the person id; population and catalogue share nothing with the survey.
            outcome = "missing-column" if source in ("register", "survey") else "missing-header"
            yield Mutation(
                f"{file}: holds {other}", "csv", outcome,
                lambda f, n=file, o=other: (f / n).write_bytes((f / f"{o}.csv").read_bytes()),
            )  # fmt: skip
        yield self._bytes(
            "decimal comma between commas",
            "ragged-rows",
            "register.csv",
            lambda b: b.replace(b",45,", b",45,0,", 1),
        )

    def _declared(self) -> Iterator[Mutation]:
        declaration = (
            ("wave", "wave: 2024", "wave: 2023"), ("version", '"2024"', '"2019"'),
            ("kind", "is_synthetic: true", "is_synthetic: perhaps"), ("key", "wave: 2024", "year: 2024"),
            ("negative", "population: 60", "population: -60"),
            ("bomb", "population: 60", f"population: {10**12}"),
            ("aliases", "wave: 2024", "wave: 2024\na: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]"),
            ("rows", "catalogue: 140", "courses: 140"), ("text", "catalogue: 140", "catalogue: many"),
        )  # fmt: skip
        for what, old, new in declaration:
            yield self._bytes(
                what,
                "wrong-declaration",
                "delivery.yml",
                lambda b, o=old, n=new: b.replace(o.encode(), n.encode()),
                base="csv",
            )
        for what, data in (
            ("no YAML", b"\xff{"), ("empty", b""), ("impossible date", b"wave: 2024-13-45"),
            ("long", b"# " * 100_000),
        ):  # fmt: skip
            yield self._bytes(what, "unreadable-declaration", "delivery.yml", lambda b, d=data: d, base="csv")
        for source in contract.SOURCES:
            for what, outcome in (("right", IDENTICAL), ("wrong", "other-checksum")):

                def checksum(folder: Path, source: str = source, what: str = what) -> None:
                    digest = hashlib.sha256((folder / f"{source}.csv").read_bytes()).hexdigest()
                    given = digest if what == "right" else digest[::-1]
                    with (folder / contract.DECLARATION).open("a") as file:
                        file.write(f"sha256: {{{source}: {given}}}\n")

                yield Mutation(f"delivery.yml: {what} checksum of {source}", "csv", outcome, checksum)
        yield Mutation(
            "delivery.yml: absent",
            "csv",
            "missing-declaration",
            lambda f: (f / contract.DECLARATION).unlink(),
        )

        def mapping(text: str) -> Callable[[Path], None]:
            def apply(folder: Path) -> None:
                (folder / "mapping.csv").write_text(
                    "delivery,delivered_name,our_name\n" + text, encoding="utf-8"
                )

            return apply

        for text, outcome in (
            ("survey,nowhere,q1\n", "unused-mapping"), ("survey,q1,shoe\n", "wrong-mapping"),
            ("poll,q1,q1\n", "wrong-mapping"), ("survey,q1,q2\n", "missing-column"),
            ("survey,q1,\n", "missing-column"),
            ("survey,q1,q2\n", "repeated-column"), ("survey,a,q1\nsurvey,A,q2\n", "wrong-mapping"),
        ):  # fmt: skip
            yield Mutation(f"mapping.csv: {text.strip()}: {outcome}", "csv", outcome, mapping(text))

    def _sav(self, name: str, outcome: str, source: str, **change: Callable[[dict], None]) -> Mutation:
        """A .sav whose labels or missing codes are changed, its data left alone."""

        def apply(folder: Path) -> None:
            frame, metadata = pyreadstat.read_sav(folder / f"{source}.sav", user_missing=True)
            labels = copy.deepcopy(metadata.variable_value_labels)
            missing = copy.deepcopy(metadata.missing_ranges)
            for what, apply_change in change.items():
                apply_change({"labels": labels, "missing": missing}[what])
            pyreadstat.write_sav(
                frame, folder / f"{source}.sav", variable_value_labels=labels, missing_ranges=missing
            )

        return Mutation(f"{source}.sav: {name}", "sav", outcome, apply)

    def _labels(self) -> Iterator[Mutation]:
        def swap(column: str, a: float, b: float) -> Callable[[dict], None]:
            def change(labels: dict) -> None:
                labels[column][a], labels[column][b] = labels[column][b], labels[column][a]

            return change

        for source, column in (
            ("register", "gender_code"),
            ("survey", "q1"),
            ("survey", "q9"),
            ("survey", "q18"),
        ):
            yield self._sav(f"labels of {column} swapped", "other-meaning", source, labels=swap(column, 1, 2))
            yield self._sav(
                f"a code of {column} unlabelled",
                "other-codes",
                source,
                labels=lambda d, c=column: d[c].pop(1),
            )
            yield self._sav(
                f"a code of {column} too many",
                "other-codes",
                source,
                labels=lambda d, c=column: d[c].update({9: "Andet"}),
            )
            yield self._sav(
                f"a label of {column} reworded",
                "implausible",
                source,
                labels=lambda d, c=column: d[c].update({1: "Noget andet"}),
            )
            yield self._sav(f"{column} unlabelled", IDENTICAL, source, labels=lambda d, c=column: d.pop(c))
        for column in ("q2", "q9", "q14_1"):
            yield self._sav(
                f"other missing code of {column}",
                "other-missing-codes",
                "survey",
                missing=lambda d, c=column: d.update({c: [1]}),
            )
            yield self._sav(
                f"no missing code of {column}", IDENTICAL, "survey", missing=lambda d, c=column: d.pop(c)
            )

        for source, column, range_of in (("survey", "q4", (40, 99)), ("register", "age_years", (70, 99))):
            yield self._sav(
                f"answers among the missing codes of {column}",
                "other-missing-codes",
                source,
                missing=lambda d, c=column, r=range_of: d.update({c: [{"lo": r[0], "hi": r[1]}]}),
            )

    def _frame(
        self,
        base: str,
        name: str,
        outcome: str,
        source: str,
        change: Callable[[pd.DataFrame], pd.DataFrame | None],
        place: tuple[str, int] | None = None,
    ) -> Mutation:
        """The table of a statistical program changed and written again, without labels."""
        reader, writer = {
            "sav": (pyreadstat.read_sav, pyreadstat.write_sav),
            "dta": (pyreadstat.read_dta, pyreadstat.write_dta),
        }[base]

        def apply(folder: Path) -> None:
            frame = reader(folder / f"{source}.{base}", user_missing=True)[0]
            changed = change(frame)
            writer(frame if changed is None else changed, folder / f"{source}.{base}")

        return Mutation(f"{source}.{base}: {name}", base, outcome, apply, place)

    def _frames(self) -> Iterator[Mutation]:
        def put(column: str, row: int, value: float) -> Callable[[pd.DataFrame], None]:
            def change(frame: pd.DataFrame) -> None:
                frame.loc[row, column] = value

            return change

        def words(column: str) -> Callable[[pd.DataFrame], None]:
            def change(frame: pd.DataFrame) -> None:
                frame[column] = ["" if value != value else f"{value:g}" for value in frame[column]]

            return change

        for base in ("sav", "dta"):
            for source, column, row, value, outcome in (
                ("register", "gender_code", 3, 7, "unknown gender code"),
                ("register", "gender_code", 3, 1.5, "unknown gender code"),
                ("register", "age_years", 3, 45.5, "age is not a whole number"),
                ("register", "age_years", 3, 1e300, "age is not a whole number"),
                ("register", "age_years", 3, 120, "age is missing or out of range"),
                ("register", "age_years", 3, math.nan, "age is missing or out of range"),
                ("survey", "q9", self._row("survey", q9="*"), 77, "answer code not in the codebook"),
                ("survey", "q2", self._row("survey", q2="*"), 1e12, "answer is not a whole number"),
                ("population", "population_n", 2, 0.5, "population is not a whole number"),
            ):
                yield self._frame(
                    base, f"{column} {value}", outcome, source, put(column, row, value), (column, row + 1)
                )
            for source, column in (
                ("register", "gender_code"),
                ("survey", "q1"),
                ("population", "population_n"),
            ):
                yield self._frame(base, f"{column} as text", IDENTICAL, source, words(column))
                yield self._frame(
                    base, f"{column} deleted", "missing-column", source,
                    lambda f, c=column: f.drop(columns=c), (column, 0),
                )  # fmt: skip
                yield self._frame(
                    base, f"{column} renamed", "missing-column", source,
                    lambda f, c=column: f.rename(columns={c: "other"}), (column, 0),
                )  # fmt: skip
                yield self._frame(base, f"{column} first", IDENTICAL, source, _moved_to_front(column))
            for source in contract.SOURCES:
                yield self._frame(base, "row dropped", "row-count", source, lambda f: f.drop(index=10))
                yield self._frame(base, "row twice", "row-count", source, lambda f: pd.concat([f, f[10:11]]))

    def _arrow(
        self,
        name: str,
        outcome: str,
        source: str,
        change: Callable[[pa.Table], pa.Table],
        place: tuple[str, int] | None = None,
    ) -> Mutation:
        def apply(folder: Path) -> None:
            path = folder / f"{source}.parquet"
            pq.write_table(change(pq.read_table(path)), path)

        return Mutation(f"{source}.parquet: {name}", "parquet", outcome, apply, place)

    def _parquet_types(self) -> Iterator[Mutation]:
        def turned(
            column: str, kind: pa.DataType, via: pa.DataType | None = None
        ) -> Callable[[pa.Table], pa.Table]:
            def change(table: pa.Table) -> pa.Table:
                values = table.column(column)
                if via is not None:
                    values = values.cast(via)
                return table.set_column(table.schema.get_field_index(column), column, values.cast(kind))

            return change

        def made(column: str, make: Callable[[object], object]) -> Callable[[pa.Table], pa.Table]:
            def change(table: pa.Table) -> pa.Table:
                values = pa.array([make(value) for value in table.column(column).to_pylist()])
                return table.set_column(table.schema.get_field_index(column), column, values)

            return change

        whole = pa.int64()
        for source, column in (
            ("register", "gender_code"),
            ("register", "age_years"),
            ("survey", "q1"),
            ("survey", "q2"),
        ):
            for kind, via in (
                (pa.int16(), None), (pa.uint32(), None), (pa.float32(), None), (pa.decimal128(21, 2), whole),
                (pa.string(), whole), (pa.large_string(), whole), (pa.string(), None),
            ):  # fmt: skip
                yield self._arrow(
                    f"{column} as {kind}{' from decimals' if via is None else ''}", IDENTICAL, source,
                    turned(column, kind, via),
                )  # fmt: skip
        for column in ("gender_code", "age_years"):
            yield self._arrow(
                f"{column} packed", IDENTICAL, "register",
                lambda t, c=column: t.set_column(
                    t.schema.get_field_index(c), c, t.column(c).dictionary_encode()
                ),
            )  # fmt: skip
        for column, what, make, outcome in (
            ("gender_code", "truth", lambda v: v == 1, "unknown gender code"),
            ("gender_code", "list", lambda v: [v], "nested-column"),
            ("gender_code", "structure", lambda v: {"code": v}, "nested-column"),
            (
                "age_years",
                "date",
                lambda v: datetime.date(1970, 1, int(v) % 28 + 1),
                "age is not a whole number",
            ),
            ("age_years", "duration", lambda v: datetime.timedelta(v), "age is not a whole number"),
            ("age_years", "nothing", lambda v: None, "too-many-rejected"),
            ("age_years", "infinity", lambda v: math.inf, "age is not a whole number"),
            ("person_id", "number", lambda v: float(v[1:]), "other-ids"),
        ):
            yield self._arrow(f"{column} as {what}", outcome, "register", made(column, make))
        day = pa.date32()
        for kind, outcome in (
            (pa.timestamp("us"), IDENTICAL), (pa.timestamp("ms", "UTC"), IDENTICAL),
            (pa.string(), IDENTICAL), (pa.int32(), "date-format"),
        ):  # fmt: skip
            via = pa.timestamp("ms") if kind == pa.timestamp("ms", "UTC") else day
            yield self._arrow(f"answered_on as {kind}", outcome, "survey", turned("answered_on", kind, via))
        yield self._arrow(
            "texts as bytes that are no UTF-8",
            "not-text",
            "survey",
            made("q22_text", lambda v: b"\xff\xfe"),
        )
        for source in contract.SOURCES:
            column = contract.columns(source)[0]
            yield self._arrow(
                f"{column} deleted",
                "missing-column",
                source,
                lambda t, c=column: t.drop_columns([c]),
                (column, 0),
            )
            yield self._arrow(
                f"{column} twice",
                "repeated-column",
                source,
                lambda t, c=column: t.append_column(c, t.column(c)),
            )
            yield self._arrow(
                f"{column} twice in capitals", "repeated-column", source,
                lambda t, c=column: t.append_column(c.upper(), t.column(c)),
            )  # fmt: skip
            yield self._arrow("row dropped", "row-count", source, lambda t: t.slice(1))
            yield self._arrow(
                "row twice", "row-count", source, lambda t: pa.concat_tables([t, t.slice(0, 1)])
            )

    def _packed(self) -> Iterator[Mutation]:
        rows = {source: len(next(iter(table.values()))) for source, table in self._tables.items()}

        def allowed(source: str) -> int:
            return rows[source] * BYTES_PER_ROW

        def wide_parquet(folder: Path) -> None:
            # Each page packs to nearly nothing.
            values = [f"{i}{'x' * 2 * BYTES_PER_ROW}" for i in range(rows["catalogue"])]
            pq.write_table(pa.table({"a": values}), folder / "catalogue.parquet", use_dictionary=False)

        def repeated_parquet(folder: Path, source: str) -> None:
            # One long text for all rows: it stands in the file once, and in its sizes once.
            path = folder / f"{source}.parquet"
            column = contract.columns(source)[-2]
            table = pq.read_table(path)
            values = pa.array(["x" * 4 * BYTES_PER_ROW] * rows[source])
            pq.write_table(table.set_column(table.schema.get_field_index(column), column, values), path)

        def long_parquet(folder: Path, source: str) -> None:
            table = pa.table({"person_id": pa.array(["P1"] * 3_000_000)})
            pq.write_table(table, folder / f"{source}.parquet")

        def long_csv(folder: Path, source: str) -> None:
            # A hole in the file: it takes no room, and reads as gigabytes of NUL.
            with (folder / f"{source}.csv").open("r+b") as file:
                file.truncate(2 * allowed(source) + 2**24)

        def wide_sav(folder: Path) -> None:
            frame = pd.DataFrame({f"a{i}": ["x" * 30_000] * rows["population"] for i in range(3)})
            pyreadstat.write_sav(frame, folder / "population.sav", compress=True)

        yield Mutation("wide Parquet", "parquet", "too-large", wide_parquet)
        yield Mutation("wide packed SPSS", "sav", "too-large", wide_sav)
        for source in ("population", "catalogue"):
            yield Mutation(
                f"{source}: one long text in all rows of Parquet", "parquet", "too-large",
                lambda f, s=source: repeated_parquet(f, s),
            )  # fmt: skip
        for source in contract.SOURCES:
            yield Mutation(
                f"{source}: long Parquet", "parquet", "row-count", lambda f, s=source: long_parquet(f, s)
            )
            yield Mutation(f"{source}: endless CSV", "csv", "too-large", lambda f, s=source: long_csv(f, s))

    def _harmless(self) -> Iterator[Mutation]:
        yield self._bytes(
            "letters apart from their accents", IDENTICAL, "catalogue.csv",
            lambda b: unicodedata.normalize("NFD", b.decode()).encode(),
        )  # fmt: skip
        yield self._bytes("rows of blanks", IDENTICAL, "population.csv", lambda b: b + b"  ,,,\n,,,\n")
        for source in contract.SOURCES:
            yield self._cells(
                "columns reversed", IDENTICAL, source,
                lambda t: [t.update({c: t.pop(c)}) for c in list(t)[::-1]],
            )  # fmt: skip
            file = f"{source}.csv"
            yield self._bytes("CRLF", IDENTICAL, file, lambda b: b.replace(b"\n", b"\r\n"))
            yield self._bytes("byte order mark", IDENTICAL, file, lambda b: b"\xef\xbb\xbf" + b)
            yield self._bytes("Latin-1", IDENTICAL, file, lambda b: b.decode().encode("latin-1"))
            yield self._bytes(
                "capital names",
                IDENTICAL,
                file,
                lambda b: b[: b.index(b"\n")].upper() + b[b.index(b"\n") :],
            )
            yield self._cells(
                "padded", IDENTICAL, source, lambda t: [v.__setitem__(0, f" {v[0]} ") for v in t.values()]
            )

        def decimals(mark: str) -> Callable[[dict[str, list[str]]], None]:
            def change(table: dict[str, list[str]]) -> None:
                table["age_years"][:] = [f"{value}{mark}00" for value in table["age_years"]]

            return change

        yield self._cells("decimal comma", IDENTICAL, "register", decimals(","))
        yield self._cells("decimal point", IDENTICAL, "register", decimals("."))

        def mapped(folder: Path) -> None:
            path = folder / "survey.csv"
            path.write_bytes(path.read_bytes().replace(b"q29", b"offer realistic", 1))
            (folder / "mapping.csv").write_text(
                "delivery,delivered_name,our_name\nsurvey,offer realistic,q29\n", encoding="utf-8"
            )

        yield Mutation("survey: mapped column", "csv", IDENTICAL, mapped)
