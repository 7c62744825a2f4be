"""SQL expressions that users write: parsed, checked and rewritten before anything of them runs.

A text is one scalar expression over the columns of the data, or it is refused: no statement, subquery,
aggregate, window or function whose value changes from scan to scan. DuckDB's own parser reads it, and what
runs is the parser's text of it, with columns by their internal names.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property

import duckdb

from survey_stats.errors import SurveyError, UnknownColumnError

_ALLOWED = {
    "BETWEEN", "CASE", "CAST", "COLLATE", "COLUMN_REF", "COMPARISON", "CONJUNCTION", "CONSTANT", "FUNCTION",
    "OPERATOR",
}  # fmt: skip
_REFUSED = {
    "SUBQUERY": "a subquery",
    "WINDOW": "a window function",
    "STAR": "a star",
    "PARAMETER": "a parameter",
    "LAMBDA": "a lambda",
    "POSITIONAL_REFERENCE": "a column by its number",
}
# Macros of DuckDB that look at one row; others among them are aggregates in disguise.
_MACROS = {"nullif", "date_add", "split_part", "days_in_month", "fdiv", "fmod", "round_even", "roundbankers"}
# Those that ask for NaN, which is missing to all others: DuckDB takes it for larger than any number.
_OF_NAN = {"isnan", "isfinite", "isinf"}
_NUMERIC = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER")
_NUMERIC += ("UBIGINT", "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL")
_TEXTUAL = ("VARCHAR", "ENUM", "JSON")
_PREFIX, _SUFFIX = "SELECT ", ' FROM "data"'


class ExpressionParser:
    """Reads expressions over the columns of one table.

    ``connection`` any DuckDB connection; ``internal`` gives the internal name of a column as users write it,
    in parts between which a dot stands, or raises ``UnknownColumnError``; ``type_of`` DuckDB's type of SQL
    over internal names.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        internal: Callable[[list[str]], list[str]],
        type_of: Callable[[str], str],
    ) -> None:
        self._connection = connection
        self._internal = internal
        self._type_of = type_of
        self._functions: dict[str, str | None] = {}

    def read(self, text: str, role: str) -> str:
        """SQL of an expression over internal names. ``role`` names it in errors.

        Raises ``UnknownColumnError`` where the text is not one scalar expression over columns, and why.
        """
        found = self._serialized(f"select ({text}\n) from data")
        if found["error"]:
            raise self._refusal(role, text, found["error_message"])
        node = found["statements"][0]["node"] if len(found["statements"]) == 1 else {}
        selected = node.get("select_list", [])
        template = self._serialized("select 1 from data")["statements"][0]["node"]
        if len(selected) != 1 or _without_list(node) != _without_list(template) or selected[0]["alias"]:
            raise self._refusal(role, text, "it is more than one expression")
        parts = list(_expressions(selected[0]))
        asked = {
            id(child)
            for part in parts
            if part["class"] == "FUNCTION" and part["function_name"].lower() in _OF_NAN
            for child in part["children"]
        }
        types: dict[int, str] = {}
        for part in parts:
            kind = part["class"]
            if kind not in _ALLOWED:
                raise self._refusal(role, text, f"{_REFUSED.get(kind, kind.lower())} is not allowed in it")
            if kind == "COLUMN_REF":
                try:
                    part["column_names"] = self._internal(part["column_names"])
                except UnknownColumnError as error:
                    raise self._refusal(role, text, str(error)) from None
                if part["column_names"][1:]:
                    continue
                types[id(part)] = self._type_of(*part["column_names"])
                if id(part) in asked or not types[id(part)].startswith(("FLOAT", "DOUBLE")):
                    continue
                known = json.loads(self._known.replace('"x"', json.dumps(*part["column_names"])))
                part.clear()
                part.update(known)
            elif kind == "FUNCTION":
                problem = self._problem_of(part)
                if problem:
                    raise self._refusal(role, text, problem)
        sql = self._deserialized(found)
        if sql is None:
            raise self._refusal(role, text, "it is more than one expression")
        for part in parts:
            problem = _mixture(
                [
                    (types.get(id(node)) or self._type_of_node(node, found), _text_of(node))
                    for node in _compared(part)
                ]
            )
            if problem:
                raise self._refusal(role, text, problem)
        return sql

    def _deserialized(self, found: dict) -> str | None:
        (sql,) = self._connection.execute(
            f"select json_deserialize_sql({literal(json.dumps(found))})"
        ).fetchone()
        if sql.startswith(_PREFIX) and sql.endswith(_SUFFIX):
            return f"({sql[len(_PREFIX) : -len(_SUFFIX)]})"
        return None

    def _type_of_node(self, node: dict, found: dict) -> str:
        """DuckDB's type of a part of the parsed statement ``found``; of what does not bind, none."""
        if node["class"] == "CONSTANT":
            return "" if node["value"]["is_null"] else node["value"]["type"]["id"]
        (statement,) = found["statements"]
        alone = {**statement, "node": {**statement["node"], "select_list": [node]}}
        sql = self._deserialized({**found, "statements": [alone]})
        try:
            return "" if sql is None else self._type_of(sql)
        except SurveyError:
            return ""

    @cached_property
    def _known(self) -> str:
        """A column x with NaN as missing, as the parser writes it."""
        found = self._serialized("select case when isnan(x) then null else x end from data")
        return json.dumps(found["statements"][0]["node"]["select_list"][0])

    def _serialized(self, sql: str) -> dict:
        # As a literal: DuckDB loads pandas to look at parameters.
        return json.loads(
            self._connection.execute(f"select json_serialize_sql({literal(sql)})").fetchone()[0]
        )

    def _refusal(self, role: str, text: str, problem: str) -> UnknownColumnError:
        return UnknownColumnError(f"{role} {text!r} is no column and no expression over columns: {problem}")

    def _problem_of(self, function: dict) -> str | None:
        name = function["function_name"].lower()
        if function["distinct"] or function["filter"] or function["order_bys"]["orders"]:
            return f"{name} is no function of one row"
        if name not in self._functions:
            kinds = self._connection.execute(
                "select function_type, stability from duckdb_functions() "
                f"where function_name = {literal(name)}"
            ).fetchall()
            types = {kind for kind, _ in kinds}
            if any(stability == "VOLATILE" for _, stability in kinds):
                problem = f"{name} gives another value at each call"
            elif "scalar" in types or name in _MACROS:
                problem = None
            elif "aggregate" in types or types:
                problem = f"{name} is no function of one row"
            else:
                problem = f"there is no function {name}"
            self._functions[name] = problem
        return self._functions[name]


