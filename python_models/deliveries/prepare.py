"""A start for the deliverer: delivery.yml, mapping.csv with guesses, and a dictionary of what is expected."""

import csv
import difflib
import io
import itertools
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import yaml

from deliveries import contract
from deliveries.delivery import find_source
from deliveries.errors import DeliveryError
from deliveries.mapping import MAPPING, MAPPING_COLUMNS, OPTIONAL_COLUMNS
from deliveries.outputs import refuse_existing, write_private
from deliveries.readers import RawTable, folded, read

DICTIONARY_CSV, DICTIONARY_XML = contract.DICTIONARIES
_DDI = "ddi:codebook:2_5"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_GUESS, _UNKNOWN = "guess", "unknown"
# How alike two texts must be for one to be taken for the other, from 0 to 1.
_ALIKE = 0.8
# So many names in a row that count up are numbered by their place: no questionnaire here has that many
# questions without parts.
_SERIAL = 20
_DANISH = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})
_OTHER_TEXT = re.compile(r"text|tekst|other|andet|anden|open", re.IGNORECASE)
_DICTIONARY = (
    "file", "name", "type", "label_da", "label_en", "question_da", "question_en", "lowest", "highest",
    "codes_da",
    "codes_en", "missing_codes", "asked_if",
)  # fmt: skip


def prepare(folder: Path, wave: int | None, progress: Callable[[str], None]) -> tuple[list[Path], list[str]]:
    """Write the four files into `folder`; their paths, and what could not be found or guessed.

    Raises DeliveryError when a data file cannot be read, FileExistsError when one of the four is there.
    """
    paths = [folder / name for name in (contract.DECLARATION, MAPPING, DICTIONARY_CSV, DICTIONARY_XML)]
    for path in paths:
        refuse_existing(path)
    wave = wave or contract.project_vars()["wave"]
    version = contract.version_of_wave(wave)
    notes: list[str] = []
    rows: dict[str, int] = {}
    mapping: list[tuple[str, ...]] = []
    problems = []
    for source in contract.SOURCES:
        progress(f"reading {source}")
        try:
            path, _ = find_source(folder, source)
            raw = read(path, contract.MAXIMUM_ROWS)
        except DeliveryError as error:
            problems += error.problems
            continue
        rows[source] = raw.n_rows
        lines, lacking = _guesses(source, raw, version)
        mapping += lines
        if lacking:
            notes.append(f"{path.name}: no column was found for {', '.join(lacking)}")
    if problems:
        raise DeliveryError(problems)
    contents = (
        _declaration(wave, version, rows),
        _csv((*MAPPING_COLUMNS, *OPTIONAL_COLUMNS), mapping),
        _csv(_DICTIONARY, ([row[name] for name in _DICTIONARY] for row in dictionary(version))),
        ddi(version),
    )
    for path, content in zip(paths, contents, strict=True):
        write_private(path, content.encode("utf-8"))
    n_guesses = sum(line[-1] == _GUESS for line in mapping)
    n_unknown = sum(line[-1] == _UNKNOWN for line in mapping)
    notes.append(f"{MAPPING}: {len(mapping)} columns, {n_guesses} guessed, {n_unknown} without a guess")
    return paths, notes


def _declaration(wave: int, version: str, rows: Mapping[str, int]) -> str:
    counted = "\n".join(f"  {source}: {n}" for source, n in rows.items())
    return (
        f'wave: {wave}  # year of the field work\ncodebook_version: "{version}"\n'
        "is_synthetic: false  # true only when no real person is in it\n"
        f"# Counted in the files that are here: compare with what was sent.\nrows:\n{counted}\n"
    )


