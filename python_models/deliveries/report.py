"""The delivery report: counts only, fit to be sent back to the deliverer."""

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from deliveries import contract
from deliveries.cells import different
from deliveries.delivery import Delivery
from deliveries.plausibility import Signal, thresholds

_HEADER = "| column | blank | don't know, unknown | distinct | lowest | highest |"
_BAR = 30


def report(delivery: Delivery) -> str:
    """Markdown text: problems, files, rejected rows by reason, plausibility, and every column.

    Counts of persons below the var suppression_threshold are not told, and the lowest and highest numbers are
    ones that at least so many persons share or exceed. No row, no row number, no free text.
    """
    return "\n".join(_lines(delivery)) + "\n"


def _lines(delivery: Delivery) -> Iterator[str]:
    declared = delivery.declaration
    if declared:
        kind = "synthetic" if declared.is_synthetic else "real"
        excerpt = ", an excerpt" if declared.is_excerpt else ""
        version = declared.codebook_version
        yield f"# Delivery report: wave {declared.wave}, codebook {version}, {kind}{excerpt}"
    else:
        yield "# Delivery report"
    yield ""
    yield "REFUSED. Nothing is built from it." if delivery.problems else "Accepted."
    yield from _problems(delivery)
    yield from _files(delivery)
    yield from _rejected(delivery)
    remarks = [(file.name, remark) for file in delivery.files.values() for remark in file.remarks]
    remarks += [(name, "is no part of the delivery and was not read") for name in delivery.others]
    if remarks:
        yield from ("", "## Remarks", "")
        for name, remark in remarks:
            yield f"- {name}: {remark}"
    yield from _labels(delivery)
    yield from _plausibility(delivery)
    for source, table in delivery.tables.items():
        yield from ("", f"## {source}", "", _HEADER, "|---|---:|---:|---:|---:|---:|")
        asked = contract.delivered_columns(source, declared.codebook_version)
        for name in (name for name in table.column_names if name in asked):
            yield _column(name, source, declared.codebook_version, table.column(name))


def _labels(delivery: Delivery) -> Iterator[str]:
    differing = [(file.name, label) for file in delivery.files.values() for label in file.labels]
    if differing:
        yield from ("", "## Differing labels", "")
        yield from ("| file | column | code | delivered | expected |", "|---|---|---|---|---|")
        for name, label in differing:
            cells = (name, label.column, label.code, label.delivered, label.expected)
            yield f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _plausibility(delivery: Delivery) -> Iterator[str]:
    found = delivery.plausibility
    if found is None:
        return
    yield from ("", "## Plausibility", "")
    compared = found.earlier.description if found.earlier else "nothing earlier"
    yield f"Compared with {compared}."
    if found.earlier and found.earlier.is_synthetic and not delivery.declaration.is_synthetic:
        yield "Its persons are invented: differences from it are shown and do not stop the build."
    yield from (
        "",
        "| signal | what | furthest at | number | threshold | verdict |",
        "|---|---|---|---:|---:|---|",
    )
    worst: dict[str, Signal] = {}
    for signal in found.signals:
        worst.setdefault(signal.name, signal)
    for name, row in thresholds().items():
        if name not in worst:
            yield f"| {name} | {row['label_en']} | | | {row['threshold']} | nothing to say |"
            continue
        signal = worst[name]
        n_beyond = sum(other.is_beyond for other in found.signals if other.name == name)
        more = f" and {n_beyond - 1} more" if n_beyond > 1 else ""
        number = "" if signal.number is None else f"{max(signal.number, 0):.3f}"
        verdict = _verdict(signal, delivery.declaration.acknowledged)
        cells = (name, signal.label, f"{signal.subject}{more}", number, f"{signal.threshold:g}", verdict)
        yield f"| {' | '.join(cells)} |"
    acknowledged = delivery.declaration.acknowledged
    if acknowledged:
        yield from ("", "### Acknowledged by the deliverer", "")
        for name, sentence in acknowledged.items():
            beyond = name in worst and worst[name].is_beyond
            yield f"- {name}{'' if beyond else ' (not needed)'}: {sentence}"
    yield from _differences(found.signals)
    yield from _response(found.measures)
    yield from _days(found.measures)
    yield from _item_nonresponse(found.measures)
    yield from _frequencies(found.measures)


def _verdict(signal: Signal, acknowledged: Mapping[str, str]) -> str:
    if not signal.is_beyond:
        return "good"
    if signal.severity != "severe":
        return "noted"
    return "acknowledged" if signal.name in acknowledged else "STOPS THE BUILD"


def _differences(signals: tuple[Signal, ...]) -> Iterator[str]:
    """Distributions against the earlier wave's, worst first, as bars."""
    shown = [s for s in signals if s.name == "standardised-difference" and s.number is not None]
    if shown:
        moved = {signal.subject: signal.number for signal in signals if signal.name == "distribution"}
        yield from ("", "### Distributions against the earlier wave, worst first", "")
        yield "Standardised difference as a bar, full at 1; beside it the share that moved beyond chance."
        yield from ("", "```")
        for signal in shown:
            bar = "#" * min(_BAR, round(signal.number * _BAR))
            share = moved.get(signal.subject)
            told = "changed" if share is None else f"{max(share, 0):.1%}"
            yield f"{signal.subject:8s} {signal.number:5.2f} {bar:{_BAR}s} {told:>8s}"
        yield "```"


def _measure(measures: pa.Table, name: str) -> list[dict]:
    return measures.filter(pc.equal(measures["measure"], name)).to_pylist()


