"""The wide tables: one row per sampled person and one per respondent, analysis variables as columns.

A variable is made as the codebook says (``derivation``): ``copy``, ``recode``, ``bin``, or ``calculation``, the
mean of the valid answers. Codes without a substantive answer are NULL, except where a bin keeps them.
"""

from model_writer.codebook import Codebook
from model_writer.text import WRITTEN_SQL, WRITTEN_YAML, column_text, described, fitted

DISPOSITIONS = {"complete_manager": 1, "complete_not_manager": 2, "partial": 3, "no_answer": 4}
# What became of a question (code list answer_status).
STATUSES = {"answered": 1, "no_substance": 2, "blank": 3, "not_asked": 4}
_SYNTHETIC = "SYNTHETIC in the default delivery."


def sampled_persons(codebook: Codebook) -> str:
    """SQL of int_sample__persons."""
    columns = _lines(
        _named(expression(codebook, name, "sample", keep_missing=True), name)
        for name in register_variables(codebook)
    )
    names = ",\n".join(f"    {name}" for name in register_variables(codebook))
    manager, no_manager = DISPOSITIONS["complete_manager"], DISPOSITIONS["complete_not_manager"]
    return f"""\
{WRITTEN_SQL}
-- One row per sampled person: register variables in analysis form, the outcome of the contact, and the calibration cell
-- of complete respondents. Completed non-managers are over-coverage of the frame: they left the target population by
-- answering question 1. Unknown regions keep their code here.
with

managers as (
    select cast(source_code as smallint) as code
    from {{{{ ref('stg_codebook__recodes') }}}}
    where variable_name = 'leader_type'
),

described as (
    select
        sample.person_id,
        sample.stratum_code,
{columns},
        case
            when responses.status_code is null then {DISPOSITIONS["no_answer"]}
            when responses.status_code = '2' or responses.q1 is null then {DISPOSITIONS["partial"]}
            when managers.code is null then {no_manager}
            else {manager}
        end as disposition
    from {{{{ ref('stg_register__sample') }}}} as sample
    left join {{{{ ref('stg_survey__responses') }}}} as responses
        on sample.person_id = responses.person_id
    left join managers
        on responses.q1 = managers.code
),

classified as (
    select
        *,
        disposition in ({manager}, {no_manager}) as is_complete
    from described
)

select
    person_id,
    stratum_code,
{names},
    disposition,
    is_complete,
    disposition = {manager} as is_manager,
    -- Cells are numbered from 0, in the order of their codes as text.
    case
        when is_complete
            then dense_rank() over (
                partition by is_complete
                order by
                    stratum_code,
                    {{%- for variable in calibration_variables() %}}
                    cast({{{{ variable }}}} as string){{{{ "," if not loop.last }}}}
                    {{%- endfor %}}
            ) - 1
    end as calibration_cell_id,
    {{{{ person_mark('person_id') }}}} as person_mark
from classified
"""


def respondents(codebook: Codebook) -> str:
    """SQL of int_survey__respondents."""
    from_register = _lines(
        _named(_without(codebook, name, f"persons.{name}"), name) for name in register_variables(codebook)
    )
    answers = _lines(
        _named(_without(codebook, name, f"responses.{name}"), name) for name in codebook.answers()
    )
    derived = _lines(
        _named(expression(codebook, name, "responses"), name) for name in survey_variables(codebook)
    )
    domains = ",\n".join(
        f"    {fitted(_member(domain), 8)} as in_{domain['domain_id']}" for domain in codebook.domains
    )
    statuses = _lines(f"{_status(codebook, name)} as {name}_status" for name in with_status(codebook))
    return f"""\
{WRITTEN_SQL}
-- One row per complete respondent, managers and non-managers (the weights describe the frame, over-coverage included):
-- stratum, calibration cell (its weight: fit_calibration), and every analysis variable as a column, NULL where there is
-- no valid answer. Of non-managers only the register is known. <question>_status: whether a manager answered it, or why
-- there is no answer (code list answer_status). in_<domain>: the domains of reporting_domains.
with

variables as (
    select
        persons.person_id,
        persons.stratum_code,
        persons.calibration_cell_id,
        persons.person_mark,
        persons.is_manager,
{from_register},
        -- Answers.
{answers},
        -- Made from answers.
{derived},
        -- What became of every question.
{statuses}
    from {{{{ ref('int_sample__persons') }}}} as persons
    inner join {{{{ ref('stg_survey__responses') }}}} as responses
        on persons.person_id = responses.person_id
    where persons.is_complete
)

select
    *,
{domains}
from variables
"""


