"""From a folder of files to canonical tables, or to the list of everything that is wrong with them."""

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

import duckdb
import pyarrow as pa

from deliveries import contract
from deliveries.cells import date_causes, heading_rows, hold_to_printable, plain_numbers, words_for_codes
from deliveries.compiled import CompilationError
from deliveries.errors import DeliveryError, Problem, shown_name, without_unprintable
from deliveries.ids import other_ids
from deliveries.labels import DifferingLabel, compare_codes, compare_titles
from deliveries.mapping import MAPPING, MAPPING_COLUMNS, Mappings, fill_boxes, read_mapping
from deliveries.plausibility import (
    Plausibility,
    Signal,
    judge,
    thresholds,
    unanswered,
)
from deliveries.readers import FORMATS, RawTable, folded, parts, read
from deliveries.staging import Findings, Staging, is_large, staging

NAMES_SHOWN = 100


@dataclass(frozen=True)
class DeliveredFile:
    """One file of a delivery; `remarks` and `labels` are differences that are not fatal."""

    name: str
    sha256: str
    format: str
    remarks: tuple[str, ...] = ()
    labels: tuple[DifferingLabel, ...] = ()


@dataclass(frozen=True)
class Delivery:
    """A delivery as far as it could be read; with `problems` it must not be used.

    `tables`: by source, all columns text, in the order of the seed. `declaration`, `findings` (what staging
    makes of the rows) and `plausibility` are there whenever there is no problem before.
    """

    declaration: contract.Declaration | None
    files: Mapping[str, DeliveredFile]
    tables: Mapping[str, pa.Table]
    findings: Findings | None
    problems: tuple[Problem, ...] = ()
    plausibility: Plausibility | None = None
    # Other files of the folder, which nothing reads.
    others: tuple[str, ...] = ()

    def acknowledgements(self) -> pa.Table:
        """Signals that would stop the build and were acknowledged, as rows of delivery_acknowledgements."""
        beyond: dict[str, Signal] = {}
        for signal in self.plausibility.signals if self.plausibility else ():
            if signal.stops:
                beyond.setdefault(signal.name, signal)
        rows = [
            (name, signal.subject, f"{signal.number:.3f}", self.declaration.acknowledged[name])
            for name, signal in beyond.items()
            if name in self.declaration.acknowledged
        ]
        names = ("signal", "subject", "number", "sentence")
        return pa.table(
            {name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)}
        )


