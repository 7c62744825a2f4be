-- Estimates asked for, one row per outcome, grouping and domain.
select
    nullif(trim(spec_id), '') as spec_id,
    nullif(trim(figure_id), '') as figure_id,
    nullif(trim(outcome_variable), '') as outcome_variable,
    nullif(trim(statistic), '') as statistic,
    nullif(trim(outcome_codes), '') as outcome_codes,
    nullif(trim(group_variable), '') as group_variable,
    nullif(trim(domain_id), '') as domain_id,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_estimates') }}
