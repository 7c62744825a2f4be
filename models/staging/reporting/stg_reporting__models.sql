-- Regression models asked for, one row per model.
select
    nullif(trim(model_id), '') as model_id,
    nullif(trim(figure_id), '') as figure_id,
    nullif(trim(outcome_variable), '') as outcome_variable,
    nullif(trim(term_sets), '') as term_sets,
    nullif(trim(domain_id), '') as domain_id,
    nullif(trim(label_da), '') as label_da,
    nullif(trim(label_en), '') as label_en,
    cast(nullif(trim(n_printed), '') as integer) as n_printed,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_models') }}
