"""A delivery for Spark: what describes it is read and checked here; its rows are read by Spark alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from deliveries import contract
from deliveries.delivery import find_source, our_names, sha256_of
from deliveries.errors import DeliveryError, Problem
from deliveries.mapping import MAPPING, read_mapping
from deliveries.readers import RawTable, encoding_of, parts, read

_NAMES_IN_JAVA = {"utf-8-sig": "UTF-8", "latin-1": "ISO-8859-1"}


@dataclass(frozen=True)
class Described:
    """dbt's vars for a delivery, and how many rows each seed's table must have."""

    variables: Mapping[str, object]
    rows: Mapping[str, int]


def described(folder: Path) -> Described:
    """What delivery.yml, the mapping and the names of columns say.

    Files are CSV or Parquet; they are read for their digest and encoding, not for their rows. Raises
    DeliveryError with all that is wrong.
    """
    declaration = contract.read_declaration(folder)
    mappings = read_mapping(folder, declaration.codebook_version)
    problems: list[Problem] = []
    if mappings.blank_means_not_ticked:
        message = "blank_means is not known to Spark"
        problems.append(Problem("not-on-spark", MAPPING, message, "Deliver 0 and 1, or build with DuckDB."))
    if declaration.is_excerpt:
        message = "the delivery is an excerpt"
        problems.append(Problem("excerpt", contract.DECLARATION, message, "Nothing is built from it."))
    files: dict[str, dict[str, object]] = {}
    for source, seed in contract.SOURCES.items():
        try:
            path, _ = find_source(folder, source)
            if not path.is_dir() and path.suffix.lower() not in (".csv", ".parquet"):
                message = "is in a format that Spark does not read"
                remedy = "Deliver CSV or Parquet."
                raise DeliveryError([Problem("not-on-spark", path.name, message, remedy)])
            if declaration.sha256.get(source) not in (None, sha256_of(path)):
                message = "does not have the checksum of delivery.yml"
                problems.append(Problem("other-checksum", path.name, message, "Deliver the file again."))
            head, options = _without_rows(path)
            mapping = mappings.names.get(source, {})
            names = our_names(path, source, head, mapping, declaration.codebook_version, problems)
            files[seed] = {"path": str(path.absolute()), "options": options, "columns": names}
        except DeliveryError as error:
            problems += error.problems
    if problems:
        raise DeliveryError(problems)
    rows = {seed: declaration.rows[source] for source, seed in contract.SOURCES.items()}
    return Described({**declaration.dbt_vars, "delivered_files": files}, rows)


def _without_rows(path: Path) -> tuple[RawTable, dict[str, str]]:
    """The columns of a file, as the reader of deliveries has them, and what Spark is told to read it with."""
    with TemporaryDirectory() as folder:
        head = Path(folder) / path.with_suffix(path.suffix.lower() or ".parquet").name
        if head.suffix == ".parquet":
            pq.write_table(pq.read_schema(parts(path)[0]).empty_table(), head)
            return read(head, rows=1), {}
        encoding = encoding_of(path)
        with path.open(encoding=encoding, newline="") as file:
            first = file.readline()
        head.write_text(first, encoding="utf-8")
        separator = max(",;", key=first.count)
        return read(head, rows=1), {"sep": separator, "encoding": _NAMES_IN_JAVA[encoding]}
