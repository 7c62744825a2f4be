"""What delivered cells look like: numbers in one spelling, and causes that many cells share, named once."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from deliveries import contract
from deliveries.errors import ROWS_SHOWN, Problem
from deliveries.labels import known_labels, meaning
from deliveries.readers import folded, packed_words

_NUMBER = re.compile(r"([+-]?\d+)(?:[.,](\d+))?")
# Control characters, what replaces unreadable letters, line separators, and marks that turn the direction of
# writing: none of them can be seen, and each can make a text on a page read otherwise than it is.
_UNPRINTABLE = (
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{fffd}\x{2028}\x{2029}\x{61c}\x{200e}\x{200f}"
    r"\x{202a}-\x{202e}\x{2060}-\x{206f}\x{feff}\x{200b}\x{180e}\x{fff9}-\x{fffb}\x{e000}-\x{f8ff}"
    r"\x{fdd0}-\x{fdef}\x{fffe}\x{ffff}\x{e0000}-\x{e0fff}\x{f0000}-\x{10ffff}]"
)
# A name stands on one line, and has no letters without width. Answers may: emojis are joined by them.
_BREAKS = r"[\t\n\r]"
_WITHOUT_WIDTH = (
    r"[\x{ad}\x{34f}\x{115f}\x{1160}\x{17b4}\x{17b5}\x{200c}\x{200d}\x{2800}\x{3164}"
    r"\x{fe00}-\x{fe0f}\x{ffa0}]"
)
# The first byte pairs that the UTF-8 encoding of a Latin-1 letter has when it is encoded once more.
_ENCODED_TWICE = (
    r"[\x{c2}\x{c3}][\x{80}-\x{bf}\x{2010}-\x{203a}\x{152}-\x{178}\x{2c6}\x{2dc}\x{20ac}\x{2122}]"
)
# No language puts so many marks over one letter; they run over the lines above and below.
_HEAPED = r"\p{Mn}{4,}"
# No name of a course or a provider, no code and no date is as long.
_LONGEST = 500
# Whatever a cell of other characters may hold, it is nothing of the kinds above and below.
_NOT_PLAIN = r"[^0-9A-Za-zæøåÆØÅ .,:;()/_'+-]"
# Letters that a program could not write: ?rhus and K?benhavn, or their names in HTML.
_LETTERS_LOST = r"\pL\?\pL|(?:^|\s)\?\p{Ll}"
_HTML_LETTERS = (
    r"&(?:#\d{2,5}|#x[0-9a-fA-F]{2,4}|[aA][eE]lig|[oO]slash|[aA]ring|[a-zA-Z](?:uml|acute)"
    r"|amp|quot|lt|gt|nbsp);"
)
# How programs and people write a missing number in a file of texts, in whatever capitals.
_MARKERS = frozenset((
    "na", "n/a", "n.a.", "#n/a", "#i/t", "#null!", "#value!", "#værdi!", "#ref!", "#div/0!", "#num!", "null",
    "none", "nan", "nat", "nil", "-", "--", "?", "*", ".", "._", "<na>", "(null)", "(blank)", "(tom)",
    "blank", "tom", "missing", "sysmis", "\\n", *(f".{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
))  # fmt: skip
# What a Stata file holds for .a to .z.
_STATA_MARKERS = frozenset("abcdefghijklmnopqrstuvwxyz")
# A file holds its column names and texts once more in no more rows than these.
_HEADING_ROWS = 3
# What every row of a file has, and what stands there in a row of totals.
_KEYS = ("person_id", "course_id", "stratum_code")
_TOTALS = frozenset(
    ("total", "totals", "totalt", "i alt", "ialt", "sum", "samlet", "hovedtotal", "grand total")
)
_ONE_HEADING = "Deliver one row of column names, and below it nothing but data."
# A word or number that is no code, in so many questions, stands for a blank whatever it is.
_QUESTIONS = 5
_NO_ANSWER = re.compile(r"-\d{1,5}|(\d)\1{1,5}|9{2,5}\d")
# A code with its label in one cell: 1 Mand, (1) Mand, 1: Mand, Mand (1).
_GLUED = re.compile(r"\W*(\d{1,4})(?:\s|\W)\W*[^\W\d].*|[^\W\d].*\W(\d{1,4})\W*")
# A code with a sign, zeros or a dot around it.
_PADDED = re.compile(r"\+?0*(\d{1,4})\.?")
_DATES_FOR_CODES = re.compile(r"\d{4}-\d\d-\d\d.*|\d\d?:\d\d.*")
# How a box is said to be ticked or not, in words.
_TICKS = frozenset((
    "true", "false", "sand", "falsk", "yes", "no", "ja", "nej", "x", "v", "checked", "unchecked", "selected",
    "not selected", "valgt", "ikke valgt", "quoted", "not quoted", "t", "f", "y", "n", "j", "2",
))  # fmt: skip
_DATE_FORMATS = {
    # Some day of the month is above 12, and tells the order.
    r"^(1[3-9]|2\d|3[01])[-./ ]\d{1,2}[-./ ]\d{4}$": "is written day first",
    r"^\d{1,2}[-./ ](1[3-9]|2\d|3[01])[-./ ]\d{4}$": "is written month first",
    r"^\d{1,2}[-./ ]\d{1,2}[-./ ]\d{4}$": "is written day or month first",
    r"^\d{1,2}[-./ ]?[A-Za-zÆØÅæøå]{3,9}\.?[-./ ]?\d{4}": "is written with the month's name",
    r"^\d{4}-(1[3-9]|2\d|3[01])-\d\d$": "is written year, day, month",
    r"^\d{4}[./ ]\d{1,2}[./ ]\d{1,2}$|^\d{8}$": "is written without hyphens",
    r"^\d{4,6}(\.\d+)?$|^\d{10,13}$": "is a number of days or seconds, as programs count them",
    r"^\d\d?[-./ ]\d\d?[-./ ]\d\d$": "is written with a year of two digits",
    r"^\d{4}-\d\d-\d\d[T ].+": "has a time of day; 22:00 or 23:00 is a local midnight in UTC, a day early",
    r"^$|^.{1,7}$|^.{8,9}$|^.{11,}$|^[^-]{10}$": "is not written as YYYY-MM-DD",
}


def of_words(values: pa.ChunkedArray, test: Callable[[pa.Array], pa.Array]) -> pa.ChunkedArray:
    """What `test` says of the text of every row; of a packed column each text is tried once a batch."""
    if not pa.types.is_dictionary(values.type):
        return test(values)
    return pa.chunked_array([test(of.dictionary).take(of.indices) for of in values.chunks], pa.bool_())


def different(values: pa.ChunkedArray) -> pa.Array:
    """The different texts of a column, without NULL."""
    found = pc.unique(values).drop_null()
    return pc.unique(found.cast(pa.string())) if pa.types.is_dictionary(found.type) else found


def _among(words: pa.Array) -> Callable[[pa.Array], pa.Array]:
    return lambda of: pc.is_in(of, words)


def _matching(pattern: str) -> Callable[[pa.Array], pa.Array]:
    return lambda of: pc.match_substring_regex(of, pattern)


def matching_rows(matches: pa.ChunkedArray) -> tuple[tuple[int, ...], int]:
    """The first rows that match, counted from 1, and how many do."""
    found = pc.indices_nonzero(pc.fill_null(matches, False))
    return tuple(row + 1 for row in found[:ROWS_SHOWN].to_pylist()), len(found)


def plain_numbers(values: pa.ChunkedArray) -> pa.ChunkedArray:
    """3, 3.0 and 3,0 are one number; anything that is no number stays as it is, for staging to refuse.

    So does 3.000, which may be three or three thousand.
    """
    chunks = []
    for chunk in values.chunks:
        packed = chunk.dictionary_encode()
        given = packed.dictionary.to_pylist()
        plain = [_plain_number(value) for value in given]
        # Not copied where nothing is written otherwise: of millions of rows, every column counts.
        if plain != given:
            chunk = packed_words(pa.array(plain, pa.string()), packed.indices).cast(values.type)
        chunks.append(chunk)
    return pa.chunked_array(chunks, values.type)


def _plain_number(value: str) -> str:
    match = _NUMBER.fullmatch(value)
    if match and match[2] and match[2] != "000":
        fraction = match[2].rstrip("0")
        return f"{match[1]}.{fraction}" if fraction else match[1]
    return value


def hold_to_printable(
    path: Path, column: str, values: pa.ChunkedArray, problems: list[Problem], is_free_text: bool
) -> None:
    """Note cells with characters that cannot be seen or are encoded twice, and those that are too long.

    Only free text is long and has lines.
    """
    rows, n = matching_rows(of_words(values, lambda words: pc.greater(pc.binary_length(words), _LONGEST)))
    if n and not is_free_text:
        problems.append(
            Problem(
                "too-long", path.name, f"holds texts of more than {_LONGEST} bytes",
                "Shorten them; where a quotation mark is not closed, a cell takes in what follows.",
                column, rows, n,
            )
        )  # fmt: skip
    # The classes below take longer to read than most columns, which hold plain characters alone.
    if not pc.any(of_words(values, _matching(_NOT_PLAIN))).as_py():
        return
    for pattern, message in (
        *(
            ()
            if is_free_text
            else (
                (_BREAKS, "holds a line break or a tab"),
                (_WITHOUT_WIDTH, "holds characters without width, which cannot be seen"),
                (_HEAPED, "holds heaps of marks over its letters"),
                (_LETTERS_LOST, "holds question marks where letters were lost"),
                (_HTML_LETTERS, "holds letters as HTML writes them"),
            )
        ),
        (_UNPRINTABLE, "holds control characters, marks that cannot be seen or what is no text"),
        (_ENCODED_TWICE, "is encoded twice"),
    ):
        rows, n = matching_rows(of_words(values, _matching(pattern)))
        if n:
            problems.append(
                Problem(
                    "wrong-encoding", path.name, message,
                    "Deliver texts as UTF-8, from where they came, without marks that cannot be seen.",
                    column, rows, n,
                )
            )  # fmt: skip


def heading_rows(
    path: Path, source: str, columns: Mapping[str, pa.ChunkedArray], names: Mapping[str, str]
) -> list[Problem]:
    """Rows that are no data: totals; names or question texts, as survey programs put below the row of names.

    `names`: delivered names by ours.
    """
    key = next((columns[name] for name in _KEYS if name in columns), None)
    if key is not None:
        titles = {folded(name) for key in _KEYS if key in names for name in (key, names[key])}
        for words, name, message, remedy in (
            (_TOTALS, "totals-row", "holds a row of totals",
             "Delete it: a row is a person, a category or a course."),
            (titles, "preamble", "holds the column names once more", _ONE_HEADING),
        ):  # fmt: skip
            named = pa.array(sorted(words), pa.string())
            rows, n = matching_rows(of_words(key, lambda of, named=named: pc.is_in(pc.utf8_lower(of), named)))
            if 0 < n <= _HEADING_ROWS:
                return [Problem(name, path.name, message, remedy, None, rows, n)]
    numbers = [columns[name] for name in columns if name in contract.number_columns(source)]
    words = [(values, _words(values)) for values in numbers]
    words = [(values, of) for values, of in words if len(of)]
    if len(words) < 3 or len(words) <= len(numbers) / 2:
        return []
    n_words = pa.scalar(0, pa.int32())
    for values, of in words:
        is_word = pc.fill_null(of_words(values, _among(of)), False)
        n_words = pc.add(n_words, pc.cast(is_word, pa.int32()))
    rows, n = matching_rows(pc.greater(n_words, len(numbers) / 2))
    # In many rows they are labels where codes belong, or words for a blank.
    if not 0 < n <= _HEADING_ROWS or n > len(n_words) / 2:
        return []
    message = "holds words in most columns of numbers: names or question texts once more"
    return [Problem("preamble", path.name, message, _ONE_HEADING, None, rows, n)]


def _words(values: pa.ChunkedArray) -> pa.Array:
    """Different values that do not begin with a digit."""
    found = different(values)
    return found.filter(pc.invert(pc.match_substring_regex(found, r"^\W*\d")))


def words_for_codes(
    path: Path, source: str, version: str, columns: Mapping[str, pa.ChunkedArray], file_format: str
) -> list[Problem]:
    """Labels where codes belong, words for ticks, and words or numbers that a program writes for a blank."""
    worded = contract.number_columns(source) | contract.date_columns(source)
    known = _MARKERS | (_STATA_MARKERS if file_format.startswith("Stata") else frozenset())
    boxes = {name for names in contract.boxes(version).values() for name in names}
    strange = {name: _strange(name, version, columns[name]) for name in columns if name in worded}
    labelled, glued, padded, dated, ticked, markers = {}, {}, {}, {}, {}, {}
    questions: dict[str, set[str]] = {}
    for name, words in strange.items():
        code_list = contract.variables(version).get(name, {}).get("code_list")
        labels, codes = known_labels(code_list, version), contract.codes(version).get(code_list or "", {})
        labelled[name] = {word for word in words if not _NUMBER.fullmatch(word) and meaning(word) in labels}
        glued[name] = {word for word in words - labelled[name] if _glued_code(word) in codes}
        padded[name] = {word for word in words if (match := _PADDED.fullmatch(word)) and match[1] in codes}
        dated[name] = {word for word in words if codes and _DATES_FOR_CODES.fullmatch(word)}
        own_number = name.rsplit("_", 1)[-1]
        ticks = {word for word in words if word.casefold() in _TICKS or word == own_number}
        ticked[name] = ticks - labelled[name] if name in boxes else set()
        markers[name] = {word for word in words if word.casefold() in known}
        block = contract.variables(version).get(name, {}).get("question_number") or name
        for word in words - labelled[name] - glued[name] - padded[name] - dated[name] - ticked[name]:
            questions.setdefault(word, set()).add(block)
    for word, blocks in questions.items():
        if len(blocks) >= _QUESTIONS and (not _NUMBER.fullmatch(word) or _NO_ANSWER.fullmatch(word)):
            for name, words in strange.items():
                markers[name] |= {word} & words
    if source == "catalogue":
        # Published as they are. Places and lengths are written N/A in print.
        for name in ("course_name", "provider"):
            if name not in columns:
                continue
            markers[name] = {
                word for word in different(columns[name]).to_pylist() if word.lower() in _MARKERS
            }
    limit = contract.project_vars()["maximum_rejected_share"]
    for words in (labelled, glued, padded, dated, ticked):
        for name in [name for name in words if words[name]]:
            n_words = _rows_of(columns[name], words[name])[1]
            # Few are set aside or refused one by one.
            if n_words <= limit * len(columns[name]):
                words[name] = set()
    return [
        *_worded(path, columns, labelled, "labels-for-codes", lambda _: "holds labels, not codes",
                 "Deliver the codes of seeds/codebook/codebook_codes.csv, not their labels."),
        *_worded(path, columns, glued, "labels-for-codes", lambda _: "holds codes and labels in one cell",
                 "Deliver the codes alone."),
        *_worded(path, columns, padded, "leading-zeros", lambda _: "holds codes with zeros, a sign or a dot",
                 "Deliver codes as plain numbers."),
        *_worded(path, columns, dated, "labels-for-codes",
                 lambda _: "holds dates or times where codes belong, as a spreadsheet makes of 1-5 or 1:30",
                 "Deliver the codes as they were before the spreadsheet."),
        *_worded(path, columns, ticked, "labels-for-codes", lambda _: "says otherwise what is ticked",
                 "Deliver 1 for a ticked box and 0 for one that is not."),
        *_worded(path, columns, markers, "missing-marker",
                 lambda words: f"{', '.join(sorted(map(_shown_word, words)))} stands for a blank",
                 "Deliver a blank where there is no answer."),
    ]  # fmt: skip


def _glued_code(word: str) -> str | None:
    """The code in a cell that holds a code and words."""
    match = _GLUED.fullmatch(word)
    return match and (match[1] or match[2])


def _strange(name: str, version: str, values: pa.ChunkedArray) -> set[str]:
    """Different values of a column that are no codes of its list nor, where meant, numbers or dates."""
    variable = contract.variables(version).get(name, {})
    codes = contract.codes(version).get(variable.get("code_list") or "", {})
    found = different(values)
    if codes and variable.get("response_type") not in ("integer", "year"):
        found = found.filter(pc.invert(pc.is_in(found, pa.array(list(codes), pa.string()))))
    elif name in contract.date_columns(None):
        found = found.filter(pc.invert(pc.match_substring_regex(found, r"\d")))
    else:
        found = found.filter(pc.invert(pc.match_substring_regex(found, r"^\+?\d")))
    # What has thousands of different values is no list of words.
    return set(found.slice(0, 1000).to_pylist()) - set(codes)


def _rows_of(values: pa.ChunkedArray, words: set[str]) -> tuple[tuple[int, ...], int]:
    return matching_rows(of_words(values, _among(pa.array(sorted(words), pa.string()))))


def _worded(
    path: Path,
    columns: Mapping[str, pa.ChunkedArray],
    words: Mapping[str, set[str]],
    problem: str,
    message: Callable[[set[str]], str],
    remedy: str,
) -> list[Problem]:
    """One problem for all columns in which there are such words."""
    names = [name for name in columns if words.get(name)]
    if not names:
        return []
    found = [_rows_of(columns[name], words[name]) for name in names]
    few = ", ".join(names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    told = message(set().union(*(words[name] for name in names)))
    return [Problem(problem, path.name, told, remedy, few, found[0][0], sum(n for _, n in found))]


def _shown_word(word: str) -> str:
    """A word that many persons share; a long one may be somebody's own."""
    return word if word.casefold() in _MARKERS or len(word) <= 20 else "a text"


def date_causes(path: Path, columns: Mapping[str, pa.ChunkedArray]) -> list[Problem]:
    """Dates in another format than YYYY-MM-DD, where too many are to be set aside one by one."""
    problems = []
    for name in (name for name in columns if name in contract.date_columns(None)):
        values = columns[name]
        n_delivered = len(values) - values.null_count
        for pattern, message in _DATE_FORMATS.items():
            rows, n = matching_rows(of_words(values, _matching(pattern)))
            if n > contract.project_vars()["maximum_rejected_share"] * n_delivered:
                remedy = "Deliver dates as YYYY-MM-DD, or as the dates of the file's format, without a time."
                problems.append(Problem("date-format", path.name, message, remedy, name, rows, n))
                break
    return problems
