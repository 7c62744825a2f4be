{{ config(group="survey_microdata") }}
-- No category holds more sampled persons than the population has, and every stratum has complete answers.
with

sampled as (
    {%- for variable in calibration_variables() + ["region"] %}
    select
        stratum_code,
        '{{ variable }}' as variable_name,
        cast({{ variable }} as varchar) as category_code,
        count(*) as n_sampled
    from {{ ref('int_sample__persons') }}
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
        from {{ ref('int_sample__persons') }} as persons
        where
            persons.is_complete
            and persons.stratum_code = totals.stratum_code
    )
