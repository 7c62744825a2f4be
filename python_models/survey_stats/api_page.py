"""Writes API.md, the page of what is public here, from signatures and docstrings.

    python -m survey_stats.api_page      (make models)

Tools that do this either make a site of its own or do not see names that are loaded on first use.
"""

import inspect
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pathlib import Path

PAGE = Path(__file__).with_name("API.md")


def page() -> str:
    """The page as Markdown."""
    package, kernel, errors = map(
        import_module, ("survey_stats", "survey_stats.kernel", "survey_stats.errors")
    )
    parts = [
        "<!-- Written by python -m survey_stats.api_page (make models) from the docstrings. -->",
        "# survey_stats: what is public",
        "[README.md](README.md) shows its use.",
    ]
    for name in package.__all__:
        parts += _described(name, getattr(package, name), level=2)
    parts += [
        "## survey_stats.kernel",
        "`from survey_stats.kernel import ...`: estimators on cells and matrices.",
    ]
    for name in kernel.__all__:
        found = getattr(kernel, name)
        if inspect.isclass(found) or inspect.isfunction(found):
            parts += _described(name, found, level=3)
    parts += ["## survey_stats.errors", _prose(errors.__doc__)]
    found = [e for e in vars(errors).values() if inspect.isclass(e)]
    parts.append("\n".join(f"- `{e.__name__}`: {_prose(e.__doc__)}" for e in found))
    return "\n\n".join(parts) + "\n"


def _described(name: str, thing: Callable, level: int) -> Iterator[str]:
    yield f"{'#' * level} {name}"
    yield f"`{_signature(name, thing)}`"
    yield _prose(thing.__doc__)
    if not inspect.isclass(thing):
        return
    for own, member in vars(thing).items():
        if own.startswith("_") or not getattr(member, "__doc__", None):
            continue
        if isinstance(member, property | cached_property):
            yield f"**`.{own}`**: {_prose(member.__doc__)}"
        elif callable(getattr(thing, own)):
            yield f"**`.{_signature(own, getattr(thing, own))}`**"
            yield _prose(member.__func__.__doc__ if isinstance(member, classmethod) else member.__doc__)


def _signature(name: str, thing: Callable) -> str:
    """Names and defaults; what they mean is the text's."""
    given = inspect.signature(thing)
    shown = [p for p in given.parameters.values() if p.name != "self" and not p.name.startswith("_")]
    kept = [p.replace(annotation=p.empty) for p in shown]
    return f"{name}{given.replace(parameters=kept, return_annotation=given.empty)}"


def _prose(text: str) -> str:
    """A docstring as Markdown: its lists of parameters as lists, names of code between single backticks."""
    text = inspect.cleandoc(text)
    text = re.sub(r":\w+:`(?:[^`]*\.)?([^`]+)`", r"`\1`", text).replace("``", "`")
    text = re.sub(r"^(>>> (?:.+\n?)+)", r"```python\n\1\n```", text, flags=re.MULTILINE)
    text = re.sub(r"^(\w+)\n-{3,}$", r"**\1**\n", text, flags=re.MULTILINE)
    return re.sub(r"^([^\s`][^\n:.;]*) : (?=\S)", r"- `\1`: ", text, flags=re.MULTILINE)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
