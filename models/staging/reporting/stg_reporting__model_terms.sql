-- Regressors of each term set, one row per set and variable.
select
    nullif(trim(term_set), '') as term_set,
    cast(nullif(trim(term_order), '') as integer) as term_order,
    nullif(trim(variable_name), '') as variable_name,
    nullif(trim(term_type), '') as term_type
from {{ ref('reporting_model_terms') }}