def read_delivery(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Delivery:
    """Read and check the delivery in `folder`. Raises DeliveryError with all that is wrong with it.

    `progress` is told what is done next.
    """
    delivery = inspect_delivery(folder, progress)
    if delivery.problems:
        raise DeliveryError(delivery.problems)
    return delivery


def inspect_delivery(folder: Path, progress: Callable[[str], None] = lambda _: None) -> Delivery:
    """Like read_delivery, but what is wrong stands in `problems` instead of being raised.

    Files are read first; rows are checked once all four files can be read, their plausibility once no row is
    fatal.
    """
    step = ["reading delivery.yml"]

    def say(what: str) -> None:
        step[0] = what
        progress(what)

    delivery = Delivery(None, {}, {}, None)
    try:
        for delivery in _inspected(folder, say):  # noqa: B007
            pass
    # Whatever a delivery holds, its sender gets a report. The error's own words may hold delivered values.
    except Exception as error:
        # DuckDB's word for Ctrl-C.
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise error.__cause__ from None
        if _is_for_want_of_room(error):
            problem = Problem(
                "too-large-here",
                folder.name,
                f"there is not the memory, or room for temporary files, that is needed for {step[0]}",
                "Use a larger machine, or build it with Spark: make spark-build DELIVERY= (docs/scale.md).",
            )
            return replace(delivery, problems=(*delivery.problems, problem))
        told = str(error) if isinstance(error, CompilationError) else "It is a fault of the check"
        problem = Problem(
            "internal",
            folder.name,
            f"unexpected {type(error).__name__} while {step[0]}",
            f"{told}: please report it with this line.",
        )
        return replace(delivery, problems=(*delivery.problems, problem))
    return replace(delivery, others=_others(folder))


def _is_for_want_of_room(error: Exception) -> bool:
    """Whether memory or disk were full; DuckDB has one error for all that may be wrong with a file."""
    is_full = isinstance(error, duckdb.IOException) and "No space left" in str(error)
    return is_full or isinstance(error, MemoryError | duckdb.OutOfMemoryException)


def _others(folder: Path) -> tuple[str, ...]:
    """Names in the folder that belong to no delivery; what programs hide is not told."""
    ours = {contract.DECLARATION, MAPPING, *contract.DICTIONARIES}
    return tuple(
        shown_name(path.name)
        for path in (sorted(folder.iterdir()) if folder.is_dir() else ())
        if path.name not in ours
        and path.name[0] not in ".~_"
        and path.name.split(".")[0].casefold() not in contract.SOURCES
    )


def _inspected(folder: Path, say: Callable[[str], None]):
    """The delivery as far as it is known, after every step."""
    problems: list[Problem] = []
    files: dict[str, DeliveredFile] = {}
    tables: dict[str, pa.Table] = {}
    if not folder.is_dir():
        problem = Problem("missing-folder", str(folder), "is no folder", "Give the folder of the delivery.")
        yield Delivery(None, files, tables, None, (problem,))
        return
    try:
        declaration = contract.read_declaration(folder)
        mappings = read_mapping(folder, declaration.codebook_version)
    except DeliveryError as error:
        yield Delivery(None, files, tables, None, error.problems)
        return
    yield Delivery(declaration, files, tables, None)
    for source in contract.SOURCES:
        say(f"reading {source}")
        try:
            files[source], tables[source] = _read_source(folder, source, declaration, mappings, problems)
        except DeliveryError as error:
            problems += error.problems
        yield Delivery(declaration, files, tables, None, tuple(problems))
    if not problems:
        ids = (tables[source]["person_id"] for source in ("register", "survey"))
        problems += other_ids(Path(files["survey"].name), *ids)
        yield Delivery(declaration, files, tables, None, tuple(problems))
    if problems:
        return
    say("checking the rows against codebook and routing")
    stage = Staging(declaration.wave, is_large=True) if is_large(tables) else staging(declaration.wave)
    findings = stage.run(tables)
    problems += _fatal(findings, files)
    yield Delivery(declaration, files, tables, findings, tuple(problems))
    if problems:
        return
    say("comparing the delivery with the register and the earlier wave")
    measures, earlier = stage.measures()
    plausibility = judge(measures, declaration.codebook_version, declaration.is_synthetic, earlier)
    plausibility = replace(plausibility, signals=(*plausibility.signals, *_label_signals(files)))
    gaps = _gaps(stage, measures, declaration, files)
    problems += gaps
    if not (gaps or declaration.is_excerpt):
        say("weighting the answers")
        problems += _unweighted(stage, files) or _untold(stage, files)
        files["survey"] = _with_left_out(stage, files["survey"])
    problems += _implausible(plausibility, declaration)
    yield Delivery(declaration, files, tables, findings, tuple(problems), plausibility)


def find_source(folder: Path, source: str) -> tuple[Path, tuple[str, ...]]:
    """The file of a source, or the folder of its Parquet parts, and remarks on its neighbours."""
    found = sorted(
        path
        for path in folder.iterdir()
        if path.name.split(".")[0].casefold() == source and (path.is_file() or parts(path))
    )
    readable = [
        path
        for path in found
        if path.is_dir() or (path.suffix.lower() in FORMATS and path.name.count(".") == 1)
    ]
    formats = ", ".join(FORMATS)
    if len(readable) == 1:
        others = [shown_name(path.name) for path in found if path not in readable]
        return readable[0], tuple(f"{name} is no data file and was not read" for name in others)
    if readable:
        names = ", ".join(path.name for path in readable)
        message, remedy = f"several files are called {source}", "Leave one of them in the folder."
        raise DeliveryError([Problem("ambiguous-file", names, message, remedy)])
    if found:
        message, remedy = (
            "is in a format that is not read",
            f"Deliver {source} unpacked, as one of {formats}.",
        )
        raise DeliveryError([Problem("unknown-format", shown_name(found[0].name), message, remedy)])
    delivered = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in FORMATS]
    near = [
        path.name
        for path in delivered
        if source in path.name.casefold() or get_close_matches(path.stem.casefold(), [source], cutoff=0.8)
    ]
    remedy = f"Deliver it as one of {formats}."
    others = [
        shown_name(path.name)
        for path in delivered
        if path.stem.casefold() not in (*contract.SOURCES, "mapping")
    ]
    if near:
        remedy = f"Rename {shown_name(near[0])} to {source}{Path(near[0]).suffix.lower()}."
    elif others:
        few = ", ".join(others[:5])
        remedy = f"Deliver it as one of {formats}; if it is one of {few}, rename that to {source}."
    if any(path.is_dir() and path.name.split(".")[0].casefold() == source for path in folder.iterdir()):
        remedy = f"The folder {source} has no Parquet parts in it: put them there, not into folders below it."
    raise DeliveryError([Problem("missing-file", source + ".*", "is missing", remedy)])


