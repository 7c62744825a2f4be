"""What a person gives to make is text: it reaches the program as it is, and nothing in it is run."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
# Stands in for the environment's Python: keeps its arguments, each with a zero byte behind it.
PROGRAM = """#!/bin/sh
printf '%s\\0' "$@" > "$(dirname "$0")/arguments"
"""
TEXTS = [
    "a folder/with blanks",
    'x"; touch RAN; "',
    "x'; touch RAN; '",
    "`touch RAN`",
    "$(touch RAN)",
    "$(shell touch RAN)",
    "$$HOME ${HOME} $HOME $(HOME)",
    "æøå/Ærø ñ",
    "two\nlines; touch RAN",
    "back\\slash \\",
    "# no comment",
    "-x --flag",
    "*",
]


@pytest.fixture
def environment(tmp_path):
    """An environment that make takes for installed."""
    programs = tmp_path / "venv" / "bin"
    programs.mkdir(parents=True)
    (programs / "python").write_text(PROGRAM, encoding="utf-8")
    (programs / "python").chmod(0o755)
    (programs.parent / ".installed").touch()
    return programs


def make(environment: Path, *arguments: str, **variables: str) -> list[str]:
    """Run make and return what the program was called with."""
    subprocess.run(
        [
            *("make", "--silent", "--no-print-directory", f"--directory={ROOT}"),
            *(f"VENV={environment.parent}", "--old-file=reports/node_modules/.installed"),
            *(f"SITE_PACKAGES={environment.parent}/.installed", *arguments),
        ],
        env=os.environ | variables,
        check=True,
        capture_output=True,
    )
    return (environment / "arguments").read_text(encoding="utf-8").split("\0")[:-1]


@pytest.mark.parametrize("text", TEXTS)
def test_a_delivery_is_text(environment, text):
    from_command_line = make(environment, "check", f"DELIVERY={text}")
    from_environment = make(environment, "check", DELIVERY=text)
    assert from_command_line == from_environment == ["-m", "deliveries", "check", text]
    assert not (ROOT / "RAN").exists()


@pytest.mark.parametrize(
    ("target", "name", "before"),
    [
        ("build", "DELIVERY", "--delivery"),
        ("serve", "PORT", "--port"),
        ("test-kills", "KILLS", "--kills"),
        ("bench-scale", "SIZES", "--sizes"),
        ("synthetic", "FORMAT", "--format"),
    ],
)
@pytest.mark.parametrize("text", [TEXTS[1], TEXTS[5]])
def test_every_variable_is_text(environment, target, name, before, text):
    arguments = make(environment, target, f"{name}={text}")
    assert arguments[arguments.index(before) + 1] == text
    assert not (ROOT / "RAN").exists()


def test_a_wave_is_text(environment):
    arguments = make(environment, "synthetic", "FORMAT=sav", f"WAVE={TEXTS[1]}")
    assert arguments[-4:] == ["--wave", TEXTS[1], "--output", f"deliveries/synthetic-sav-{TEXTS[1]}"]
    assert not (ROOT / "RAN").exists()


def test_every_variable_that_a_person_gives_is_in_the_list():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    given = set(makefile.split("GIVEN := ")[1].splitlines()[0].split())
    # What recipes read from their environment, but the shell's own and the name in a comment.
    read = set(re.findall(r"\$\$\{?([A-Z][A-Z_]+)", makefile)) - {"PPID", "NAME"}
    assert read <= given and {"DELIVERY", "VARS", "PROFILES"} <= read
    assert not [name for name in given if f"$({name})" in makefile]


def test_a_build_ends_with_make_and_its_environment_is_its_own(environment):
    (environment / "python").write_text(PROGRAM + 'test -z "$PYTHONPATH"\n', encoding="utf-8")
    arguments = make(environment, "build", PYTHONPATH="somewhere")
    assert arguments[arguments.index("--parent") - 5 : -1] == [
        *("-m", "publication", "build", "--packages", "3", "--parent")
    ]
    assert int(arguments[-1]) > 1


def test_a_build_is_told_when_the_packages_of_the_site_are_there(environment):
    (environment / "python").write_text(
        '#!/bin/sh\ncat <&3 > "$(dirname "$0")/arguments"\n', encoding="utf-8"
    )
    assert make(environment, "build") == []
    assert (environment / "arguments").read_text(encoding="utf-8") == "installed\n"
    # Where they cannot be installed, nothing is said.
    make(environment, "build", "SITE_PACKAGES=nowhere")
    assert (environment / "arguments").read_text(encoding="utf-8") == ""


def test_without_its_environment_a_build_does_not_begin(environment):
    (environment.parent / ".installed").unlink()
    with pytest.raises(subprocess.CalledProcessError):
        make(environment, "build", "PYTHON=false")
    assert not (environment / "arguments").exists()


def test_a_folder_that_was_moved_is_installed_anew(environment):
    (environment / "activate").write_text("VIRTUAL_ENV=/elsewhere/.venv\n", encoding="utf-8")
    shown = subprocess.run(
        ["make", "--dry-run", f"--directory={ROOT}", "verify", f"VENV={environment.parent}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    assert "this folder was moved" in shown
