-- Number of managers behind every figure, one row per figure and printed N: members of the figure's domain.
{%- set domains = [] %}
{%- if execute and load_relation(ref("stg_reporting__figures")) is not none %}
    {%- set domains = run_query(
        "select domain_id from " ~ ref("stg_reporting__domains") ~ " order by domain_id"
    ).columns[0].values() %}
{%- endif %}
with

sizes as (
    {%- for domain in domains %}
    select
        '{{ domain }}' as domain_id,
        sum(case when in_{{ domain }} then 1 else 0 end) as n_ours
    from {{ ref('int_survey__respondents') }}
    union all
    {%- endfor %}
    select
        person_id as domain_id,
        0 as n_ours
    from {{ ref('int_survey__respondents') }}
    where false
),

named as (
    select
        figure_id,
        'first' as base_rank,
        domain_id,
        n_printed
    from {{ ref('stg_reporting__figures') }}
    union all
    select
        figure_id,
        'second' as base_rank,
        second_domain_id as domain_id,
        n_printed_second as n_printed
    from {{ ref('stg_reporting__figures') }}
)

select
    {{ var('wave') }} as wave,
    'everybody@' || named.domain_id as number_key,
    named.figure_id,
    named.base_rank,
    named.domain_id,
    named.n_printed,
    sizes.n_ours
from named
inner join sizes
    on named.domain_id = sizes.domain_id
-- depends_on: {{ ref('stg_reporting__domains') }}
