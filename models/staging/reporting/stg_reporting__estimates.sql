-- Estimates asked for, one row per outcome, grouping and domain.
select
    {{ trimmed("spec_id") }} as spec_id,
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("outcome_variable") }} as outcome_variable,
    {{ trimmed("statistic") }} as statistic,
    {{ trimmed("outcome_codes") }} as outcome_codes,
    {{ trimmed("group_variable") }} as group_variable,
    {{ trimmed("domain_id") }} as domain_id,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_estimates') }}
