"""The report holds counts, and none that tells of a person."""

from deliveries.delivery import inspect_delivery
from deliveries.report import report


def row(text: str, column: str) -> list[str]:
    """Cells of a column's line."""
    # Sections of the report come before the columns, and name questions too.
    columns = text[text.index("\n## register\n") :]
    (line,) = [line for line in columns.splitlines() if line.startswith(f"| {column} |")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_good_delivery_is_accepted_with_its_files_and_columns(tables, deliver):
    text = report(inspect_delivery(deliver(tables)))
    n = len(tables["survey"]["q9"])
    assert "\nAccepted.\n" in text
    assert "Nothing: no row and no answer breaks codebook or routing." in text
    assert f"| survey.csv | CSV, UTF-8, separated by comma | {n} | 80 |" in text
    blank = tables["survey"]["q9"].count("")
    assert row(text, "q9")[:2] == ["q9", str(blank)]
    assert row(text, "region")[1:] == ["0", "", str(len(set(tables["catalogue"]["region"]))), "", ""]


def test_rejected_rows_are_counted_by_reason_with_their_share(tables, deliver):
    persons = tables["survey"]["person_id"]
    unasked = tables["survey"]["q1"].index("4")
    tables["survey"]["q5"][unasked] = "1"
    tables["survey"]["answered_on"][unasked - 1] = "2023-01-01"
    text = report(inspect_delivery(deliver(tables)))
    assert "| answers | q5 | answered although not asked (routing) | quarantined | 1 |" in text
    assert "| survey | answered_on | answer date lies outside the field period | quarantined | 1 |" in text
    filled = len([value for value in tables["survey"]["q5"] if value])
    assert f"- answers to q5: 1 of {filled} rejected, {1 / filled:.2%} (at most 2.00%)" in text
    assert f"- survey: 1 of {len(persons)} rejected, {1 / len(persons):.2%} (at most 2.00%)" in text


def test_few_persons_are_not_told_and_extremes_are_shared(tables, deliver):
    register, survey = tables["register"], tables["survey"]
    # One person of 75 and one of 24; and 3 who did not know.
    register["age_years"][:] = ["24", "75", *("40" for _ in register["age_years"][2:])]
    register["region_code"][:] = ["0"] * 3 + ["1081"] * (len(register["region_code"]) - 3)
    survey["q21_text"][:] = ["secret"] * 2 + [""] * (len(survey["q21_text"]) - 2)
    survey["q22_text"][:] = [""] * 2 + ["secret"] * (len(survey["q22_text"]) - 2)
    text = report(inspect_delivery(deliver(tables)))
    assert row(text, "age_years")[1:] == ["0", "0", "3", "40", "40"]
    assert row(text, "region_code")[1:] == ["0", "under 5", "2", "1081", "1081"]
    assert row(text, "q21_text")[1:] == ["all but under 5", "", "free text", "", ""]
    assert row(text, "q22_text")[1:] == ["under 5", "", "free text", "", ""]
    assert "secret" not in text
    assert not [person for person in register["person_id"] if person in text]


def test_a_refused_delivery_has_a_report_too_without_row_numbers(tables, deliver):
    tables["survey"]["q9"][6] = "77"
    text = report(inspect_delivery(deliver(tables)))
    assert "\nREFUSED. Nothing is built from it.\n" in text
    assert "| fatal-row | survey.csv | q9 | 1 | answer code not in the codebook | Deliver a code" in text
    assert "| answers | q9 | answer code not in the codebook | fatal | 1 |" in text
    assert "row 7" not in text
    assert row(text, "q9")[0] == "q9"


def test_a_delivery_that_cannot_be_read_has_a_report_of_what_could(tables, deliver):
    folder = deliver(tables, checksums=False)
    (folder / "survey.csv").write_bytes(b"")
    text = report(inspect_delivery(folder))
    assert "| empty-file | survey.csv |  |  | is empty | Deliver the file again. |" in text
    assert "Rows are checked once all files can be read." in text
    assert "## register" in text
    assert "## survey" not in text
    (folder / "delivery.yml").unlink()
    assert "| missing-declaration | delivery.yml |" in report(inspect_delivery(folder))
