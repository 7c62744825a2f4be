"""Staging of the survey: every answer checked against the codebook, and typed.

An answer must be a code of its code list, or a whole number between the codebook's bounds where the question
asks for one, and its question must have been asked of that person (routing). A year cannot lie after the
answer, and two tasks cannot have one place in a ranking. The first rule that is broken is named.
"""

import textwrap

from model_writer.codebook import NUMBERS, Codebook, Row
from model_writer.text import WRITTEN_SQL, WRITTEN_YAML, column_text, described, fitted

# A manager who completed the questionnaire answered these, or would silently leave the regressions.
REQUIRED = ("q15", "q18")
LEADER_QUESTION = "q1"


def checked_responses(codebook: Codebook) -> str:
    """SQL of base_survey__checked_responses."""
    answers = codebook.answers()
    columns = "".join(f'        {{{{ trimmed("{name}") }}}} as {name},\n' for name in answers)
    rules = "".join(f"        {_rule(codebook, name)} as {name}_broken_rule,\n" for name in answers)
    routed = sorted(
        {
            code
            for name in REQUIRED
            for row in codebook.routing[name]
            for code in row["condition_codes"].split(";")
        }
    )
    required = " or ".join(
        f"checked.{name} is null or checked.{name}_broken_rule is not null" for name in REQUIRED
    )
    return f"""\
{WRITTEN_SQL}
-- Every delivered questionnaire, one row per delivered row, as delivered: per question the first rule of the codebook
-- that its answer breaks (<question>_broken_rule), and for the row the first rule of the contract (rejection_reason).
-- A complete questionnaire of a manager needs an answer to the outcomes of the regressions: whoever lacks one would
-- silently leave them.
with

delivered as (
    select
        {{{{ trimmed("person_id") }}}} as person_id,
        {{{{ trimmed("status_code") }}}} as status_code,
        {{{{ trimmed("answered_on") }}}} as answered_on_delivered,
{columns}\
        case
            when {{{{ is_day(trimmed("answered_on")) }}}} then {{{{ dbt.safe_cast(trimmed("answered_on"), "date") }}}}
        end as answered_on
    from {{{{ ref('survey_response') }}}}
),

checked as (
    select
{rules}\
        delivered.*
    from delivered
),

-- Of the delivered table, not of the columns above: read twice, they would all be kept in memory.
counted as (
    select
        {{{{ trimmed("person_id") }}}} as person_id,
        count(*) as n_rows
    from {{{{ ref('survey_response') }}}}
    group by {{{{ trimmed("person_id") }}}}
),

-- A person twice in the register is rejected there, both times, and must not multiply rows here.
register as (
    select
        person_id,
        true as is_staged
    from {{{{ ref('base_register__checked_sample') }}}}
    where rejection_reason is null
    union all
    select distinct
        person_id,
        false as is_staged
    from {{{{ ref('base_register__checked_sample') }}}}
    where rejection_reason is not null
),

-- Few, and so what a join keeps in memory; were it all persons, it would be their answers.
refused as (
    select
        counted.person_id,
        counted.n_rows > 1 as is_repeated,
        register.person_id is null as is_unknown,
        not register.is_staged as is_rejected
    from counted
    left join register on counted.person_id = register.person_id
    where counted.n_rows > 1 or register.person_id is null or not register.is_staged
),

field_period as (
    select
        min(field_start_on) as starts_on,
        max(field_end_on) as ends_on
    from {{{{ ref('stg_codebook__versions') }}}}
    where wave_year = {{{{ var('wave') }}}}
)

select
    checked.*,
    case
        when checked.person_id is null then 'person id is missing'
        when refused.is_repeated then 'person id occurs more than once'
        when refused.is_unknown then 'person is not in the register sample'
        when codes.code is null then 'status code is not in the codebook'
        when refused.is_rejected then 'register row of the person was rejected'
        when checked.answered_on is null then 'answer date is missing or no date'
        when not coalesce(checked.answered_on between field_period.starts_on and field_period.ends_on, false)
            then 'answer date lies outside the field period'
        when checked.status_code = '1'
            and (checked.{LEADER_QUESTION} is null or checked.{LEADER_QUESTION}_broken_rule is not null)
            then 'complete without an answer to {", ".join((LEADER_QUESTION, *REQUIRED))}'
        when checked.status_code = '1' and {_among(f"checked.{LEADER_QUESTION}", routed)}
            and ({required})
            then 'complete without an answer to {", ".join((LEADER_QUESTION, *REQUIRED))}'
    end as rejection_reason
from checked
left join refused on checked.person_id = refused.person_id
left join {{{{ ref('stg_codebook__codes') }}}} as codes
    on
        codes.code_list = 'response_status'
        and checked.status_code = codes.code
cross join field_period
"""


