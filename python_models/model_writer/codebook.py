"""The codebook's seeds as rows, and the SQL condition under which a row holds in the wave of a build."""

import csv
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Row = Mapping[str, str]

# Types of answers that are words, identifiers or dates, not numbers or codes.
WORDED = ("id", "date", "text")
# Types of answers that are numbers; their code list holds special codes only.
NUMBERS = ("integer", "year")


def in_waves(condition: str) -> str:
    """A condition on the wave as a Jinja expression that is the SQL of it: ``{{ var('wave') }} >= 2026``."""
    return f"{{{{ var('wave') }}}} {condition}"


class Codebook:
    """All versions of the codebook, as the seeds in ``folder`` hold them."""

    def __init__(self, folder: Path = ROOT / "seeds") -> None:
        self.folder = folder

    def rows(self, seed: str) -> list[Row]:
        """Rows of a seed, cells trimmed."""
        (path,) = self.folder.glob(f"*/{seed}.csv")
        with path.open(encoding="utf-8", newline="") as file:
            return [
                {name: (cell or "").strip() for name, cell in row.items()} for row in csv.DictReader(file)
            ]

    @cached_property
    def _years(self) -> dict[str, int]:
        return {row["codebook_version"]: int(row["wave_year"]) for row in self.rows("codebook_versions")}

    def holds(self, row: Row) -> str | None:
        """SQL condition on the wave under which a row holds; None for a row that always does."""
        first = self._years.get(row["first_codebook_version"])
        last = self._years.get(row["last_codebook_version"])
        parts = []
        # From the first wave there is: no condition.
        if first is not None and first > min(self._years.values()):
            parts.append(in_waves(f">= {first}"))
        if last is not None:
            parts.append(in_waves(f"<= {last}"))
        return " and ".join(parts) or None

    @cached_property
    def variables(self) -> dict[str, list[Row]]:
        """Rows of every variable by name, in order: one, or one per period in which it is defined alike."""
        return _grouped(self.rows("codebook_variables"), "variable_name")

    @cached_property
    def codes(self) -> dict[str, list[Row]]:
        """Rows of every code list."""
        return _grouped(self.rows("codebook_codes"), "code_list")

    @cached_property
    def bins(self) -> dict[str, list[Row]]:
        """Rows of every grouped variable."""
        return _grouped(self.rows("codebook_bins"), "variable_name")

    @cached_property
    def recodes(self) -> dict[str, list[Row]]:
        """Rows of every recoded variable."""
        return _grouped(self.rows("codebook_recodes"), "variable_name")

    @cached_property
    def routing(self) -> dict[str, list[Row]]:
        """Conditions under which a variable is asked; all must hold."""
        return _grouped(self.rows("codebook_routing"), "variable_name")

    @cached_property
    def domains(self) -> list[Row]:
        """Subpopulations of the managers that figures are drawn over."""
        return self.rows("reporting_domains")

    def answers(self) -> dict[str, list[Row]]:
        """Questions whose answers are codes or numbers, in the order of the questionnaire."""
        return {
            name: rows
            for name, rows in self.variables.items()
            if rows[-1]["source"] == "survey"
            and rows[-1]["response_type"] not in WORDED
            and name != "status_code"
        }

    def derived(self) -> dict[str, list[Row]]:
        """Analysis variables made from delivered ones."""
        return {name: rows for name, rows in self.variables.items() if rows[-1]["source"] == "derived"}

    def missing_codes(self, name: str) -> list[str]:
        """Codes of a variable that are no substantive answer, in any version."""
        code_list = self.variables[name][-1]["code_list"]
        return [row["code"] for row in self.codes.get(code_list, []) if row["is_missing"] == "true"]


def _grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row[column], []).append(row)
    return grouped