def _csv(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _guesses(source: str, raw: RawTable, version: str) -> tuple[list[tuple[str, ...]], list[str]]:
    """A row of the mapping per delivered column, and our columns that none was found for."""
    wanted = list(contract.delivered_columns(source, version))
    ours_of: dict[str, str] = {folded(name): folded(name) for name in raw.columns if folded(name) in wanted}
    guessed: dict[str, str] = {}
    left = [name for name in raw.columns if folded(name) and folded(name) not in ours_of]
    missing = [name for name in wanted if name not in ours_of]
    # Numbers of columns are none of questions.
    for guess in (_by_text,) if _is_serial(left) else (_by_number, _by_text):
        for theirs in list(left):
            ours = guess(theirs, raw.titles.get(theirs, ""), missing, version)
            if ours:
                guessed[theirs] = ours
                left.remove(theirs)
                missing.remove(ours)
    # As many are left as are missing: deliveries mostly keep the order of the questionnaire.
    if len(left) == len(missing):
        guessed.update(zip(left, missing, strict=True))
        left, missing = [], []
    rows = []
    for theirs in raw.columns:
        if not folded(theirs):
            continue
        ours = ours_of.get(folded(theirs)) or guessed.get(theirs, "")
        mark = "" if folded(theirs) in ours_of else _GUESS if theirs in guessed else _UNKNOWN
        rows.append((source, theirs, ours, "", mark))
    return rows, missing


def _is_serial(names: list[str]) -> bool:
    """Whether names are one word and a number that goes up by one: var001, var002, ..."""
    found = [re.fullmatch(r"(\D+)(\d+)", name) for name in names]
    numbers = [(match[1], int(match[2])) for match in found if match]
    steps = sum(
        word == next_word and number + 1 == following
        for (word, number), (next_word, following) in itertools.pairwise(numbers)
    )
    return steps >= _SERIAL


def _by_number(theirs: str, title: str, missing: list[str], version: str) -> str | None:
    """Q8[SQ001], spm8.1 and Q08_01 are q8_1; other_q21 is q21_text."""
    numbers = [str(int(number)) for number in re.findall(r"\d+", theirs)]
    if not 1 <= len(numbers) <= 2:
        return None
    letter = "v" if re.match(r"v(ignet|\W|_)*\d", folded(theirs)) else "q"
    name = f"{letter}{'_'.join(numbers)}"
    if _OTHER_TEXT.search(theirs):
        name = f"{letter}{numbers[0]}_text"
    return name if name in missing else None


def _by_text(theirs: str, title: str, missing: list[str], version: str) -> str | None:
    """The column whose name, label or question is most like the delivered name or its title."""
    best, found = _ALIKE, None
    for name in missing:
        row = contract.variables(version).get(name, {})
        known = [
            name,
            name.removesuffix("_code"),
            name.split("_")[0] if name.endswith(("_code", "_years")) else name,
        ]
        known += [row.get(column, "") for column in ("label_da", "label_en", "question_da", "question_en")]
        for text in (theirs, title):
            for other in known:
                alike = _alike(text, other)
                if alike > best:
                    best, found = alike, name
    return found


def _alike(a: str, b: str) -> float:
    first, second = _plain(a), _plain(b)
    if not first or not second:
        return 0
    if first == second:
        return 1
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()


def _plain(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).casefold().translate(_DANISH)
    return re.sub(r"[^a-z0-9]", "", composed)


def dictionary(version: str) -> list[dict[str, str]]:
    """What a delivery of this version holds, a row per column and per name of population.variable."""
    rows = []
    for source in contract.SOURCES:
        described = _descriptions(contract.SOURCES[source])
        for name in contract.delivered_columns(source, version):
            variable = contract.variables(version).get(name) if source in ("register", "survey") else None
            rows.append(_column(source, name, variable, described[name], version))
    for name in ("total", *_population_variables()):
        variable = {"code_list": "", "response_type": "text"}
        if name != "total":
            variable = contract.all_variables(version)["industry10" if name == "industry" else name]
        row = _column("population", f"variable = {name}", variable, "", version)
        row["type"] = "value of the column variable"
        if name == "total":
            row["codes_da"] = row["codes_en"] = "all"
        rows.append(row)
    return rows


def _population_variables() -> list[str]:
    names = [*contract.project_vars()["calibration_variables"], "region"]
    return ["industry" if name == "industry10" else name for name in names]


def _descriptions(seed: str) -> dict[str, str]:
    for path in contract.SEEDS.glob("*/_*.yml"):
        for found in yaml.safe_load(path.read_text(encoding="utf-8")).get("seeds", []):
            if found["name"] == seed:
                return {
                    column["name"]: "" if "doc(" in column["description"] else column["description"]
                    for column in found["columns"]
                }
    raise KeyError(f"no YAML below {contract.SEEDS} describes the seed {seed}")


def _column(
    source: str, name: str, variable: Mapping[str, str] | None, described: str, version: str
) -> dict[str, str]:
    row = dict.fromkeys(_DICTIONARY, "") | {"file": source, "name": name}
    if variable is None:
        is_number = name in contract.OTHER_NUMBERS
        return row | {"type": "integer" if is_number else "text", "label_en": described}
    codes = contract.codes(version).get(variable.get("code_list", ""), {})
    row |= {
        "type": variable["response_type"],
        "lowest": variable.get("min_value", ""),
        "highest": variable.get("max_value", ""),
        "codes_da": _codes(codes, "label_da"),
        "codes_en": _codes(codes, "label_en"),
        "missing_codes": ";".join(code for code, of in codes.items() if of["is_missing"] == "true"),
        "asked_if": _asked_if(name, version),
    }
    for column in ("label_da", "label_en", "question_da", "question_en"):
        row[column] = variable.get(column, "")
    return row


def _codes(codes: Mapping[str, Mapping[str, str]], label: str) -> str:
    return "; ".join(f"{code} = {row[label]}" for code, row in codes.items())


def _asked_if(name: str, version: str) -> str:
    return " and ".join(
        f"{row['condition_variable']} in ({', '.join(row['condition_codes'].split(';'))})"
        for row in contract.in_force("codebook_routing", version)
        if row["variable_name"] == name
    )


def ddi(version: str) -> str:
    """The dictionary as DDI Codebook 2.5."""
    ET.register_namespace("", _DDI)
    root = ET.Element(f"{{{_DDI}}}codeBook", version="2.5")

    def add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
        element = ET.SubElement(parent, f"{{{_DDI}}}{tag}", attributes)
        element.text = text or None
        return element

    def labels(parent: ET.Element, tag: str, row: Mapping[str, str], column: str) -> None:
        for language in ("da", "en"):
            if row.get(f"{column}_{language}"):
                add(parent, tag, row[f"{column}_{language}"]).set(_LANGUAGE, language)

    statement = add(add(add(root, "stdyDscr"), "citation"), "titlStmt")
    add(statement, "titl", f"Delivery of a wave, codebook version {version}")
    for source in contract.SOURCES:
        add(add(add(root, "fileDscr", ID=source), "fileTxt"), "fileName", source)
    data = add(root, "dataDscr")
    described = {(row["file"], row["name"]): row for row in dictionary(version)}
    for source in contract.SOURCES:
        for name in contract.delivered_columns(source, version):
            row = described[source, name]
            variable = add(data, "var", ID=f"{source}_{name}", name=name, files=source)
            labels(variable, "labl", row, "label")
            labels(add(variable, "qstn"), "qstnLit", row, "question")
            if row["lowest"] or row["highest"]:
                bounds = {"min": row["lowest"], "max": row["highest"]}
                add(
                    add(variable, "valrng"), "range", **{key: value for key, value in bounds.items() if value}
                )
            if row["asked_if"]:
                add(variable, "universe", row["asked_if"])
            for code, of in _codes_of(source, name, version).items():
                category = add(variable, "catgry", missing="Y" if of.get("is_missing") == "true" else "N")
                add(category, "catValu", code)
                labels(category, "labl", of, "label")
            is_number = name in contract.number_columns(source)
            add(variable, "varFormat", type="numeric" if is_number else "character")
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _codes_of(source: str, name: str, version: str) -> Mapping[str, Mapping[str, str]]:
    if (source, name) == ("population", "variable"):
        return {variable: {"label_en": variable} for variable in ("total", *_population_variables())}
    if source not in ("register", "survey"):
        return {}
    code_list = contract.variables(version).get(name, {}).get("code_list", "")
    return contract.codes(version).get(code_list, {})
