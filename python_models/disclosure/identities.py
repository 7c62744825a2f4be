"""What adds up in the answers themselves: linear identities, and sets of persons inside or apart from others.

A ranking gives every place once; points are a multiple of a scale; who was asked a follow-up gave the answer
that leads to it. Such identities need not be remembered: they are the null space of the matrix of persons by
published indicators, and hold in every group of these persons.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.linalg import solve_triangular

from disclosure.build import EVERYBODY, MEAN, SUM
from disclosure.system import FloatArray

# A published indicator: outcome variable, domain, and a key of answers, everybody, or the sum of answers.
Indicator = tuple[str, str, str]

# A column whose part outside the span of the others is smaller than this share of it lies in the span.
_DEPENDENT = 1e-8
# Coefficients of identities are ratios of whole numbers up to this.
_LARGEST = 1000
# Sets are inside or apart by the questionnaire, not by chance, if chance would leave so many persons between.
_BEYOND_CHANCE = 10


@dataclass(frozen=True)
class Identities:
    """What holds for every person.

    Attributes
    ----------
    sums : each a linear combination of indicators that is zero.
    inside : (inner, outer), where outer has everybody of inner.
    apart : (one, other), with nobody in both.
    """

    sums: list[dict[Indicator, float]]
    inside: list[tuple[Indicator, Indicator]]
    apart: list[tuple[Indicator, Indicator]]

    def __add__(self, other: "Identities") -> "Identities":
        return Identities(self.sums + other.sums, self.inside + other.inside, self.apart + other.apart)

    def beyond(self, known: set[Indicator]) -> "Identities":
        """What is said of others than the ``known`` indicators."""
        return Identities(
            [identity for identity in self.sums if not identity.keys() <= known],
            [pair for pair in self.inside if not {*pair} <= known],
            [pair for pair in self.apart if not {*pair} <= known],
        )


def indicators(
    persons: Mapping[str, ArrayLike], cells: Mapping[str, ArrayLike], rows: Mapping[str, ArrayLike]
) -> tuple[list[Indicator], NDArray[np.float64]]:
    """Published indicators, and their values for the persons, (n, P).

    Parameters
    ----------
    persons : the table of respondents: a column per outcome variable with its code (a number, NaN, masked or
        negative where there is no valid answer), and a bool column ``in_<domain>`` per domain but the whole
        sample. Questions of other tables are left out.
    cells, rows : see :func:`disclosure.build.build`; ``outcome_value`` of the cells says what a code counts.
    """
    names = ("outcome_variable", "domain_id", "outcome_code", "outcome_value")
    value: dict[tuple[str, str], dict[float, float]] = {}
    for variable, domain, code, number in set(
        zip(*(np.asarray(cells[name]).tolist() for name in names), strict=True)
    ):
        if variable in persons and f"in_{domain}" in persons:
            value.setdefault((variable, domain), {})[float(code)] = number
    # Of indicators of the same persons the first stands for all: that of the question with the most tables.
    tables = Counter(
        zip(*(np.asarray(rows[name]).tolist() for name in ("outcome_variable", "domain_id")), strict=True)
    )
    asked: dict[tuple[str, str], set[str]] = {
        question: {EVERYBODY} for question in sorted(value, key=lambda name: (-tables[name], name))
    }
    for variable, domain, key in zip(
        *(np.asarray(rows[name]).tolist() for name in ("outcome_variable", "domain_id", "outcome_key")),
        strict=True,
    ):
        if (variable, domain) in asked:
            asked[variable, domain].add(SUM if key == MEAN else key)
    found, columns = [], []
    for (variable, domain), keys in asked.items():
        codes = np.ma.filled(np.ma.asarray(persons[variable]).astype(np.float64), np.nan)
        codes = np.where(np.asarray(persons[f"in_{domain}"], dtype=bool), codes, np.nan)
        known = np.array(sorted(value[variable, domain]))
        place = np.searchsorted(known, codes).clip(max=len(known) - 1)
        is_asked = known[place] == codes
        for key in sorted(keys):
            if key == SUM:
                numbers = np.array([value[variable, domain][code] for code in known.tolist()])
                column = np.where(is_asked, numbers[place], 0.0)
            elif key == EVERYBODY:
                column = is_asked
            else:
                column = is_asked & np.isin(codes, [float(code) for code in key.split(";")])
            found.append((variable, domain, key))
            columns.append(column.astype(np.float64))
    return found, np.stack(columns, axis=1) if columns else np.zeros((0, 0))


def find(names: list[Indicator], products: FloatArray, n: int) -> Identities:
    """Everything that holds for all ``n`` persons, from the products (P, P) of P indicators ``names``.

    The products are V'V of the indicators' values V (n, P): exact, since answers are whole numbers or
    halves, and so the same in whatever parts they are summed. An identity gives a column by those before it,
    so that it has few terms; its coefficients are rounded to ratios of small whole numbers and the sum is
    checked to vanish for every person.
    """
    if not names:
        return Identities([], [], [])
    diagonal = np.diag(products)
    same = (products == diagonal[:, None]) & (products == diagonal[None])
    # What adds up within one question is a relation of its table already.
    questions = [{names[j][:2] for j in np.flatnonzero(row)} for row in same]
    sums = _sums(names, n, products, same, questions)
    inside, apart = _sets(names, n, products)
    # Parts of a whole exclude each other already.
    wholes = [{name for name, c in identity.items() if c == -1 and name[2] != SUM} for identity in sums]
    apart = [(one, other) for one, other in apart if not any({one, other} <= whole for whole in wholes)]
    return Identities(sums, inside, apart)


def _sums(
    names: list[Indicator],
    n: int,
    products: FloatArray,
    same: NDArray,
    questions: list[set[tuple[str, str]]],
) -> list[dict[Indicator, float]]:
    """Identities of indicators that no one of the ``questions`` that each stands in has all of."""
    norms = np.sqrt(np.maximum(np.diag(products), 1e-300))
    scaled = products / np.outer(norms, norms)
    basis: list[int] = []
    found = []
    # Totals first, so that identities say what adds up to them.
    order = sorted(
        np.flatnonzero(np.diag(products)).tolist(), key=lambda j: (names[j][2] != EVERYBODY, -products[j, j])
    )
    # Cholesky factor of the columns before: what one leaves is how far it lies outside their span.
    factor = np.zeros_like(scaled)
    is_spanned = np.zeros(len(names), dtype=bool)
    for j in order:
        if is_spanned[j]:
            continue
        size = len(basis)
        before = factor[:size, :size]
        along = solve_triangular(before, scaled[basis, j], lower=True, check_finite=False)
        left = 1.0 - along @ along
        if left < _DEPENDENT or size == n:
            weights = solve_triangular(before, along, lower=True, trans="T", check_finite=False)
            identity = _rounded(basis, weights * norms[j] / norms[basis])
            if set.intersection(questions[j], *(questions[k] for k in identity)):
                is_spanned |= same[j]
                continue
            identity[j] = Fraction(-1)
            terms = np.array(list(identity), dtype=np.int64)
            factors = np.array([float(c) for c in identity.values()])
            if factors @ products[np.ix_(terms, terms)] @ factors > _DEPENDENT * products[j, j]:
                # Half as many indicators as persons give others by chance, in ways that nobody knows who does
                # not know the persons.
                if 2 * size > n:
                    continue
                raise ValueError(f"the identity that gives {names[j]} has no simple coefficients")
            found.append({names[k]: float(c) for k, c in identity.items()})
            continue
        factor[size, :size], factor[size, size] = along, np.sqrt(left)
        basis.append(j)
        is_spanned |= same[j]
    return found


def _rounded(basis: list[int], weights: FloatArray) -> dict[int, Fraction]:
    # What is smaller is rounded to nothing, and most are.
    places = np.flatnonzero(np.abs(weights) > 0.4 / _LARGEST).tolist()
    rounded = {basis[i]: _simple(round(float(weights[i]), 9)) for i in places}
    return {k: weight for k, weight in rounded.items() if weight}


@cache
def _simple(weight: float) -> Fraction:
    return Fraction(weight).limit_denominator(_LARGEST)


def _sets(
    names: list[Indicator], n: int, products: FloatArray
) -> tuple[list[tuple[Indicator, Indicator]], list[tuple[Indicator, Indicator]]]:
    is_set = [j for j, name in enumerate(names) if name[2] != SUM and products[j, j]]
    in_both = products[np.ix_(is_set, is_set)]
    size = np.diag(in_both)
    # Sets of the same persons are one: the first of them.
    same = (in_both == size[:, None]) & (in_both == size[None])
    first_of = same.argmax(axis=1)
    first, number = np.unique(first_of, return_inverse=True)
    in_both, size = in_both[np.ix_(first, first)], size[first]
    name = [names[is_set[i]] for i in first.tolist()]
    is_asked = np.array([key == EVERYBODY for _, _, key in name])
    # Who was asked a question, inside those who gave an answer or were asked another: the next larger set.
    inside = (in_both == size[:, None]) & ~np.eye(len(size), dtype=bool)
    direct = inside & ~(inside.astype(np.float32) @ inside.astype(np.float32) > 0) & is_asked[:, None]
    direct &= size[:, None] * (1 - size[None] / n) >= _BEYOND_CHANCE
    # All others are among everybody, which is not by chance.
    direct |= (~direct.any(axis=1) & is_asked & (size < n))[:, None] & (size == n)[None]
    # Answers that exclude each other though the same persons were asked both questions.
    asked, told = {}, defaultdict(set)
    for j, k in zip(is_set, number.tolist(), strict=True):
        told[k].add(names[j][:2])
        if names[j][2] == EVERYBODY:
            asked[names[j][:2]] = k
    of = np.array([asked[each[:2]] for each in name])
    # A question that has both answers says so itself.
    apart = (of[:, None] == of[None]) & (in_both == 0) & (np.outer(size, size) / n >= _BEYOND_CHANCE)
    return (
        [(name[i], name[j]) for i, j in np.argwhere(direct).tolist()],
        [(name[i], name[j]) for i, j in np.argwhere(np.triu(apart)).tolist() if not told[i] & told[j]],
    )
