"""Pieces of SQL and YAML that several files are written with."""

import re
from collections.abc import Iterable

from model_writer.codebook import Codebook

WRITTEN_SQL = "-- Written by `make models` from the codebook (seeds/codebook); change that, not this file."
WRITTEN_YAML = "# Written by `make models` from the codebook (seeds/codebook); change that, not this file."


def quoted(values: Iterable[str]) -> str:
    """Values as SQL strings: ``'1', '2'``."""
    return ", ".join(f"'{value}'" for value in values)


def fitted(text: str, indent: int, width: int = 112) -> str:
    """SQL broken into lines of at most ``width`` characters, never inside a string or a Jinja expression.

    The first line is not indented; those after it are, by ``indent`` spaces.
    """
    lines = [""]
    for word in re.findall(r"(?:'[^']*'|\{\{.*?\}\}|[^\s'])+", text):
        start = indent if len(lines) > 1 else 0
        if lines[-1] and start + len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return f"\n{' ' * indent}".join(lines)


def described(name: str, text: str) -> str:
    """A column of a model in YAML, with its description."""
    escaped = text.replace("'", "’")
    return f"      - name: {name}\n        description: '{escaped}'\n"


def column_text(codebook: Codebook, name: str, *, with_missing: bool) -> str:
    """What a variable means and what its codes are: ``Sector. 1 Public, 2 Private.``

    ``with_missing``: codes without a substantive answer are named too; else they are NULL in the column.
    """
    row = codebook.variables[name][-1]
    label = row["label_en"]
    codes = codebook.codes.get(row["code_list"], [])
    if len(codes) > 20:
        return f"{label}. Codes: dim_code."
    shown = [code for code in codes if with_missing or not _is_left_out(codebook, name, code)]
    named = ", ".join(dict.fromkeys(f"{code['code']} {code['label_en']}" for code in shown))
    return f"{label}." + (f" {named}." if named else "")


def _is_left_out(codebook: Codebook, name: str, code) -> bool:
    # A group made of a special answer (the year that somebody does not know) is a group.
    return code["is_missing"] == "true" and codebook.variables[name][-1]["derivation"] != "bin"
