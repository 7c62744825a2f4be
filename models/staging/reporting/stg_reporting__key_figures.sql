-- Numbers of the front page, one row per number.
select
    {{ trimmed("key_figure_id") }} as key_figure_id,
    {{ trimmed("number_key") }} as number_key,
    {{ trimmed("headline_da") }} as headline_da,
    {{ trimmed("headline_en") }} as headline_en,
    {{ trimmed("explanation_da") }} as explanation_da,
    {{ trimmed("explanation_en") }} as explanation_en,
    cast({{ trimmed("sort_order") }} as integer) as sort_order
from {{ ref('reporting_key_figures') }}
