{{ config(group="survey_microdata") }}
-- Calibrated weights add up to the population in every stratum and every calibrated category.
-- Tolerance: one person in a hundred million, far above round-off and far below a person.
{%- set calibrated = "'" ~ calibration_variables() | join("', '") ~ "'" %}
with

achieved as (
    select
        weights.stratum_code,
        register_values.variable_name,
        register_values.code,
        sum(weights.calibrated_weight) as weighted_n
    from {{ ref('int_weights__persons') }} as weights
    inner join {{ ref('int_register__values') }} as register_values
        on weights.person_id = register_values.person_id
    where register_values.variable_name in ({{ calibrated }})
    group by weights.stratum_code, register_values.variable_name, register_values.code
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
        and margins.category_code = achieved.code
where
    margins.variable_name in ({{ calibrated }})
    and abs(margins.population_n - coalesce(achieved.weighted_n, 0)) > 1e-8 * margins.population_n
