{{ config(group="survey_microdata") }}
-- No category holds more sampled persons than the population has, and every stratum has complete answers.
with

sampled as (
    select
        strata.code as stratum_code,
        register_values.variable_name,
        register_values.code as category_code,
        count(*) as n_sampled
    from {{ ref('int_register__values') }} as register_values
    inner join {{ ref('int_register__values') }} as strata
        on
            register_values.person_id = strata.person_id
            and strata.variable_name = 'sector'
    where
        register_values.variable_name = 'region'
        {%- for variable in calibration_variables() %}
        or register_values.variable_name = '{{ variable }}'
        {%- endfor %}
    group by strata.code, register_values.variable_name, register_values.code
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
        from {{ ref('int_response__dispositions') }} as dispositions
        where
            dispositions.is_complete
            and dispositions.stratum_code = totals.stratum_code
    )
