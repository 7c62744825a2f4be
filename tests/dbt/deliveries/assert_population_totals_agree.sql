{{ config(group="survey_microdata") }}
-- Every register variable must count the same persons in a stratum as the stratum's total.
select
    totals.stratum_code,
    margins.variable_name,
    totals.population_n as stratum_n,
    sum(margins.population_n) as variable_n
from {{ ref('stg_register__population_totals') }} as margins
inner join {{ ref('stg_register__population_totals') }} as totals
    on
        margins.stratum_code = totals.stratum_code
        and totals.variable_name = 'total'
group by totals.stratum_code, margins.variable_name, totals.population_n
having sum(margins.population_n) != totals.population_n
