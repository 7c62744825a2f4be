-- Outcomes asked for in the cube, one row per variable, statistic and codes.
select
    nullif(trim(outcome_variable), '') as outcome_variable,
    nullif(trim(statistic), '') as statistic,
    nullif(trim(outcome_codes), '') as outcome_codes,
    nullif(trim(unit), '') as unit,
    nullif(trim(domain_id), '') as domain_id,
    nullif(trim(topic_id), '') as topic_id,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_cube_outcomes') }}