def respondent_mart(codebook: Codebook) -> str:
    """SQL of fct_respondent."""
    names = ",\n".join(f"    respondents.{name}" for name in mart_columns(codebook))
    return f"""\
{WRITTEN_SQL}
-- Restricted. One row per complete respondent with all analysis variables as columns: small integers that dim_code
-- labels, NULL without a valid answer. The study's population are the rows with is_manager; the others belong to the
-- sample and its weights, so keep them in a design and take managers as a domain.
select
    {{{{ var('wave') }}}} as wave,
    respondents.person_id,
    respondents.stratum_code,
    respondents.calibration_cell_id,
    cells.base_weight,
    cells.g_weight,
    cells.calibrated_weight,
    respondents.is_manager,
{names}
from {{{{ ref('int_survey__respondents') }}}} as respondents
inner join {{{{ ref('fit_calibration') }}}} as cells
    on respondents.calibration_cell_id = cells.calibration_cell_id
"""


def labelled_mart(codebook: Codebook, language: str) -> str:
    """SQL of fct_respondent_da and fct_respondent_en: labels instead of codes."""
    columns = []
    for name in mart_columns(codebook):
        if codebook.variables[name][-1]["code_list"] and not _is_number(codebook, name):
            columns.append(f"    {_labels(codebook, name, language)} as {name}")
        else:
            columns.append(f"    respondents.{name}")
    names = ",\n".join(columns)
    spoken = {"da": "Danish", "en": "English"}[language]
    return f"""\
{WRITTEN_SQL}
-- Restricted. fct_respondent with {spoken} labels instead of codes, one row per complete respondent. Numbers stay numbers.
select
    respondents.wave,
    respondents.person_id,
    respondents.stratum_code,
    respondents.calibration_cell_id,
    respondents.base_weight,
    respondents.g_weight,
    respondents.calibrated_weight,
    respondents.is_manager,
{names}
from {{{{ ref('fct_respondent') }}}} as respondents
"""


def register_variables(codebook: Codebook) -> list[str]:
    """Analysis variables that the register gives: age in years, and what is made of register variables."""
    return ["age_years"] + [
        name
        for name, rows in codebook.derived().items()
        if codebook.variables[_sources(rows[-1])[0]][-1]["source"] == "register"
    ]


def survey_variables(codebook: Codebook) -> list[str]:
    """Analysis variables made from answers."""
    return [name for name in codebook.derived() if name not in register_variables(codebook)]


def mart_columns(codebook: Codebook) -> list[str]:
    """Analysis variables of fct_respondent in order."""
    return [*register_variables(codebook), *survey_variables(codebook), *codebook.answers()]


def with_status(codebook: Codebook) -> list[str]:
    """Questions, and register variables that are unknown of some: what became of them is a column."""
    of_register = [name for name in register_variables(codebook) if codebook.missing_codes(name)]
    return [*of_register, *codebook.answers()]


def expression(codebook: Codebook, name: str, relation: str, *, keep_missing: bool = False) -> str:
    """SQL of an analysis variable from the delivered columns of ``relation``."""
    rows = codebook.variables[name]
    if rows[-1]["source"] != "derived":
        return f"{relation}.{name}"
    derivation = rows[-1]["derivation"]
    sources = _sources(rows[-1])
    if derivation == "bin":
        cases = []
        for row in codebook.bins[name]:
            column = f"{relation}.{row['source_variable']}"
            span = f"{column} between {row['lower_bound']} and {row['upper_bound']}"
            if not row["upper_bound"]:
                span = f"{column} >= {row['lower_bound']}"
            cases.append(_when(codebook.holds(row), span, row["code"]))
        return _case(cases)
    if derivation == "recode":
        cases = []
        for row in codebook.recodes[name]:
            column = f"{relation}.{row['source_variable']}"
            code = (
                f"'{row['source_code']}'"
                if _is_text(codebook, row["source_variable"])
                else row["source_code"]
            )
            cases.append(_when(codebook.holds(row), f"{column} = {code}", row["code"]))
        return _case(cases)
    valid = [
        f"{relation}.{source}" if keep_missing else _without(codebook, source, f"{relation}.{source}")
        for source in sources
    ]
    if derivation == "copy" or len(sources) == 1:
        return f"cast({valid[0]} as smallint)" if _is_text(codebook, sources[0]) else valid[0]
    if derivation != "calculation":
        raise ValueError(f"codebook_variables: {name} has the derivation {derivation!r}, which is not known")
    # The mean of the valid answers, whichever there are.
    total = " + ".join(f"coalesce({answer}, 0)" for answer in valid)
    count = " + ".join(f"case when {answer} is null then 0 else 1 end" for answer in valid)
    return fitted(f"({total}) / cast(nullif({count}, 0) as double)", 12)


