-- Regression models asked for, one row per model.
select
    {{ trimmed("model_id") }} as model_id,
    {{ trimmed("figure_id") }} as figure_id,
    {{ trimmed("outcome_variable") }} as outcome_variable,
    {{ trimmed("term_sets") }} as term_sets,
    {{ trimmed("domain_id") }} as domain_id,
    {{ trimmed("label_da") }} as label_da,
    {{ trimmed("label_en") }} as label_en,
    cast({{ trimmed("n_printed") }} as integer) as n_printed,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_models') }}
