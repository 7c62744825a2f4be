-- Population totals that break the contract, as delivered, with the reason.
select
    stratum_code,
    variable_delivered,
    category_code,
    population_n_delivered,
    rejection_reason
from {{ ref('base_register__checked_population_totals') }}
where rejection_reason is not null
