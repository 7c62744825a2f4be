"""The delivery report: counts only, fit to be sent back to the deliverer."""

from collections import Counter
from collections.abc import Iterator

from deliveries import contract
from deliveries.delivery import Delivery

_HEADER = "| column | blank | don't know, unknown | distinct | lowest | highest |"


def report(delivery: Delivery) -> str:
    """Markdown text: problems, files, rejected rows by reason, and every column.

    Counts of persons below the var suppression_threshold are not told, and the lowest and highest numbers are
    ones that at least so many persons share or exceed. No row, no row number, no free text.
    """
    return "\n".join(_lines(delivery)) + "\n"


def _lines(delivery: Delivery) -> Iterator[str]:
    declared = delivery.declaration
    if declared:
        kind = "synthetic" if declared.is_synthetic else "real"
        yield f"# Delivery report: wave {declared.wave}, codebook {declared.codebook_version}, {kind}"
    else:
        yield "# Delivery report"
    yield ""
    yield "REFUSED. Nothing is built from it." if delivery.problems else "Accepted."
    yield from _problems(delivery)
    yield from _files(delivery)
    yield from _rejected(delivery)
    remarks = [(file.name, remark) for file in delivery.files.values() for remark in file.remarks]
    if remarks:
        yield from ("", "## Differing labels", "")
        for name, remark in remarks:
            yield f"- {name}, {remark}"
    for source, table in delivery.tables.items():
        yield from ("", f"## {source}", "", _HEADER, "|---|---:|---:|---:|---:|---:|")
        asked = contract.delivered_columns(source, declared.codebook_version)
        for name in (name for name in table.column_names if name in asked):
            yield _column(name, source, declared.codebook_version, table.column(name).to_pylist())


def _problems(delivery: Delivery) -> Iterator[str]:
    if delivery.problems:
        yield from ("", "## What is wrong", "")
        yield from ("| problem | file | column | rows | what | remedy |", "|---|---|---|---:|---|---|")
        for found in delivery.problems:
            # The remedy may hold an example of several lines, which the error itself shows.
            cells = (
                found.name, found.file, found.column or "", found.n_rows or "", found.message,
                found.remedy.split("\n", 1)[0],
            )  # fmt: skip
            yield f"| {' | '.join(str(cell).replace('|', '/') for cell in cells)} |"


def _files(delivery: Delivery) -> Iterator[str]:
    if delivery.files:
        yield from ("", "## Files", "")
        yield from ("| file | format | rows | columns | sha256 |", "|---|---|---:|---:|---|")
        for source, file in delivery.files.items():
            table = delivery.tables[source]
            yield f"| {file.name} | {file.format} | {table.num_rows} | {table.num_columns} | {file.sha256} |"


def _rejected(delivery: Delivery) -> Iterator[str]:
    yield from ("", "## Rejected", "")
    findings = delivery.findings
    if findings is None:
        yield "Rows are checked once all files can be read."
    elif not findings.rejections:
        yield "Nothing: no row and no answer breaks codebook or routing."
    else:
        yield from ("| of | column | reason | outcome | rejected |", "|---|---|---|---|---:|")
        for found in findings.rejections:
            cells = (found.delivery, found.column, found.reason, found.severity, found.n_rejected)
            yield f"| {' | '.join(str(cell) for cell in cells)} |"
        yield ""
        limit = contract.project_vars()["maximum_rejected_share"]
        for (name, variable), (rejected, delivered) in findings.shares.items():
            of = f"{name} to {variable}" if variable else name
            share = rejected / delivered
            yield f"- {of}: {rejected} of {delivered} rejected, {share:.2%} (at most {limit:.2%})"


def _few(n: int, threshold: int) -> bool:
    return 0 < n < threshold


def _column(name: str, source: str, version: str, values: list[str | None]) -> str:
    threshold = contract.project_vars()["suppression_threshold"]
    counts = Counter(values)
    n_blank = counts.pop(None, 0)
    blank = str(n_blank)
    if _few(n_blank, threshold):
        blank = f"under {threshold}"
    elif _few(len(values) - n_blank, threshold):
        blank = f"all but under {threshold}"
    if name in contract.free_text_columns():
        return f"| {name} | {blank} | | free text | | |"
    if name not in contract.number_columns(source):
        return f"| {name} | {blank} | | {len(counts)} | | |"
    codes = contract.codes(version).get(contract.variables(version).get(name, {}).get("code_list") or "", {})
    n_unknown = sum(n for value, n in counts.items() if codes.get(value, {}).get("is_missing") == "true")
    unknown = f"under {threshold}" if _few(n_unknown, threshold) else str(n_unknown)
    numbers = sorted(
        int(value)
        for value in values
        if value and contract.INTEGER.fullmatch(value) and codes.get(value, {}).get("is_missing") != "true"
    )
    lowest, highest = "", ""
    # Population and catalogue have no row per person.
    n_hidden = threshold if source in ("register", "survey") else 1
    if len(numbers) >= n_hidden:
        lowest, highest = str(numbers[n_hidden - 1]), str(numbers[-n_hidden])
    if name == "population_n" and numbers and numbers[0] < threshold:
        lowest = f"under {threshold}"
    return f"| {name} | {blank} | {unknown} | {len(counts)} | {lowest} | {highest} |"
