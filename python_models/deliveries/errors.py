"""What is wrong with a delivery, by name, and what to do about it. Never a value that was delivered."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

ROWS_SHOWN = 10


@dataclass(frozen=True)
class Problem:
    """One thing that keeps a delivery from being used.

    `rows` counts from 1, without the header: the first ones at fault, `n_rows` of them in all.
    """

    name: str
    file: str
    message: str
    remedy: str
    column: str | None = None
    rows: tuple[int, ...] = ()
    n_rows: int = 0

    def __str__(self) -> str:
        place = [self.file]
        if self.column:
            place.append(f"column {self.column}")
        if self.rows:
            shown = ", ".join(str(row) for row in self.rows[:ROWS_SHOWN])
            more = self.n_rows - len(self.rows[:ROWS_SHOWN])
            place.append(
                f"row{'s' if self.n_rows > 1 else ''} {shown}" + (f" and {more} more" if more > 0 else "")
            )
        return f"[{self.name}] {', '.join(place)}: {self.message}. {self.remedy}"


class DeliveryError(Exception):
    """A delivery that cannot be used; `problems` holds everything that was found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            f"{len(self.problems)} problem{'s' if len(self.problems) > 1 else ''} in the delivery:\n"
            + "\n".join(f"  {problem}" for problem in self.problems)
        )


def without_unprintable(name: str) -> str:
    """A name without the characters in it that cannot be seen; a line break in it is a blank."""
    return "".join(
        c
        for c in name
        if c in "\n\r\t" or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp")
    )


def shown_name(name: str) -> str:
    """A name out of a delivery, fit for a message: printable, on one line, quoted unless it is plain."""
    if re.fullmatch(r"[^\W\d][\w.$@#-]{0,63}", name):
        return name
    name = re.sub(r"[ \t\r\n\xa0]+", " ", name)
    printable = "".join("?" if unicodedata.category(c)[0] in "CZ" and c != " " else c for c in name)
    if not printable.strip():
        return "(no name)"
    # A lost header is a row of data, and a long number may be a person's.
    if not re.search(r"[^\W\d_]", printable) and sum(c.isdigit() for c in printable) > 5:
        return "(a number)"
    return f'"{printable[:80]}…"' if len(printable) > 80 else f'"{printable}"'
