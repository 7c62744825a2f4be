-- Persons in the population, one row per stratum, register variable and category.
select
    nullif(trim(stratum_code), '') as stratum_code,
    nullif(trim(variable), '') as variable_name,
    nullif(trim(category_code), '') as category_code,
    cast(population_n as bigint) as population_n
from {{ ref('population_totals') }}
