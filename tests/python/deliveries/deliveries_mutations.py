"""Single mutations of a good delivery, and how each must end."""

import copy
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pyreadstat

from deliveries import contract, write

Tables = dict[str, dict[str, list[str]]]
IDENTICAL = "identical"
CODED = [
    name
    for name, row in contract.variables().items()
    if row["source"] == "survey" and row["code_list"] and row["response_type"] not in ("integer", "year")
]
COUNTED = ["q2", "q3", "q4", "q20"]


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
    """`apply` changes a folder in place; `outcome` is a problem's name, a reason of quarantine or IDENTICAL."""

    name: str
    base: str
    outcome: str
    apply: Callable[[Path], None]


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
    ) -> Mutation:
        """A mutation of the table of `source`, written as CSV; `rows` are declared on top of the good ones."""

        def apply(folder: Path) -> None:
            table = copy.deepcopy(self._tables[source])
            change(table)
            (folder / f"{source}.csv").write_text(write.csv_text(table), encoding="utf-8", newline="")
            if rows:
                n = len(next(iter(self._tables[source].values())))
                _rows(folder, {source: n + rows})

        return Mutation(f"{source}: {name}", "csv", outcome, apply)

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
        yield from self._whole_rows()
        yield from self._population()
        yield from self._files()
        yield from self._statistical()
        yield from self._packed()
        yield from self._harmless()

    def _columns(self) -> Iterator[Mutation]:
        for source in contract.SOURCES:
            for column in contract.columns(source):
                yield self._cells(f"{column} deleted", "missing-column", source, lambda t, c=column: t.pop(c))
        for source in ("register", "population", "catalogue"):
            for column in contract.columns(source):
                yield self._cells(
                    f"{column} renamed",
                    "missing-column",
                    source,
                    lambda t, c=column: t.update(renamed=t.pop(c)),
                )
                yield self._cells(
                    f"{column} twice",
                    "duplicate-column",
                    source,
                    lambda t, c=column: t.update({c.upper(): t[c]}),
                )
            yield self._cells(
                "a column too many", "unmapped-column", source, lambda t: t.update(cpr=next(iter(t.values())))
            )

    def _set(self, source: str, column: str, row: int, value: str) -> Callable[[dict[str, list[str]]], None]:
        def change(table: dict[str, list[str]]) -> None:
            table[column][row] = value

        return change

    def _codes(self) -> Iterator[Mutation]:
        for column in CODED:
            row = self._row("survey", **{column: "*"})
            for what, value in (("no code", "77777"), ("a word", "ja"), ("a half", "1.5")):
                yield self._cells(
                    f"{column} {what}", "fatal-row", "survey", self._set("survey", column, row, value)
                )
        for column in contract.columns("register"):
            if column.endswith("_code"):
                for what, value in (("no code", "77"), ("blank", ""), ("huge", "1e300")):
                    yield self._cells(
                        f"{column} {what}", "fatal-row", "register", self._set("register", column, 3, value)
                    )

    def _numbers(self) -> Iterator[Mutation]:
        for column in COUNTED:
            row = self._row("survey", **{column: "*"})
            out = "number out of range"
            for value, outcome in (
                ("-1", out), ("9999", out), ("1" * 40, "fatal-row"), ("1e300", "fatal-row"),
                ("3.5", "fatal-row"), ("3,5", "fatal-row"), ("inf", "fatal-row"), ("=1+1", "fatal-row"),
            ):  # fmt: skip
                yield self._cells(
                    f"{column} {value[:6]}", outcome, "survey", self._set("survey", column, row, value)
                )
        late = self._row("survey", q20="2019")
        yield self._cells(
            "q20 in the future", "number out of range", "survey", self._set("", "q20", late, "2025")
        )
        for value, outcome in (
            ("17", "age is missing or out of range"), ("81", "age is missing or out of range"),
            ("", "age is missing or out of range"), ("-40", "age is missing or out of range"),
            ("45.5", "fatal-row"), ("1e300", "fatal-row"), ("9" * 30, "fatal-row"), ("old", "fatal-row"),
        ):  # fmt: skip
            yield self._cells(f"age {value[:6]}", outcome, "register", self._set("", "age_years", 5, value))
        outside = "answer date lies outside the field period"
        for value, outcome in (
            ("2024-01-21", outside), ("2024-02-26", outside), ("2034-02-01", outside),
            ("01-02-2024", "answer date is missing or no date"), ("", "answer date is missing or no date"),
            ("2024-02-30", "answer date is missing or no date"), ("45323", "answer date is missing or no date"),
        ):  # fmt: skip
            yield self._cells(f"date {value}", outcome, "survey", self._set("", "answered_on", 4, value))
        unasked = self._row("survey", q1="4")
        routed = "answered although not asked (routing)"
        for column, value in (("q2", "5"), ("q5", "1"), ("q15", "3"), ("q18", "3"), ("q26", "4")):
            yield self._cells(f"{column} not asked", routed, "survey", self._set("", column, unasked, value))
        untrained = self._row("survey", q18="3")
        for column, value in (("q20", "2010"), ("q21", "2"), ("q23_1", "4")):
            yield self._cells(
                f"{column} untrained", routed, "survey", self._set("", column, untrained, value)
            )
        complete = self._row("survey", status_code="1", q1="2", q15="*", q18="3")
        gap = "complete without an answer to q1, q15, q18"
        for column in ("q15", "q18"):
            yield self._cells(f"{column} blank", gap, "survey", self._set("", column, complete, ""))
        ranked = self._row("survey", q12_1="1")
        for column in ("q12_2", "q12_3", "q12_6"):
            yield self._cells(
                f"{column} ranked again",
                "place given more than once",
                "survey",
                self._set("", column, ranked, "1"),
            )

    def _texts(self) -> Iterator[Mutation]:
        strings = (
            "=HYPERLINK(1)", "+1+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "<b>fed</b>",
            'a "quoted", text; with\na line', "æøå ÆØÅ é", "'; drop table x; --", "x" * 20_000, "{{ 1 + 1 }}", "日本",
        )  # fmt: skip
        for column, row in (("q21_text", self._row("survey", q21="7")), ("q22_text", 2)):
            for i, value in enumerate(strings):
                yield self._cells(
                    f"{column} odd text {i}", IDENTICAL, "survey", self._set("", column, row, value)
                )
        marked = "text begins like a formula or holds markup"
        for column in ("course_name", "provider", "location"):
            for i, value in enumerate(strings[:6]):
                yield self._cells(f"{column} odd {i}", marked, "catalogue", self._set("", column, 7, value))
        yield self._cells("NUL in text", "not-text", "survey", self._set("", "q22_text", 2, "a\0b"))
        yield self._cells("bell in text", "wrong-encoding", "survey", self._set("", "q22_text", 2, "a\x07b"))
        fixed = (
            ("region", "Jylland", "unknown region"),
            ("provider_category", "Andet", "unknown provider category"),
            ("ects_awarding", "*", "ects_awarding is neither true nor false"),
            ("duration_text", "", "duration is missing"),
            ("duration_hours", "3.5", "duration_hours is not a positive whole number"),
            ("duration_hours", "1e9", "duration_hours is not a positive whole number"),
            ("duration_hours", "23", "duration_text and duration_hours disagree"),
            ("course_id", "", "course id is missing"),
            ("course_id", "C001", "course id occurs more than once"),
            ("course_name", "", "course name is missing"),
            ("provider", "", "provider is missing"),
        )
        for column, value, reason in fixed:
            yield self._cells(f"{column} {value}", reason, "catalogue", self._set("", column, 1, value))

    def _whole_rows(self) -> Iterator[Mutation]:
        def drop(table: dict[str, list[str]]) -> None:
            for values in table.values():
                del values[10]

        def twice(table: dict[str, list[str]]) -> None:
            for values in table.values():
                values.append(values[10])

        fatal = {"catalogue": "course id occurs more than once"}
        for source in contract.SOURCES:
            yield self._cells("row dropped", "row-count", source, drop)
            yield self._cells("row twice", "row-count", source, twice)
            yield self._cells("row twice, declared", fatal.get(source, "fatal-row"), source, twice, rows=1)
        for source in ("register", "survey"):
            for what, value in (
                ("blank", ""),
                ("of another", self._tables[source]["person_id"][0]),
                ("?", "P-1"),
            ):
                # A register row under another id leaves the answers of its person without one.
                row = self._row("register", person_id=self._tables["survey"]["person_id"][5])
                place = row if source == "register" else 5
                yield self._cells(
                    f"person id {what}", "fatal-row", source, self._set("", "person_id", place, value)
                )

        def private_only(table: dict[str, list[str]]) -> None:
            table["stratum_code"][:] = ["2"] * len(table["stratum_code"])

        yield self._cells("empty stratum", "fatal-row", "register", private_only)

        def nobody_complete(table: dict[str, list[str]]) -> None:
            table["status_code"][:] = ["2"] * len(table["status_code"])

        yield self._cells("nobody complete", "impossible-count", "survey", nobody_complete)

        def undated(table: dict[str, list[str]]) -> None:
            table["answered_on"][:] = [""] * len(table["answered_on"])

        yield self._cells("no dates", "too-many-rejected", "survey", undated)

    def _population(self) -> Iterator[Mutation]:
        totals = self._tables["population"]["population_n"]
        for row in range(0, len(totals), 4):
            yield self._cells(
                f"one person more in row {row + 1}",
                "fatal-row",
                "population",
                self._set("", "population_n", row, str(int(totals[row]) + 1)),
            )
        for value in ("-5", "", "1.5", "many", "1e300", "9" * 40, "30 853"):
            yield self._cells(
                f"{value[:6]} persons", "fatal-row", "population", self._set("", "population_n", 2, value)
            )
        for column, value in (("stratum_code", "3"), ("variable", "shoe_size"), ("category_code", "9")):
            yield self._cells(f"{column} {value}", "fatal-row", "population", self._set("", column, 2, value))

        def shrink(table: dict[str, list[str]]) -> None:
            # Industry 1 of stratum 1 has fewer persons than are sampled from stratum 1: move them to industry 9.
            names = list(zip(table["stratum_code"], table["variable"], table["category_code"], strict=True))
            small, large = names.index(("1", "industry", "9")), names.index(("1", "industry", "1"))
            moved = int(table["population_n"][small]) - 1
            table["population_n"][small] = "1"
            table["population_n"][large] = str(int(table["population_n"][large]) + moved)

        yield self._cells("more sampled than counted", "impossible-count", "population", shrink)

        def without_gender(table: dict[str, list[str]]) -> None:
            keep = [i for i, variable in enumerate(table["variable"]) if variable != "gender"]
            for name, values in table.items():
                table[name] = [values[i] for i in keep]

        yield self._cells("no gender", "fatal-row", "population", without_gender, rows=-4)

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
            "encoded twice",
            "wrong-encoding",
            "catalogue.csv",
            lambda b: b.decode().encode().decode("latin-1").encode(),
        )
        declaration = (
            ("wave", "wave: 2024", "wave: 2023"), ("version", '"2024"', '"2019"'),
            ("kind", "is_synthetic: true", "is_synthetic: perhaps"), ("key", "wave: 2024", "year: 2024"),
            ("negative", "population: 60", "population: -60"), ("bomb", "population: 60", f"population: {10**12}"),
        )  # fmt: skip
        for what, old, new in declaration:
            yield self._bytes(
                what,
                "wrong-declaration",
                "delivery.yml",
                lambda b, o=old, n=new: b.replace(o.encode(), n.encode()),
                base="csv",
            )
        yield self._bytes("no YAML", "unreadable-declaration", "delivery.yml", lambda b: b"\xff{", base="csv")
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
            ("poll,q1,q1\n", "wrong-mapping"), ("survey,q1,q2\n", "missing-column"), ("survey,q1,\n", "missing-column"),
        ):  # fmt: skip
            yield Mutation(f"mapping.csv: {text.strip()}", "csv", outcome, mapping(text))

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

    def _statistical(self) -> Iterator[Mutation]:
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
                IDENTICAL,
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

    def _packed(self) -> Iterator[Mutation]:
        rows = {source: len(next(iter(table.values()))) for source, table in self._tables.items()}

        def wide_parquet(folder: Path, source: str) -> None:
            # Each page packs to nearly nothing and unpacks to 1 MB a row.
            values = [f"{i}{'x' * 1_000_000}" for i in range(rows[source])]
            pq.write_table(pa.table({"a": values}), folder / f"{source}.parquet", use_dictionary=False)

        def long_parquet(folder: Path, source: str) -> None:
            table = pa.table({"person_id": pa.array(["P1"] * 3_000_000)})
            pq.write_table(table, folder / f"{source}.parquet")

        def long_csv(folder: Path, source: str) -> None:
            with (folder / f"{source}.csv").open("r+b") as file:
                file.truncate((rows[source] + 100) * 256 * 1024)

        yield Mutation("wide Parquet", "parquet", "too-large", lambda f: wide_parquet(f, "population"))
        for source in contract.SOURCES:
            yield Mutation(
                f"{source}: long Parquet", "parquet", "row-count", lambda f, s=source: long_parquet(f, s)
            )
            yield Mutation(f"{source}: endless CSV", "csv", "too-large", lambda f, s=source: long_csv(f, s))

    def _harmless(self) -> Iterator[Mutation]:
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
