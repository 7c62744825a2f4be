"""Whole deliveries that are well-formed and wrong, and others that differ from the good one and are right.

Run as a script, it states how many of them are named by the right signal:
python tests/python/deliveries/deliveries_wrong.py (10 to 20 minutes).
"""

import datetime
import random
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyarrow as pa
import pyreadstat

from deliveries import contract
from deliveries.delivery import DeliveredFile, _unweighted, inspect_delivery
from deliveries.plausibility import earlier_wave, judge, unanswered
from deliveries.staging import Staging, _measures_of_seeds, staging
from deliveries.write import seed_tables, write_delivery

Tables = dict[str, dict[str, list[str]]]
Change = Callable[[Tables], None]
# What names a question without answers, and a category without respondents: no signals but problems.
NO_ANSWERS, NO_RESPONDENTS, FATAL = "no-answers", "no-respondents", "fatal-row"


@dataclass(frozen=True)
class Wrong:
    """A change of the good tables, and the signals any of which names it; none for a harmless one."""

    name: str
    signals: frozenset[str]
    change: Change


def each(source: str, name: str, new: Callable[[str], str]) -> Change:
    """Every value of a column that is not blank becomes another."""

    def change(tables: Tables) -> None:
        tables[source][name] = [new(value) if value else value for value in tables[source][name]]

    return change


def recoded(name: str, codes: dict[str, str], source: str = "survey") -> Change:
    return each(source, name, lambda value: codes.get(value, value))


def all_of(*changes: Change) -> Change:
    def change(tables: Tables) -> None:
        for one in changes:
            one(tables)

    return change


def exchanged(a: str, b: str) -> Change:
    def change(tables: Tables) -> None:
        survey = tables["survey"]
        survey[a], survey[b] = survey[b], survey[a]

    return change


def reordered(source: str, columns: Callable[[str], bool], order: Callable[[list[int]], list[int]]) -> Change:
    """The columns that are chosen stand in another order of rows than the others."""

    def change(tables: Tables) -> None:
        n = len(next(iter(tables[source].values())))
        rows = order(list(range(n)))
        for name, values in tables[source].items():
            if columns(name):
                tables[source][name] = [values[i] for i in rows]

    return change


def kept(source: str, keep: Callable[[Tables, int], bool]) -> Change:
    """Only some rows of a file arrive."""

    def change(tables: Tables) -> None:
        n = len(next(iter(tables[source].values())))
        rows = [i for i in range(n) if keep(tables, i)]
        tables[source] = {name: [values[i] for i in rows] for name, values in tables[source].items()}

    return change


def persons(keep: Callable[[Tables, int], bool]) -> Change:
    """Only some persons arrive, in register and survey."""

    def change(tables: Tables) -> None:
        kept("register", keep)(tables)
        left = set(tables["register"]["person_id"])
        kept("survey", lambda t, i: t["survey"]["person_id"][i] in left)(tables)

    return change


def totals(new: Callable[[str, str, str, int], int]) -> Change:
    """Totals become others: by stratum, variable, category and number."""

    def change(tables: Tables) -> None:
        p = tables["population"]
        rows = zip(p["stratum_code"], p["variable"], p["category_code"], p["population_n"], strict=True)
        p["population_n"] = [str(new(stratum, variable, code, int(n))) for stratum, variable, code, n in rows]

    return change


def exchanged_totals(variable: str, a: str, b: str) -> Change:
    def change(tables: Tables) -> None:
        p = tables["population"]
        keys = list(zip(p["stratum_code"], p["variable"], p["category_code"], strict=True))
        for stratum in sorted(set(p["stratum_code"])):
            i, j = keys.index((stratum, variable, a)), keys.index((stratum, variable, b))
            p["population_n"][i], p["population_n"][j] = p["population_n"][j], p["population_n"][i]

    return change


def moved(name: str, share: float, codes: dict[str, str], seed: int = 1) -> Change:
    """Some of the answers become others, at random."""
    draw = random.Random(seed)
    return each("survey", name, lambda value: codes.get(value, value) if draw.random() < share else value)


def dont_know(tables: Tables) -> None:
    lists, variables = contract.codes("2024"), contract.variables("2024")
    for name in tables["survey"]:
        codes = lists.get(variables.get(name, {}).get("code_list") or "", {})
        missing = [code for code, row in codes.items() if row["is_missing"] == "true"]
        if missing and name not in ("person_id", "status_code"):
            each("survey", name, lambda _, code=missing[0]: code)(tables)


