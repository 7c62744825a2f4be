"""What delivered cells look like: numbers in one spelling, and causes that many cells share, named once."""

import re
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deliveries import contract
from deliveries.errors import ROWS_SHOWN, Problem

_NUMBER = re.compile(r"([+-]?\d+)(?:[.,](\d+))?")
# Control characters, what replaces unreadable letters, line separators, and marks that turn the direction of
# writing: none of them can be seen, and each can make a text on a page read otherwise than it is.
_UNPRINTABLE = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{fffd}\x{2028}\x{2029}\x{61c}\x{200e}\x{200f}"
    r"\x{202a}-\x{202e}\x{2066}-\x{2069}\x{feff}]"
)
# The first byte pairs that the UTF-8 encoding of a Latin-1 letter has when it is encoded once more.
_ENCODED_TWICE = (
    r"[\x{c2}\x{c3}][\x{80}-\x{bf}\x{2010}-\x{203a}\x{152}-\x{178}\x{2c6}\x{2dc}\x{20ac}\x{2122}]"
)
# How programs write a missing number in a file of texts.
_MARKERS = (
    "NA", "N/A", "#N/A", ".", "#NULL!", "NULL", "null", "None", "NaN", "nan", "-", "--", "?", "<NA>",
    "(null)",
    *(f".{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
)  # fmt: skip
# What a Stata file holds for .a to .z.
_STATA_MARKERS = tuple("abcdefghijklmnopqrstuvwxyz")
_DATE_FORMATS = {
    # Some day of the month is above 12, and tells the order.
    r"^(1[3-9]|2\d|3[01])[-./ ]\d{1,2}[-./ ]\d{4}$": "is written day first",
    r"^\d{1,2}[-./ ](1[3-9]|2\d|3[01])[-./ ]\d{4}$": "is written month first",
    r"^\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}$": "is written day or month first",
    r"^\d{1,2}[-./ ]?[A-Za-zÆØÅæøå]{3,9}\.?[-./ ]?\d{4}": "is written with the month's name",
    r"^\d{4}[./ ]\d{1,2}[./ ]\d{1,2}$|^\d{8}$": "is written without hyphens",
    r"^\d{4,6}(\.\d+)?$|^\d{10,13}$": "is a number of days or seconds, as programs count them",
    r"^\d{4}-\d\d-\d\d[T ].+": "has a time of day; 22:00 or 23:00 is a local midnight in UTC, a day early",
}


def matching_rows(values: pa.ChunkedArray, matches: pa.ChunkedArray) -> tuple[tuple[int, ...], int]:
    """The first rows that match, counted from 1, and how many do."""
    found = pc.indices_nonzero(pc.fill_null(matches, False))
    return tuple(row + 1 for row in found[:ROWS_SHOWN].to_pylist()), len(found)


def plain_numbers(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """3, 3.0 and 3,0 are one number; anything that is no number stays as it is, for staging to refuse.

    So does 3.000, which may be three or three thousand.
    """
    chunks = []
    for chunk in values.chunks:
        packed = chunk.dictionary_encode()
        words = pa.array([_plain_number(value) for value in packed.dictionary.to_pylist()], pa.string())
        chunks.append(words.take(packed.indices))
    return pa.chunked_array(chunks, pa.string())


def _plain_number(value: str) -> str:
    match = _NUMBER.fullmatch(value)
    if match and match[2] and match[2] != "000":
        fraction = match[2].rstrip("0")
        return f"{match[1]}.{fraction}" if fraction else match[1]
    return value


def hold_to_printable(path: Path, column: str, values: pa.ChunkedArray, problems: list[Problem]) -> None:
    """Note cells with characters that cannot be seen or are encoded twice."""
    for pattern, message in (
        (_UNPRINTABLE, "holds control characters, marks that cannot be seen or what is no text"),
        (_ENCODED_TWICE, "is encoded twice"),
    ):
        rows, n = matching_rows(values, pc.match_substring_regex(values, pattern))
        if n:
            problems.append(
                Problem(
                    "wrong-encoding", path.name, message,
                    "Deliver texts as UTF-8 or Latin-1, without marks that cannot be seen.", column, rows, n,
                )
            )  # fmt: skip


def missing_markers(
    path: Path, source: str, columns: Mapping[str, pa.ChunkedArray], file_format: str
) -> list[Problem]:
    """Words that a program writes for a missing number, where a number, code or date belongs."""
    known = pa.array([*_MARKERS, *(_STATA_MARKERS if file_format.startswith("Stata") else ())])
    worded = contract.number_columns(source) | contract.date_columns(source)
    markers: dict[str, list[str]] = {}
    rows: tuple[int, ...] = ()
    n_cells = 0
    for name in (name for name in columns if name in worded):
        is_marker = pc.is_in(columns[name], known)
        found = pc.unique(columns[name].filter(is_marker)).to_pylist()
        if found:
            of_column, n = matching_rows(columns[name], is_marker)
            rows, n_cells = rows or of_column, n_cells + n
            for marker in found:
                markers.setdefault(marker, []).append(name)
    if not markers:
        return []
    shown = sorted({name for names in markers.values() for name in names}, key=list(columns).index)
    few = ", ".join(shown[:10]) + (f" and {len(shown) - 10} more" if len(shown) > 10 else "")
    return [
        Problem(
            "missing-marker",
            path.name,
            f"{', '.join(sorted(markers))} stands for a blank",
            "Deliver a blank where there is no answer.",
            few,
            rows,
            n_cells,
        )
    ]


def date_causes(path: Path, columns: Mapping[str, pa.ChunkedArray]) -> list[Problem]:
    """Dates in another format than YYYY-MM-DD, where too many are to be set aside one by one."""
    problems = []
    for name in (name for name in columns if name in contract.date_columns(None)):
        values = columns[name]
        n_delivered = len(values) - values.null_count
        for pattern, message in _DATE_FORMATS.items():
            rows, n = matching_rows(values, pc.match_substring_regex(values, pattern))
            if n > contract.project_vars()["maximum_rejected_share"] * n_delivered:
                remedy = "Deliver dates as YYYY-MM-DD, or as the dates of the file's format, without a time."
                problems.append(Problem("date-format", path.name, message, remedy, name, rows, n))
                break
    return problems
