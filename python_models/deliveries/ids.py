"""Person ids that register and survey write otherwise: the cause of every answer without a register row."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deliveries import contract
from deliveries.cells import matching_rows
from deliveries.errors import Problem

# So many of the unknown ids must be known once they are written alike.
_ALIKE = 0.9
# As many unknown ids tell what all of them have in common.
_TRIED = 10_000
_LONGEST_AFFIX = 12
_ROUNDED = r"^\d[.,]\d+[eE]\+?\d+$"
_REMEDY = "Write the ids alike in register and survey, best as text in both."

Rewrite = Callable[[pa.Array], pa.Array]


def other_ids(path: Path, register: pa.ChunkedArray, survey: pa.ChunkedArray) -> list[Problem]:
    """What keeps the survey's person ids from being found in the register, where many are not; at most one.

    Few unknown ids are named row by row by the rules of staging. No id is shown.
    """
    register, survey = register.cast(pa.string()), survey.cast(pa.string())
    # Only the survey's ids are looked up: a register may hold ten times as many.
    found = pc.unique(register.filter(pc.is_in(register, pc.unique(survey).drop_null())))
    is_unknown = pc.and_(pc.is_valid(survey), pc.invert(pc.is_in(survey, found)))
    rows, n = matching_rows(is_unknown)
    if n <= contract.project_vars()["maximum_rejected_share"] * len(survey):
        return []
    known, unknown = pc.unique(register).drop_null(), pc.unique(survey.filter(is_unknown)).slice(0, _TRIED)

    def problem(message: str, remedy: str = _REMEDY) -> list[Problem]:
        return [Problem("other-ids", path.name, message, remedy, "person_id", rows, n)]

    for ids in (survey, register):
        if matching_rows(pc.match_substring_regex(ids, _ROUNDED))[1]:
            return problem(
                "the ids of register or survey are numbers that a spreadsheet rounded, as in 1.2E+10: their "
                "digits are lost",
                "Deliver the ids as text, from where they came.",
            )
    for words, rewrite in _ways(known, unknown):
        alike = pc.unique(rewrite(known))
        # Ids that are told apart by what is left out are not the same ids.
        if len(alike) == len(known) and pc.mean(pc.is_in(rewrite(unknown), alike)).as_py() >= _ALIKE:
            return problem(f"the ids of register and survey differ in {words}")
    if n == len(survey) - survey.null_count:
        return problem(
            "none of the ids is in the register: they are another key, or those of another sample",
            "Deliver the person id that register and survey share.",
        )
    return []


def _ways(known: pa.Array, unknown: pa.Array) -> Iterator[tuple[str, Rewrite]]:
    """How ids are written otherwise, in words, and what makes them alike."""

    def without(pattern: str) -> Rewrite:
        return lambda ids: pc.replace_substring_regex(ids, pattern, "")

    decimals, marks = without(r"[.,]0+$"), without(r"[^\pL\pN]+")
    letters, zeros = without(r"^\pL+"), without("^0+")
    yield "decimals: 123.0 and 123", decimals
    yield "capitals", pc.utf8_lower
    yield "leading zeros", zeros
    yield "marks or blanks inside them", marks
    for ids, where in ((unknown, "survey"), (known, "register")):
        for affix, pattern in (("prefix", "^.{%d}"), ("suffix", ".{%d}$")):
            for n in range(1, _longest_common(ids, affix == "suffix") + 1):
                rewrite = without(pattern % n)
                yield (
                    f"a {affix} that those of the {where} have",
                    lambda of, ids=ids, rewrite=rewrite: rewrite(of) if of is ids else of,
                )
    yield (
        "several ways: capitals, marks, letters and zeros in front, decimals",
        lambda ids: zeros(letters(marks(decimals(pc.utf8_lower(ids))))),
    )


def _longest_common(ids: pa.Array, is_suffix: bool) -> int:
    """Number of letters that all ids begin with, or end with; not all of the shortest."""
    turned = pc.utf8_reverse(ids) if is_suffix else ids
    bounds = pc.min_max(turned).as_py()
    first, last = bounds["min"], bounds["max"]
    common = next(
        (i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), min(len(first), len(last))
    )
    return min(common, _LONGEST_AFFIX, len(first) - 1)
