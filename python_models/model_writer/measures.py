"""What a delivery amounts to, in counts: the facts that its plausibility is judged on.

Which questions form a battery, a block of boxes or a scale, and who was asked what, follows from the codebook.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

import yaml

from model_writer.codebook import ROOT, Codebook
from model_writer.text import WRITTEN_SQL, fitted

# An age at which people begin to work, and one at which they begin to lead.
_WORKS_FROM, _LEADS_FROM = 13, 16


def measures(codebook: Codebook) -> str:
    """SQL of stg_deliveries__measures."""
    answers = codebook.answers()
    batteries = _blocks(codebook, ("likert5", "scale0_10"))
    boxes = _blocks(codebook, ("multi",))
    registered = _register_variables()
    # Facts about everybody, about each stratum, and answers counted code by code: of each kind all in one scan, since
    # persons who do not fit in memory are read again for every scan.
    facts = [
        *(_fact("consistency", subject, condition, known) for subject, condition, known in (
            ("manager-years", f"q2 > age_years - {_LEADS_FROM}", _known(codebook, ["q2"])),
            ("tenure-years", f"q4 > age_years - {_WORKS_FROM}", _known(codebook, ["q4"])))),
        *(_fact("straightlined", block, _alike(items), _known(codebook, items))
          for block, items in batteries.items() if len(items) > 2),
        *(_fact("item-rest", item, None, _known(codebook, items),
                (item, " + ".join(other for other in items if other != item)))
          for items in batteries.values() for item in items),
        *(_fact("ticked", block, f"1 in ({', '.join(items)})", f"coalesce({', '.join(items)}) is not null")
          for block, items in boxes.items()),
        *(_fact("ticked beside", item, f"1 in ({', '.join(other for other in items if other != item)})", f"{item} = 1")
          for items in boxes.values() for item in items
          if codebook.variables[item][-1]["label_da"].startswith("Ingen ")),
    ]  # fmt: skip
    asked = [_fact("asked", name, f"{name} is not null", _asked(codebook, name)) for name in answers]
    counted = [
        *(_counted("answer", name, f"cast({name} as varchar)") for name in answers),
        *(_counted("beside", f"{first}, {second}",
                   f"case when {known} then concat({first}, ', ', {value}) end")
          for first, second, value, known in _pairs(codebook, batteries["scale0_10"])),
        _counted("day", "answered_on", "cast(answered_on as varchar)"),
    ]  # fmt: skip
    parts = [
        *(_part("'delivery'", f"'{name}'", "null", "null", "null", "null", number, "") for name, number in (
            ("wave", "{{ var('wave') }}"), ("is_synthetic", "{{ 1 if var('microdata_are_synthetic') else 0 }}"))),
        _registered(registered),
        _part("'population'", "variable_name", "stratum_code", "category_code", "population_n", "null", "null",
              "from {{ ref('stg_register__population_totals') }}"),
        _unpacked("of_everybody", "null", "null", "fact.n", "fact.of_n", "fact.number"),
        _unpacked("of_strata", "stratum_code", "null", "fact.n", "fact.of_n", "fact.number", "\nwhere fact.of_n > 0"),
        _unpacked("by_code", "null", "entry.key", "entry.value", "null", "null"),
        _all_questions(codebook, registered),
        _share("workplace-region", "municipalities.region_code != answers.region_code",
               "from answers\ninner join {{ ref('stg_codebook__municipalities') }} as municipalities\n"
               "    on cast(answers.q7 as varchar) = municipalities.municipality_code\n"
               "where answers.region_code in (select region_code from {{ ref('stg_codebook__municipalities') }})"),
        _part("'identical'", "'questionnaires'", "null", "null", "sum(case when n_alike > 1 then n_alike else 0 end)",
              "sum(n_alike)", "null", "from alike"),
        _part("'courses'", "'courses'", "null", "null", "count(*)", "null", "null",
              "from {{ ref('stg_catalogue__courses') }}"),
        _part("'identical'", "'courses'", "null", "null", "count(*) - count(distinct concat_ws('|', course_name, provider, "
              "location_printed, region_printed, duration_text))", "count(*)", "null",
              "from {{ ref('base_catalogue__checked_courses') }}\nwhere rejection_reason is null"),
        _share("course-region", "region_code != region_code_corrected", "from {{ ref('stg_catalogue__courses') }}"),
        _part("'consistency'", "'provider-category'", "null", "null",
              "coalesce(sum(case when n_categories > 1 then n_courses end), 0)", "coalesce(sum(n_courses), 0)", "null",
              "from providers\nwhere n_courses > 1"),
        _part("'hours'", "'duration_hours'", "null", "null",
              "count(duration_hours)", "null", "max(duration_hours)",
              "from {{ ref('stg_catalogue__courses') }}"),
    ]  # fmt: skip
    listed = fitted(", ".join(answers), 8, 100)
    union = "\nunion all\n".join(parts)
    return f"""\
{WRITTEN_SQL}
-- What a delivery amounts to, one row per measure, subject, stratum and category: counts and correlations that its
-- plausibility is judged on, its own and the next wave's. `n` of `of_n` persons, answers or rows; `number` is no count.
with

