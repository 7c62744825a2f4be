"""Deliveries changed at random: what the check accepts must not fail in the build.

make test-build && python tests/python/deliveries/deliveries_accepted.py --builds 40 --seed 1

Some fifteen seconds of processor time a delivery. A part of the persons, one or two changes of
deliveries_wrong, blanks at random, a category in which everybody answered, a question with one answer: what
stops such a delivery by a signal is acknowledged, what is refused still is passed over. From the others every
model is made and every test run, as dbt compiled them (deliveries_later.py), all but what withholds numbers
and attacks that; with --withheld numbers are withheld, and only the attack is left out.
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from deliveries_later import SLOW, Later
from deliveries_wrong import Change, Tables, harmful, harmless, kept, persons

from deliveries import contract
from deliveries.delivery import inspect_delivery
from publication.layout import Layout
from synthetic.delivery_files import seed_tables, write_delivery

REASON = "Changed at random, to see that what is accepted can be built"
# Without these a questionnaire is not complete.
NEVER_BLANK = ("person_id", "status_code", "answered_on", "q1", "q15", "q18")
REGISTER_CODES = ("industry_code", "education_code", "origin_code", "gender_code", "stratum_code")


def everybody_answered(variable: str, code: str) -> Change:
    """Of a register category only those arrive who answered completely."""

    def change(tables: Tables) -> None:
        register, survey = tables["register"], tables["survey"]
        there = dict(zip(register["person_id"], register[variable], strict=True))
        answers = zip(survey["person_id"], survey["status_code"], strict=True)
        complete = {person for person, status in answers if status == "1"}
        for source in ("register", "survey"):
            kept(
                source,
                lambda t, i, s=source: (
                    there.get(t[s]["person_id"][i]) != code or t[s]["person_id"][i] in complete
                ),
            )(tables)

    return change


def changed(good: Tables, draw: random.Random) -> tuple[list[str], Tables]:
    """What was changed, in words, and the tables after it."""
    tables = {source: {name: list(values) for name, values in of.items()} for source, of in good.items()}
    survey = tables["survey"]
    asked = [name for name in survey if name in contract.variables("2024") and name not in NEVER_BLANK]
    # Small waves lack somebody in a small category.
    share = draw.choice((0.067, 0.1, 0.15, 0.3, 1))
    names = [f"{share:.0%} of the persons"]
    persons(lambda t, i: draw.random() < share)(tables)
    if draw.random() < 0.4:
        variable = draw.choice(REGISTER_CODES)
        code = draw.choice(sorted(set(tables["register"][variable])))
        everybody_answered(variable, code)(tables)
        names.append(f"everybody of {variable} {code} answered")
    for one in draw.sample([*harmful(), *harmless()], draw.choice((0, 1, 1, 2))):
        one.change(tables)
        names.append(one.name)
    survey = tables["survey"]
    # Boxes are blank together: where one is left out, a blank would be said to mean "not ticked".
    blocks = [[name] for name in asked if not any(name in of for of in contract.boxes("2024").values())]
    blocks += [list(of) for of in contract.boxes("2024").values()]
    blank = draw.choice((0, 0.3, 0.9, 0.98, 0.995))
    for block in draw.sample(blocks, draw.choice((1, 3, 10))):
        rows = [draw.random() < blank for _ in survey["person_id"]]
        for name in block:
            survey[name] = ["" if b else value for b, value in zip(rows, survey[name], strict=True)]
        names.append(f"{blank:.1%} of {block[0]} blank")
    if draw.random() < 0.3:
        name = draw.choice([name for name in asked if any(survey[name])])
        answers = [value for value in survey[name] if value]
        one = draw.choice(sorted(set(answers)))
        survey[name] = [value and one for value in survey[name]]
        names.append(f"{name} is {one} for all")
    return names, tables


def refused_for(folder: Path, tables: Tables) -> str:
    """Write a delivery and acknowledge what stops it; what it is refused for, or nothing."""
    write_delivery(tables, "parquet", folder)
    inspected = inspect_delivery(folder)
    problems = inspected.problems
    signals = {problem.file for problem in problems if problem.name == "implausible"}
    if inspected.declaration.is_excerpt:
        return "an excerpt"
    if signals:
        with (folder / contract.DECLARATION).open("a") as file:
            file.write("acknowledged:\n" + "".join(f"  {signal}: {REASON}\n" for signal in sorted(signals)))
        problems = inspect_delivery(folder).problems
    return ", ".join(sorted({problem.name for problem in problems}))


def failing(later: Later, n: int, seed: int, say: bool = False) -> Iterator[tuple[str, list[str]]]:
    """For `n` accepted deliveries: what was changed, in words, and what fails."""
    good, draw = seed_tables(), random.Random(seed)
    built = 0
    while built < n:
        names, tables = changed(good, draw)
        with tempfile.TemporaryDirectory() as base:
            refused = refused_for(Path(base) / "delivery", tables)
            if say:
                print(f"{'refused: ' + refused if refused else 'accepted'}: {'; '.join(names)}", flush=True)
            if not refused:
                built += 1
                yield "; ".join(names), later.failures(inspect_delivery(Path(base) / "delivery").tables)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--builds", type=int, default=40, help="accepted deliveries to build")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other deliveries")
    parser.add_argument("--withheld", action="store_true", help="decide what is withheld, too: many minutes")
    parser.add_argument("--target", type=Path, default=Layout(contract.ROOT).dbt_target, help="of a build")
    options = parser.parse_args()
    later = Later(options.target, SLOW[1:] if options.withheld else SLOW)
    failed = 0
    for names, failures in failing(later, options.builds, options.seed, say=True):
        failed += bool(failures)
        for failure in failures:
            print(f"FAILS: {failure} ({names})", flush=True)
    print(f"{options.builds - failed} of {options.builds} accepted deliveries built")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
