"""From a folder of files to canonical tables, or to the list of everything that is wrong with them."""

import csv
import hashlib
import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from deliveries import contract
from deliveries.errors import ROWS_SHOWN, DeliveryError, Problem
from deliveries.readers import FORMATS, RawTable, read, shown_name
from deliveries.staging import Findings, staging

MAPPING = "mapping.csv"
MAPPING_COLUMNS = ("delivery", "delivered_name", "our_name")
NAMES_SHOWN = 100
_NUMBER = re.compile(r"([+-]?\d+)(?:[.,](\d+))?")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ufffd]")
# The first byte pairs that the UTF-8 encoding of a Latin-1 letter has when it is encoded once more.
_ENCODED_TWICE = re.compile("[\u00c2\u00c3][\u0080-\u00bf\u2010-\u203a\u0152-\u0178\u02c6\u02dc\u20ac\u2122]")


@dataclass(frozen=True)
class DeliveredFile:
    """One file of a delivery; `remarks` are differences that do not stop the build."""

    name: str
    sha256: str
    format: str
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Delivery:
    """A delivery as far as it could be read; with `problems` it must not be used.

    `tables`: by source, all columns text, in the order of the seed. `declaration` and `findings`, what
    staging makes of the rows, are there whenever there is no problem before.
    """

    declaration: contract.Declaration | None
    files: Mapping[str, DeliveredFile]
    tables: Mapping[str, pa.Table]
    findings: Findings | None
    problems: tuple[Problem, ...] = ()