def straightlining(every: int) -> Change:
    def change(tables: Tables) -> None:
        for name, values in tables["survey"].items():
            if re.match(r"q(11|14|16|17|23|25)_", name):
                values[::every] = [value and "4" for value in values[::every]]

    return change


def copied(tables: Tables) -> None:
    """The second half of the questionnaires repeats the first, under the ids of its own persons."""
    survey = tables["survey"]
    n = len(survey["person_id"]) // 2
    for name in survey:
        if name not in ("person_id", "answered_on"):
            survey[name][n : 2 * n] = survey[name][:n]


def shuffled(name: str) -> Change:
    """Answers to a question go to other persons who answered it."""

    def change(tables: Tables) -> None:
        answers = [value for value in tables["survey"][name] if value]
        random.Random(2).shuffle(answers)
        left = iter(answers)
        each("survey", name, lambda _: next(left))(tables)

    return change


def courses_twice(tables: Tables) -> None:
    courses = tables["catalogue"]
    n = len(courses["course_id"])
    for name, values in courses.items():
        courses[name] = values + ([f"D{i:03d}" for i in range(n)] if name == "course_id" else values)


def hours_times(factor: int) -> Change:
    def change(tables: Tables) -> None:
        courses = tables["catalogue"]
        hours = [str(int(value) * factor) if value else value for value in courses["duration_hours"]]
        words = [
            f"{hour} timer" if hour else word
            for hour, word in zip(hours, courses["duration_text"], strict=True)
        ]
        courses.update(duration_hours=hours, duration_text=words)

    return change


def days(n: int) -> Change:
    """Every date moves, within the field period."""

    def move(value: str) -> str:
        day = datetime.date.fromisoformat(value) + datetime.timedelta(days=n)
        return str(max(min(day, datetime.date(2024, 2, 25)), datetime.date(2024, 1, 22)))

    return each("survey", "answered_on", move)


def nobody_in(variable: str, code: str, stratum: str) -> Change:
    """Who answered in a category arrives as partial: nobody there answered completely."""

    def change(tables: Tables) -> None:
        register, survey = tables["register"], tables["survey"]
        there = {
            person
            for person, value, of in zip(
                register["person_id"], register[variable], register["stratum_code"], strict=True
            )
            if (value, of) == (code, stratum)
        }
        survey["status_code"] = [
            "2" if person in there else status
            for person, status in zip(survey["person_id"], survey["status_code"], strict=True)
        ]

    return change


def year_before(value: str) -> str:
    return str(int(value) - 1) if 1970 < int(value) < 2025 else value


def reversed_scale(top: int) -> dict[str, str]:
    return {str(code): str(top + 1 - code) for code in range(1, top + 1)}


