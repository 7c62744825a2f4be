"""The audit's view of everything published: which numbers about persons any published table shows.

What a published model shows, and under which key, is declared beside it (``meta.shows`` in its YAML).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from model_writer.codebook import ROOT

WRITTEN = (
    "-- Written by `make models` from the declarations of the published models (meta.shows); change those."
)


@dataclass(frozen=True)
class Declaration:
    """``meta.shows`` of a published model, and whether its rows say of which wave they are."""

    shows: tuple[Mapping, ...]
    has_wave: bool


def declarations(root: Path = ROOT) -> dict[str, Declaration]:
    """What every published model declares, by name, in alphabetical order.

    Raises ``ValueError`` for a published model that declares nothing, not even an empty list.
    """
    found = {}
    for path in (root / "models/published").rglob("_*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models") or []:
            meta = (model.get("config") or {}).get("meta") or {}
            if "shows" not in meta:
                raise ValueError(
                    f"{model['name']} in {path.name} does not declare what it shows (meta.shows)"
                )
            found[model["name"]] = Declaration(
                tuple(meta["shows"]), "wave" in [column["name"] for column in model["columns"]]
            )
    return dict(sorted(found.items()))


def shown_numbers(declared: Mapping[str, Declaration]) -> str:
    """SQL of aud_shown_numbers."""
    parts = []
    for model, declaration in declared.items():
        # Numbers of another wave stand under the same key, but are about other persons.
        wave = "wave = {{ var('wave') }}\n        and " if declaration.has_wave else ""
        for entry in declaration.shows:
            keys = entry.get("key", [])
            # The key of a row is no number; that it stands there tells of none.
            columns = [column for column in dict.fromkeys(entry["columns"]) if column not in keys]
            condition = "\n            or ".join(f"{column} is not null" for column in columns)
            persons = f"{entry['persons']}\n        and " if "persons" in entry else ""
            for key in [keys] if isinstance(keys, str) else keys:
                parts.append(
                    f"    select {key if key == 'number_key' else f'{key} as number_key'}\n"
                    f"    from {{{{ ref('{model}') }}}}\n    where\n        {wave}{persons}(\n            {condition}\n        )"
                )
    shown = "\n    union\n".join(dict.fromkeys(parts))
    return f"""\
{WRITTEN}
-- What an attacker reads: every number that may be published (int_disclosure__rows), and whether any published table
-- shows it, or something computed from it; and what else decides how much it tells.
with

shown as (
{shown}
)

select
    rows.number_key,
    rows.outcome_variable,
    rows.domain_id,
    rows.group_variable,
    rows.group_code,
    rows.split_variable,
    rows.split_code,
    rows.outcome_key,
    rows.is_needed,
    rows.guards_nobody,
    rows.is_counted,
    rows.is_answered,
    rows.is_unanswered,
    suppression.decimals as shown_decimals,
    shown.number_key is not null as is_shown
from {{{{ ref('int_disclosure__rows') }}}} as rows
inner join {{{{ ref('fit_suppression') }}}} as suppression
    on rows.number_key = suppression.number_key
left join shown
    on rows.number_key = shown.number_key
"""
