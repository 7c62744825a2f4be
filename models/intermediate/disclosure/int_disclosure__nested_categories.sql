-- Categories inside others, one row per category of a background and category of a coarser background made from the
-- same answer: age groups inside under and over 40.
-- One scan per pair of backgrounds, written from the tables asked for when the model runs.
{%- set pairs = [] %}
{%- if execute and load_relation(ref("int_estimation__tables")) is not none %}
    {%- set pairs = run_query(
        "with backgrounds as (select distinct v.variable_name, v.derived_from from " ~ ref("int_estimation__tables")
        ~ " as t inner join " ~ ref("stg_codebook__variables") ~ " as v on t.group_variable = v.variable_name"
        ~ " where t.domain_id != 'sample')"
        ~ " select fine.variable_name as fine_variable, coarse.variable_name as coarse_variable from backgrounds as fine"
        ~ " inner join backgrounds as coarse on fine.derived_from = coarse.derived_from"
        ~ " and fine.variable_name != coarse.variable_name order by all"
    ).rows %}
{%- endif %}
with

pairs as (
    {%- for pair in pairs %}
    select distinct
        '{{ pair.fine_variable }}' as fine_variable,
        cast({{ pair.fine_variable }} as string) as fine_code,
        '{{ pair.coarse_variable }}' as coarse_variable,
        cast({{ pair.coarse_variable }} as string) as coarse_code
    from {{ ref('int_survey__respondents') }}
    where
        is_manager
        and {{ pair.fine_variable }} is not null
        and {{ pair.coarse_variable }} is not null
    union all
    {%- endfor %}
    select
        person_id as fine_variable,
        person_id as fine_code,
        person_id as coarse_variable,
        person_id as coarse_code
    from {{ ref('int_survey__respondents') }}
    where false
),

ambiguous as (
    select distinct
        fine_variable,
        coarse_variable
    from pairs
    group by fine_variable, coarse_variable, fine_code
    having count(*) > 1
)

select
    pairs.fine_variable,
    pairs.fine_code,
    pairs.coarse_variable,
    pairs.coarse_code
from pairs
left join ambiguous
    on
        pairs.fine_variable = ambiguous.fine_variable
        and pairs.coarse_variable = ambiguous.coarse_variable
where ambiguous.fine_variable is null
-- depends_on: {{ ref('int_estimation__tables') }}
-- depends_on: {{ ref('stg_codebook__variables') }}
