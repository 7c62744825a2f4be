"""`python -m deliveries` and the targets of the Makefile: what they print, where, and how they end."""

import stat
import subprocess

import pytest

from deliveries import contract
from deliveries.__main__ import main


def test_help_names_the_commands(capsys):
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    printed = capsys.readouterr().out
    assert all(command in printed for command in ("check", "convert", "write"))


@pytest.mark.parametrize("arguments", [[], ["check"], ["write", "--format", "xls", "--output", "x"]])
def test_wrong_usage_ends_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err


def test_a_good_delivery_ends_with_zero_and_progress_stays_out_of_the_report(tables, deliver, capsys):
    assert main(["check", str(deliver(tables, "sav"))]) == 0
    printed = capsys.readouterr()
    assert printed.out.startswith(
        "# Delivery report: wave 2024, codebook 2024, synthetic, an excerpt\n\nAccepted.\n"
    )
    assert "reading survey ..." in printed.err
    assert "reading" not in printed.out


def test_a_bad_delivery_ends_with_one_and_is_named_with_rows_beside_its_report(tables, deliver, capsys):
    tables["survey"]["q9"][6] = "77"
    assert main(["check", str(deliver(tables))]) == 1
    printed = capsys.readouterr()
    assert "REFUSED" in printed.out
    assert "[fatal-row] survey.csv, column q9, row 7: answer code not in the codebook." in printed.err


def test_the_report_may_go_to_a_file_of_the_owner(tables, deliver, tmp_path, capsys):
    path = tmp_path / "reports" / "report.md"
    assert main(["check", str(deliver(tables)), "--report", str(path)]) == 0
    assert capsys.readouterr().out == ""
    assert path.read_text().startswith("# Delivery report")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["check", str(tmp_path / "nowhere")]) == 1
    assert "[missing-folder]" in capsys.readouterr().err


def test_an_output_that_cannot_be_written_is_named(tables, deliver, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert main(["write", "--format", "csv", "--output", str(tmp_path / "file")]) == 1
    assert "file" in capsys.readouterr().err


def test_convert_writes_what_the_seeds_would_be(tables, deliver, tmp_path, capsys):
    output = tmp_path / "canonical"
    assert main(["convert", str(deliver(tables, "dta")), "--output", str(output)]) == 0
    assert {path.stem for path in output.iterdir()} == set(contract.SOURCES.values())
    assert {stat.S_IMODE(path.stat().st_mode) for path in output.iterdir()} == {0o600}
    header, first = (output / "register_sample.csv").read_text().splitlines()[:2]
    assert header == ",".join(tables["register"])
    assert first == ",".join(values[0] for values in tables["register"].values())


def make(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run(["make", *arguments], cwd=contract.ROOT, capture_output=True, text=True)


def test_make_check_ends_with_an_error_on_a_bad_folder(tables, deliver):
    folder = deliver(tables)
    (folder / "population.csv").unlink()
    ended = make("check", f"DELIVERY={folder}")
    assert ended.returncode != 0
    assert "REFUSED" in ended.stdout
    assert "[missing-file] population.*: is missing." in ended.stderr


def test_make_check_asks_for_a_folder():
    ended = make("check")
    assert ended.returncode != 0
    assert "make check DELIVERY=path/to/folder" in ended.stderr