def respondents_yaml(codebook: Codebook) -> str:
    """YAML of int_sample__persons and int_survey__respondents."""
    register = "".join(
        described(name, column_text(codebook, name, with_missing=True))
        for name in register_variables(codebook)
    )
    domains = "".join(
        described(f"in_{domain['domain_id']}", f"Whether the person belongs to: {domain['label_en']}.")
        for domain in codebook.domains
    )
    statuses = "".join(
        described(f"{name}_status", f"What became of {name} (answer_status); NULL of who is no manager.")
        for name in with_status(codebook)
    )
    mark = described(
        "person_mark", "A number of the person’s own; sums of it tell whether cells hold the same persons."
    )
    cell = "Calibration cell; NULL for who did not complete the questionnaire."
    return f"""\
{WRITTEN_YAML}
version: 2

models:
  - name: int_sample__persons
    description: 'One row per sampled person: register variables in analysis form, outcome of the contact, calibration cell. {_SYNTHETIC}'
    data_tests:
      - sound_rows:
          arguments: {{key: [person_id]}}
    columns:
{described("person_id", "Pseudonymous serial number, common to register and survey.")}\
{described("stratum_code", "Sampling stratum: 1 public sector, 2 private sector.")}\
{register}\
{described("disposition", "Outcome of the contact (code list disposition).")}\
{described("is_complete", "Whether the questionnaire is complete.")}\
{described("is_manager", "Whether the person belongs to the final data (complete, and a manager).")}\
{described("calibration_cell_id", cell)}\
{mark}\
  - name: int_survey__respondents
    description: 'One row per complete respondent, managers and others: weights, analysis variables, domains. {_SYNTHETIC}'
    data_tests:
      - sound_rows:
          arguments: {{key: [person_id]}}
    columns:
{_design_columns(mark, weights=False)}\
{_variable_columns(codebook)}{statuses}{domains}\
"""


def mart_yaml(codebook: Codebook) -> str:
    """YAML of fct_respondent, its views per language, and the one of all waves."""
    parts = []
    kinds = {
        "fct_respondent": "codes that dim_code labels",
        "fct_respondent_da": "Danish labels instead of codes",
        "fct_respondent_en": "English labels instead of codes",
        "fct_wave_respondent": "codes, of all waves at hand",
    }
    for model, kind in kinds.items():
        # A view of all waves reads the warehouses of the others: like the table it is the group's alone.
        settings = {
            "fct_respondent": "",
            "fct_wave_respondent": "    config: {group: survey_microdata, access: private}\n",
        }.get(model, "    config: {materialized: view}\n")
        key = "wave, person_id" if model == "fct_wave_respondent" else "person_id"
        parts.append(
            f"  - name: {model}\n"
            f"    description: 'Restricted. One row per complete respondent, all analysis variables as columns: {kind}."
            f" The study’s population are the managers (is_manager). {_SYNTHETIC}'\n"
            f"{settings}    data_tests:\n      - sound_rows:\n          arguments: {{key: [{key}]}}\n    columns:\n"
            f"{described('wave', 'Wave of the survey (year).')}{_design_columns()}{_variable_columns(codebook)}"
        )
    return f"{WRITTEN_YAML}\nversion: 2\n\nmodels:\n" + "".join(parts)


def _design_columns(more: str = "", *, weights: bool = True) -> str:
    of_weights = (
        described("base_weight", "Population over complete respondents of the stratum.")
        + described("g_weight", "Factor from base weight to calibrated weight.")
        + described("calibrated_weight", "Persons of the population that the respondent stands for.")
    )
    return (
        described("person_id", "Pseudonymous serial number, common to register and survey.")
        + described("stratum_code", "Sampling stratum: 1 public sector, 2 private sector.")
        + described("calibration_cell_id", "Calibration cell (fit_calibration).")
        + (of_weights if weights else "")
        + described("is_manager", "Whether the person belongs to the final data (complete, and a manager).")
        + more
    )


def _variable_columns(codebook: Codebook) -> str:
    return "".join(
        described(name, column_text(codebook, name, with_missing=False)) for name in mart_columns(codebook)
    )