def _response(measures: pa.Table) -> Iterator[str]:
    threshold = contract.project_vars()["suppression_threshold"]
    # Of all questions that the complete questionnaires of a category were asked.
    unanswered = {
        _place(row): f"{1 - row['n'] / row['of_n']:.0%}"
        for row in _measure(measures, "answered")
        if row["of_n"]
    }
    yield from ("", "### Complete answers by stratum and register category", "")
    yield from (
        "| stratum | variable | category | sampled | answered | questions without an answer |",
        "|---|---|---|---:|---:|---:|",
    )
    for row in sorted(_measure(measures, "sampled"), key=_place):
        share = _share(row["n"], row["of_n"], threshold)
        cells = (
            row["stratum_code"],
            row["subject"],
            row["category_code"],
            _count(row["of_n"], threshold),
            share,
            unanswered.get(_place(row), "") if share != "few" else "few",
        )
        yield f"| {' | '.join(cells)} |"


def _days(measures: pa.Table) -> Iterator[str]:
    threshold = contract.project_vars()["suppression_threshold"]
    days = sorted(_measure(measures, "day"), key=_place)
    most = max((row["n"] for row in days), default=1)
    yield from ("", "### Answers by day", "", "```")
    for row in days:
        bar = "#" * round(row["n"] / most * _BAR) if row["n"] >= threshold else ""
        yield f"{row['category_code']} {_count(row['n'], threshold):>8s} {bar}"
    yield "```"


def _item_nonresponse(measures: pa.Table) -> Iterator[str]:
    threshold = contract.project_vars()["suppression_threshold"]
    yield from ("", "### Questions without an answer, among those who were asked, by stratum", "")
    yield from ("| question | stratum | asked | without an answer |", "|---|---|---:|---:|")
    rows = [row for row in _measure(measures, "asked") if row["of_n"]]
    for row in sorted(rows, key=lambda row: row["n"] / row["of_n"])[:40]:
        share = _share(row["of_n"] - row["n"], row["of_n"], threshold)
        yield f"| {row['subject']} | {row['stratum_code']} | {_count(row['of_n'], threshold)} | {share} |"


def _frequencies(measures: pa.Table) -> Iterator[str]:
    threshold = contract.project_vars()["suppression_threshold"]
    yield from ("", "### Frequencies of every question", "", "| question | answers |", "|---|---|")
    questions: dict[str, dict[str, int]] = {}
    for row in _measure(measures, "answer"):
        questions.setdefault(row["subject"], {})[row["category_code"]] = row["n"]
    for name, counts in questions.items():
        told = _suppressed(counts, threshold)
        cells = [f"{code}: {told[code]}" for code in sorted(counts, key=int)]
        yield f"| {name} | {', '.join(cells)} |"


def _suppressed(counts: Mapping[str, int], threshold: int) -> dict[str, str]:
    """Counts, none below the threshold, and never one alone hidden: it would follow from the others."""
    hidden = {code for code, n in counts.items() if _few(n, threshold)}
    if len(hidden) == 1 and len(counts) > 1:
        hidden.add(min((code for code in counts if code not in hidden), key=lambda code: counts[code]))
    return {code: "few" if code in hidden else str(n) for code, n in counts.items()}


def _place(row: Mapping[str, str]) -> tuple:
    category = row["category_code"] or ""
    return (row["stratum_code"] or "", row["subject"], category.zfill(6))


def _count(n: int, threshold: int) -> str:
    return f"under {threshold}" if _few(n, threshold) else str(n)


def _share(n: int, of_n: int, threshold: int) -> str:
    """A share in whole per cent; none where it would tell of few persons."""
    if of_n < 2 * threshold or _few(n, threshold) or _few(of_n - n, threshold):
        return "few"
    return f"{n / of_n:.0%}"


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


def _column(name: str, source: str, version: str, values: pa.ChunkedArray) -> str:
    threshold = contract.project_vars()["suppression_threshold"]
    n_blank = values.null_count
    blank = str(n_blank)
    if _few(n_blank, threshold):
        blank = f"under {threshold}"
    elif _few(len(values) - n_blank, threshold):
        blank = f"all but under {threshold}"
    if name in contract.free_text_columns():
        return f"| {name} | {blank} | | free text | | |"
    if name not in contract.number_columns(source):
        return f"| {name} | {blank} | | {len(different(values))} | | |"
    codes = contract.codes(version).get(contract.variables(version).get(name, {}).get("code_list") or "", {})
    counts = {
        row["values"]: row["counts"]
        for row in pc.value_counts(values.cast(pa.string()).drop_null()).to_pylist()
    }
    n_unknown = sum(n for value, n in counts.items() if codes.get(value, {}).get("is_missing") == "true")
    unknown = f"under {threshold}" if _few(n_unknown, threshold) else str(n_unknown)
    numbers = sorted(
        (int(value), n)
        for value, n in counts.items()
        if contract.INTEGER.fullmatch(value) and codes.get(value, {}).get("is_missing") != "true"
    )
    # Population and catalogue have no row per person.
    n_hidden = threshold if source in ("register", "survey") else 1
    lowest, highest = _shared_by(numbers, n_hidden), _shared_by(numbers[::-1], n_hidden)
    if name == "population_n" and numbers and numbers[0][0] < threshold:
        lowest = f"under {threshold}"
    return f"| {name} | {blank} | {unknown} | {len(counts)} | {lowest} | {highest} |"


def _shared_by(numbers: list[tuple[int, int]], n: int) -> str:
    """The first number, in the order given, that at least n share or have passed; blank if there is none."""
    passed = 0
    for number, count in numbers:
        passed += count
        if passed >= n:
            return str(number)
    return ""
