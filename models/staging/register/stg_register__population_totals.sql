-- Persons in the population, one row per stratum, register variable and category.
-- The office delivers one grouping of industries, which the codebook calls industry10.
select
    nullif(trim(stratum_code), '') as stratum_code,
    case when trim(variable) = 'industry' then 'industry10' else nullif(trim(variable), '') end as variable_name,
    nullif(trim(category_code), '') as category_code,
    cast(population_n as bigint) as population_n
from {{ ref('population_totals') }}