def literal(text: str) -> str:
    """A text in SQL, of which no part ends a statement or the text itself."""
    parts = ["'" + part.replace("'", "''") + "'" for part in text.split("\0")]
    return parts[0] if len(parts) == 1 else f"({' || chr(0) || '.join(parts)})"


def _compared(part: dict) -> list[dict]:
    """The parts of an expression that it compares with each other."""
    if part["class"] == "COMPARISON":
        return [part["left"], part["right"]]
    if part["class"] == "BETWEEN":
        return [part["input"], part["lower"], part["upper"]]
    if part["class"] == "OPERATOR" and part["type"] in ("COMPARE_IN", "COMPARE_NOT_IN"):
        return part["children"]
    if part["class"] == "FUNCTION" and part["function_name"].lower() == "nullif":
        return part["children"]
    return []


def _mixture(operands: list[tuple[str, str | None]]) -> str | None:
    """What is wrong where values of these types are compared, of which some are texts in the expression.

    DuckDB turns the one into the other's type, and rounds: the text 1.4 is equal to the number 1.
    """
    numbers = [kind for kind, text in operands if kind.startswith(_NUMERIC)]
    others = [kind for kind, _ in operands if kind.startswith((*_NUMERIC, "BOOL", "DATE", "TIME"))]
    if others and any(kind.startswith(_TEXTUAL) and text is None for kind, text in operands):
        return (
            f"it compares text with {others[0]}, which would be rounded to each other; write the value in "
            "quotes, or cast the text"
        )
    for _, text in operands:
        if text is not None and numbers and not re.fullmatch(r"\s*[+-]?\d+\s*", text):
            return f"it compares numbers with the text {text!r}; write numbers without quotes"
        if text is not None and "DATE" in others and ":" in text:
            return (
                f"it compares dates with {text!r}, of which the time would be lost; write timestamp {text!r}"
            )
    return None


def _text_of(node: dict) -> str | None:
    """The text that a constant is, if it is one."""
    if node["class"] != "CONSTANT" or node["value"]["is_null"] or node["value"]["type"]["id"] != "VARCHAR":
        return None
    return node["value"]["value"]


def _without_list(node: object) -> object:
    """A parsed statement without what it selects and where its parts stand in the text."""
    if isinstance(node, dict):
        return {k: _without_list(v) for k, v in node.items() if k not in ("select_list", "query_location")}
    return [_without_list(v) for v in node] if isinstance(node, list) else node


def _expressions(node: object) -> Iterator[dict]:
    """All expressions inside a parsed one, itself first."""
    if isinstance(node, dict):
        if "class" in node:
            yield node
        for value in node.values():
            yield from _expressions(value)
    elif isinstance(node, list):
        for value in node:
            yield from _expressions(value)