def harmful() -> Iterator[Wrong]:
    """More than 60 ways in which a delivery is wrong."""

    def wrong(name: str, signals: str, change: Change) -> Wrong:
        return Wrong(name, frozenset(signals.split()), change)

    linked = "workplace-region manager-years tenure-years"

    def not_person(name):
        return name != "person_id"

    yield wrong("answers one row down", linked, reordered("survey", not_person, lambda r: r[-1:] + r[:-1]))
    yield wrong("answers ten rows up", linked, reordered("survey", not_person, lambda r: r[10:] + r[:10]))
    yield wrong(
        "person ids sorted alone",
        linked,
        reordered("survey", lambda name: name == "person_id", lambda r: r[::-1]),
    )
    yield wrong("second half copied from the first", "identical-questionnaires", copied)
    yield wrong("municipalities shuffled", "workplace-region", shuffled("q7"))
    yield wrong("years as manager shuffled", "manager-years", shuffled("q2"))
    yield wrong("register regions shuffled", "workplace-region", reordered(
        "register", lambda name: name == "region_code", lambda r: r[500:] + r[:500]))  # fmt: skip
    yield wrong("register ages shuffled", "manager-years tenure-years", reordered(
        "register", lambda name: name == "age_years", lambda r: r[500:] + r[:500]))  # fmt: skip
    for name in ("q16_1", "q14_3", "q17_2", "q25_1", "q27"):
        yield wrong(f"{name} moved by one among its answers", "battery-correlation", shuffled(name))
    changed = "distribution vanished-answers"
    for a, b in (("q16_1", "q16_2"), ("q14_1", "q14_6"), ("q2", "q4"), ("q15", "q16_1"), ("q11_1", "q11_4"),
                 ("q12_1", "q12_4"), ("q23_1", "q23_2"), ("q26", "q9")):  # fmt: skip
        yield wrong(f"{a} and {b} exchanged", f"{changed} battery-correlation {FATAL}", exchanged(a, b))
    for name in ("q9", "q11_3", "q14_2", "q16_3", "q23_2", "q25_2"):
        yield wrong(f"{name} reversed", f"{changed} battery-correlation", recoded(name, reversed_scale(5)))
    yield wrong("ranking reversed", changed,
                all_of(*(recoded(f"q12_{i}", reversed_scale(6)) for i in range(1, 7))))  # fmt: skip
    yield wrong("codes 1 and 2 of q1 exchanged", changed, recoded("q1", {"1": "2", "2": "1"}))
    # As many gave the one answer as the other, and were drawn for the one offer as for the other.
    yield wrong("codes 1 and 2 of q6 exchanged", "answers-together", recoded("q6", {"1": "2", "2": "1"}))
    for name, top in (("v2", 4), ("v3", 3), ("v4", 3)):
        yield wrong(f"codes of {name} reversed", "answers-together", recoded(name, reversed_scale(top)))
    yield wrong("sizes of organisations reversed", changed, recoded("q5", reversed_scale(4)))
    sampled = "sample-against-totals population-shares"
    yield wrong("gender exchanged in the register", sampled,
                recoded("gender_code", {"1": "2", "2": "1"}, "register"))  # fmt: skip
    yield wrong("education 3 and 4 exchanged in the register", sampled,
                recoded("education_code", {"3": "4", "4": "3"}, "register"))  # fmt: skip
    yield wrong("everybody a year older", sampled,
                each("register", "age_years", lambda v: str(min(int(v) + 1, 80))))  # fmt: skip
    yield wrong("totals of men and women exchanged", sampled, exchanged_totals("gender", "1", "2"))
    yield wrong("totals of education 2 and 3 exchanged", sampled, exchanged_totals("education", "2", "3"))
    yield wrong("totals of regions exchanged", sampled, exchanged_totals("region", "1081", "1084"))
    for factor in (2, 10, 1000):
        yield wrong(f"totals times {factor}", "population-size", totals(lambda s, v, c, n, f=factor: n * f))
    yield wrong("totals of one stratum times 3", "population-totals",
                totals(lambda s, v, c, n: n * 3 if s == "1" else n))  # fmt: skip
    for name in ("q16_2", "q9", "q26", "v1", "q7", "q20", "q12_1"):
        yield wrong(f"{name} blank", NO_ANSWERS, each("survey", name, lambda _: ""))
    yield wrong("q16_2 blank in one stratum", f"{NO_ANSWERS} item-nonresponse", one_stratum_blank("q16_2"))
    yield wrong("half of q14_2 lost", "item-nonresponse", moved("q14_2", 0.5, dict.fromkeys("123456", "")))
    yield wrong("don't know to everything", "dont-know", dont_know)
    yield wrong("every third person answers 4", "straightlining", straightlining(3))
    yield wrong("every second person answers 4", "straightlining", straightlining(2))
    boxes = [f"q8_{i}" for i in range(1, 7)]
    yield wrong("no box of q8 ticked", "no-ticks", all_of(*(recoded(name, {"1": "0"}) for name in boxes)))
    swap = {"0": "1", "1": "0"}
    yield wrong(
        "boxes of q8 exchanged", "ticked-beside-none", all_of(*(recoded(name, swap) for name in boxes))
    )
    yield wrong("everybody a manager for 45 years", "one-value", each("survey", "q2", lambda _: "45"))
    yield wrong("everybody at the workplace for 46 years", "one-value", each("survey", "q4", lambda _: "46"))
    yield wrong("everybody has 10 employees", "one-value", each("survey", "q3", lambda _: "10"))
    yield wrong("training a year too early", changed, each("survey", "q20", year_before))
    yield wrong("all answered on one day", "answers-by-day",
                each("survey", "answered_on", lambda _: "2024-02-01"))  # fmt: skip
    yield wrong("every date a day late", "answers-by-weekday", days(1))
    yield wrong("every date a day early", "answers-by-weekday", days(-1))
    answered = kept("register", lambda t, i: t["register"]["person_id"][i] in set(t["survey"]["person_id"]))
    yield wrong("the register holds respondents only", "response-change response-rate", cached(answered))
    yield wrong("the survey ends after 3,000 rows", "response-change", kept("survey", lambda t, i: i < 3000))
    yield wrong("half a stratum gone", "stratum-sizes",
                persons(lambda t, i: t["register"]["stratum_code"][i] == "1" or i % 2 == 0))  # fmt: skip
    yield wrong("half the answers of a stratum gone", "response-change", half_of_stratum)
    yield wrong("nobody in a category of industry", NO_RESPONDENTS, nobody_in("industry_code", "7", "1"))
    yield wrong("nobody of other origin", NO_RESPONDENTS, nobody_in("origin_code", "2", "2"))
    yield wrong("a catalogue of 20 courses", "courses", kept("catalogue", lambda t, i: i < 20))
    yield wrong("every course twice", "identical-courses", courses_twice)
    yield wrong("hours of courses times 100", "course-hours", hours_times(100))
    yield wrong("hours of courses in minutes", "course-hours", hours_times(60))
    for name in ("region", "location", "provider", "provider_category"):
        yield wrong(f"{name} of courses one row down", "course-region provider-category",
                    reordered("catalogue", lambda c, n=name: c == n, lambda r: r[-1:] + r[:-1]))  # fmt: skip
    yield wrong("providers and regions of courses shuffled", "course-region provider-category", reordered(
        "catalogue", lambda name: name in ("provider", "region"), lambda r: r[70:] + r[:70]))  # fmt: skip
    yield wrong("half the answers of one industry lost", "item-nonresponse", half_of_industry_blank)
    yield wrong("lines in words", FATAL, each("catalogue", "source_line", lambda v: f"side {v}"))


