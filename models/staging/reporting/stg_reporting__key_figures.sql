-- Numbers of the front page, one row per number.
select
    nullif(trim(key_figure_id), '') as key_figure_id,
    nullif(trim(estimate_key), '') as estimate_key,
    nullif(trim(headline_da), '') as headline_da,
    nullif(trim(headline_en), '') as headline_en,
    nullif(trim(explanation_da), '') as explanation_da,
    nullif(trim(explanation_en), '') as explanation_en,
    cast(nullif(trim(sort_order), '') as integer) as sort_order
from {{ ref('reporting_key_figures') }}
