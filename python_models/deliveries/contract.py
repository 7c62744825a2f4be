"""What a delivery must hold: read from the seeds' YAML, the codebook and dbt_project.yml, where it stands."""

import csv
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deliveries.errors import DeliveryError, Problem, shown_name, without_unprintable

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
DECLARATION = "delivery.yml"
# What `prepare` writes beside the data, for people.
DICTIONARIES = ("dictionary.csv", "dictionary.xml")
# File name without ending, and the seed whose place it takes.
SOURCES = {
    "register": "register_sample",
    "population": "population_totals",
    "survey": "survey_response",
    "catalogue": "catalogue_courses",
}
# Rows that one file may hold; what is above is a mistake or an attack.
MAXIMUM_ROWS = 100_000_000
_MAXIMUM_DECLARATION = 64 * 1024
# Numbers outside the codebook's reach.
OTHER_NUMBERS = frozenset({"population_n", "category_code", "duration_hours", "source_line"})
INTEGER = re.compile(r"-?\d{1,15}")
_CHECKSUM = re.compile("[0-9a-fA-F]{64}")
_SENTENCE = re.compile(r"[^\t\r\n]{20,500}")
TEMPLATE = """\
wave: 2024                # year of the field work
codebook_version: "2024"  # as in seeds/codebook/codebook_versions.csv
is_synthetic: false       # true only when no real person is in it
rows: {register: 20015, population: 60, survey: 7482, catalogue: 140}  # rows that were sent"""


def seed_rows(name: str, folder: Path = SEEDS) -> list[dict[str, str]]:
    """Rows of a seed, looked for in all folders of seeds."""
    (path,) = folder.glob(f"*/{name}.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def file_text(name: str) -> str:
    """Text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def _seed_columns() -> Mapping[str, tuple[str, ...]]:
    """Columns of every seed, in the order of its YAML."""
    return {
        seed["name"]: tuple(column["name"] for column in seed["columns"])
        for path in SEEDS.glob("*/_*.yml")
        for seed in yaml.safe_load(path.read_text(encoding="utf-8")).get("seeds", [])
    }


def columns(source: str) -> tuple[str, ...]:
    """Columns of `register`, `population`, `survey` or `catalogue`."""
    return _seed_columns()[SOURCES[source]]


def in_force(seed: str, version: str | None) -> list[dict[str, str]]:
    """Rows of a codebook seed that hold in a version, as macros/codebook/in_force.sql; None: in any."""
    years = {row["codebook_version"]: int(row["wave_year"]) for row in seed_rows("codebook_versions")}
    return [
        row
        for row in seed_rows(seed)
        if version is None
        or years.get(row["first_codebook_version"], years[version])
        <= years[version]
        <= years.get(row["last_codebook_version"], years[version])
    ]


@cache
def variables(version: str | None = None) -> Mapping[str, Mapping[str, str]]:
    """Delivered variables of the codebook by name: those of a version, or the latest row of each."""
    return {
        row["variable_name"]: row
        for row in in_force("codebook_variables", version)
        if row["source"] in ("register", "survey")
    }


@cache
def all_variables(version: str) -> Mapping[str, Mapping[str, str]]:
    """Variables of a codebook version by name, derived ones too."""
    return {row["variable_name"]: row for row in in_force("codebook_variables", version)}


def version_of_wave(wave: int) -> str:
    """Codebook version of a wave. Raises DeliveryError for a wave that the codebook does not know."""
    versions = {row["wave_year"]: row["codebook_version"] for row in seed_rows("codebook_versions")}
    if str(wave) not in versions:
        remedy = f"Waves are {', '.join(versions)}; describe another in seeds/codebook/codebook_versions.csv."
        raise DeliveryError(
            [Problem("unknown-wave", DECLARATION, f"the codebook has no wave {wave}", remedy)]
        )
    return versions[str(wave)]


@cache
def codes(version: str | None = None) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Rows of codebook_codes by code list and code: those of a version, or the latest row of each."""
    lists: dict[str, dict[str, Mapping[str, str]]] = {}
    for row in in_force("codebook_codes", version):
        lists.setdefault(row["code_list"], {})[row["code"]] = row
    return lists


@cache
def delivered_columns(source: str, version: str) -> tuple[str, ...]:
    """Columns that a delivery of this codebook version has: those of the seed whose question is asked."""
    return tuple(name for name in columns(source) if name in variables(version) or name not in variables())


@cache
def number_columns(source: str) -> frozenset[str]:
    """Columns whose text is a number or a code: 3, 3.0 and 3,0 mean the same there."""
    worded = ("id", "date", "text")
    return frozenset(
        name
        for name in columns(source)
        if name in OTHER_NUMBERS or (name in variables() and variables()[name]["response_type"] not in worded)
    )


@cache
def date_columns(source: str | None) -> frozenset[str]:
    """Columns that hold dates, of one source or of all."""
    return frozenset(
        name
        for name, row in variables().items()
        if row["response_type"] == "date" and source in (None, row["source"])
    )


@cache
def boxes(version: str | None = None) -> Mapping[str, tuple[str, ...]]:
    """Columns of each multiple choice, by the number of its question: q8."""
    blocks: dict[str, tuple[str, ...]] = {}
    for name, row in variables(version).items():
        if row["response_type"] == "multi":
            block = f"q{row['question_number']}"
            blocks[block] = (*blocks.get(block, ()), name)
    return blocks


@cache
def free_text_columns() -> tuple[str, ...]:
    """Columns that never leave the raw layer."""
    return tuple(name for name, row in variables().items() if row["is_free_text"] == "true")


@cache
def project_vars() -> Mapping[str, Any]:
    """The vars of dbt_project.yml."""
    return yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]


