"""Products of published indicators, as rows of fit_products."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from disclosure.identities import SUM
from disclosure.rows import products_table, published_indicators
from fitting.tables import Table

# Persons whose indicators are held at a time: some 80 MB, and few enough to count in single precision.
BATCH = 8_192
# Indicators, the sums of their products (P, P), and of how many persons.
Products = tuple[list, NDArray[np.float64], int]


def used_columns(columns: Iterable[str], cells: Table) -> list[str]:
    """Of a table of respondents, the ``columns`` that indicators of the outcomes in ``cells`` are made of."""
    outcomes = {*cells["outcome_variable"].tolist()}
    return [name for name in columns if name in outcomes or name.startswith("in_")]


def summed_products(persons: Table, *asked: Any) -> Products:
    """Sums over some persons.

    ``persons``: :func:`used_columns`. ``asked``: cells, rows and categories, as
    :func:`disclosure.rows.published_indicators` takes them. Sums are exact, and so the same in whatever
    batches they are made: most indicators are 0 or 1, and their counts below 2^24 exact in single precision,
    which takes half the time; the others are whole numbers or halves.
    """
    names, values = published_indicators(persons, *asked)
    is_number = np.array([name[2] == SUM for name in names], dtype=bool)
    numbers, flags = np.flatnonzero(is_number), np.flatnonzero(~is_number)
    single = values[:, flags].astype(np.float32)
    products = np.zeros((len(names), len(names)))
    products[np.ix_(flags, flags)] = single.T @ single
    of_numbers = values.T @ values[:, numbers]
    products[:, numbers], products[numbers, :] = of_numbers, of_numbers.T
    return names, products, len(values)


def products_of_nobody(columns: Iterable[str], *asked: Any) -> Products:
    """The indicators, and sums of zero. ``columns``, ``asked`` as for :func:`summed_products`."""
    return summed_products({name: np.zeros(0) for name in columns}, *asked)


def products_rows(parts: Iterable[Products]) -> Mapping[str, Any]:
    """Columns of fit_products from its parts, at least one."""
    parts = iter(parts)
    names, total, n = next(parts)
    for _, products, persons in parts:
        total, n = total + products, n + persons
    return products_table(names, total, n)
