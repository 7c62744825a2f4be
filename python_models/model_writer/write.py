"""The files that follow from the codebook: what they hold, and writing them."""

from pathlib import Path

from model_writer import answers, docs, measures, respondents, shown
from model_writer.codebook import ROOT, Codebook


def files(codebook: Codebook) -> dict[str, str]:
    """Text of every written file by its path in the project."""
    staging, intermediate, marts = (
        "models/staging/survey",
        "models/intermediate/respondents",
        "models/marts/microdata",
    )
    written = {
        f"{staging}/base_survey__checked_responses.sql": answers.checked_responses(codebook),
        f"{staging}/base_survey__answer_counts.sql": answers.answer_counts(codebook),
        f"{staging}/rejected_survey__answers.sql": answers.rejected_answers(codebook),
        f"{staging}/stg_survey__responses.sql": answers.responses(codebook),
        f"{staging}/_stg_survey.yml": answers.staging_yaml(codebook),
        "models/staging/deliveries/stg_deliveries__measures.sql": measures.measures(codebook),
        f"{intermediate}/int_sample__persons.sql": respondents.sampled_persons(codebook),
        f"{intermediate}/int_survey__respondents.sql": respondents.respondents(codebook),
        f"{intermediate}/_respondents.yml": respondents.respondents_yaml(codebook),
        f"{marts}/fct_respondent.sql": respondents.respondent_mart(codebook),
        f"{marts}/fct_respondent_da.sql": respondents.labelled_mart(codebook, "da"),
        f"{marts}/fct_respondent_en.sql": respondents.labelled_mart(codebook, "en"),
        f"{marts}/_fct_respondent.yml": respondents.mart_yaml(codebook),
        "models/audit/aud_shown_numbers.sql": shown.shown_numbers(shown.declarations()),
    }
    return docs.with_doc_blocks(written)


def outdated(codebook: Codebook, root: Path = ROOT) -> list[Path]:
    """Files that are missing or differ from what the codebook says."""
    return [
        root / name
        for name, text in files(codebook).items()
        if not (root / name).is_file() or (root / name).read_text(encoding="utf-8") != text
    ]


def write_all(codebook: Codebook, root: Path = ROOT) -> list[Path]:
    """Write the files that differ; their paths."""
    written = outdated(codebook, root)
    texts = files(codebook)
    for path in written:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[str(path.relative_to(root))], encoding="utf-8")
    return written
