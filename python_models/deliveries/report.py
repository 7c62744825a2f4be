"""The delivery report: counts only, fit to be sent back to the deliverer."""

import re
from collections import Counter
from collections.abc import Iterator

from deliveries import contract
from deliveries.delivery import Delivery

_INTEGER = re.compile(r"-?\d{1,15}")
_SUSPICIOUS = re.compile(r"^[=+@-]|<[a-zA-Z/!?]")


def report(delivery: Delivery) -> str:
    """Markdown text: files, rejected rows by reason, and every column. No row, no free text, no person."""
    return "\n".join(_lines(delivery)) + "\n"


def _lines(delivery: Delivery) -> Iterator[str]:
    declared = delivery.declaration
    kind = "synthetic" if declared.is_synthetic else "real"
    yield f"# Delivery report: wave {declared.wave}, codebook {declared.codebook_version}, {kind}"
    yield ""
    yield "| file | format | rows | columns | sha256 |"
    yield "|---|---|---:|---:|---|"
    for source, file in delivery.files.items():
        table = delivery.tables[source]
        yield f"| {file.name} | {file.encoding} | {table.num_rows} | {table.num_columns} | {file.sha256} |"
    yield ""
    yield "## Rejected"
    yield ""
    limit = contract.project_vars()["maximum_rejected_share"]
    if not delivery.findings.rejections:
        yield "Nothing."
    else:
        yield "| of | column | reason | rejected |"
        yield "|---|---|---|---:|"
        for found in delivery.findings.rejections:
            yield f"| {found.delivery} | {found.column} | {found.reason} | {found.n_rejected} |"
        yield ""
        for name, (rejected, delivered) in delivery.findings.shares.items():
            share = rejected / delivered
            yield f"- {name}: {rejected} of {delivered} rejected, {share:.2%} (at most {limit:.2%})"
    remarks = [(file.name, remark) for file in delivery.files.values() for remark in file.remarks]
    if remarks:
        yield ""
        yield "## Differing labels"
        yield ""
        for name, remark in remarks:
            yield f"- {name}, {remark}"
    for source, table in delivery.tables.items():
        yield ""
        yield f"## {source}"
        yield ""
        yield "| column | filled | blank | don't know, unknown | distinct | lowest | highest |"
        yield "|---|---:|---:|---:|---:|---:|---:|"
        for name in contract.delivered_columns(source, declared.codebook_version):
            yield _column(name, source, declared.codebook_version, table.column(name).to_pylist())


def _column(name: str, source: str, version: str, values: list[str | None]) -> str:
    counts = Counter(values)
    blank = counts.pop(None, 0)
    filled = len(values) - blank
    if name in contract.free_text_columns():
        odd = sum(n for value, n in counts.items() if _SUSPICIOUS.search(value))
        return f"| {name} | {filled} | {blank} | | free text; {odd} like a formula or markup | | |"
    if name in ("person_id", "course_id") or name not in contract.number_columns(source):
        return f"| {name} | {filled} | {blank} | | {len(counts)} | | |"
    codes = contract.codes(version).get(contract.variables(version).get(name, {}).get("code_list") or "", {})
    unknown = sum(n for value, n in counts.items() if codes.get(value, {}).get("is_missing") == "true")
    numbers = [
        int(value)
        for value in counts
        if _INTEGER.fullmatch(value) and codes.get(value, {}).get("is_missing") != "true"
    ]
    bounds = f"{min(numbers)} | {max(numbers)}" if numbers else " | "
    return f"| {name} | {filled} | {blank} | {unknown} | {len(counts)} | {bounds} |"
