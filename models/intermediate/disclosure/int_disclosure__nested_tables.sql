-- Domains inside others, one row per outcome variable and pair of domains: all who answered in the inner domain belong
-- to the outer one too. The difference of two published numbers is then a number of the persons in between.
-- One sum per pair, written from the tables asked for when the model runs.
{%- set pairs = [] %}
{%- if execute and load_relation(ref("int_estimation__tables")) is not none %}
    {%- set pairs = run_query(
        "select distinct a.outcome_variable, a.domain_id as inner_domain_id, b.domain_id as outer_domain_id from "
        ~ ref("int_estimation__tables") ~ " as a inner join " ~ ref("int_estimation__tables")
        ~ " as b on a.outcome_variable = b.outcome_variable and a.domain_id != b.domain_id order by all"
    ).rows %}
{%- endif %}
{%- for pair in pairs %}
select
    '{{ pair.outcome_variable }}' as outcome_variable,
    '{{ pair.inner_domain_id }}' as inner_domain_id,
    '{{ pair.outer_domain_id }}' as outer_domain_id
from {{ ref('int_survey__respondents') }}
having
    count(case when in_{{ pair.inner_domain_id }} then {{ pair.outcome_variable }} end) > 0
    and count(case when in_{{ pair.inner_domain_id }} and not in_{{ pair.outer_domain_id }} then {{ pair.outcome_variable }} end) = 0
union all
{%- endfor %}
select
    person_id as outcome_variable,
    person_id as inner_domain_id,
    person_id as outer_domain_id
from {{ ref('int_survey__respondents') }}
where false
-- depends_on: {{ ref('int_estimation__tables') }}
