"""Factors of formulas: functions of columns, evaluated batch by batch, without Python's ``eval``."""

import ast
import re
from collections.abc import Callable, Iterable, Mapping

import numpy as np

from survey_stats.errors import InvalidFormulaError
from survey_stats.kernel.codes import FloatArray

# A name between backticks, a number, or a name, of a function if a bracket follows.
_NAME = re.compile(r"`([^`]*)`|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|([^\W\d][\w.]*|\.(?!\d)[\w.]+)(\s*\()?")
_FUNCTIONS: dict[str, Callable] = {
    name: getattr(np, name)
    for name in (
        *(
            "abs",
            "absolute",
            "ceil",
            "cos",
            "exp",
            "expm1",
            "floor",
            "log",
            "log10",
            "log1p",
            "log2",
            "maximum",
        ),
        *("minimum", "power", "sign", "sin", "sqrt", "square", "tan", "where"),
    )
} | {"I": lambda x: x, "ceiling": np.ceil, "pmax": np.maximum, "pmin": np.minimum}
_BINARY = {
    ast.Add: np.add, ast.Sub: np.subtract, ast.Mult: np.multiply, ast.Div: np.true_divide, ast.Pow: np.power,
    ast.Mod: np.mod, ast.FloorDiv: np.floor_divide, ast.BitAnd: np.logical_and, ast.BitOr: np.logical_or,
}  # fmt: skip
_COMPARED = {
    ast.Eq: np.equal, ast.NotEq: np.not_equal, ast.Lt: np.less, ast.LtE: np.less_equal, ast.Gt: np.greater,
    ast.GtE: np.greater_equal,
}  # fmt: skip


class NumericFactor:
    """A function of columns, as ``log(size)`` or ``I(x^2)``: ``variables`` it needs, and its values."""

    def __init__(self, text: str, formula: str, is_column: Callable[[str], bool]) -> None:
        self.text, self.formula = text, formula
        self.variables: list[str] = []
        plain = text.strip()
        if is_column(plain.strip("`")):
            plain = f"`{plain.strip('`')}`"
        quoted = re.split(r"(`[^`]*`|\"[^\"]*\"|'[^']*')", plain)
        # Every second part is in quotes: a column between backticks, or a text, which holds no names.
        source = "".join(
            part
            if i % 2 and part[0] != "`"
            else _NAME.sub(lambda m: self._placed(m, is_column), part if i % 2 else part.replace("^", "**"))
            for i, part in enumerate(quoted)
        )
        try:
            self._tree = ast.parse(source.strip(), mode="eval").body
        except SyntaxError:
            raise self._error("it cannot be read") from None
        self._check(self._tree)
        inner = self._tree
        while isinstance(inner, ast.Call) and inner.func.id == "I" and len(inner.args) == 1:
            inner = inner.args[0]
        self.is_condition = isinstance(inner, ast.Compare)

    def _placed(self, match: re.Match, is_column: Callable[[str], bool]) -> str:
        """A column as a placeholder, a function by its bare name."""
        backticked, name, call = match.groups()
        if backticked is None and name is None:
            return match[0]
        if call:
            bare = re.sub(r"^(np|numpy)\.", "", name)
            if bare not in _FUNCTIONS:
                known = ", ".join(sorted(_FUNCTIONS))
                raise self._error(
                    f"there is no function {name} of one row (functions that need all rows at once, such as "
                    f"center, do not work: compute the column first); functions: {known}, poly, C, offset"
                )
            return f"{bare}("
        column = name if backticked is None else backticked
        if not is_column(column):
            return name if name in ("and", "or", "not") else self._unknown(column)
        if column not in self.variables:
            self.variables.append(column)
        return f"v_{self.variables.index(column)}"

    def _unknown(self, column: str) -> str:
        self.variables.append(column)
        return f"v_{self.variables.index(column)}"

    def _error(self, problem: str) -> InvalidFormulaError:
        return InvalidFormulaError(f"formula {self.formula!r}: {self.text!r}: {problem}")

    def _check(self, node: ast.AST) -> None:
        for part in ast.walk(node):
            allowed = (ast.BinOp, ast.UnaryOp, ast.Compare, ast.Call, ast.Name, ast.Constant, ast.Load,
                       ast.operator, ast.unaryop, ast.cmpop)  # fmt: skip
            if not isinstance(part, allowed) or (isinstance(part, ast.Call) and part.keywords):
                raise self._error(
                    f"a {type(part).__name__.lower()} does not work in formulas; compute the column first"
                )
            if isinstance(part, ast.Call):
                name = getattr(part.func, "id", None)
                if name not in _FUNCTIONS:
                    raise self._error("it cannot be read")
                # A further argument of a function of numpy's is where it writes to.
                takes = 3 if name == "where" else getattr(_FUNCTIONS[name], "nin", 1)
                if len(part.args) != takes:
                    raise self._error(f"{name} takes {takes} argument{'s' * (takes > 1)}")

    def is_plain_in(self, columns: Mapping[str, np.ndarray]) -> bool:
        """Whether it is a column and nothing else, and of numbers."""
        return isinstance(self._tree, ast.Name) and columns[self.variables[0]].dtype.kind in "iufb"

    def values(self, columns: Mapping[str, np.ndarray]) -> FloatArray:
        """(R,) numbers; what is undefined is NaN or infinite. ``columns`` by name."""
        # Whole numbers arrive as narrow as the data have them, and would overflow.
        given = [
            v.astype(np.float64) if v.dtype.kind in "iub" else v for v in map(columns.get, self.variables)
        ]
        try:
            with np.errstate(all="ignore"):
                found = np.asarray(self._value(self._tree, given))
                if found.dtype.kind in "OUS":
                    # Texts of digits would pass for numbers.
                    raise TypeError
                size = len(given[0]) if given else 1
                return np.broadcast_to(found.astype(np.float64, copy=False), (size,))
        except (TypeError, ValueError):
            raise self._error("text columns are no numbers; use C(...) or compare them with a text") from None

    def _value(self, node: ast.AST, given: list[np.ndarray]) -> object:
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return given[int(node.id[2:])]
        if isinstance(node, ast.UnaryOp):
            value = self._value(node.operand, given)
            return (
                -value
                if isinstance(node.op, ast.USub)
                else +value
                if isinstance(node.op, ast.UAdd)
                else ~value
            )
        if isinstance(node, ast.BinOp) and type(node.op) in _BINARY:
            return _BINARY[type(node.op)](self._value(node.left, given), self._value(node.right, given))
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARED:
            sides = [np.asarray(self._value(side, given)) for side in (node.left, node.comparators[0])]
            if (sides[0].dtype.kind in "OUS") != (sides[1].dtype.kind in "OUS"):
                # No text is equal to a number: the answer would be the same in all rows.
                raise TypeError
            return _COMPARED[type(node.ops[0])](*sides)
        if isinstance(node, ast.Call):
            return _FUNCTIONS[node.func.id](*(self._value(argument, given) for argument in node.args))
        raise self._error("it cannot be read")


