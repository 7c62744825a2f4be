{{ config(group="survey_microdata") }}
-- The SQL macros give the estimates of some figures as the fitted models do, from rows: 1e-10 relative. Shares and means,
-- with and without groups, of all managers and of small domains.
{%- set figures = ["fig_2_3", "fig_3_8", "fig_4_3", "fig_5_4", "txt_3_4"] %}
{%- set specs = [] %}
{%- if execute and load_relation(ref("stg_reporting__estimates")) is not none %}
    {%- set specs = run_query(
        "select distinct spec_id, figures.outcome_variable, figures.outcome_key, figures.group_variable, figures.domain_id from "
        ~ ref("est_figure_estimates") ~ " as figures where figure_id in ('" ~ figures | join("', '") ~ "') order by all"
    ).rows %}
{%- endif %}
with

nobody as (
    select
        person_id as spec_id,
        person_id as outcome_key,
        person_id as group_code,
        person_id,
        0 as value
    from {{ ref('int_survey__respondents') }}
    where false
),
{% for kind in ["mean", "share"] %}
{{ kind }}s as (
    {%- for spec in specs if (spec.outcome_key == "mean") == (kind == "mean") %}
    select
        '{{ spec.spec_id }}' as spec_id,
        '{{ spec.outcome_key }}' as outcome_key,
        {{ "cast(" ~ spec.group_variable ~ " as varchar)" if spec.group_variable else "'all'" }} as group_code,
        person_id,
        {{ spec.outcome_variable }} {{ "in (" ~ spec.outcome_key | replace(";", ", ") ~ ")" if kind == "share" }} as value
    from {{ ref('int_survey__respondents') }}
    where
        in_{{ spec.domain_id }}
        {{ "and " ~ spec.group_variable ~ " is not null" if spec.group_variable }}
    union all
    {%- endfor %}
    select * from nobody
),
{% endfor %}
from_macros as (
    select * from ({{ survey_mean("means", "value", by=["spec_id", "outcome_key", "group_code"]) }}) as of_means
    union all
    select * from ({{ survey_share("shares", "value", by=["spec_id", "outcome_key", "group_code"]) }}) as of_shares
),

from_fits as (
    select *
    from {{ ref('est_figure_estimates') }}
    where figure_id in ('{{ figures | join("', '") }}')
)

select
    coalesce(from_macros.spec_id, from_fits.spec_id) as spec_id,
    coalesce(from_macros.group_code, from_fits.group_code) as group_code,
    from_macros.estimate as estimate_sql,
    from_fits.estimate,
    from_macros.std_error as std_error_sql,
    from_fits.std_error
from from_macros
full outer join from_fits
    on
        from_macros.spec_id = from_fits.spec_id
        and from_macros.outcome_key = from_fits.outcome_key
        and from_macros.group_code = from_fits.group_code
where
    from_macros.spec_id is null
    or from_fits.spec_id is null
    or from_macros.n_unweighted != from_fits.n_unweighted
    or from_macros.degrees_of_freedom != from_fits.degrees_of_freedom
    {%- for column in ["estimate", "std_error", "ci_low", "ci_high", "n_weighted", "design_effect"] %}
    or (from_macros.{{ column }} is null) != (from_fits.{{ column }} is null)
    or abs(from_macros.{{ column }} - from_fits.{{ column }}) > 1e-10 * abs(from_fits.{{ column }})
    {%- endfor %}
-- depends_on: {{ ref('stg_reporting__estimates') }}
