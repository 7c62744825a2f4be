"""mapping.csv: which delivered column is which of ours, and what a blank box means."""

import codecs
import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deliveries import contract
from deliveries.errors import ROWS_SHOWN, DeliveryError, Problem, shown_name
from deliveries.readers import column_of, folded, packed

MAPPING = "mapping.csv"
MAPPING_COLUMNS = ("delivery", "delivered_name", "our_name")
# What a blank box means, and whether a name is only guessed (`prepare` writes it).
OPTIONAL_COLUMNS = ("blank_means", "guess")
NOT_TICKED = "not ticked"
_MAXIMUM_BYTES = 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A block in which blanks are this much more common than zeros has its blanks for zeros.
_BLANKS_TO_ZEROS = 10


@dataclass(frozen=True)
class Mappings:
    """`names`: our name by source and folded delivered name, blank for a column to leave out."""

    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    blank_means_not_ticked: frozenset[str] = frozenset()


def read_mapping(folder: Path, version: str) -> Mappings:
    """The mapping of a folder; nothing where there is none. Raises DeliveryError with all that is wrong.

    Order of columns, capitals, blanks around names and the last line break do not matter.
    """
    path = folder / MAPPING
    if path.exists() and not path.is_file():
        raise DeliveryError([Problem("wrong-mapping", MAPPING, "is no file", "Deliver the file itself.")])
    if not path.is_file():
        near = [
            found.name
            for found in sorted(folder.iterdir())
            if found.is_file()
            and re.fullmatch(
                r"mapping(\.\w+)+|mapping|mapping[^.]*\.(csv|txt|tsv|xlsx?|ods)", found.name.casefold()
            )
        ]
        if not near:
            return Mappings()
        how = f"Rename {shown_name(near[0])} to {MAPPING}; it is CSV, whatever its program."
        raise DeliveryError([Problem("wrong-mapping", shown_name(near[0]), "was not read", how)])
    remedy = (
        f"Write it with the columns {','.join(MAPPING_COLUMNS)}, one row per column that is called otherwise."
    )
    try:
        data = path.read_bytes() if path.stat().st_size <= _MAXIMUM_BYTES else b""
        try:
            content = data.decode("utf-16" if data.startswith(_UTF16) else "utf-8-sig")
        except UnicodeDecodeError:
            content = data.decode("latin-1")
        first = content.split("\n", 1)[0]
        header, *rows = csv.reader(
            io.StringIO(content, newline=""), delimiter=max(",;\t", key=first.count), strict=True
        )
    except (csv.Error, ValueError):
        raise DeliveryError([Problem("wrong-mapping", MAPPING, "is no CSV file", remedy)]) from None
    names = [folded(name) for name in header]
    # A column without a name is what is left of one that was emptied, its name with it.
    if not set(MAPPING_COLUMNS) <= set(names) <= {*MAPPING_COLUMNS, *OPTIONAL_COLUMNS, ""}:
        raise DeliveryError([Problem("wrong-mapping", MAPPING, "has other columns", remedy)])
    mapping: dict[str, dict[str, str]] = {}
    blocks: set[str] = set()
    problems: list[Problem] = []
    guesses: list[int] = []
    for number, cells in enumerate(rows, start=1):
        row = dict(zip(names, (cell.strip() for cell in cells), strict=False))
        if not any(row.values()):
            continue
        source, theirs, ours = (folded(row.get(name, "")) for name in MAPPING_COLUMNS)
        means = folded(row.get("blank_means", ""))

        def wrong(message: str, column: str, at: int = number) -> None:
            problems.append(Problem("wrong-mapping", MAPPING, message, remedy, column, (at,), 1))

        if row.get("guess"):
            guesses.append(number)
        if source not in contract.SOURCES:
            wrong("unknown delivery", "delivery")
        elif means not in ("", NOT_TICKED):
            wrong(f'says nothing or "{NOT_TICKED}"', "blank_means")
        elif means and source == "survey" and ours in contract.boxes(version):
            blocks.add(ours)
        elif means:
            wrong(f"is no block of boxes: {', '.join(contract.boxes(version))}", "our_name")
        elif ours and ours not in contract.delivered_columns(source, version):
            wrong(f"{source} has no such column", "our_name")
        elif not theirs or theirs in mapping.get(source, {}):
            wrong("empty or repeated", "delivered_name")
        else:
            mapping.setdefault(source, {})[theirs] = ours
    if guesses:
        problems.append(
            Problem(
                "unconfirmed-guess", MAPPING, "names are guesses",
                "Look at each of them, correct it, and empty its cell in the column guess.", "guess",
                tuple(guesses[:ROWS_SHOWN]), len(guesses),
            )
        )  # fmt: skip
    if problems:
        raise DeliveryError(problems)
    return Mappings(mapping, frozenset(blocks))


def fill_boxes(
    path: Path, source: str, columns: dict[str, pa.ChunkedArray], not_ticked: frozenset[str]
) -> list[Problem]:
    """Boxes that are blank beside a ticked one: filled in where the mapping says so, else refused."""
    problems = []
    for block, names in contract.boxes(None).items() if source == "survey" else ():
        boxes = [name for name in names if name in columns]
        if not boxes:
            continue
        ticked = pc.equal(columns[boxes[0]], "1")
        for name in boxes:
            ticked = pc.or_kleene(ticked, pc.equal(columns[name], "1"))
        ticked = pc.fill_null(ticked, False)
        blank = {name: pc.and_(ticked, pc.is_null(columns[name])) for name in boxes}
        if block in not_ticked:
            for name in boxes:
                filled = pc.if_else(blank[name], "0", columns[name].cast(pa.string()))
                columns[name] = column_of([packed(chunk) for chunk in filled.chunks])
            continue
        never = [
            name
            for name in boxes
            if _n_true(blank[name]) > _BLANKS_TO_ZEROS * _n_true(pc.equal(columns[name], "0"))
        ]
        if never:
            problems.append(
                Problem(
                    "blank-for-not-ticked",
                    path.name,
                    f"boxes of {block} hold 1 and blank, hardly any 0; a blank is no answer, not ticked is 0",
                    f"Deliver 0; or add the row survey,,{block},{NOT_TICKED} to {MAPPING}, with the columns "
                    f"{','.join(MAPPING_COLUMNS)},blank_means.",
                    ", ".join(never),
                )
            )
    return problems


def _n_true(values: pa.ChunkedArray) -> int:
    return pc.sum(values).as_py() or 0
