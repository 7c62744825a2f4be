"""Attacks on published tables: each takes :class:`Published` and returns what it recovers, in words.

They share no code with :mod:`disclosure`: what they know of the tables they read from the published columns
and the codebook. Counts of shown rows are taken as known, as if weights were equal and decimals many; the
database is read for those and to check what is recovered.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from scipy.optimize import linprog
from scipy.sparse import coo_array

Block = frozenset[tuple[str, str]]


@dataclass(frozen=True)
class Cell:
    """A published row: an outcome among persons. ``n`` and ``told`` are true, for shown rows to be known."""

    variable: str
    domain: str
    key: str
    block: Block
    n: int
    told: float
    is_shown: bool

    def __str__(self) -> str:
        groups = " and ".join(f"{v}={c}" for v, c in sorted(self.block)) or "all"
        return f"{self.variable} ({self.domain}) {self.key}, {groups}"


@dataclass(frozen=True)
class Published:
    """All rows, one per cell, shown where any row about it is; and the codes and routes of the questionnaire.

    ``ranking``: variables that rank each other. ``routed``: of a variable, the answers (variable, codes) that
    lead to it. ``values``: of a variable, what its codes count. ``threshold``: what the rule says.
    ``nobody``: variables of which a withheld share may be of nobody.
    """

    cells: list[Cell]
    ranking: list[list[str]]
    routed: dict[str, list[tuple[str, frozenset[str]]]]
    values: dict[str, dict[str, float]]
    threshold: int
    nobody: frozenset[str] = frozenset()


def read(exports: Path, database: Path, threshold: int) -> Published:
    """What a build published, from its folder of exports and its database."""
    names = "outcome_variable, domain_id, outcome_key, group_variable, group_code, split_variable, split_code"
    with duckdb.connect(database, read_only=True) as connection:
        # Sums of answers as if weights were equal: only then do they agree with the counts.
        true = connection.sql(
            f"""select {names}, n_unweighted,
            case when outcome_key = 'mean' then sums.told else n_with_outcome end
            from marts.est_estimates
            left join (
                select * exclude (table_index, outcome_code, outcome_value, n_persons, persons),
                    sum(outcome_value * n_persons) as told
                from intermediate.int_estimation__counts
                group by all
            ) as sums using (
                outcome_variable, domain_id, group_variable, group_code, split_variable, split_code
            )"""
        ).fetchall()
        shown = connection.sql(
            f"""select o.variable_name, o.domain_id,
            case when o.statistic = 'mean' then 'mean' else o.outcome_key end,
            coalesce(c.group_variable, 'all'), c.group_code, coalesce(c.split_variable, 'all'), c.split_code
            from '{exports}/pub_cube.parquet' c
            join '{exports}/pub_cube_outcomes.parquet' o using (outcome_id)
            where c.estimate is not null
            union all
            select outcome_variable, domain_id, outcome_key, 'all', 'all', 'all', 'all'
            from '{exports}/pub_frequencies.parquet'
            where estimate is not null"""
        ).fetchall()
        routing = connection.sql(
            "select variable_name, condition_variable, condition_codes from staging.stg_codebook__routing"
        ).fetchall()
        ranks = connection.sql(
            """select question_number, variable_name from staging.stg_codebook__variables
            where response_type = 'rank'"""
        ).fetchall()
        codes = connection.sql(
            """select variable_name, code from staging.stg_codebook__variables
            join staging.stg_codebook__codes using (code_list)"""
        ).fetchall()
        nobody = connection.sql("select variable_name from staging.stg_codebook__nobody").fetchall()
    cells: dict[tuple, Cell] = {}
    is_shown = {(v, d, k, _block(*block)) for v, d, k, *block in shown}
    for variable, domain, key, *block, n, told in true:
        name = variable, domain, key, _block(*block)
        cells[name] = Cell(*name, int(n or 0), float(told or 0), name in is_shown)
    ranking: dict[str, list[str]] = defaultdict(list)
    for question, variable in ranks:
        ranking[question].append(variable)
    routed: dict[str, list] = defaultdict(list)
    # Several answers to one question may lead to another.
    leading: dict[tuple[str, str], set[str]] = defaultdict(set)
    for variable, condition, condition_codes in routing:
        leading[variable, condition].update(condition_codes.split(";"))
    for (variable, condition), answers in leading.items():
        routed[variable].append((condition, frozenset(answers)))
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for variable, code in codes:
        if code.lstrip("-").replace(".", "").isdigit():
            values[variable][code] = float(code)
    return Published(
        list(cells.values()),
        list(ranking.values()),
        routed,
        values,
        threshold,
        frozenset(v for (v,) in nobody),
    )


def _block(*pairs: str) -> Block:
    return frozenset((v, str(c)) for v, c in zip(pairs[::2], pairs[1::2], strict=True) if v != "all")


def _lines(cells: list[Cell]) -> dict[tuple[str, str, str, Block, str], list[Cell]]:
    """Cells that divide the persons of a block by one background."""
    found = defaultdict(list)
    for cell in cells:
        for pair in cell.block:
            found[cell.variable, cell.domain, cell.key, cell.block - {pair}, pair[0]].append(cell)
    return found


def _by_name(cells: list[Cell]) -> dict[tuple[str, str, str, Block], Cell]:
    return {(c.variable, c.domain, c.key, c.block): c for c in cells}


def remainder(published: Published) -> list[str]:
    """Total minus groups: lines that leave one to four persons of unknown background."""
    by_name = _by_name(published.cells)
    found = []
    for (variable, domain, key, block, background), parts in _lines(published.cells).items():
        total = by_name.get((variable, domain, key, block))
        if total and total.is_shown and all(part.is_shown for part in parts):
            left = total.n - sum(part.n for part in parts)
            if 0 < left < published.threshold:
                found.append(f"{total}: {left} of unknown {background}")
    return found


def rule_knowledge(published: Published) -> list[str]:
    """Two withheld cells of a line that add to the threshold: both hold fewer, if nobody would be shown."""
    by_name = _by_name(published.cells)
    found = []
    for name, parts in _lines(published.cells).items():
        total = by_name.get(name[:4])
        hidden = [part for part in parts if not part.is_shown]
        if name[0] in published.nobody or name[2] == "mean":
            continue
        if not total or not total.is_shown or len(hidden) != 2:
            continue
        if total.n != sum(part.n for part in parts) or any(part.n < published.threshold for part in hidden):
            continue
        known = sum(part.told for part in hidden)
        if known == published.threshold and all(0 < part.told < published.threshold for part in hidden):
            found.extend(map(str, hidden))
    return found


def ranking(published: Published) -> list[str]:
    """Places are a permutation: one withheld rank of a group follows from the others."""
    lines = defaultdict(list)
    of_question = {v: i for i, variables in enumerate(published.ranking) for v in variables}
    for cell in published.cells:
        if cell.variable in of_question:
            lines[of_question[cell.variable], cell.domain, cell.key, cell.block].append(cell)
    found = []
    for (question, _, _, _), line in lines.items():
        hidden = [cell for cell in line if not cell.is_shown]
        if len(line) == len(published.ranking[question]) and len(hidden) == 1 and hidden[0].n:
            found.append(str(hidden[0]))
    return found


def filters(published: Published, *, of_all: bool = False) -> list[str]:
    """Who answered a question gave the answers that lead to it: sizes bound the counts of these.

    What is larger than the threshold is guarded by a person only, if not ``of_all`` as much is asked.
    """
    size: dict[tuple[str, Block], int] = defaultdict(int)
    for cell in published.cells:
        if cell.is_shown:
            size[cell.variable, cell.block] = max(size[cell.variable, cell.block], cell.n)
    # Only questions that everybody answered tell how many there are.
    most = max((n for (_, block), n in size.items() if not block), default=0)
    everybody = {
        block: n for (variable, block), n in size.items() if size.get((variable, frozenset())) == most
    }
    found = []
    for cell in published.cells:
        if cell.is_shown or cell.key == "mean" or not cell.n or cell.block not in everybody:
            continue
        low, high, codes = 0, everybody[cell.block], frozenset(cell.key.split(";"))
        for variable, routes in published.routed.items():
            for condition, leading in routes:
                if condition != cell.variable and not (
                    condition == "q18" and cell.variable == "training_status"
                ):
                    continue
                asked = size.get((variable, cell.block), 0)
                low = max(low, asked) if leading <= codes else low
                high = min(high, everybody[cell.block] - asked) if not leading & codes else high
        needed = published.threshold if of_all or cell.told < published.threshold else 1
        if high - low < needed and low > 0:
            found.append(f"{cell}: {low} to {high}")
    return found


def sizes(published: Published) -> list[str]:
    """Who answered a question is among those it was put to: numbers of answers bound the sizes of groups, and
    of those with the answers that lead there; what other groups leave of a total bounds them once more.
    """
    answered: dict[tuple[str, Block], int] = defaultdict(int)
    for cell in published.cells:
        if cell.is_shown:
            answered[cell.variable, cell.block] = max(answered[cell.variable, cell.block], cell.n)

    def least(is_among: Callable[[str], bool]) -> dict[Block, int]:
        found: dict[Block, int] = defaultdict(int)
        for (variable, block), n in answered.items():
            if is_among(variable):
                found[block] = max(found[block], n)
        return found

    groups = defaultdict(set)
    for cell in published.cells:
        for pair in cell.block:
            groups[cell.block - {pair}, pair[0]].add(cell.block)

    def most(total: dict[Block, int], low: dict[Block, int]) -> dict[Block, int]:
        """What the others leave of a total, by block."""
        found = dict(total)
        for (outer, _), parts in groups.items():
            left = total.get(outer, np.inf) - sum(low[part] for part in parts)
            for part in parts:
                found[part] = min(found.get(part, np.inf), left + low[part])
        return found

    everybody = least(lambda variable: True)
    told_of_all = {
        block: n
        for (variable, block), n in answered.items()
        if answered.get((variable, frozenset())) == everybody[frozenset()]
    }
    of_all = most(told_of_all, everybody)
    found = []
    for key in {cell.key for cell in published.cells if cell.variable == "training_status"}:
        codes = frozenset(key.split(";"))
        led = {v: [to for of, to in routes if of == "q18"] for v, routes in published.routed.items()}
        with_it = least(lambda v: any(to <= codes for to in led.get(v, [])))  # noqa: B023
        without = least(lambda v: any(not to & codes for to in led.get(v, [])))  # noqa: B023
        line = [cell for cell in published.cells if (cell.variable, cell.key) == ("training_status", key)]
        high = most({cell.block: int(cell.told) for cell in line if cell.is_shown}, with_it)
        for cell in line:
            few = min(cell.told, cell.n - cell.told)
            width = min(high.get(cell.block, np.inf), of_all[cell.block] - without[cell.block])
            width -= with_it[cell.block]
            if not cell.is_shown and 0 < few < published.threshold and width < published.threshold:
                found.append(f"{cell}: within {width:.0f} of {with_it[cell.block]}")
    return found


def linear(published: Published, *, every: int = 1, spread: bool = False) -> list[str]:
    """Every small withheld cell (or one in ``every``), bounded by two programs over all that its question and
    those that rank it tell: answers in groups, groups in totals, means between least and greatest answers.

    If ``spread``, single answers of groups add up to those of all too, which takes ten times as long.
    """
    together = {v: i for i, variables in enumerate(published.ranking) for v in variables}
    families = defaultdict(list)
    for cell in published.cells:
        families[together.get(cell.variable, cell.variable), cell.domain].append(cell)
    found = []
    for cells in families.values():
        found += _bounds(published, cells, every, spread)
    return found


def _bounds(published: Published, cells: list[Cell], every: int, spread: bool) -> list[str]:
    number: dict[tuple, int] = {}
    known: dict[int, float] = {}
    entries: list[tuple[int, int, float]] = []
    upper: list[bool] = []

    def unknown(*name: object) -> int:
        return number.setdefault(name, len(number))

    def state(terms: list[tuple[int, float]], *, at_most: bool = False) -> None:
        entries.extend((len(upper), k, c) for k, c in terms)
        upper.append(at_most)

    keys: dict[tuple, set[str]] = defaultdict(set)
    for cell in cells:
        size, told = unknown(cell.variable, "n", cell.block), unknown(cell.variable, cell.key, cell.block)
        keys[cell.variable, cell.block].add(cell.key)
        if cell.is_shown:
            known[size], known[told] = cell.n, cell.told
    for (variable, domain, key, block, background), parts in _lines(cells).items():
        del domain
        for told in ("n", key):
            if (variable, told, block) not in number:
                continue
            terms = [(number[variable, told, part.block], 1.0) for part in parts]
            state(
                [
                    *terms,
                    (number[variable, told, block], -1.0),
                    (unknown(variable, told, block, background), 1.0),
                ]
            )
        if key != "mean" and (variable, key, block, background) in number:
            left = number[variable, key, block, background], number[variable, "n", block, background]
            state([(left[0], 1.0), (left[1], -1.0)], at_most=True)
    for (variable, block), told in keys.items():
        size = number[variable, "n", block]
        shares = {key: frozenset(key.split(";")) for key in told if key != "mean"}
        single = published.values.get(variable, {})
        parts = {code: unknown(variable, "answer", code, block) for code in single}
        if not parts or any(not codes <= set(parts) for codes in shares.values()):
            for key in shares:
                state([(number[variable, key, block], 1.0), (size, -1.0)], at_most=True)
            continue
        state([*((k, 1.0) for k in parts.values()), (size, -1.0)])
        for key, codes in shares.items():
            state([*((parts[code], 1.0) for code in codes), (number[variable, key, block], -1.0)])
        if "mean" in told:
            state(
                [*((k, single[code]) for code, k in parts.items()), (number[variable, "mean", block], -1.0)]
            )
    # Each answer of the groups adds up to that of all, whether a row of a group counts it or not.
    lines = {
        (variable, block, background): line
        for (variable, _, _, block, background), line in _lines(cells).items()
    }
    for (variable, block, background), line in lines.items() if spread else ():
        for code in published.values.get(variable, {}):
            names = [(variable, "answer", code, of) for of in (block, *(part.block for part in line))]
            if all(name in number for name in names):
                total, *parts = (number[name] for name in names)
                left = unknown(variable, "answer", code, block, background)
                state([*((k, 1.0) for k in parts), (left, 1.0), (total, -1.0)])
    for variables in published.ranking:
        blocks = [{block for v, block in keys if v == variable} for variable in variables]
        for block in set.intersection(*blocks) if blocks else ():
            for place in published.values[variables[0]]:
                terms = [(number[v, "answer", place, block], 1.0) for v in variables]
                state([*terms, (number[variables[0], "n", block], -1.0)])
    if not upper:
        return []
    matrix = coo_array(
        ([c for _, _, c in entries], ([r for r, _, _ in entries], [k for _, k, _ in entries])),
        shape=(len(upper), len(number)),
    ).tocsr()
    is_upper = np.array(upper)
    low, high = np.zeros(len(number)), np.full(len(number), np.inf)
    for k, value in known.items():
        low[k], high[k] = max(value - 1e-6, 0), value + 1e-6
    found = []
    small = [c for c in cells if not c.is_shown and c.key != "mean" and 0 < c.told < published.threshold]
    for cell in small[::every]:
        cost = np.zeros(len(number))
        cost[number[cell.variable, cell.key, cell.block]] = 1.0
        ends = []
        for sign in (1.0, -1.0):
            solved = linprog(
                sign * cost,
                A_ub=matrix[is_upper],
                b_ub=np.zeros(is_upper.sum()),
                A_eq=matrix[~is_upper],
                b_eq=np.zeros((~is_upper).sum()),
                bounds=np.stack([low, high], axis=1),
            )
            assert solved.status in (0, 3), f"{cell}: {solved.message}"
            ends.append(np.inf if solved.status == 3 else abs(solved.fun))
        if ends[1] - ends[0] < published.threshold - 1e-4:
            found.append(f"{cell}: {ends[0]:.2f} to {ends[1]:.2f}")
    return found


def regression(exports: Path) -> list[str]:
    """Intercept and slope of a published line, with the groups shown, give two withheld group means."""
    with duckdb.connect() as connection:
        terms = connection.sql(
            f"""select model_id, outcome_variable, variable_name, coefficient
            from '{exports}/pub_regression_terms.parquet'
            where model_id like 'slope_%' and coefficient is not null"""
        ).fetchall()
        rows = connection.sql(
            f"""select outcome_variable, group_variable, group_code, is_suppressed
            from '{exports}/pub_estimates.parquet'
            where outcome_key = 'mean' and group_variable is not null"""
        ).fetchall()
    regressors = defaultdict(set)
    for model, outcome, variable, _ in terms:
        regressors[model, outcome].add(variable)
    found = []
    for (_, outcome), variables in regressors.items():
        for variable in variables - {"(intercept)"}:
            groups = [hidden for o, v, _, hidden in rows if (o, v) == (outcome, variable)]
            if "(intercept)" in variables and 0 < sum(groups) <= 2:
                found.append(f"{outcome} by {variable}: {sum(groups)} withheld means")
    return found
