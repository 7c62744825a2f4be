"""What a delivery must hold: read from the seeds' YAML, the codebook and dbt_project.yml, where it stands."""

import contextlib
import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from deliveries.errors import DeliveryError, Problem

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"
DECLARATION = "delivery.yml"
# File name without ending, and the seed whose place it takes.
SOURCES = {
    "register": "register_sample",
    "population": "population_totals",
    "survey": "survey_response",
    "catalogue": "catalogue_courses",
}
# Rows that one file may hold; what is above is a mistake or an attack.
MAXIMUM_ROWS = 1_000_000
_MAXIMUM_DECLARATION = 64 * 1024
# Numbers outside the codebook's reach.
OTHER_NUMBERS = frozenset({"population_n", "category_code", "duration_hours", "source_line"})
INTEGER = re.compile(r"-?\d{1,15}")
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


@cache
def columns(source: str) -> tuple[str, ...]:
    """Columns of `register`, `population`, `survey` or `catalogue`, in the order of the seed's YAML."""
    for path in SEEDS.glob("*/_*.yml"):
        for seed in yaml.safe_load(path.read_text(encoding="utf-8")).get("seeds", []):
            if seed["name"] == SOURCES[source]:
                return tuple(column["name"] for column in seed["columns"])
    raise KeyError(f"no YAML below {SEEDS} describes the seed {SOURCES[source]}")


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

    @property
    def dbt_vars(self) -> dict[str, Any]:
        """Vars that must agree with the delivery."""
        return {"wave": self.wave, "microdata_are_synthetic": self.is_synthetic}


def read_declaration(folder: Path) -> Declaration:
    """delivery.yml of a folder. Raises DeliveryError with everything that is wrong in it."""
    path = folder / DECLARATION
    remedy = f"Write it like this:\n{TEMPLATE}"
    if not path.is_file():
        raise DeliveryError([Problem("missing-declaration", DECLARATION, f"is not in {folder}", remedy)])
    given = None
    # ValueError: no UTF-8, or a date that does not exist.
    with contextlib.suppress(yaml.YAMLError, ValueError, RecursionError, OSError):
        if path.stat().st_size <= _MAXIMUM_DECLARATION:
            given = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(given, dict):
        raise DeliveryError([Problem("unreadable-declaration", DECLARATION, "is no YAML mapping", remedy)])
    problems = []

    def wrong(key: str, message: str) -> None:
        problems.append(Problem("wrong-declaration", DECLARATION, f"{key}: {message}", remedy))

    known = {"wave", "codebook_version", "is_synthetic", "rows", "sha256"}
    if unknown := sorted(str(key) for key in set(given) - known):
        wrong(", ".join(unknown), "unknown")
    version = str(given.get("codebook_version", ""))
    versions = {row["codebook_version"]: row["wave_year"] for row in seed_rows("codebook_versions")}
    if version not in versions:
        wrong("codebook_version", f"is none of {', '.join(versions)}")
    elif versions[version] != str(given.get("wave", "")):
        wrong("wave", f"the codebook version belongs to the wave {versions[version]}")
    if not isinstance(given.get("is_synthetic"), bool):
        wrong("is_synthetic", "is neither true nor false")
    rows, hashes = given.get("rows"), given.get("sha256") or {}
    if not isinstance(rows, dict) or set(rows) != set(SOURCES):
        wrong("rows", f"names one number for each of {', '.join(SOURCES)}")
    else:
        for source, n in rows.items():
            if isinstance(n, bool) or not isinstance(n, int) or not 0 < n <= MAXIMUM_ROWS:
                wrong(f"rows of {source}", f"is no whole number between 1 and {MAXIMUM_ROWS:,}")
    if not isinstance(hashes, dict) or not set(hashes) <= set(SOURCES):
        wrong("sha256", f"names a checksum for any of {', '.join(SOURCES)}")
    elif not all(re.fullmatch(r"[0-9a-f]{64}", str(value)) for value in hashes.values()):
        wrong("sha256", "a checksum has 64 digits from 0 to f")
    if problems:
        raise DeliveryError(problems)
    return Declaration(int(given["wave"]), version, given["is_synthetic"], rows, hashes)
