-- Table 6.1: respondents, sample, population and weighted respondents by register variable, one row per category.
-- Respondents are all complete answers, non-managers included; shares are of all persons of the column.
with

register_values as (
    select
        register_values.person_id,
        register_values.variable_name,
        register_values.code
    from {{ ref('int_register__values') }} as register_values
    where register_values.variable_name in (
        'sector', 'age_group', 'gender', 'origin', 'region', 'education', 'industry10'
    )
),

persons as (
    select
        register_values.variable_name,
        register_values.code,
        count(*) as n_sample,
        count(weights.person_id) as n_respondents,
        sum(weights.calibrated_weight) as n_weighted
    from register_values
    left join {{ ref('int_weights__persons') }} as weights
        on register_values.person_id = weights.person_id
    group by register_values.variable_name, register_values.code
),

population as (
    select
        case when variable_name = 'total' then 'sector' else variable_name end as variable_name,
        case when variable_name = 'total' then stratum_code else category_code end as code,
        sum(population_n) as n_population
    from {{ ref('stg_register__population_totals') }}
    group by 1, 2
)

select
    {{ var('wave') }} as wave,
    population.variable_name,
    population.code,
    coalesce(persons.n_respondents, 0) as n_respondents,
    coalesce(persons.n_sample, 0) as n_sample,
    population.n_population,
    coalesce(persons.n_weighted, 0) as n_weighted,
    coalesce(persons.n_respondents, 0) / sum(persons.n_respondents) over (partition by population.variable_name)
        as share_respondents,
    coalesce(persons.n_sample, 0) / sum(persons.n_sample) over (partition by population.variable_name) as share_sample,
    population.n_population / sum(population.n_population) over (partition by population.variable_name)
        as share_population,
    coalesce(persons.n_weighted, 0) / sum(persons.n_weighted) over (partition by population.variable_name)
        as share_weighted
from population
left join persons
    on
        population.variable_name = persons.variable_name
        and population.code = persons.code