def sha256_of(path: Path) -> str:
    """Checksum of a file, or of the parts of a folder one after the other."""
    digest = hashlib.sha256()
    for part in parts(path):
        with part.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _read_source(
    folder: Path, source: str, declaration: contract.Declaration, mappings: Mappings, problems: list[Problem]
) -> tuple[DeliveredFile, pa.Table]:
    path, remarks = find_source(folder, source)
    rows = declaration.rows[source]
    raw = read(path, rows)
    # Hashed after the reader held the size to its limit.
    digest = sha256_of(path)
    if declaration.sha256.get(source) not in (None, digest):
        message = "does not have the checksum of delivery.yml"
        problems.append(Problem("other-checksum", path.name, message, "Deliver the file again."))
    version = declaration.codebook_version
    names = our_names(path, source, raw, mappings.names.get(source, {}), version, problems)
    n_before = len(problems)
    if raw.n_rows != rows:
        # Files of statistical programs are not read to their end when they have more rows.
        found = f"more than {rows:,}" if raw.n_rows > rows else f"{raw.n_rows:,}"
        problems.append(
            Problem(
                "row-count",
                path.name,
                f"has {found} rows; delivery.yml says {rows:,}",
                "Deliver the whole file, or correct delivery.yml.",
            )
        )
    titles = {ours: raw.titles.get(theirs, "") for ours, theirs in names.items()}
    compare_titles(path, source, version, titles, problems)
    labels: list[DifferingLabel] = []
    for ours, theirs in names.items():
        labels += compare_codes(
            path, ours, version, raw.labels.get(theirs), raw.missing.get(theirs), problems
        )
        hold_to_printable(path, ours, raw.columns[theirs], problems, ours in contract.free_text_columns())
    problems[:] = _together(problems)
    numbers = contract.number_columns(source)
    # What this wave did not ask is blank.
    blank = pa.chunked_array([pa.nulls(max(map(len, raw.columns.values()), default=0), pa.string())])
    asked = contract.delivered_columns(source, version)
    columns = {
        name: raw.columns[names[name]] if name in names else blank
        for name in contract.columns(source)
        if name in names or name not in asked
    }
    columns = {name: plain_numbers(values) if name in numbers else values for name, values in columns.items()}
    headings = heading_rows(path, source, columns, names)
    # Before the number of rows, which follows from them.
    problems[n_before:n_before] = headings
    problems += [] if headings else words_for_codes(path, source, version, columns, raw.format)
    problems += date_causes(path, columns)
    problems += fill_boxes(path, source, columns, mappings.blank_means_not_ticked)
    file = DeliveredFile(path.name, digest, raw.format, (*remarks, *raw.remarks), tuple(labels))
    return file, pa.table(columns)


def _together(problems: list[Problem]) -> list[Problem]:
    """Problems that differ in the column alone become one, with all columns; those with rows stay."""
    columns: dict[Problem, list[str]] = {}
    for problem in problems:
        columns.setdefault(replace(problem, column=None), []).append(problem.column or "")
    return [replace(problem, column=", ".join(filter(None, of)) or None) for problem, of in columns.items()]


