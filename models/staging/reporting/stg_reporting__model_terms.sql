-- Regressors of each term set, one row per set and variable.
select
    {{ trimmed("term_set") }} as term_set,
    cast({{ trimmed("term_order") }} as integer) as term_order,
    {{ trimmed("variable_name") }} as variable_name,
    {{ trimmed("term_type") }} as term_type
from {{ ref('reporting_model_terms') }}