registered as (
    select
        person_id,
        stratum_code,
        gender_code as gender,
        {_age_group(codebook)} as age_group,
        age_years,
        origin_code as origin,
        region_code as region,
        education_code as education,
        industry_code as industry10,
        region_code
    from {{{{ ref('stg_register__sample') }}}}
),

answers as (
    select
        responses.*,
        registered.* exclude (person_id)
    from {{{{ ref('stg_survey__responses') }}}} as responses
    inner join registered on responses.person_id = registered.person_id
),

-- Whole questionnaires only: short ones are alike by chance.
alike as (
    select count(*) as n_alike
    from answers
    where status_code = '1' and {_asked(codebook, "q2")}
    -- What is alike has the same hash; among a million, two others have the same once in thirty million times.
    group by hash(
        {listed}
    )
),

of_everybody as (
    select unnest([
{_listed(facts)}
    ]) as fact
    from answers
),

of_strata as (
    select
        stratum_code,
        unnest([
{_listed(asked)}
    ]) as fact
    from answers
    group by stratum_code
),

counted as (
    select unnest([
{_listed(counted)}
    ]) as fact
    from answers
),

by_code as (
    select
        fact,
        unnest(map_entries(fact.counts)) as entry
    from counted
),

providers as (
    select
        provider,
        count(*) as n_courses,
        count(distinct provider_category_code) as n_categories
    from {{{{ ref('stg_catalogue__courses') }}}}
    group by provider
)

{union}
"""


def _part(
    measure: str, subject: str, stratum: str, category: str, n: str, of_n: str, number: str, rest: str
) -> str:
    return f"""\
