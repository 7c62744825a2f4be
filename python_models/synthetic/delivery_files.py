"""Write the synthetic data as a delivery, in each format that one may arrive in."""

import csv
import datetime
import hashlib
import io
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from deliveries import contract
from deliveries.outputs import refuse_existing, write_private

# A sample with fewer persons lacks respondents in some category: it is an excerpt, to try the check with.
_WEIGHTABLE = 1_000
_ACKNOWLEDGED = {
    2026: {
        "identical-questionnaires": "Invented wave, drawn with replacement from the synthetic persons",
        "distribution": "Invented wave, the years of training are those of the wave before",
        "vanished-answers": "Invented wave, the years of training are those of the wave before",
    }
}
# No Python library writes sas7bdat.
WRITABLE = ("csv", "csv-semicolon", "csv-latin1", "sav", "dta", "parquet")


def seed_tables() -> dict[str, dict[str, list[str]]]:
    """The committed deliveries, of the wave of the project: by source, columns of text, blank for missing."""
    version = str(contract.project_vars()["wave"])
    tables = {}
    for source, seed in contract.SOURCES.items():
        rows = contract.seed_rows(seed)
        tables[source] = {
            name: [row[name] for row in rows] for name in contract.delivered_columns(source, version)
        }
    return tables


def write_delivery(
    tables: Mapping[str, Mapping[str, list[str]]], file_format: str, folder: Path, wave: int = 2024
) -> None:
    """Write four files and delivery.yml to `folder`. Only their owner may read them.

    Raises FileExistsError when something is in the folder: it may be the only copy of a delivery.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_existing(folder)
    rows = {
        source: write_table(columns, file_format, source, folder, wave) for source, columns in tables.items()
    }
    declare(folder, rows, file_format, wave, _ACKNOWLEDGED.get(wave, {}))


def write_table(
    columns: Mapping[str, list[str]], file_format: str, source: str, folder: Path, wave: int = 2024
) -> int:
    """Write one file of a delivery, readable by its owner only; returns its rows."""
    path = _path(folder, source, file_format)
    # The libraries that write take a file that is there: nobody else may read it from its first byte on.
    write_private(path, b"")
    _WRITERS[file_format](columns, path, source, str(wave))
    return len(next(iter(columns.values())))


def declare(
    folder: Path,
    rows: Mapping[str, int],
    file_format: str,
    wave: int = 2024,
    acknowledged: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Write delivery.yml beside the files, with their rows and digests and what is acknowledged, and why."""
    lines = [f"wave: {wave}", f'codebook_version: "{wave}"', "is_synthetic: true"]
    if rows["register"] < _WEIGHTABLE:
        lines.append("is_excerpt: true")
    if acknowledged:
        lines.append("acknowledged:")
        lines += [f"  {signal}: {sentence}" for signal, sentence in acknowledged.items()]
    lines.append("rows:")
    lines += [f"  {source}: {n}" for source, n in rows.items()]
    lines.append("sha256:")
    for source in rows:
        with _path(folder, source, file_format).open("rb") as file:
            lines.append(f"  {source}: {hashlib.file_digest(file, 'sha256').hexdigest()}")
    write_private(folder / contract.DECLARATION, ("\n".join(lines) + "\n").encode("utf-8"))


def _path(folder: Path, source: str, file_format: str) -> Path:
    return folder / f"{source}.{file_format.split('-')[0]}"


def csv_text(columns: Mapping[str, list[str]], delimiter: str = ",") -> str:
    """Columns of text as CSV."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return out.getvalue()


def _write_csv(columns: Mapping[str, list[str]], path: Path, source: str, version: str) -> None:
    path.write_text(csv_text(columns), encoding="utf-8", newline="")


def _write_danish(
    columns: Mapping[str, list[str]], path: Path, source: str, version: str, encoding: str
) -> None:
    """As Danish programs write CSV: semicolons between cells, numbers with a decimal comma."""
    codes = {name for name, row in contract.variables(version).items() if row["response_type"] == "category"}
    numbers = contract.number_columns(source) - codes - {"category_code"}
    written = {
        name: [f"{value},0" if value and name in numbers else value for value in values]
        for name, values in columns.items()
    }
    path.write_text(csv_text(written, ";"), encoding=encoding, newline="")


def typed_frame(columns: Mapping[str, list[str]], source: str):
    """Typed columns as a statistical program holds them."""
    import pandas as pd

    data = {}
    for name, values in columns.items():
        variable = contract.variables().get(name, {})
        if variable.get("response_type") == "date":
            dates = [datetime.date.fromisoformat(value) if value else None for value in values]
            data[name] = pd.Series(dates, dtype=object)
        elif name in contract.number_columns(source) and not _has_words(values):
            data[name] = pd.Series([float(value) if value else None for value in values], dtype="float64")
        else:
            data[name] = pd.Series(values, dtype=object)
    return pd.DataFrame(data)


def _has_words(values: list[str]) -> bool:
    return any(value and not value.lstrip("-").isdigit() for value in values)


def _codes(frame, version: str, missing: bool) -> dict[str, dict[float, str]]:
    lists = {}
    for name in frame.columns:
        codes = contract.codes(version).get(
            contract.variables(version).get(name, {}).get("code_list") or "", {}
        )
        chosen = {
            float(code): row["label_da"]
            for code, row in codes.items()
            if not missing or row["is_missing"] == "true"
        }
        if chosen:
            lists[name] = chosen
    return lists


def _write_sav(columns: Mapping[str, list[str]], path: Path, source: str, version: str) -> None:
    import pyreadstat

    frame = typed_frame(columns, source)
    pyreadstat.write_sav(
        frame,
        path,
        variable_value_labels=_codes(frame, version, missing=False),
        missing_ranges={name: list(codes) for name, codes in _codes(frame, version, missing=True).items()},
    )


def _write_dta(columns: Mapping[str, list[str]], path: Path, source: str, version: str) -> None:
    import pyreadstat

    frame = typed_frame(columns, source)
    labels = {
        name: {int(k): v for k, v in codes.items()} for name, codes in _codes(frame, version, False).items()
    }
    pyreadstat.write_dta(frame, path, variable_value_labels=labels)


def _write_parquet(columns: Mapping[str, list[str]], path: Path, source: str, version: str) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pandas(typed_frame(columns, source), preserve_index=False), path)


_WRITERS = {
    "csv": _write_csv,
    "csv-semicolon": partial(_write_danish, encoding="utf-8"),
    "csv-latin1": partial(_write_danish, encoding="latin-1"),
    "sav": _write_sav,
    "dta": _write_dta,
    "parquet": _write_parquet,
}
