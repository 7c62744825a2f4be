{{ config(group="survey_microdata") }}
-- No category holds more sampled persons than the population has, and every stratum has complete answers.
{%- set variables = calibration_variables() + ["region"] %}
with

-- Persons are read once.
counted as (
    select
        stratum_code,
        is_complete,
        {%- for variable in variables %}
        {{ variable }},
        {%- endfor %}
        count(*) as n_persons
    from {{ ref('int_sample__persons') }}
    group by all
),

sampled as (
    {%- for variable in variables %}
    select
        stratum_code,
        '{{ variable }}' as variable_name,
        cast({{ variable }} as varchar) as category_code,
        sum(n_persons) as n_sampled
    from counted
    group by stratum_code, {{ variable }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
)

select
    sampled.stratum_code,
    sampled.variable_name,
    sampled.category_code,
    'more persons sampled than counted' as problem
from sampled
left join {{ ref('stg_register__population_totals') }} as totals
    on
        sampled.stratum_code = totals.stratum_code
        and sampled.variable_name = totals.variable_name
        and sampled.category_code = totals.category_code
where sampled.n_sampled > coalesce(totals.population_n, 0)
union all
select
    totals.stratum_code,
    totals.variable_name,
    totals.category_code,
    'nobody answered completely in the stratum' as problem
from {{ ref('stg_register__population_totals') }} as totals
where
    totals.variable_name = 'total'
    and not exists (
        select 1
        from counted
        where
            counted.is_complete
            and counted.stratum_code = totals.stratum_code
    )