def rejected_answers(codebook: Codebook) -> str:
    """SQL of rejected_survey__answers."""
    names = list(codebook.answers())
    any_broken = ",\n".join(f"            {name}_broken_rule" for name in names)
    return f"""\
{WRITTEN_SQL}
-- Answers that break the contract, one row per person and question, with the rule they break. Only questionnaires with
-- such an answer are looked through.
{_each_answer(names)}
    {{%- do rows.append({{
        "person_id": "person_id",
        "variable_name": "'" ~ name ~ "'",
        "answer_code": name,
        "rejection_reason": name ~ "_broken_rule",
    }}) %}}
{{%- endfor %}}
with

offending as (
    select *
    from {{{{ ref('base_survey__checked_responses') }}}}
    where
        coalesce(
{any_broken}
        ) is not null
)

select
    person_id,
    variable_name,
    answer_code,
    rejection_reason
from (
    {{{{ unfolded("offending", rows) }}}}
) as answers
where rejection_reason is not null
"""


def answer_counts(codebook: Codebook) -> str:
    """SQL of base_survey__answer_counts."""
    names = list(codebook.answers())
    counts = ",\n".join(f'        count({{{{ trimmed("{name}") }}}}) as {name}' for name in names)
    return f"""\
{WRITTEN_SQL}
-- Answers that keep the contract, one row per question: how many there are, in all delivered questionnaires. Counted as
-- those delivered less those rejected: so the rules are not gone through once more.
{_each_answer(names)}
    {{%- do rows.append({{"variable_name": "'" ~ name ~ "'", "n_delivered": name}}) %}}
{{%- endfor %}}
with

counted as (
    select
{counts}
    from {{{{ ref('survey_response') }}}}
),

delivered as (
    {{{{ unfolded("counted", rows) }}}}
),

rejected as (
    select
        variable_name,
        count(*) as n_rejected
    from {{{{ ref('rejected_survey__answers') }}}}
    group by variable_name
)

select
    delivered.variable_name,
    delivered.n_delivered - coalesce(rejected.n_rejected, 0) as n_accepted
from delivered
left join rejected on delivered.variable_name = rejected.variable_name
"""


def _each_answer(names: list[str]) -> str:
    """The head of a loop that makes a row of every answer."""
    listed = "\n    ".join(textwrap.wrap(", ".join(f'"{name}"' for name in names), 110))
    return f"{{%- set rows = [] %}}\n{{%- for name in [\n    {listed},\n] %}}"


def responses(codebook: Codebook) -> str:
    """SQL of stg_survey__responses."""
    names = list(codebook.answers())
    columns = ",\n".join(
        f"    case when {name}_broken_rule is null then cast({name} as smallint) end as {name}"
        for name in names
    )
    return f"""\
{WRITTEN_SQL}
-- One row per person with a complete or partial questionnaire: its answers as delivered codes and numbers, NULL where
-- none was given or it breaks a rule. Codes of don't know are codes here. Free text stays in `raw`.
select
    person_id,
    status_code,
    answered_on,
{columns}
from {{{{ ref('base_survey__checked_responses') }}}}
where rejection_reason is null
"""