@dataclass(frozen=True)
class Declaration:
    """What the deliverer says about the delivery, in delivery.yml."""

    wave: int
    codebook_version: str
    is_synthetic: bool
    rows: Mapping[str, int]
    sha256: Mapping[str, str]
    # An excerpt to try the check with: too few rows to be weighted, never built from.
    is_excerpt: bool = False
    # Why a signal is as it should be, by its name.
    acknowledged: Mapping[str, str] = field(default_factory=dict)

    @property
    def dbt_vars(self) -> dict[str, Any]:
        """Vars that must agree with the delivery."""
        return {"wave": self.wave, "microdata_are_synthetic": self.is_synthetic}


def read_declaration(folder: Path) -> Declaration:
    """delivery.yml of a folder. Raises DeliveryError with everything that is wrong in it."""
    path = folder / DECLARATION
    remedy = f"Write it like this:\n{TEMPLATE}"
    if not path.is_file():
        near = [
            found.name
            for found in sorted(folder.iterdir())
            if found.is_file()
            and re.fullmatch(
                r"(delivery|le?verance|levering)[^.]*(\.(ya?ml|txt|json))*|[^.].*\.ya?ml",
                found.name.casefold(),
            )
        ]
        below = [found.name for found in sorted(folder.iterdir()) if (found / DECLARATION).is_file()]
        if near:
            remedy = f"Rename {shown_name(near[0])} to {DECLARATION}."
        elif below:
            remedy = f"Give the folder {shown_name(below[0])} that lies in it."
        message = f"is not in {folder}"
        raise DeliveryError([Problem("missing-declaration", DECLARATION, message, remedy)])
    told, given = "is no YAML mapping", None
    try:
        if path.stat().st_size <= _MAXIMUM_DECLARATION:
            given = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)
        else:
            told = f"has more than {_MAXIMUM_DECLARATION:,} bytes"
    except _KeyTwiceError as error:
        told = str(error)
    except UnicodeDecodeError:
        told = "is not written as UTF-8"
    except yaml.MarkedYAMLError as error:
        # The parser's own words may hold what stands there.
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        lines = path.read_text(encoding="utf-8").split("\n")
        has_tab = "\t" in "".join(lines[max(line - 2, 0) : line])
        told = f"is no YAML mapping, at line {line}" + (": a tab, where YAML wants blanks" if has_tab else "")
    # ValueError: no UTF-8, no such date, a number of thousands of digits; TypeError: a list as a key.
    except (yaml.YAMLError, ValueError, TypeError, RecursionError, OSError):
        pass
    if not isinstance(given, dict):
        raise DeliveryError([Problem("unreadable-declaration", DECLARATION, told, remedy)])
    problems = []

    def wrong(key: str, message: str) -> None:
        problems.append(Problem("wrong-declaration", DECLARATION, f"{key}: {message}", remedy))

    known = {"wave", "codebook_version", "is_synthetic", "is_excerpt", "rows", "sha256", "acknowledged"}
    if unknown := [key for key in given if key not in known]:
        # Not shown: a key may be a number of thousands of digits, or a line of data.
        shown = [key for key in unknown if isinstance(key, str) and re.fullmatch(r"\w{1,40}", key)]
        few = ", ".join(sorted(shown)[:10]) + (f" and {len(shown) - 10} more" if len(shown) > 10 else "")
        wrong(few or f"{len(unknown)} key(s)", "unknown")
    version, wave = given.get("codebook_version", ""), given.get("wave")
    version = str(version) if isinstance(version, str) or _is_year(version) else ""
    versions = {row["codebook_version"]: row["wave_year"] for row in seed_rows("codebook_versions")}
    if version not in versions:
        wrong("codebook_version", f"is none of {', '.join(versions)}")
    if not _is_year(wave):
        wrong("wave", "is no year, such as 2024")
    elif version in versions and versions[version] != str(wave):
        wrong("wave", f"the codebook version belongs to the wave {versions[version]}")
    for name in ("is_synthetic", "is_excerpt"):
        if not isinstance(given.get(name, name == "is_excerpt" or None), bool):
            wrong(name, "is neither true nor false")
    rows, hashes = given.get("rows"), given.get("sha256") or {}
    if not isinstance(rows, dict) or set(rows) != set(SOURCES):
        wrong("rows", f"names one number for each of {', '.join(SOURCES)}")
    else:
        for source, n in rows.items():
            if isinstance(n, bool) or not isinstance(n, int) or not 0 < n <= MAXIMUM_ROWS:
                wrong(f"rows of {source}", f"is no whole number between 1 and {MAXIMUM_ROWS:,}")
    if not isinstance(hashes, dict) or not set(hashes) <= set(SOURCES):
        wrong("sha256", f"names a checksum for any of {', '.join(SOURCES)}")
    elif not all(isinstance(value, str) and _CHECKSUM.fullmatch(value) for value in hashes.values()):
        # YAML reads 64 digits without a letter as a number.
        wrong("sha256", "a checksum has 64 digits from 0 to f; write it in quotation marks")
    reasons = given.get("acknowledged") or {}
    signals = {row["signal"] for row in seed_rows("plausibility_thresholds") if row["severity"] == "severe"}
    if not isinstance(reasons, dict) or not all(
        isinstance(key, str) and isinstance(value, str) for key, value in reasons.items()
    ):
        wrong("acknowledged", "names a sentence for each signal that is as it should be")
    else:
        for signal, sentence in reasons.items():
            if signal not in signals:
                wrong("acknowledged", f"knows the signals {', '.join(sorted(signals))} only")
            elif not _SENTENCE.fullmatch(sentence.strip()) or without_unprintable(sentence) != sentence:
                wrong(
                    f"acknowledged {signal}",
                    "says why in one line of 20 to 500 characters, which is published",
                )
    if problems:
        raise DeliveryError(problems)
    return Declaration(
        wave,
        version,
        given["is_synthetic"],
        rows,
        {source: digest.lower() for source, digest in hashes.items()},
        given.get("is_excerpt", False),
        {signal: sentence.strip() for signal, sentence in reasons.items()},
    )


class _KeyTwiceError(yaml.YAMLError):
    """The message names the key."""


class _UniqueKeys(yaml.SafeLoader):
    """YAML takes the last of two equal keys without a word; here they are an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict:
        """The mapping of a node; raises _KeyTwiceError when a key stands in it twice."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        # What is merged in takes no place that is taken already, and says nothing then.
        if "<<" in keys:
            raise _KeyTwiceError("the key << merges another mapping into it")
        for key, n in Counter(keys).items():
            if n > 1:
                name = f"the key {key}" if re.fullmatch(r"\w{1,40}", key) else "a key"
                raise _KeyTwiceError(f"{name} stands there twice")
        return super().construct_mapping(node, deep)


def _is_year(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2999
