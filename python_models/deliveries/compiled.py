"""The SQL of the models and tests that a check runs, compiled by dbt itself.

dbt takes some ten seconds to read the project, a check of a delivery should not: what dbt compiled is kept in
target/ until a file that it was compiled from changes.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from deliveries import contract

# dbt names the catalogue after the file of the database, and compiled SQL names the catalogue.
CATALOGUE = "delivery"
KEPT = contract.ROOT / "target" / "deliveries"
# What the compiled SQL depends on, beside the wave and the version of dbt.
_COMPILED_FROM = (
    "dbt_project.yml", "macros/**/*.sql", "models/staging/**/*.sql", "models/intermediate/**/*.sql",
    "tests/dbt/deliveries/*.sql", "seeds/*/_*.yml",
)  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A seed, model or test: `relation` is its place in the database, `sql` is empty for a seed."""

    name: str
    relation: str
    sql: str


class CompilationError(RuntimeError):
    """dbt could not compile the project; the message is dbt's, and holds nothing of a delivery."""


def _digest(names: tuple[str, ...], wave: int) -> str:
    from dbt.version import __version__

    digest = hashlib.sha256(f"{__version__} {wave} {names}".encode())
    for pattern in _COMPILED_FROM:
        for path in sorted(contract.ROOT.glob(pattern)):
            digest.update(f"\n{path.relative_to(contract.ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


@cache
def compiled(names: tuple[str, ...], wave: int) -> tuple[Node, ...]:
    """Named models and tests and all that they read, each after what it reads. Raises CompilationError."""
    kept = KEPT / f"{_digest(names, wave)}.json"
    if not kept.exists():
        content = json.dumps([vars(node) for node in _compile(names, wave)])
        KEPT.mkdir(parents=True, exist_ok=True)
        # Another check may be writing the same file: each writes its own and moves it into place.
        with tempfile.NamedTemporaryFile("w", dir=KEPT, delete=False, encoding="utf-8") as file:
            file.write(content)
        Path(file.name).replace(kept)
    return tuple(Node(**node) for node in json.loads(kept.read_text(encoding="utf-8")))


def _compile(names: tuple[str, ...], wave: int) -> list[Node]:
    with tempfile.TemporaryDirectory() as folder:
        ended = subprocess.run(
            [
                # dbt keeps one configuration a process: a build that reads a delivery has its own already.
                *(sys.executable, "-m", "dbt.cli.main", "--quiet", "compile", "--no-introspect"),
                *("--target-path", folder, "--log-path", folder, "--target", "ci"),
                *(
                    "--vars",
                    json.dumps({"wave": wave, "database": str(Path(folder) / f"{CATALOGUE}.duckdb")}),
                ),
                *("--select", *(f"+{name}" for name in names)),
            ],
            cwd=contract.ROOT,
            capture_output=True,
            text=True,
        )
        if ended.returncode:
            raise CompilationError(f"dbt cannot compile the staging layer:\n{ended.stdout}{ended.stderr}")
        manifest = json.loads((Path(folder) / "manifest.json").read_text(encoding="utf-8"))
    nodes = manifest["nodes"]
    by_name = {
        node["name"]: key
        for key, node in nodes.items()
        if node["resource_type"] in ("seed", "model") or node["name"] in names
    }
    ordered: dict[str, Node] = {}

    def add(key: str) -> None:
        node = nodes[key]
        for before in node["depends_on"].get("nodes", ()):
            if before not in ordered:
                add(before)
        relation = node["relation_name"] or f'"{CATALOGUE}"."{node["schema"]}"."{node["name"]}"'
        ordered[key] = Node(node["name"], relation, node.get("compiled_code") or "")

    for name in names:
        add(by_name[name])
    return list(ordered.values())
