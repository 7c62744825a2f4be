{{ config(group="survey_microdata") }}
-- Raked weights add up to the population in every calibrated category of every stratum, and calibrated weights
-- in every stratum: trimming, where it is on, moves weight inside the strata only (how far the categories then
-- deviate stands in pub_weight_diagnostics).
-- Tolerance: one person in a hundred million, far above round-off and far below a person.
{%- set calibrated = "'" ~ calibration_variables() | join("', '") ~ "'" %}
with

persons as (
    select
        person_id,
        stratum_code,
        base_weight * raked_g_weight as raked_weight,
        calibrated_weight
    from {{ ref('int_weights__persons') }}
),

achieved as (
    select
        persons.stratum_code,
        register_values.variable_name,
        register_values.code as category_code,
        sum(persons.raked_weight) as weighted_n
    from persons
    inner join {{ ref('int_register__values') }} as register_values
        on persons.person_id = register_values.person_id
    where register_values.variable_name in ({{ calibrated }})
    group by persons.stratum_code, register_values.variable_name, register_values.code
    union all
    select
        stratum_code,
        'total' as variable_name,
        'all' as category_code,
        sum(calibrated_weight) as weighted_n
    from persons
    group by stratum_code
)

select
    margins.stratum_code,
    margins.variable_name,
    margins.category_code,
    margins.population_n,
    achieved.weighted_n
from {{ ref('stg_register__population_totals') }} as margins
left join achieved
    on
        margins.stratum_code = achieved.stratum_code
        and margins.variable_name = achieved.variable_name
        and margins.category_code = achieved.category_code
where
    margins.variable_name in ('total', {{ calibrated }})
    and abs(margins.population_n - coalesce(achieved.weighted_n, 0)) > 1e-8 * margins.population_n
