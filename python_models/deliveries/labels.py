"""Compare the codes that a file describes itself with those of the codebook: by what they mean."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deliveries import contract
from deliveries.errors import Problem, shown_name

_CODE_IN_FRONT = re.compile(r"^\W*\d{1,4}\s*[.:=)-]\s*(?=\D)")
_REMEDY = "Deliver the codes of seeds/codebook/codebook_codes.csv, or add a code list of its own there."
_REMEDY_MISSING = (
    "Declare the missing codes of seeds/codebook/codebook_codes.csv user-missing and no others, and deliver "
    "a blank for what was not answered."
)


@dataclass(frozen=True)
class DifferingLabel:
    """A label whose wording is neither the codebook's nor a known synonym."""

    column: str
    code: str
    delivered: str
    expected: str


def meaning(label: str) -> str:
    """A label without what does not change its meaning: capitals, punctuation, its own code in front."""
    plain = _CODE_IN_FRONT.sub("", unicodedata.normalize("NFKC", label)).casefold().replace("&", " og ")
    return " ".join(re.findall(r"\w+", plain))


@cache
def known_labels(code_list: str | None, version: str) -> Mapping[str, frozenset[str]]:
    """Codes by the meanings of their labels: in both languages, and their synonyms."""
    codes: dict[str, set[str]] = {}
    for code, row in contract.codes(version).get(code_list or "", {}).items():
        for label in (row["label_da"], row["label_en"]):
            codes.setdefault(meaning(label), set()).add(code)
    for row in contract.seed_rows("label_synonyms"):
        if row["code_list"] == code_list:
            codes.setdefault(meaning(row["label"]), set()).add(row["code"])
    return {label: frozenset(of) for label, of in codes.items()}


def compare_codes(
    path: Path,
    column: str,
    version: str,
    labels: Mapping[str, str] | None,
    missing: list[tuple[float, float]] | None,
    problems: list[Problem],
) -> list[DifferingLabel]:
    """Compare the file's own labels and missing codes with the codebook; return the differing labels.

    Labels of other codes, and a label that means another code of the same list, are noted as problems.
    """
    variable = contract.variables(version).get(column, {})
    code_list = variable.get("code_list")
    if not code_list and not variable.get("min_value"):
        return []
    codes = contract.codes(version)[code_list] if code_list else {}

    def note(name: str, message: str) -> None:
        problems.append(Problem(name, path.name, f"{message} (code list {code_list})", _REMEDY, column))

    differing = []
    if labels and code_list:
        strange, absent = sorted(set(labels) - set(codes)), sorted(set(codes) - set(labels))
        if strange or absent:
            note(
                "other-codes",
                f"labels {len(strange)} code(s) that the codebook lacks and not "
                f"{len(absent)} code(s) that it has",
            )
        known = known_labels(code_list, version)
        for code in sorted(set(labels) & set(codes)):
            meant = known.get(meaning(labels[code])) or known.get(
                _without_code(labels[code], code), frozenset()
            )
            if not meant:
                expected = f"{codes[code]['label_da']} / {codes[code]['label_en']}"
                differing.append(DifferingLabel(column, code, shown_name(labels[code]).strip('"'), expected))
            elif code not in meant:
                others = ", ".join(sorted(meant))
                note("other-meaning", f"code {code} has the label of the codebook's code {others}")
    if missing:
        declared = {code for code in codes if _is_number(code) and _is_within(float(code), missing)}
        singles = {str(int(lo)) for lo, hi in missing if lo == hi and float(lo).is_integer()}
        expected_codes = {code for code, row in codes.items() if row["is_missing"] == "true"}
        # Of a number, a range may take in answers that no code list names.
        least, most = (variable.get(bound) for bound in ("min_value", "max_value"))
        of_answers = least and any(
            str(answer) not in expected_codes and _is_within(answer, missing)
            for answer in range(int(least), int(most) + 1)
        )
        if (code_list and declared | singles != expected_codes) or of_answers:
            message = "other codes are user-missing than the codebook's missing codes"
            problems.append(Problem("other-missing-codes", path.name, message, _REMEDY_MISSING, column))
    return differing


@cache
def _known_titles(source: str, version: str) -> Mapping[str, frozenset[str]]:
    """Columns of a file by the meanings of what the codebook calls them and asks, in both languages."""
    titles: dict[str, set[str]] = {}
    for name in contract.delivered_columns(source, version):
        row = contract.variables(version).get(name, {})
        for column in ("label_da", "label_en", "question_da", "question_en"):
            titles.setdefault(meaning(row.get(column) or ""), set()).add(name)
    return {title: frozenset(of) for title, of in titles.items() if title}


def compare_titles(
    path: Path, source: str, version: str, titles: Mapping[str, str], problems: list[Problem]
) -> None:
    """Note columns (our names) whose title in the file is that of another column."""
    known = _known_titles(source, version)
    others = {
        name: meant
        for name, title in titles.items()
        if name not in (meant := known.get(meaning(title), {name}))
    }
    if others:
        told = "; ".join(
            f"{name} that of {', '.join(sorted(meant))}" for name, meant in list(others.items())[:10]
        )
        problems.append(
            Problem(
                "other-meaning", path.name, f"{len(others)} column(s) have the titles of others: {told}",
                "Name the columns as what they hold, in the file or in mapping.csv; or correct their titles.",
                ", ".join(others),
            )
        )  # fmt: skip


def _without_code(label: str, code: str) -> str:
    """The meaning of a label in whose front its own code stands: 1 Mand."""
    return meaning(re.sub(rf"^\W*{re.escape(code)}\s+", "", label))


def _is_within(number: float, ranges: list[tuple[float, float]]) -> bool:
    return any(lo <= number <= hi for lo, hi in ranges)


def _is_number(code: str) -> bool:
    return re.fullmatch(r"-?\d+", code) is not None
