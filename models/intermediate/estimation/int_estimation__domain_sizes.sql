-- Managers in each domain, one row per domain of reporting_domains.
{#- The first row is in no result: without domains it keeps the query whole. -#}
{%- set rows = [{"domain_id": "''", "n_persons": "0"}] %}
{%- if execute and load_relation(ref("stg_reporting__domains")) is not none %}
    {%- for domain in run_query(
        "select domain_id from " ~ ref("stg_reporting__domains") ~ " order by domain_id"
    ).columns[0].values() %}
        {%- do rows.append({"domain_id": "'" ~ domain ~ "'", "n_persons": "n_" ~ domain}) %}
    {%- endfor %}
{%- endif %}
with

counted as (
    select
        {%- for row in rows[1:] %}
        count(case when in_{{ row.n_persons[2:] }} then 1 end) as {{ row.n_persons }},
        {%- endfor %}
        count(*) as n_respondents
    from {{ ref('int_survey__respondents') }}
)

select
    domain_id,
    n_persons
from (
    {{ unfolded("counted", rows) }}
) as domains
where domain_id != ''
-- depends_on: {{ ref('stg_reporting__domains') }}