def our_names(
    path: Path, source: str, raw: RawTable, mapping: Mapping[str, str], version: str, problems: list[Problem]
) -> dict[str, str]:
    """Delivered name by our name. Missing, repeated and unmapped columns are noted, all of them."""
    required = contract.delivered_columns(source, version)
    names: dict[str, str] = {}
    unmapped, repeated, unprintable = [], list(raw.repeated), []
    for theirs in raw.columns:
        visible = without_unprintable(theirs)
        if visible != theirs:
            unprintable.append(theirs)
        key = folded(visible)
        ours = mapping.get(key, key)
        # A column without a name is never one that somebody chose to leave out.
        if key and ours == "":
            continue
        if ours not in required:
            unmapped.append(theirs)
        elif ours in names:
            repeated.append(theirs)
        else:
            names[ours] = theirs
    delivered = {folded(without_unprintable(name)) for name in raw.columns}
    unused = [name for name in mapping if name not in delivered]
    missing = [name for name in required if name not in names]
    remedy = (
        f"Name it in {MAPPING} ({','.join(MAPPING_COLUMNS)}; python -m deliveries prepare writes a start)"
    )
    first = [folded(values[0].as_py() or "") for values in raw.columns.values() if len(values)]
    if sum(cell in required for cell in first) > len(first) / 2:
        message = "the column names stand in row 1, and another line above them"
        remedy = "Delete the lines above the column names."
        problems.append(Problem("preamble", path.name, message, remedy, None, (1,), 1))
        return names
    if not names:
        problems.append(
            Problem(
                "missing-header",
                path.name,
                "none of its columns is known; the row of column names may be missing",
                f"Deliver the file with column names. {remedy} where they differ from ours.",
            )
        )
        return names

    def note(name: str, columns: list[str], message: str, what: str) -> None:
        if columns:
            shown = ", ".join(shown_name(column) for column in columns[:NAMES_SHOWN])
            problems.append(Problem(name, path.name, message.format(n=len(columns)), what, column=shown))

    note(
        "wrong-encoding",
        unprintable,
        "the name(s) of {n} column(s) hold characters that cannot be seen",
        "Type the names anew.",
    )
    note("missing-column", missing, "{n} required column(s) missing", f"{remedy} or deliver it.")
    nameless = (
        " Give a column without a name one first." if any(not folded(name) for name in unmapped) else ""
    )
    note(
        "unmapped-column",
        unmapped,
        "{n} column(s) not in the contract",
        f"{remedy}, our_name empty to leave it out.{nameless}",
    )
    note(
        "repeated-column",
        list(dict.fromkeys(repeated)),
        "{n} column name(s) occur more than once or lead to one column (capitals do not tell apart)",
        f"Give every column its own name, or correct {MAPPING}.",
    )
    note("unused-mapping", unused, f"{{n}} column(s) of {MAPPING} are not in the file", f"Correct {MAPPING}.")
    return names


def _fatal(findings: Findings, files: Mapping[str, DeliveredFile]) -> list[Problem]:
    """Problems that the rows themselves hold."""
    by_source: dict[str, list[Problem]] = {source: [] for source in contract.SOURCES}
    for found in findings.rejections:
        if found.severity == "fatal":
            by_source[found.source].append(
                Problem(
                    "fatal-row", files[found.source].name, found.reason, found.remedy, found.column or None,
                    found.rows, found.n_rejected,
                )
            )  # fmt: skip
    limit = contract.project_vars()["maximum_rejected_share"]
    # The worst first: what follows from it comes after it.
    for (delivery, variable), (rejected, delivered) in sorted(
        findings.shares.items(), key=lambda item: -item[1][0] / item[1][1]
    ):
        if rejected > limit * delivered:
            reasons = [
                found
                for found in findings.rejections
                # What is fatal stands there already.
                if found.delivery == delivery and variable in ("", found.column) and found.severity != "fatal"
            ]
            for found in reasons:
                by_source[found.source].append(
                    Problem(
                        "too-many-rejected",
                        files[found.source].name,
                        f"{found.reason}; {rejected:,} of {delivered:,} {delivery} rejected, over "
                        f"{limit:.1%}",
                        f"{found.remedy} Or raise the var maximum_rejected_share.",
                        found.column or None,
                        found.rows,
                        found.n_rejected,
                    )
                )
    # Register, population, survey: faults of the one have consequences in the next.
    problems = [problem for of_source in by_source.values() for problem in of_source]
    # Rows that are refused are not counted either: what they would make impossible is no second fault.
    for stratum, variable, category, message in () if problems else findings.impossible:
        where = variable if variable == "total" else f"{variable} {category}"
        problems.append(
            Problem(
                "impossible-count", files["population"].name, f"stratum {stratum}, {where}: {message}",
                "Deliver population, sample and answers of one frame.", "population_n",
            )
        )  # fmt: skip
    return problems


def _gaps(
    stage: Staging,
    measures: pa.Table,
    declaration: contract.Declaration,
    files: Mapping[str, DeliveredFile],
) -> list[Problem]:
    """What later layers need and the delivery lacks: answers to every question, persons in every category."""
    problems: list[Problem] = []
    of_question: dict[str, list[str]] = {}
    for question, stratum in unanswered(measures, declaration.codebook_version):
        of_question.setdefault(question, []).append(stratum)
    for question, strata in of_question.items():
        if declaration.is_excerpt and "" not in strata:
            continue
        where = "" if "" in strata else f" in stratum {', '.join(strata)}"
        problems.append(
            Problem(
                "no-answers",
                files["survey"].name,
                f"asked{where}, and nobody gave an answer of substance",
                "Deliver the answers; a question that was not asked is left out of the codebook of the wave.",
                question,
            )
        )
    if not declaration.is_excerpt:
        problems += [
            Problem(
                "no-respondents",
                files["survey"].name,
                f"stratum {stratum}, {variable} {category}: nobody answered completely, and too many are "
                "in the population for chance",
                "Deliver all answers; or join the category with another in the codebook. An excerpt, to try "
                "the check with, says is_excerpt: true in delivery.yml.",
            )
            for stratum, variable, category in stage.without_respondents()
        ]
    return problems