def read_delivery(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Delivery:
    """Read and check the delivery in `folder`. Raises DeliveryError with all that is wrong with it.

    `progress` is told what is done next.
    """
    delivery = inspect_delivery(folder, progress)
    if delivery.problems:
        raise DeliveryError(delivery.problems)
    return delivery


def inspect_delivery(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Delivery:
    """Like read_delivery, but what is wrong stands in `problems` instead of being raised.

    Files are read first; rows are checked once all four files can be read.
    """
    problems: list[Problem] = []
    files: dict[str, DeliveredFile] = {}
    tables: dict[str, pa.Table] = {}
    if not folder.is_dir():
        problem = Problem("missing-folder", str(folder), "is no folder", "Give the folder of the delivery.")
        return Delivery(None, files, tables, None, (problem,))
    try:
        declaration = contract.read_declaration(folder)
        mapping = _read_mapping(folder, declaration.codebook_version)
    except DeliveryError as error:
        return Delivery(None, files, tables, None, error.problems)
    for source in contract.SOURCES:
        progress(f"reading {source}")
        try:
            files[source], tables[source] = _read_source(
                folder, source, declaration, mapping.get(source, {}), problems
            )
        except DeliveryError as error:
            problems += error.problems
    findings = None
    if not problems:
        progress("checking the rows against codebook and routing")
        findings = staging(declaration.wave).run(tables)
        problems += _fatal(findings, files)
    return Delivery(declaration, files, tables, findings, tuple(problems))


def _find(folder: Path, source: str) -> Path:
    found = sorted(
        path for path in folder.iterdir() if path.name.split(".")[0].casefold() == source and path.is_file()
    )
    readable = [path for path in found if path.suffix.lower() in FORMATS and path.name.count(".") == 1]
    if len(found) == len(readable) == 1:
        return readable[0]
    formats = ", ".join(FORMATS)
    if len(found) > 1:
        raise DeliveryError(
            [
                Problem(
                    "ambiguous-file",
                    ", ".join(path.name for path in found),
                    f"several files are called {source}",
                    "Leave one of them in the folder.",
                )
            ]
        )
    if found:
        raise DeliveryError(
            [
                Problem(
                    "unknown-format",
                    found[0].name,
                    "is in a format that is not read",
                    f"Deliver {source} unpacked, as one of {formats}.",
                )
            ]
        )
    raise DeliveryError(
        [Problem("missing-file", source + ".*", "is missing", f"Deliver it as one of {formats}.")]
    )


def _read_mapping(folder: Path, version: str) -> dict[str, dict[str, str]]:
    """Our name by source and delivered name in lower case; our name is empty for a column to leave out."""
    path = folder / MAPPING
    if not path.is_file():
        return {}
    remedy = (
        f"Write it with the columns {','.join(MAPPING_COLUMNS)}, one row per column that is called otherwise."
    )
    raw = read(path, rows=1000)
    if tuple(raw.columns) != MAPPING_COLUMNS:
        raise DeliveryError([Problem("wrong-mapping", MAPPING, "has other columns", remedy)])
    mapping: dict[str, dict[str, str]] = {}
    problems = []
    entries = zip(*(raw.columns[name] for name in MAPPING_COLUMNS), strict=True)
    for row, (source, theirs, ours) in enumerate(entries, start=1):
        place = {"rows": (row,), "n_rows": 1}
        if source not in contract.SOURCES:
            problems.append(
                Problem("wrong-mapping", MAPPING, "unknown delivery", remedy, "delivery", **place)
            )
        elif ours and ours not in contract.delivered_columns(source, version):
            problems.append(
                Problem("wrong-mapping", MAPPING, f"{source} has no such column", remedy, "our_name", **place)
            )
        elif not theirs or theirs.casefold() in mapping.get(source, {}):
            problems.append(
                Problem("wrong-mapping", MAPPING, "empty or repeated", remedy, "delivered_name", **place)
            )
        else:
            mapping.setdefault(source, {})[theirs.casefold()] = ours or ""
    if problems:
        raise DeliveryError(problems)
    return mapping


def _read_source(
    folder: Path,
    source: str,
    declaration: contract.Declaration,
    mapping: Mapping[str, str],
    problems: list[Problem],
) -> tuple[DeliveredFile, pa.Table]:
    path = _find(folder, source)
    rows = declaration.rows[source]
    raw = read(path, rows)
    # Hashed after the reader held the size to its limit.
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    expected = declaration.sha256.get(source)
    if expected not in (None, digest):
        problems.append(
            Problem(
                "other-checksum",
                path.name,
                "does not have the checksum of delivery.yml",
                "Deliver the file again.",
            )
        )
    version = declaration.codebook_version
    names = _names(path, source, raw, mapping, version, problems)
    if raw.n_rows != rows:
        # Files of statistical programs are not read to their end when they have more rows.
        found = f"more than {rows:,}" if raw.n_rows > rows else f"{raw.n_rows:,}"
        problems.append(
            Problem(
                "row-count",
                path.name,
                f"has {found} rows; delivery.yml says {rows:,}",
                "Deliver the whole file, or correct delivery.yml.",
            )
        )
    remarks = []
    for ours, theirs in names.items():
        remarks += _compare_codes(
            path, ours, version, raw.labels.get(theirs), raw.missing.get(theirs), problems
        )
        _hold_to_printable(path, ours, raw.columns[theirs], problems)
    numbers = contract.number_columns(source)
    # What this wave did not ask is blank.
    blank = [None] * max(map(len, raw.columns.values()), default=0)
    asked = contract.delivered_columns(source, version)
    columns = {
        name: raw.columns[names[name]] if name in names else blank
        for name in contract.columns(source)
        if name in names or name not in asked
    }
    table = pa.table(
        {
            name: pa.array(_plain_numbers(values) if name in numbers else values, pa.string())
            for name, values in columns.items()
        }
    )
    return DeliveredFile(path.name, digest, raw.format, tuple(remarks)), table


def _names(
    path: Path, source: str, raw: RawTable, mapping: Mapping[str, str], version: str, problems: list[Problem]
) -> dict[str, str]:
    """Delivered name by our name. Missing, repeated and unmapped columns are noted, all of them."""
    required = contract.delivered_columns(source, version)
    names: dict[str, str] = {}
    unmapped, repeated = [], list(raw.repeated)
    for theirs in raw.columns:
        ours = mapping.get(theirs.casefold(), theirs.casefold())
        if ours == "":
            continue
        if ours not in required:
            unmapped.append(theirs)
        elif ours in names:
            repeated.append(theirs)
        else:
            names[ours] = theirs
    delivered = {name.casefold() for name in raw.columns}
    unused = [name for name in mapping if name not in delivered]
    missing = [name for name in required if name not in names]
    remedy = f"Name it in {MAPPING} ({','.join(MAPPING_COLUMNS)})"
    if not names:
        problems.append(
            Problem(
                "missing-header",
                path.name,
                "none of its columns is known; the row of column names may be missing",
                f"Deliver the file with column names. {remedy} where they differ from ours.",
            )
        )
        return names

    def note(name: str, columns: list[str], message: str, what: str) -> None:
        if columns:
            shown = ", ".join(shown_name(column) for column in columns[:NAMES_SHOWN])
            problems.append(Problem(name, path.name, message.format(n=len(columns)), what, column=shown))

    note("missing-column", missing, "{n} required column(s) missing", f"{remedy} or deliver it.")
    note(
        "unmapped-column",
        unmapped,
        "{n} column(s) not in the contract",
        f"{remedy}, our_name empty to leave it out.",
    )
    note(
        "repeated-column",
        list(dict.fromkeys(repeated)),
        "{n} column name(s) occur more than once or lead to one column (capitals do not tell apart)",
        f"Give every column its own name, or correct {MAPPING}.",
    )
    note("unused-mapping", unused, f"{{n}} column(s) of {MAPPING} are not in the file", f"Correct {MAPPING}.")
    return names


def _plain_numbers(values: list[str | None]) -> list[str | None]:
    """3, 3.0 and 3,0 are one number; anything that is no number stays as it is, for staging to refuse.

    So does 3.000, which may be three or three thousand.
    """
    known: dict[str | None, str | None] = {None: None}
    for value in values:
        if value not in known:
            match = _NUMBER.fullmatch(value)
            known[value] = value
            if match and match[2] and match[2] != "000":
                fraction = match[2].rstrip("0")
                known[value] = f"{match[1]}.{fraction}" if fraction else match[1]
    return [known[value] for value in values]


def _hold_to_printable(path: Path, column: str, values: list[str | None], problems: list[Problem]) -> None:
    for pattern, message in (
        (_UNPRINTABLE, "holds control characters or what is no text"),
        (_ENCODED_TWICE, "is encoded twice"),
    ):
        odd = {value for value in set(values) if value and pattern.search(value)}
        if odd:
            rows = [i for i, value in enumerate(values, start=1) if value in odd]
            problems.append(
                Problem(
                    "wrong-encoding", path.name, message, "Deliver texts as UTF-8 or Latin-1.", column,
                    tuple(rows[:ROWS_SHOWN]), len(rows),
                )
            )  # fmt: skip


def _compare_codes(
    path: Path,
    column: str,
    version: str,
    labels: Mapping[str, str] | None,
    missing: list[tuple[float, float]] | None,
    problems: list[Problem],
) -> list[str]:
    """Compare the file's own labels and missing codes with the codebook; return the differing labels."""
    code_list = contract.variables(version).get(column, {}).get("code_list")
    if not code_list:
        return []
    codes = contract.codes(version)[code_list]
    remedy = "Deliver the codes of seeds/codebook/codebook_codes.csv, or add a code list of its own there."

    def note(name: str, message: str) -> None:
        problems.append(Problem(name, path.name, f"{message} (code list {code_list})", remedy, column))

    remarks = []
    if labels:
        strange, absent = sorted(set(labels) - set(codes)), sorted(set(codes) - set(labels))
        if strange or absent:
            note(
                "other-codes",
                f"labels {len(strange)} code(s) that the codebook lacks and not "
                f"{len(absent)} code(s) that it has",
            )
        ours = {
            label.casefold(): code
            for code, row in codes.items()
            for label in (row["label_da"], row["label_en"])
        }
        for code in sorted(set(labels) & set(codes)):
            meant = ours.get(labels[code].casefold())
            if meant is None:
                remarks.append(f"{column}: code {code} is labelled otherwise in the codebook")
            elif meant != code and labels[code] not in (codes[code]["label_da"], codes[code]["label_en"]):
                note("other-meaning", f"code {code} has the label of the codebook's code {meant}")
    if missing:
        declared = {
            code for code in codes if _is_number(code) and any(lo <= float(code) <= hi for lo, hi in missing)
        }
        singles = {str(int(lo)) for lo, hi in missing if lo == hi and float(lo).is_integer()}
        expected = {code for code, row in codes.items() if row["is_missing"] == "true"}
        if declared | singles != expected:
            note("other-missing-codes", "other codes are user-missing than the codebook's missing codes")
    return remarks


def _is_number(code: str) -> bool:
    return _NUMBER.fullmatch(code) is not None


def _fatal(findings: Findings, files: Mapping[str, DeliveredFile]) -> list[Problem]:
    """Problems that the rows themselves hold."""
    problems = [
        Problem(
            "fatal-row", files[found.source].name, found.reason, found.remedy, found.column or None,
            found.rows, found.n_rejected,
        )
        for found in findings.rejections
        if found.severity == "fatal"
    ]  # fmt: skip
    # Rows that are refused are not counted either: what they would make impossible is no second fault.
    for stratum, variable, category, message in () if problems else findings.impossible:
        where = variable if variable == "total" else f"{variable} {category}"
        problems.append(
            Problem(
                "impossible-count", files["population"].name, f"stratum {stratum}, {where}: {message}",
                "Deliver population, sample and answers of one frame.", "population_n",
            )
        )  # fmt: skip
    limit = contract.project_vars()["maximum_rejected_share"]
    for (delivery, variable), (rejected, delivered) in findings.shares.items():
        if rejected > limit * delivered:
            reasons = [
                found
                for found in findings.rejections
                if found.delivery == delivery and variable in ("", found.column)
            ]
            problems += [
                Problem(
                    "too-many-rejected",
                    files[found.source].name,
                    f"{found.reason}; {rejected:,} of {delivered:,} {delivery} rejected, over {limit:.1%}",
                    f"{found.remedy} Or raise the var maximum_rejected_share.",
                    found.column or None,
                    found.rows,
                    found.n_rejected,
                )
                for found in reasons
            ]
    return problems


def canonical_csv(table: pa.Table) -> bytes:
    """A canonical table as the seeds are written: UTF-8, commas, blank for missing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return out.getvalue().encode("utf-8")
