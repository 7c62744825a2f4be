-- Outcomes asked for in the cube, one row per variable, statistic and codes.
select
    {{ trimmed("outcome_variable") }} as outcome_variable,
    {{ trimmed("statistic") }} as statistic,
    {{ trimmed("outcome_codes") }} as outcome_codes,
    {{ trimmed("unit") }} as unit,
    {{ trimmed("domain_id") }} as domain_id,
    {{ trimmed("topic_id") }} as topic_id,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_cube_outcomes') }}