def staging_yaml(codebook: Codebook) -> str:
    """YAML of the four models of staging/survey."""
    delivered = "".join(
        described(name, f"As delivered, trimmed. {codebook.variables[name][-1]['label_en']}.")
        for name in codebook.answers()
    )
    rules = "".join(
        described(f"{name}_broken_rule", "First rule of the codebook that the answer breaks; NULL for none.")
        for name in codebook.answers()
    )
    typed = "".join(
        described(name, column_text(codebook, name, with_missing=True)) for name in codebook.answers()
    )
    synthetic = "SYNTHETIC in the default delivery."
    person = described("person_id", "Pseudonymous serial number, common to register and survey.")
    return f"""\
{WRITTEN_YAML}
version: 2

models:
  - name: base_survey__checked_responses
    description: 'One row per delivered questionnaire, usable or not: answers as delivered, and the rules they break. {synthetic}'
    columns:
{person}\
{described("status_code", "1 complete, 2 partial.")}\
{described("answered_on_delivered", "Day of the answer, as delivered.")}\
{described("answered_on", "Day of the answer; NULL where it is no date.")}\
{described("rejection_reason", "First rule of the contract that the questionnaire breaks; NULL for a usable one.")}\
{delivered}{rules}\
  - name: base_survey__answer_counts
    description: 'One row per question: delivered answers that keep the contract. {synthetic}'
    data_tests:
      - sound_rows:
          arguments: {{key: [variable_name]}}
    columns:
{described("variable_name", "Question.")}\
{described("n_accepted", "Answers that break no rule.")}\
  - name: stg_survey__responses
    description: 'One row per person with a usable complete or partial questionnaire, answers as columns. {synthetic}'
    data_tests:
      - sound_rows:
          arguments: {{key: [person_id]}}
    columns:
{person}\
{described("status_code", "1 complete, 2 partial.")}\
{described("answered_on", "Day of the answer.")}\
{typed}\
  - name: rejected_survey__responses
    description: 'One row per delivered questionnaire that cannot be used, with the reason. {synthetic}'
    columns:
{person}\
{described("status_code", "As delivered.")}\
{described("answered_on_delivered", "Day of the answer, as delivered.")}\
{described("rejection_reason", "First rule of the contract that the questionnaire breaks.")}\
  - name: rejected_survey__answers
    description: 'One row per answer that breaks a rule of the codebook, with the rule. {synthetic}'
    columns:
{person}\
{described("variable_name", "Question.")}\
{described("answer_code", "Answer as delivered.")}\
{described("rejection_reason", "First rule that the answer breaks.")}\
"""


def _rule(codebook: Codebook, name: str) -> str:
    """The first rule that an answer breaks, as a CASE."""
    periods = codebook.variables[name]
    lines = [f"when {name} is null then null"]
    conditions = [codebook.holds(row) for row in periods]
    if None not in conditions:
        held = " or ".join(f"({condition})" for condition in conditions)
        lines.append(f"when not ({held}) then 'question not in the codebook'")
    for row, condition in zip(periods, conditions, strict=True):
        lines += [
            f"when {condition} and {line}" if condition else f"when {line}"
            for line in _number_rules(codebook, name, row)
        ]
    lines += [
        f"when {line}" for line in dict.fromkeys(_not_asked(row) for row in codebook.routing.get(name, []))
    ]
    if periods[-1]["response_type"] == "year":
        lines.append(
            f"when {_no_code(codebook, name, periods[-1])} and cast({name} as integer) > extract(year from answered_on)"
            " then 'year lies after the answer'"
        )
    if periods[-1]["response_type"] == "rank":
        others = [
            other
            for other, rows in codebook.answers().items()
            if other != name and rows[-1]["question_number"] == periods[-1]["question_number"]
        ]
        lines.append(f"when {name} in ({', '.join(others)}) then 'place given more than once'")
    body = "\n".join(f"            {fitted(line, 16, 104)}" for line in lines)
    return f"case\n{body}\n        end"


def _no_code(codebook: Codebook, name: str, row: Row) -> str:
    """Condition that an answer is none of the codes of its list."""
    tests = []
    for code in codebook.codes.get(row["code_list"], []):
        condition = codebook.holds(code)
        if condition:
            tests.append(f"not ({condition} and {name} = '{code['code']}')")
    always = [
        code["code"] for code in codebook.codes.get(row["code_list"], []) if codebook.holds(code) is None
    ]
    if always:
        tests.insert(0, f"not {_among(name, always)}")
    return " and ".join(tests) or "true"


def _among(name: str, codes: list[str]) -> str:
    """Condition that an answer, still text, is one of some codes."""
    if len(codes) == 1:
        return f"{name} = '{codes[0]}'"
    listed = f"\n{' ' * 20}".join(textwrap.wrap(" ".join(codes), 90))
    return f"{{{{ is_among('{name}', '{listed}') }}}}"


def _number_rules(codebook: Codebook, name: str, row: Row) -> list[str]:
    no_code = _no_code(codebook, name, row)
    if row["response_type"] not in NUMBERS:
        return [f"{no_code} then 'answer code not in the codebook'"]
    return [
        f"{no_code} and not {{{{ is_whole_number('{name}') }}}} then 'answer is not a whole number'",
        f"{no_code} and not cast({name} as integer) between {row['min_value']} and {row['max_value']}"
        " then 'number out of range'",
    ]


def _not_asked(row: Row) -> str:
    codes = row["condition_codes"].split(";")
    return (
        f"not coalesce({_among(row['condition_variable'], codes)}, false)"
        " then 'answered although not asked (routing)'"
    )