def cached(change: Change) -> Change:
    """As `change`, with the ids of respondents looked up once."""

    def apply(tables: Tables) -> None:
        answered = set(tables["survey"]["person_id"])
        kept("register", lambda t, i: t["register"]["person_id"][i] in answered)(tables)

    return apply


def one_stratum_blank(name: str) -> Change:
    def change(tables: Tables) -> None:
        register = tables["register"]
        there = {p for p, s in zip(register["person_id"], register["stratum_code"], strict=True) if s == "2"}
        survey = tables["survey"]
        survey[name] = [
            "" if person in there else value
            for person, value in zip(survey["person_id"], survey[name], strict=True)
        ]

    return change


def half_of_industry_blank(tables: Tables) -> None:
    """Who works in one industry arrives without every other answer."""
    register, survey = tables["register"], tables["survey"]
    there = {
        p for p, code in zip(register["person_id"], register["industry_code"], strict=True) if code == "5"
    }
    for name in [name for name in survey if re.match(r"q(2|4|11|14|16|17|23|25)(_|$)", name)]:
        survey[name] = [
            "" if person in there else value
            for person, value in zip(survey["person_id"], survey[name], strict=True)
        ]


def half_of_stratum(tables: Tables) -> None:
    register = tables["register"]
    there = {p for p, s in zip(register["person_id"], register["stratum_code"], strict=True) if s == "2"}
    kept("survey", lambda t, i: i % 2 == 0 or t["survey"]["person_id"][i] not in there)(tables)


