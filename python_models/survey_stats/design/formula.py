"""Wilkinson's formulas, as R reads them: ``income ~ hours * C(region) + poly(age, 2) + offset(log(size))``.

A formula is an outcome, terms and offsets. A term is a product of factors, each the text of a column or of a
function of columns. What R's ``terms`` and ``model.matrix`` do is done here: terms by their order, factors
with a column for each category, or for each but the first (which of the two is decided term by term).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from survey_stats.errors import InvalidFormulaError

_TOKEN = re.compile(
    r"\s*(?:(?P<name>`[^`]*`|[^\W\d][\w.]*|\.(?!\d)[\w.]+)|(?P<number>\d+(?:\.\d+)?)|(?P<op>\*\*|%in%|[~+\-:*/^()|]))"
)


@dataclass(frozen=True)
class Formula:
    """A parsed formula: text of the ``outcome``; ``terms``, each a tuple of factors' texts, in R's order;
    whether there is an ``intercept``; texts of the ``offsets``."""

    text: str
    outcome: str
    terms: tuple[tuple[str, ...], ...]
    intercept: bool
    offsets: tuple[str, ...]


def parse(text: object) -> Formula:
    """Read a formula. Raises ``InvalidFormulaError`` with what is wrong and what to write."""
    if not isinstance(text, str):
        raise InvalidFormulaError(
            f"the formula is a {type(text).__name__}; write one as text, 'income ~ hours'"
        )
    # A ~ between quotes or backticks belongs to a text or a name.
    bare = re.sub(r"`[^`]*`|'[^']*'|\"[^\"]*\"", lambda m: "_" * len(m[0]), text)
    left, right = text[: bare.find("~")].strip(), text[bare.find("~") + 1 :].strip()
    if bare.count("~") != 1 or not left:
        raise InvalidFormulaError(f"formula {text!r} needs one outcome, as in 'income ~ hours'")
    return _Parser(text, right).formula(left)


class _Parser:
    """Recursive descent over the right-hand side; sets of terms are ordered lists of frozensets."""

    def __init__(self, text: str, right: str) -> None:
        self.text, self.right, self.place = text, right, 0
        self.factors: dict[str, int] = {}
        self.offsets: list[str] = []

    def formula(self, left: str) -> Formula:
        terms, intercept = self._sum()
        if self._peek():
            rest = self.right[self.place :].strip()
            hint = "; groups of a model are domains: one regression each" if rest.startswith("|") else ""
            self._fail(f"{rest!r} is out of place{hint}")
        order = sorted(range(len(terms)), key=lambda i: (len(terms[i]), i))
        named = tuple(tuple(sorted(terms[i], key=self.factors.__getitem__)) for i in order)
        return Formula(self.text, left, named, intercept, tuple(self.offsets))

    def _fail(self, problem: str) -> None:
        raise InvalidFormulaError(f"formula {self.text!r}: {problem}")

    def _peek(self) -> str:
        """The next operator, name or number; '' at the end."""
        if not self.right[self.place :].strip():
            return ""
        found = _TOKEN.match(self.right, self.place)
        if not found:
            self._fail(f"{self.right[self.place :].strip()!r} cannot be read; columns of unusual names "
                       "stand between backticks")  # fmt: skip
        return found.group().strip()

    def _next(self) -> str:
        token = self._peek()
        self.place = _TOKEN.match(self.right, self.place).end() if token else self.place
        return token

    def _sum(self) -> tuple[list[frozenset], bool]:
        """a + b - c, and whether an intercept is left."""
        terms: list[frozenset] = []
        intercept, sign = True, "+"
        if self._peek() in ("+", "-"):
            sign = self._next()
        while True:
            token = self._peek()
            if token in ("0", "1"):
                self._next()
                intercept = (token == "1") == (sign == "+")
            else:
                added = self._product()
                if sign == "+":
                    terms += [term for term in added if term not in terms]
                else:
                    terms = [term for term in terms if term not in added]
            if self._peek() not in ("+", "-"):
                break
            sign = self._next()
        return terms, intercept

    def _product(self) -> list[frozenset]:
        """a * b and a / b."""
        terms = self._interaction()
        while self._peek() in ("*", "/"):
            operator, right = self._next(), self._interaction()
            left = [frozenset().union(*terms)] if operator == "/" else terms
            crossed = [a | b for a in left for b in right]
            added = crossed if operator == "/" else [*right, *crossed]
            terms = [*terms, *(term for term in added if term not in terms)]
            terms = list(dict.fromkeys(terms))
        return terms

    def _interaction(self) -> list[frozenset]:
        """a : b."""
        terms = self._power()
        while self._peek() == ":":
            self._next()
            right = self._power()
            terms = list(dict.fromkeys(a | b for a in terms for b in right))
        return terms

    def _power(self) -> list[frozenset]:
        """(a + b)^2."""
        terms = self._atom()
        if self._peek() in ("^", "**"):
            self._next()
            times = self._next()
            if not times.isdigit() or int(times) < 1:
                self._fail("the power of terms is a whole number; a power of a column is written I(x^2)")
            base = terms
            for _ in range(int(times) - 1):
                terms = list(dict.fromkeys([*terms, *(a | b for a in terms for b in base)]))
        return terms

    def _atom(self) -> list[frozenset]:
        token = self._next()
        if token == "(":
            terms, intercept = self._sum()
            if self._next() != ")":
                self._fail("a bracket is not closed")
            if not intercept:
                self._fail("an intercept is taken away inside brackets; write '- 1' at the end")
            return terms
        if not token or not (token[0].isalpha() or token[0] in "`._"):
            self._fail(f"{token or 'the end'!r} stands where a term is expected")
        factor = token
        if self._peek() == "(" and not token.startswith("`"):
            start = self.place
            self.place = self._closing() + 1
            factor = token + self.right[start : self.place].strip()
        if re.match(r"offset\s*\(", factor):
            self.offsets.append(factor[factor.index("(") + 1 : -1].strip())
            return []
        self.factors.setdefault(factor, len(self.factors))
        return [frozenset([factor])]

    def _closing(self) -> int:
        """Place of the bracket that closes the one that comes next."""
        depth, quoted = 0, ""
        for place in range(self.place, len(self.right)):
            character = self.right[place]
            if quoted:
                quoted = "" if character == quoted else quoted
            elif character in "'\"`":
                quoted = character
            elif character == "(":
                depth += 1
            elif character == ")":
                depth -= 1
                if not depth:
                    return place
        self._fail("a bracket is not closed")


def codings(formula: Formula, is_categorical: Callable[[str], bool]) -> list[tuple[bool, ...]]:
    """For each term, which of its categorical factors have a column for every category.

    R's rule: a factor loses its first category where the term without it is in the model, or part of an
    earlier term; without an intercept, the first categorical factor of all keeps it.
    """
    found = []
    for i, term in enumerate(formula.terms):
        found.append(
            tuple(
                is_categorical(factor)
                and len(term) > 1
                and not any(set(term) - {factor} <= set(earlier) for earlier in formula.terms[:i])
                for factor in term
            )
        )
    if not formula.intercept:
        for i, term in enumerate(formula.terms):
            first = next((j for j, factor in enumerate(term) if is_categorical(factor)), None)
            if first is not None:
                found[i] = tuple(full or j == first for j, full in enumerate(found[i]))
                break
    return found
