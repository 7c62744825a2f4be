"""The command line: codes, named errors, and the local server."""

import pytest
from publication_miniature import write_warehouse

from publication.__main__ import main
from publication.serve import server


def test_errors_are_named_and_give_code_1(tmp_path, capsys):
    assert main(["--root", str(tmp_path), "summary"]) == 1
    assert "NothingPublishedError" in capsys.readouterr().err
    assert main(["--root", str(tmp_path), "serve"]) == 1
    assert "make build" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["it's", "x" * 5000])
def test_a_delivery_that_can_be_no_folder_is_named(tmp_path, capsys, text):
    with pytest.raises(SystemExit):
        main(["--root", str(tmp_path), "build", "--delivery", text])
    assert "names no folder" in capsys.readouterr().err


def test_export_of_a_named_warehouse(tmp_path, capsys):
    database = write_warehouse(tmp_path / "manager_training.duckdb")
    assert main(["export", "--database", str(database), "--output", str(tmp_path / "exports")]) == 0
    assert "3 tables written" in capsys.readouterr().out
    assert len(list((tmp_path / "exports").iterdir())) == 3


def test_a_port_in_use_is_named(tmp_path, capsys):
    (tmp_path / "index.html").write_text("a page", encoding="utf-8")
    with server(tmp_path, 0) as taken:
        port = str(taken.server_port)
        assert main(["serve", "--site", str(tmp_path), "--port", port]) == 1
    assert f"port {port} cannot be used" in capsys.readouterr().err