def _labels(codebook: Codebook, name: str, language: str) -> str:
    """The label of a variable's code, as a CASE."""
    whens = []
    for row in codebook.codes[codebook.variables[name][-1]["code_list"]]:
        label = row[f"label_{language}"].replace("'", "''")
        whens.append(_when(codebook.holds(row), f"respondents.{name} = {row['code']}", f"'{label}'"))
    lines = "".join(f"        {fitted(when, 12, 116)}\n" for when in whens)
    return f"case\n{lines}    end"


def _sources(row) -> list[str]:
    return row["derived_from"].split(";")


def _is_text(codebook: Codebook, name: str) -> bool:
    """Whether the delivered column is text: codes of the register are, answers are numbers by then."""
    row = codebook.variables[name][-1]
    return row["source"] == "register" and row["response_type"] == "category"


def _is_number(codebook: Codebook, name: str) -> bool:
    """Whether the values of a variable are numbers with, at most, special codes beside them."""
    return codebook.variables[name][-1]["response_type"] in ("integer", "year", "score", "scale0_10", "rank")


def _without(codebook: Codebook, name: str, column: str) -> str:
    """The column, NULL where its code is no substantive answer."""
    rows = codebook.variables[name]
    if rows[-1]["derivation"] in ("bin", "recode"):
        return column
    missing = list(dict.fromkeys(codebook.missing_codes(name)))
    text = "'" if _is_text(codebook, name) else ""
    for code in missing:
        column = f"nullif({column}, {text}{code}{text})"
    return column


def _when(condition: str | None, test: str, code: str) -> str:
    return f"when {f'{condition} and ' if condition else ''}{test} then {code}"


def _status(codebook: Codebook, name: str) -> str:
    """What became of a question: NULL of non-managers, who were asked none, and in waves that do not ask it."""
    relation = "responses" if codebook.variables[name][-1]["source"] == "survey" else "persons"
    whens = ["when not persons.is_manager then null"]
    held = [codebook.holds(row) for row in codebook.variables[name]]
    if None not in held:
        whens.append(f"when not ({' or '.join(f'({condition})' for condition in held)}) then null")
    for row in codebook.routing.get(name, []):
        codes = ", ".join(row["condition_codes"].split(";"))
        test = f"not coalesce(responses.{row['condition_variable']} in ({codes}), false)"
        whens.append(_when(codebook.holds(row), test, str(STATUSES["not_asked"])))
    whens.append(f"when {relation}.{name} is null then {STATUSES['blank']}")
    # A code that a bin keeps is a category like others.
    kept = {
        row["lower_bound"]
        for rows in codebook.bins.values()
        for row in rows
        if row["source_variable"] == name and row["lower_bound"] == row["upper_bound"]
    }
    missing = ", ".join(code for code in dict.fromkeys(codebook.missing_codes(name)) if code not in kept)
    if missing:
        whens.append(f"when {relation}.{name} in ({missing}) then {STATUSES['no_substance']}")
    return _case([*whens, f"else {STATUSES['answered']}"])


def _member(domain) -> str:
    """Condition of membership, over the columns of int_survey__respondents."""
    parts = ["is_manager"]
    if domain["filter_variable"]:
        codes = ", ".join(domain["filter_codes"].split(";"))
        parts.append(f"coalesce({domain['filter_variable']} in ({codes}), false)")
    names = domain["valid_variables"].split(";") if domain["valid_variables"] else []
    if names:
        rule = domain["valid_rule"]
        answered = {
            "all": " and ".join(f"{name} is not null" for name in names),
            "any": " or ".join(f"{name} is not null" for name in names),
            "any_selected": " or ".join(f"coalesce({name} > 0, false)" for name in names),
        }
        if rule not in answered:
            raise ValueError(
                f"reporting_domains: {domain['domain_id']} has the rule {rule!r}, which is not known"
            )
        parts.append(f"({answered[rule]})")
    return " and ".join(parts)


def _case(whens: list[str]) -> str:
    lines = "".join(f"                {fitted(when, 20, 100)}\n" for when in whens)
    return f"cast(\n            case\n{lines}            end as smallint\n        )"


def _named(sql: str, name: str) -> str:
    """An expression with its name, which a plain column of that name has already."""
    return (
        sql if sql.split(".")[-1] == name and sql.count(".") == 1 and " " not in sql else f"{sql} as {name}"
    )


def _lines(columns) -> str:
    return ",\n".join(f"        {column}" for column in columns)
