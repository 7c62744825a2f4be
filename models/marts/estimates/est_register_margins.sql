-- Table 6.1: respondents, sample, population and weighted respondents by register variable, one row per category.
-- Respondents are all complete answers, non-managers included; shares are of all persons of the column.
with

persons as (
    select
        asked.group_variable as variable_name,
        asked.group_code as code,
        estimates.number_key,
        estimates.n_with_outcome as n_respondents,
        estimates.n_unweighted as n_sample,
        coalesce(estimates.n_weighted, 0) as n_weighted,
        estimates.is_suppressed
    from {{ ref('int_estimation__asked') }} as asked
    inner join {{ ref('est_estimates') }} as estimates
        on asked.number_key = estimates.number_key
    where asked.asked_by = 'margins'
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
    persons.number_key,
    persons.variable_name,
    persons.code,
    persons.n_respondents,
    persons.n_sample,
    population.n_population,
    persons.n_weighted,
    persons.n_respondents / sum(persons.n_respondents) over (partition by persons.variable_name) as share_respondents,
    persons.n_sample / sum(persons.n_sample) over (partition by persons.variable_name) as share_sample,
    population.n_population / sum(population.n_population) over (partition by persons.variable_name) as share_population,
    persons.n_weighted / sum(persons.n_weighted) over (partition by persons.variable_name) as share_weighted,
    persons.is_suppressed
from persons
inner join population
    on
        persons.variable_name = population.variable_name
        and persons.code = population.code
