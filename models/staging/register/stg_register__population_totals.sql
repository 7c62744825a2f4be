-- Persons in the population, one row per stratum, register variable and category.
select
    stratum_code,
    variable_name,
    category_code,
    population_n
from {{ ref('base_register__checked_population_totals') }}
where rejection_reason is null