def harmless() -> Iterator[Wrong]:
    """30 ways in which a right delivery differs from the synthetic one."""

    def right(name: str, change: Change) -> Wrong:
        return Wrong(name, frozenset(), change)

    for seed in range(6):
        draw = random.Random(seed)
        yield right(f"another sample of {'half' if seed % 2 else 'a quarter'}, {seed}",
                    persons(lambda t, i, d=draw, s=seed: d.random() < (0.5 if s % 2 else 0.25)))  # fmt: skip
    for seed in range(4):
        draw = random.Random(seed)
        yield right(f"a small wave of 500 answers, {seed}",
                    persons(lambda t, i, d=draw: d.random() < 500 / 7482))  # fmt: skip
    for source in ("register", "survey", "population", "catalogue"):
        yield right(
            f"rows of {source} in another order", reordered(source, lambda _: True, lambda r: r[::-1])
        )
    for name, codes in (
        ("q9", {"3": "2"}), ("q13", {"1": "2"}), ("q15", {"3": "4"}), ("q16_1", {"4": "5"}),
        ("q14_2", {"4": "5"}), ("q5", {"3": "4"}), ("q6", {"1": "2"}), ("q25_1", {"5": "4"}),
    ):  # fmt: skip
        # A third of the answers has the code in the mean: about five points move.
        yield right(f"a true change of five points in {name}", five_points(name, codes))
    yield right("totals two per cent larger", scaled_totals(1.02))
    yield right("totals five per cent smaller", scaled_totals(0.95))
    yield right("a tenth of q14_5 not answered", moved("q14_5", 0.1, dict.fromkeys("123456", "")))
    yield right("five per cent of the boxes lost", all_of(
        *(moved(f"q8_{i}", 0.05, {"1": "0"}, i) for i in range(1, 5))))  # fmt: skip
    yield right("twenty courses fewer", kept("catalogue", lambda t, i: i >= 20))
    yield right("a tenth of the answers arrived late",
                kept("survey", lambda t, i: random.Random(i).random() < 0.9))  # fmt: skip
    yield right("one in twenty a careless typist", straightlining(20))
    yield right("ten courses offered twice", lambda t: [
        values.extend([f"D{i}" for i in range(5)] if name == "course_id" else values[:5])
        for name, values in t["catalogue"].items()])  # fmt: skip


def five_points(name: str, codes: dict[str, str]) -> Change:
    """As many answers move from one code to another as are five per cent of all."""

    def change(tables: Tables) -> None:
        ((old, new),) = codes.items()
        values = tables["survey"][name]
        left = sum(map(bool, values)) // 20
        for i, value in enumerate(values):
            if value == old and left:
                values[i] = new
                left -= 1

    return change


def scaled_totals(factor: float) -> Change:
    """Totals times a factor, every variable adding up to the total of the stratum."""

    def change(tables: Tables) -> None:
        totals(lambda s, v, c, n: round(n * factor))(tables)
        p = tables["population"]
        rows = range(len(p["variable"]))
        for stratum in set(p["stratum_code"]):
            of = [i for i in rows if p["stratum_code"][i] == stratum]
            (total,) = (int(p["population_n"][i]) for i in of if p["variable"][i] == "total")
            for variable in {p["variable"][i] for i in of} - {"total"}:
                parts = [i for i in of if p["variable"][i] == variable]
                gap = total - sum(int(p["population_n"][i]) for i in parts)
                largest = max(parts, key=lambda i: int(p["population_n"][i]))
                p["population_n"][largest] = str(int(p["population_n"][largest]) + gap)

    return change


def named(stage: Staging, tables: Tables, *are_synthetic: bool) -> list[set[str]]:
    """What stops a build on these tables, signals and names of problems: if they are invented, and if not.

    The earlier wave is invented: what differs from it stops no real data.
    """
    findings = stage.run({source: pa.table(columns) for source, columns in tables.items()})
    limit = contract.project_vars()["maximum_rejected_share"]
    if (
        any(found.severity == "fatal" for found in findings.rejections)
        or any(n > limit * of_n for n, of_n in findings.shares.values())
        or findings.impossible
    ):
        return [{FATAL} for _ in are_synthetic]
    measures, earlier = stage.measures()
    stopping = set()
    if unanswered(measures, "2024"):
        stopping.add(NO_ANSWERS)
    if stage.without_respondents():
        stopping.add(NO_RESPONDENTS)
    elif _unweighted(stage, {"survey": DeliveredFile("survey", "", "")}):
        stopping.add("no-weights")
    return [
        stopping | {signal.name for signal in judge(measures, "2024", of, earlier).signals if signal.stops}
        for of in are_synthetic
    ]


def with_codes(row: dict, name: str, codes: dict[str, str]) -> dict:
    """A row of the measures after codes of a question became others."""
    if row["measure"] == "answer" and row["subject"] == name:
        return row | {"category_code": codes.get(row["category_code"], row["category_code"])}
    if row["measure"] == "beside":
        pairs = zip(row["subject"].split(", "), row["category_code"].split(", "), strict=True)
        both = (codes.get(code, code) if subject == name else code for subject, code in pairs)
        return row | {"category_code": ", ".join(both)}
    return row