class Polynomial:
    """R's ``poly``: ``degree`` columns, orthonormal over the rows of the model, by their recurrence.

    p_0 = 1, p_{j+1} = (x - alpha_j) p_j - norm_j / norm_{j-1} p_{j-1}, with alpha_j = sum x p_j² / norm_j and
    norm_j = sum p_j² (Kennedy & Gentle 1980, section 8.3); column j is p_j / sqrt(norm_j).
    """

    def __init__(self, inner: NumericFactor, degree: int) -> None:
        self.inner, self.degree = inner, degree
        self.variables = inner.variables
        self.alpha: list[float] = []
        self.norm: list[float] = [1.0]

    def learn(self, passes: Callable[[], Iterable[tuple[FloatArray, FloatArray]]]) -> None:
        """``passes`` gives batches of x and counts anew each time it is called; it is called degree + 1
        times."""
        for j in range(self.degree + 1):
            norm, moment, peak = 0.0, 0.0, 0.0
            for x, n in passes():
                p = self._recurrence(x)[j]
                norm += n @ p**2
                moment += n @ (x * p**2)
                peak = max(peak, float(np.abs(x).max(initial=0)) ** j)
            if not norm > 1e-20 * peak**2:
                raise InvalidFormulaError(
                    f"{self.inner.text!r} has too few values for a polynomial of degree {self.degree}"
                )
            self.norm.append(float(norm))
            self.alpha.append(float(moment / norm))

    def _recurrence(self, x: FloatArray) -> list[FloatArray]:
        found = [np.ones_like(x)]
        for j, alpha in enumerate(self.alpha):
            before = found[j - 1] * self.norm[j + 1] / self.norm[j] if j else 0
            found.append((x - alpha) * found[j] - before)
        return found

    def values(self, columns: Mapping[str, np.ndarray]) -> FloatArray:
        """(R, degree) columns."""
        p = self._recurrence(self.inner.values(columns))
        return np.stack([p[j] / np.sqrt(self.norm[j + 1]) for j in range(1, self.degree + 1)], axis=1)
