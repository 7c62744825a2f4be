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
{#- The first row, of nobody, is in no result: without pairs it keeps the query whole. -#}
{%- set rows = [{
    "outcome_variable": "''", "inner_domain_id": "''", "outer_domain_id": "''", "n_inner": "0", "n_between": "0",
}] %}
{%- for pair in pairs %}
    {%- do rows.append({
        "outcome_variable": "'" ~ pair.outcome_variable ~ "'",
        "inner_domain_id": "'" ~ pair.inner_domain_id ~ "'",
        "outer_domain_id": "'" ~ pair.outer_domain_id ~ "'",
        "n_inner": "inner_" ~ loop.index,
        "n_between": "between_" ~ loop.index,
    }) %}
{%- endfor %}
with

counted as (
    select
        {%- for pair in pairs %}
        {%- set of_pair = "case when in_" ~ pair.inner_domain_id ~ " {}then " ~ pair.outcome_variable ~ " end" %}
        count({{ of_pair.format("") }}) as inner_{{ loop.index }},
        count({{ of_pair.format("and not in_" ~ pair.outer_domain_id ~ " ") }}) as between_{{ loop.index }},
        {%- endfor %}
        count(*) as n_persons
    from {{ ref('int_survey__respondents') }}
)

select
    outcome_variable,
    inner_domain_id,
    outer_domain_id
from (
    {{ unfolded("counted", rows) }}
) as pairs
where
    n_inner > 0
    and n_between = 0
-- depends_on: {{ ref('int_estimation__tables') }}