def exchanges() -> Iterator[tuple[str, str, bool]]:
    """Every two items of a block, and every two codes of a choice, exchanged: whether a signal stops that."""
    earlier = earlier_wave(_measures_of_seeds, contract.project_vars()["wave"])
    rows = earlier.measures.to_pylist()

    def is_stopped(changed: Iterable[dict]) -> bool:
        measures = pa.Table.from_pylist(list(changed), schema=earlier.measures.schema)
        return any(signal.stops for signal in judge(measures, "2024", True, earlier).signals)

    blocks: dict[str, list[str]] = {}
    for name, row in contract.variables("2024").items():
        kind = row["response_type"]
        if row["source"] == "survey" and (row["item_number"] or kind == "scale0_10") and kind != "text":
            blocks.setdefault("" if kind == "scale0_10" else row["question_number"], []).append(name)
        if kind in ("single", "vignette_factor") and name != "q7":
            codes = [
                c for c, of in contract.codes("2024")[row["code_list"]].items() if of["is_missing"] != "true"
            ]
            for a, b in combinations(codes, 2):
                changed = (with_codes(of, name, {a: b, b: a}) for of in rows)
                yield "codes", f"{name} {a} and {b}", is_stopped(changed)
    of_item = ("answer", "asked", "item-rest")
    for a, b in (pair for items in blocks.values() for pair in combinations(items, 2)):
        names = {a: b, b: a}
        yield "items", f"{a} and {b}", is_stopped(
            row | {"subject": names.get(row["subject"], row["subject"])} if row["measure"] in of_item else row
            for row in rows
        )  # fmt: skip


def stopped_formats(good: Tables) -> Iterator[tuple[str, list[str]]]:
    """The good delivery in each format, and with labels in other words: what stops each (nothing should)."""
    for name in ("csv-semicolon", "csv-latin1", "sav", "dta", "parquet", "sav with labels in other words"):
        with tempfile.TemporaryDirectory() as folder:
            write_delivery(good, name.split()[0], Path(folder))
            if " " in name:
                declaration = Path(folder) / contract.DECLARATION
                declaration.write_text(declaration.read_text().split("sha256")[0])
                path = Path(folder) / "register.sav"
                frame, metadata = pyreadstat.read_sav(path, user_missing=True)
                labels = {**metadata.variable_value_labels, "gender_code": {1: "1. MÆND", 2: "2 Female"}}
                pyreadstat.write_sav(frame, path, variable_value_labels=labels)
            yield name, [problem.name for problem in inspect_delivery(Path(folder)).problems]


def main() -> int:
    good, stage = seed_tables(), staging(2024)
    counts = {}
    formats = list(stopped_formats(good))
    for name, problems in formats:
        print(f"harmless {'+' if problems else '-'} {name:45s} {', '.join(problems)}", flush=True)
    for kind, all_wrong in (("harmful", harmful()), ("harmless", harmless())):
        hits = n = n_of_real = 0
        for wrong in all_wrong:
            tables = {source: {name: list(v) for name, v in t.items()} for source, t in good.items()}
            wrong.change(tables)
            found, of_real = named(stage, tables, True, False)
            is_hit = bool(found & wrong.signals) if wrong.signals else bool(found)
            hits, n, n_of_real = hits + is_hit, n + 1, n_of_real + bool(of_real)
            print(
                f"{kind:8s} {'+' if is_hit else '-'} {wrong.name:45s} {', '.join(sorted(found))}", flush=True
            )
        counts[kind] = (hits, n)
        print(f"{kind}: {n_of_real} of {n} stopped if they were the first real data")
    every = list(exchanges())
    for kind in ("items", "codes"):
        unnoticed = [name for of, name, is_hit in every if of == kind and not is_hit]
        n = sum(of == kind for of, _, _ in every)
        print(f"two {kind} exchanged: {n - len(unnoticed)} of {n} stopped; not {', '.join(unnoticed)}")
    named_of, (stopped, n) = counts["harmful"], counts["harmless"]
    stopped, n = stopped + sum(bool(problems) for _, problems in formats), n + len(formats)
    print(f"harmful: {named_of[0]} of {named_of[1]} named; harmless: {stopped} of {n} stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