def _unweighted(stage: Staging, files: Mapping[str, DeliveredFile]) -> list[Problem]:
    """What keeps the weights from being computed: the build's own calibration says so."""
    # Imported here: what is wrong before is said without it.
    from fitting.calibration import calibrated_design, calibrated_weights
    from survey_stats.errors import SurveyError

    try:
        cells = calibrated_weights(*stage.calibration(), contract.project_vars()["maximum_g_weight"])
        calibrated_design(cells)
    except SurveyError as error:
        return [
            Problem(
                "no-weights",
                files["survey"].name,
                f"the complete answers cannot be weighted to the population: {error}",
                "Deliver all answers; or join sparse categories in the codebook (codebook_recodes).",
            )
        ]
    return []


def _untold(stage: Staging, files: Mapping[str, DeliveredFile]) -> list[Problem]:
    """Regressions that the answers are too few for, as the build's own say: figures would be empty."""
    from fitting.regressions import regression_terms

    settings = contract.project_vars()
    models, terms, rows_of, strata = stage.regressions()
    fitted = regression_terms(models, terms, rows_of, strata, settings["confidence_level"])
    enough = settings["minimum_degrees_of_freedom"]
    told = {term["model_id"] for term in fitted if term["degrees_of_freedom"] >= enough}
    # A line through groups stands beside their means.
    n_terms = Counter(terms["model_id"])
    shown: dict[str, list[bool]] = {}
    for model, figure in zip(models["model_id"], models["figure_id"], strict=True):
        if n_terms[model] > 1:
            shown.setdefault(figure, []).append(model in told)
    return [
        Problem(
            "no-model",
            files["survey"].name,
            f"{figure}: {models_told.count(False)} of its {len(models_told)} regressions cannot be told; "
            "too few gave an answer of substance to all its questions, or all gave the same",
            "Deliver the answers; or take what was not asked out of reporting_models.csv.",
        )
        for figure, models_told in shown.items()
        if not all(models_told)
    ]


def _with_left_out(stage: Staging, survey: DeliveredFile) -> DeliveredFile:
    """The survey with a remark on each category that the weights leave out."""
    remarks = [
        f"stratum {stratum}, {variable} {category}: nobody answered completely, as happens where few are; "
        "left out of the calibration"
        for stratum, variable, category in stage.left_out()
    ]
    return replace(survey, remarks=(*survey.remarks, *remarks))


def _label_signals(files: Mapping[str, DeliveredFile]) -> list[Signal]:
    known = thresholds()["label-wording"]
    return [
        Signal(
            "label-wording",
            f"{file.name} {column}",
            float(sum(label.column == column for label in file.labels)),
            float(known["threshold"]),
            known["severity"],
            known["label_en"],
            known["reason"],
        )
        for file in files.values()
        for column in dict.fromkeys(label.column for label in file.labels)
    ]


def _subjects(signals: list[Signal]) -> str | None:
    """Where a signal goes too far, the furthest first."""
    subjects = [signal.subject for signal in signals if signal.subject != signal.name]
    more = f" and {len(subjects) - 10} more" if len(subjects) > 10 else ""
    return ", ".join(subjects[:10]) + more or None


def _implausible(plausibility: Plausibility, declaration: contract.Declaration) -> list[Problem]:
    """One problem per signal that goes too far and is not acknowledged; its worst subjects are named."""
    stopping: dict[str, list[Signal]] = {}
    for signal in plausibility.signals:
        if signal.stops and signal.name not in declaration.acknowledged:
            stopping.setdefault(signal.name, []).append(signal)
    return [
        Problem(
            "implausible",
            name,
            f"{signals[0].label.lower()}; {signals[0].number:.3g} where at most {signals[0].threshold:g} "
            "is expected",
            f"If it is as it should be, say why in {contract.DECLARATION}, in a sentence that is published:\n"
            f"acknowledged:\n  {name}: ...",
            _subjects(signals),
        )
        for name, signals in stopping.items()
    ]


def canonical_csv(table: pa.Table) -> bytes:
    """A canonical table as the seeds are written: UTF-8, commas, blank for missing."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.column_names)
    writer.writerows(zip(*(column.to_pylist() for column in table.columns), strict=True))
    return out.getvalue().encode("utf-8")
