"""Several waves in one build: which deliveries in which order, and what one warehouse takes from another."""

import argparse
import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from publication.errors import DeliveryRefusedError
from publication.layout import Layout, Release

# Tables of dbt's snapshots: all that a new warehouse takes over from the one before it.
HISTORY_SCHEMA = "snapshots"


@dataclass(frozen=True)
class WaveDelivery:
    """A checked delivery. `variables` are the dbt vars it insists on, `facts` what the manifest keeps."""

    folder: Path
    wave: int
    variables: dict[str, Any]
    facts: dict[str, Any]


def folders(text: str) -> list[Path]:
    """Folders named in `text`: one, which may hold blanks in its name, or several, as a shell splits them."""
    try:
        return [Path(text)] if Path(text).is_dir() else [Path(part) for part in shlex.split(text)]
    except (OSError, ValueError) as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} names no folder ({error}); give the path of one, or several with blanks between them"
        ) from None


def checked(layout: Layout, given: Sequence[Path]) -> list[WaveDelivery]:
    """Check deliveries, write their report, and return them from the first wave to the last.

    Raises DeliveryRefusedError with every problem of every delivery; or when two are of one wave, or some are
    synthetic and others not, which would compare people with inventions.
    """
    # Reads SPSS, Stata and SAS files: imported only by a build that needs it.
    from deliveries.delivery import inspect_delivery
    from deliveries.errors import DeliveryError
    from deliveries.outputs import write_private
    from deliveries.report import report

    waves, reports, problems = [], [], []
    for folder in given:
        delivery = inspect_delivery(folder)
        reports.append(report(delivery))
        if delivery.problems:
            error = DeliveryError(delivery.problems)
            problems.append(f"{folder}: {error}" if len(given) > 1 else str(error))
            continue
        declared = delivery.declaration
        facts = {
            "wave": declared.wave,
            "codebook_version": declared.codebook_version,
            "is_synthetic": declared.is_synthetic,
            "sha256": {file.name: file.sha256 for file in delivery.files.values()},
        }
        waves.append(WaveDelivery(folder, declared.wave, declared.dbt_vars, facts))
    write_private(layout.delivery_report, "\n".join(reports).encode("utf-8"))
    if problems:
        told = f"A report for whoever sent it is in {layout.shown(layout.delivery_report)}"
        raise DeliveryRefusedError("\n".join([*problems, told]))
    waves.sort(key=lambda delivery: delivery.wave)
    for earlier, later in pairwise(waves):
        if earlier.wave == later.wave:
            raise DeliveryRefusedError(
                f"{earlier.folder} and {later.folder} are both of the wave {later.wave}; give one of them"
            )
        if earlier.facts["is_synthetic"] != later.facts["is_synthetic"]:
            raise DeliveryRefusedError(
                f"one of {earlier.folder} and {later.folder} is synthetic, the other is not; build them apart"
            )
    return waves


def attached(waves: Sequence[tuple[int, Release]]) -> list[dict[str, Any]]:
    """The var earlier_waves: warehouses of earlier waves as profiles.yml attaches them, for reading only."""
    return [
        {"path": str(built.database), "alias": f"wave_{wave}", "read_only": True} for wave, built in waves
    ]


def carry_history(source: Path, target: Path) -> list[str]:
    """Copy the snapshots of the warehouse `source` into the new warehouse `target`; return their names.

    A build starts from an empty database, and a snapshot goes on from what is there.
    """
    with duckdb.connect(str(source), read_only=True) as connection:
        names = connection.execute(
            "select table_name from duckdb_tables() where schema_name = ? order by 1", [HISTORY_SCHEMA]
        ).fetchall()
    if not names:
        return []
    target.parent.mkdir(parents=True, exist_ok=True)
    path = str(source).replace("'", "''")
    with duckdb.connect(str(target)) as connection:
        # Microdata will stand in it: it is its owner's before anything is.
        target.chmod(0o600)
        connection.execute(f"attach '{path}' as source (read_only)")
        connection.execute(f"create schema {HISTORY_SCHEMA}")
        for (name,) in names:
            connection.execute(
                f'create table {HISTORY_SCHEMA}."{name}" as from source.{HISTORY_SCHEMA}."{name}"'
            )
    return [name for (name,) in names]
