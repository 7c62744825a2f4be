"""The questionnaire and its variables in DDI Codebook 2.5 (Data Documentation Initiative), as XML.

Labels, questions and categories stand in Danish and English (`xml:lang`). There are no data of persons behind
it to be had: the file describes what the published numbers were made from. Frequencies are those of
`pub_frequencies`: managers counted, and their weighted per cent; what is withheld has none.
"""

import xml.etree.ElementTree as ET
from collections.abc import Iterable

import duckdb

NEEDED = {"pub_codebook", "pub_frequencies", "pub_about"}
NAMESPACE = "ddi:codebook:2_5"
_LANGUAGE = "xml:lang"
_LANGUAGES = ("en", "da")


def document(connection: duckdb.DuckDBPyConnection) -> bytes:
    """The codebook as a file, from `published.pub_codebook`, `pub_frequencies` and `pub_about`.

    Variables in the order of the questionnaire, elements of each in the order that the schema asks for.
    """
    about = {
        key: dict(zip(_LANGUAGES, texts, strict=True))
        for key, *texts in connection.execute(
            "select key, value_en, value_da from published.pub_about"
        ).fetchall()
    }
    rows = _rows(
        connection, "from published.pub_codebook order by variable_sort, variable_name, code_sort, code"
    )
    root = ET.Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5"})
    study = ET.SubElement(root, "stdyDscr")
    title = ET.SubElement(ET.SubElement(study, "citation"), "titlStmt")
    texts = about.get("study_title", {"en": "Study", "da": "Undersøgelse"})
    ET.SubElement(title, "titl", {_LANGUAGE: "en"}).text = texts["en"]
    ET.SubElement(title, "parTitl", {_LANGUAGE: "da"}).text = texts["da"]
    info = ET.SubElement(study, "stdyInfo")
    for key in ("synthetic_notice", "source"):
        _both(info, "abstract", about.get(key, {}))
    if "wave" in about:
        summary = ET.SubElement(info, "sumDscr")
        ET.SubElement(summary, "collDate").text = about["wave"]["en"]
    if "licence" in about or "citation" in about:
        use = ET.SubElement(ET.SubElement(study, "dataAccs"), "useStmt")
        _both(use, "citReq", about.get("citation", {}))
        _both(use, "conditions", about.get("licence", {}))
    data = ET.SubElement(root, "dataDscr")
    variables: dict[str, list[dict]] = {}
    for row in rows:
        variables.setdefault(row["variable_name"], []).append(row)
    # Where what is counted are groups made of a variable, they have another name and are not its categories.
    frequencies = {
        (row["variable_name"], row["outcome_key"]): row
        for row in _rows(
            connection,
            "from published.pub_frequencies where kind = 'share' and not is_suppressed and n_unit = 1",
        )
    }
    for name, of_variable in variables.items():
        _variable(data, name, of_variable, frequencies)
    ET.indent(root)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _variable(data: ET.Element, name: str, rows: list[dict], frequencies: dict[tuple, dict]) -> None:
    first = rows[0]
    categories = [row for row in rows if row["code"] is not None]
    kind = "discrete" if categories else "contin"
    variable = ET.SubElement(data, "var", {"ID": f"V_{name}", "name": name, "intrvl": kind})
    _both(variable, "labl", _pair(first, "label"))
    if first["question_number"] is not None:
        attributes = {"seqNo": str(first["question_number"])}
        # The two languages of one question: an element each, as the schema allows text in one language only.
        for language in _LANGUAGES:
            text = first[f"question_{language}"]
            if text:
                question = ET.SubElement(variable, "qstn", attributes)
                ET.SubElement(question, "qstnLit", {_LANGUAGE: language}).text = text
    _both(variable, "universe", _pair(first, "routing"))
    for row in categories:
        category = ET.SubElement(variable, "catgry", {"missing": "Y"} if row["is_missing"] else {})
        ET.SubElement(category, "catValu").text = str(row["code"])
        _both(category, "labl", _pair(row, "code_label"))
        found = frequencies.get((name, row["code"]))
        if found and found["label_en"] == row["code_label_en"]:
            ET.SubElement(category, "catStat", {"type": "freq"}).text = str(found["n_with_outcome"])
            share = f"{100 * found['estimate']:.1f}"
            ET.SubElement(category, "catStat", {"type": "percent", "wgtd": "wgtd"}).text = share
    _both(variable, "concept", _pair(first, "block_label"))
    if first["derived_from"] or first["derivation"]:
        made = ET.SubElement(variable, "derivation")
        ET.SubElement(made, "drvdesc").text = " ".join(
            text for text in (first["derivation"], first["derived_from"]) if text
        )


def _pair(row: dict, name: str) -> dict[str, str]:
    return {language: row[f"{name}_{language}"] for language in _LANGUAGES}


def _both(parent: ET.Element, tag: str, texts: dict[str, str | None]) -> None:
    """An element for each language that has a text."""
    for language in _LANGUAGES:
        if texts.get(language):
            ET.SubElement(parent, tag, {_LANGUAGE: language}).text = texts[language]


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterable[dict]:
    found = connection.execute(query)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