select
    {measure} as measure,
    {subject} as subject,
    {_typed(stratum, "varchar")} as stratum_code,
    {_typed(category, "varchar")} as category_code,
    {fitted(f"cast({n} as bigint)", 8)} as n,
    {fitted(_typed(of_n, "bigint"), 8)} as of_n,
    {fitted(f"cast({number} as double)", 8)} as number
{rest}""".rstrip()


def _typed(expression: str, kind: str) -> str:
    return f"cast({expression} as {kind})"


def _share(subject: str, condition: str, rest: str) -> str:
    return _part("'consistency'", f"'{subject}'", "null", "null", f"count(case when {condition} then 1 end)", "count(*)",
                 "null", rest)  # fmt: skip


def _register_variables() -> list[str]:
    variables = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    return [*variables["calibration_variables"], "region"]


def _fact(
    measure: str, subject: str, condition: str | None, known: str, pair: tuple[str, str] | None = None
) -> str:
    """Of how many it is known, how many meet a condition; or how many they are and the correlation of a pair."""
    n_known = f"count(case when {known} then 1 end)"
    n = f"count(case when {known} and {condition} then 1 end)" if condition else n_known
    number = f"corr(case when {known} then {pair[0]} end, {pair[1]})" if pair else "null::double"
    return (
        f"struct_pack(measure := '{measure}', subject := '{subject}', n := {n}, "
        f"of_n := {n_known if condition else 'null::bigint'}, "
        f"number := {number})"
    )


def _counted(measure: str, subject: str, value: str) -> str:
    """How often each value occurs."""
    return f"struct_pack(measure := '{measure}', subject := '{subject}', counts := histogram({value}))"


def _listed(facts: list[str]) -> str:
    return ",\n".join(f"        {fitted(fact, 12, 108)}" for fact in facts)


def _unpacked(
    table: str, stratum: str, category: str, n: str, of_n: str, number: str, where: str = ""
) -> str:
    return _part("fact.measure", "fact.subject", stratum, category, n, of_n, number, f"from {table}{where}")


def _registered(variables: list[str]) -> str:
    """Sampled persons, and complete answers among them, by stratum and category of each variable."""
    subjects = " ".join(f"when grouping(registered.{name}) = 0 then '{name}'" for name in variables)
    values = ", ".join(f"registered.{name}" for name in variables)
    sets = ", ".join(f"(registered.stratum_code, registered.{name})" for name in variables)
    return _part("'sampled'", fitted(f"case {subjects} end", 8), "registered.stratum_code", f"coalesce({values})",
                 "count(case when answers.status_code = '1' and answers.q1 is not null then 1 end)", "count(*)", "null",
                 "from registered\nleft join answers on registered.person_id = answers.person_id\n"
                 f"{fitted(f'group by grouping sets ({sets})', 4)}")  # fmt: skip


def _all_questions(codebook: Codebook, variables: list[str]) -> str:
    """All questions together, by stratum and register category: answers, of how many that were asked."""
    n_asked = Counter(
        _asked(codebook, name).removeprefix("status_code = '1' and ") for name in codebook.answers()
    )
    answered = " + ".join(f"count({name})" for name in codebook.answers())
    asked = " + ".join(f"{n} * count(case when {condition} then 1 end)" for condition, n in n_asked.items())
    subjects = " ".join(f"when grouping({variable}) = 0 then '{variable}'" for variable in variables)
    sets = ", ".join(f"(stratum_code, {variable})" for variable in variables)
    return _part(
        "'answered'", fitted(f"case {subjects} end", 8), "stratum_code", f"coalesce({', '.join(variables)})", answered,
        asked, "null", f"from answers\nwhere status_code = '1'\n{fitted(f'group by grouping sets ({sets})', 4)}",
    )  # fmt: skip


def _pairs(codebook: Codebook, ratings: list[str]) -> Iterator[tuple[str, str, str, str]]:
    """Two questions, what is made of the second, and when both are known.

    Choices of one answer beside each other, and what an offer in the experiment held beside how it was rated.
    """
    answers = codebook.answers()
    kinds = {name: rows[-1]["response_type"] for name, rows in answers.items()}
    choices = [
        name
        for name, kind in kinds.items()
        # Of the many municipalities few are common enough.
        if kind == "single" and len(codebook.codes[answers[name][-1]["code_list"]]) < 20
    ]
    for first, second in combinations(choices, 2):
        yield first, second, second, _known(codebook, [first, second])
    for factor in (name for name, kind in kinds.items() if kind == "vignette_factor"):
        # The middle of a scale from 0 to 10, for all ratings.
        likes = f"case when {' + '.join(ratings)} > {5 * len(ratings)} then 1 else 0 end"
        yield factor, "rating", likes, _known(codebook, [factor, *ratings])


def _age_group(codebook: Codebook) -> str:
    cases = []
    for row in codebook.bins["age_group"]:
        upper = f" and age_years <= {row['upper_bound']}" if row["upper_bound"] else ""
        cases.append(f"when age_years >= {row['lower_bound']}{upper} then '{row['code']}'")
    return fitted(f"case {' '.join(cases)} end", 12)


def _asked(codebook: Codebook, name: str) -> str:
    """Condition that somebody was asked: complete questionnaires only, since a partial one ends anywhere."""
    conditions = dict.fromkeys(
        f"{row['condition_variable']} in ({', '.join(row['condition_codes'].split(';'))})"
        for row in codebook.routing.get(name, [])
    )
    periods = [codebook.holds(row) for row in codebook.variables[name]]
    held = [] if None in periods else [f"({' or '.join(f'({period})' for period in periods)})"]
    return " and ".join(["status_code = '1'", *conditions, *held])


def _blocks(codebook: Codebook, kinds: tuple[str, ...]) -> dict[str, list[str]]:
    """Questions that share a scale, by question number; the single scales from 0 to 10 form one block."""
    blocks: dict[str, list[str]] = {}
    for name, rows in codebook.answers().items():
        row = rows[-1]
        if row["response_type"] in kinds:
            block = "scale0_10" if row["response_type"] == "scale0_10" else f"q{row['question_number']}"
            blocks.setdefault(block, []).append(name)
    return {block: items for block, items in blocks.items() if len(items) > 1}


def _known(codebook: Codebook, names: list[str]) -> str:
    """Condition that all have an answer of substance."""
    conditions = []
    for name in names:
        missing = codebook.missing_codes(name)
        conditions.append(f"{name} not in ({', '.join(missing)})" if missing else f"{name} is not null")
    return fitted(" and ".join(conditions), 4)


def _alike(items: list[str]) -> str:
    return " and ".join(f"{items[0]} = {item}" for item in items[1:])
