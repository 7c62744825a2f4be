"""From a folder to canonical tables: formats, column names, labels, and all that is wrong said at once."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyreadstat
import pytest

from deliveries import contract, write
from deliveries.delivery import canonical_csv, inspect_delivery, read_delivery
from deliveries.errors import DeliveryError
from deliveries.report import report
from deliveries.staging import BEARABLE, staging


@pytest.mark.parametrize("file_format", write.WRITABLE)
def test_each_format_hands_the_seeds_to_dbt(file_format, folder):
    """What dbt gets is, byte for byte, what stands in seeds/: all that follows is the same then."""
    write.write_delivery(write.seed_tables(), file_format, folder)
    delivery = read_delivery(folder)
    for source, seed in contract.SOURCES.items():
        (path,) = contract.SEEDS.glob(f"*/{seed}.csv")
        assert canonical_csv(delivery.tables[source]) == path.read_bytes()
    assert not delivery.findings.rejections
    assert not [file.remarks for file in delivery.files.values() if file.remarks]


@pytest.mark.parametrize("file_format", write.WRITABLE)
def test_only_the_owner_may_read_what_is_written(file_format, tables, deliver):
    folder = deliver(tables, file_format)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    written = sorted(folder.iterdir())
    assert len(written) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}


def test_a_delivery_is_never_written_over_another(tables, deliver):
    folder = deliver(tables, "sav")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(FileExistsError, match="nothing is overwritten"):
        write.write_delivery(tables, "csv", folder)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_large_delivery_is_staged_on_the_disk_with_the_same_findings(tables, deliver, monkeypatch):
    tables["survey"]["answered_on"][3] = "2025-01-01"
    folder = deliver(tables, "parquet")
    expected = read_delivery(folder)
    monkeypatch.setattr("deliveries.staging._LARGE", 0)
    monkeypatch.setattr("deliveries.delivery.staging", None)
    found = read_delivery(folder)
    assert found.findings == expected.findings
    assert [rejection.n_rejected for rejection in found.findings.rejections] == [1]
    signals, before = found.plausibility.signals, expected.plausibility.signals
    assert [(s.name, s.subject, s.severity) for s in signals] == [
        (s.name, s.subject, s.severity) for s in before
    ]
    # Two threads add in another order: the last digits differ.
    numbers = ([s.number for s in each if s.number is not None] for each in (signals, before))
    np.testing.assert_allclose(*numbers, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGKILL])
def test_what_a_check_put_on_the_disk_goes_with_it_however_it_ends(by, tmp_path):
    program = (
        "import time; from deliveries.staging import Staging; stage = Staging(2024, is_large=True); "
        "print(*stage.query(\"select current_setting('temp_directory') as t\")['t'], flush=True); "
        "time.sleep(60)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    spill = Path(process.stdout.readline().strip())
    assert list(spill.iterdir())
    assert stat.S_IMODE(spill.stat().st_mode) == 0o700
    # As a build is stopped: with all that it started.
    os.killpg(process.pid, by)
    process.communicate()
    for _ in range(100):
        if not spill.exists():
            break
        time.sleep(0.1)
    assert not spill.exists()


def mapped(folder: Path, *rows: str) -> None:
    (folder / "mapping.csv").write_text("delivery,delivered_name,our_name\n" + "\n".join(rows) + "\n")


def test_mapped_columns_are_taken_and_columns_mapped_to_nothing_left_out(tables, deliver):
    expected = read_delivery(deliver(tables)).tables
    tables["register"]["KOEN"] = tables["register"].pop("gender_code")
    tables["register"]["cvr"] = ["12345678"] * len(tables["register"]["KOEN"])
    folder = deliver(tables)
    mapped(folder, "register, koen ,gender_code", "register,CVR,")
    assert read_delivery(folder).tables["register"] == expected["register"]


def test_missing_and_unmapped_columns_of_all_files_are_listed_at_once(tables, deliver):
    for source, column in (
        ("register", "gender_code"),
        ("register", "age_years"),
        ("survey", "q2"),
        ("survey", "q29"),
    ):
        tables[source][f"their_{column}"] = tables[source].pop(column)
    with pytest.raises(DeliveryError) as refusal:
        read_delivery(deliver(tables))
    named = {(problem.name, problem.file): problem.column for problem in refusal.value.problems}
    assert named == {
        ("missing-column", "register.csv"): "gender_code, age_years",
        ("unmapped-column", "register.csv"): "their_gender_code, their_age_years",
        ("missing-column", "survey.csv"): "q2, q29",
        ("unmapped-column", "survey.csv"): "their_q2, their_q29",
    }
    assert "mapping.csv" in str(refusal.value)


def test_all_that_is_wrong_with_the_rows_is_said_at_once_with_rows_and_remedy(tables, deliver):
    tables["register"]["gender_code"][4] = "7"
    for row in range(20, 34):
        tables["survey"]["q1"][row] = "8"
    tables["population"]["population_n"][1] = "1"
    with pytest.raises(DeliveryError) as refusal:
        read_delivery(deliver(tables))
    message = str(refusal.value)
    assert (
        "[fatal-row] register.csv, column gender_code, row 5: unknown gender code. Deliver a code" in message
    )
    assert (
        "[fatal-row] survey.csv, column q1, rows 21, 22, 23, 24, 25, 26, 27, 28, 29, 30 and 4 more: "
        "answer code not in the codebook." in message
    )
    assert (
        "[fatal-row] population.csv, column population_n, rows 2, 3: variable counts other persons" in message
    )


def test_no_value_of_a_person_stands_in_an_error(tables, deliver):
    secret = "P04321x"
    tables["register"]["person_id"][3] = secret
    tables["register"]["age_years"][3] = secret
    tables["survey"]["person_id"][3] = secret
    tables["survey"]["q9"][3] = secret
    tables["survey"]["q21_text"][3] = secret + "\x07"
    with pytest.raises(DeliveryError) as refusal:
        read_delivery(deliver(tables))
    assert refusal.value.problems
    assert secret not in str(refusal.value)


def test_a_row_of_data_in_place_of_the_header_is_not_shown(tables, deliver):
    folder = deliver(tables, checksums=False)
    path = folder / "register.csv"
    text = path.read_text()
    path.write_text(text[text.index("\n") + 1 :])
    with pytest.raises(DeliveryError, match="missing-header") as refusal:
        read_delivery(folder)
    assert tables["register"]["person_id"][0] not in str(refusal.value)


def relabelled(folder: Path, change) -> None:
    path = folder / "survey.sav"
    frame, metadata = pyreadstat.read_sav(path, user_missing=True)
    labels = {name: dict(codes) for name, codes in metadata.variable_value_labels.items()}
    change(labels)
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, missing_ranges=metadata.missing_ranges)


def test_a_label_of_another_wording_stops_until_it_is_acknowledged(tables, deliver):
    folder = deliver(tables, "sav", checksums=False)
    relabelled(folder, lambda labels: labels["q9"].update({1: "Helt anderledes"}))
    delivery = inspect_delivery(folder)
    assert [(problem.name, problem.file) for problem in delivery.problems] == [
        ("implausible", "label-wording")
    ]
    line = "| survey.sav | q9 | 1 | Helt anderledes | I meget høj grad / To a very high degree |"
    assert line in report(delivery)
    with (folder / "delivery.yml").open("a") as declaration:
        declaration.write(
            "acknowledged:\n  label-wording: The questionnaire was printed so, the scale is the same\n"
        )
    delivery = read_delivery(folder)
    assert delivery.acknowledgements().to_pylist() == [
        {
            "signal": "label-wording",
            "subject": "survey.sav q9",
            "number": "1.000",
            "sentence": "The questionnaire was printed so, the scale is the same",
        }
    ]


def test_a_code_that_the_codebook_lacks_stops(tables, deliver):
    folder = deliver(tables, "sav", checksums=False)
    relabelled(folder, lambda labels: labels["q9"].update({8: "Uoplyst"}))
    with pytest.raises(DeliveryError, match=r"\[other-codes\] survey.sav, column q9: labels 1 code"):
        read_delivery(folder)


@pytest.mark.parametrize(
    ("men", "women", "outcome"),
    [
        ("Mand", "KVINDE", None),
        ("1 = Male", "2 = Female", None),
        ("M", "F", None),
        ("Kvinde", "Mand", "other-meaning"),
    ],
)
def test_labels_are_compared_by_meaning(men, women, outcome, tables, deliver):
    folder = deliver(tables, "sav", checksums=False)
    path = folder / "register.sav"
    frame, metadata = pyreadstat.read_sav(path, user_missing=True)
    labels = {**metadata.variable_value_labels, "gender_code": {1: men, 2: women}}
    pyreadstat.write_sav(frame, path, variable_value_labels=labels, missing_ranges=metadata.missing_ranges)
    assert {problem.name for problem in inspect_delivery(folder).problems} == (
        {outcome} if outcome else set()
    )


def test_labels_in_english_are_the_codebook_s_too(tables, deliver):
    english = {float(code): row["label_en"] for code, row in contract.codes()["degree5_reversed"].items()}
    folder = deliver(tables, "sav", checksums=False)
    relabelled(folder, lambda labels: labels.update(q9=english))
    assert read_delivery(folder).files["survey"].labels == ()


def test_a_question_that_is_lost_as_a_whole_stops_whatever_its_share_of_all_answers(tables, deliver):
    tables["survey"]["q2"] = ["999" if value else "" for value in tables["survey"]["q2"]]
    with pytest.raises(DeliveryError, match=r"\[too-many-rejected\] survey.csv, column q2, rows ") as refusal:
        read_delivery(deliver(tables))
    assert [problem.column for problem in refusal.value.problems] == ["q2"]


def test_the_threshold_is_the_var_of_the_project(tables, deliver, monkeypatch):
    tables["survey"]["answered_on"][3] = "2025-01-01"
    assert len(read_delivery(deliver(tables)).findings.rejections) == 1
    vars_of_project = {**contract.project_vars(), "maximum_rejected_share": 0.001}
    monkeypatch.setattr(contract, "project_vars", lambda: vars_of_project)
    with pytest.raises(DeliveryError, match="too-many-rejected"):
        read_delivery(deliver(tables))


def test_no_model_reads_free_text(tables):
    """Staging on answers that hold a mark: it comes out of no table but the raw one.

    Models after staging do not read the raw survey (the second half of this test).
    """
    mark = "a mark that is nowhere else"
    for column in contract.free_text_columns():
        tables["survey"][column] = [mark] * len(tables["survey"][column])
    stage = staging(2024)
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    with_mark = set()
    for name in stage.tables():
        values = stage.rows(name)
        if any(mark in str(value) for row in values for value in row):
            with_mark.add(name)
    assert with_mark == {"survey_response"}
    readers = {
        path.stem
        for path in (contract.ROOT / "models").rglob("*.sql")
        if "ref('survey_response')" in path.read_text(encoding="utf-8")
    }
    assert readers == {"base_survey__checked_responses", "base_survey__answer_counts"}
    assert readers <= set(stage.tables())
    texts = {*contract.free_text_columns()}
    for folder in ("models", "python_models/fits"):
        for path in (contract.ROOT / folder).rglob("*"):
            # The counts of rejections name them to leave them out.
            if path.suffix in (".sql", ".py") and path.stem != "stg_deliveries__rejections":
                assert not [name for name in texts if name in path.read_text(encoding="utf-8")], path


def unbearable(tables: dict[str, dict[str, list[str]]]) -> set[tuple[str, str]]:
    """Delivery and reason of what the dbt test on rejections finds, which guards a plain dbt build too."""
    stage = staging(2024)
    stage.run({source: pa.table(columns) for source, columns in tables.items()})
    return {(delivery, reason) for delivery, _, reason, _, _ in stage.rows(BEARABLE)}


def test_the_dbt_test_on_rejections_fails_on_fatal_ones_and_on_too_many(tables):
    survey = tables["survey"]
    assert unbearable(tables) == set()
    survey["answered_on"][3] = "2025-01-01"
    assert unbearable(tables) == set()
    survey["q9"][6] = "77"
    tables["register"]["gender_code"][0] = ""
    survey["q2"] = ["999" if value else "" for value in survey["q2"]]
    assert unbearable(tables) == {
        ("answers", "answer code not in the codebook"),
        ("register", "unknown gender code"),
        ("answers", "number out of range"),
    }
