-- Spread of the weights, one row per stratum and measure, and for all strata together.
-- Design effect after Kish (1965): 1 + squared coefficient of variation of the weights.
with

summarised as (
    select
        coalesce(stratum_code, 'all') as stratum_code,
        count(*) as n_respondents,
        sum(calibrated_weight) as sum_of_weights,
        quantile_cont(calibrated_weight, 0.01) as weight_percentile_1,
        median(calibrated_weight) as median_weight,
        quantile_cont(calibrated_weight, 0.99) as weight_percentile_99,
        quantile_cont(g_weight, 0.01) as g_weight_percentile_1,
        quantile_cont(g_weight, 0.99) as g_weight_percentile_99,
        max(g_weight) as largest_g_weight,
        count(*) * sum(calibrated_weight * calibrated_weight) / (sum(calibrated_weight) * sum(calibrated_weight))
            as kish_design_effect
    from {{ ref('int_weights__persons') }}
    group by rollup(stratum_code)
)
{% set measures = [
    "n_respondents", "sum_of_weights", "weight_percentile_1", "median_weight", "weight_percentile_99",
    "g_weight_percentile_1", "g_weight_percentile_99", "largest_g_weight", "kish_design_effect",
] %}
{%- for measure in measures %}
select
    {{ var('wave') }} as wave,
    stratum_code,
    '{{ measure }}' as measure_id,
    {{ loop.index }} as sort_order,
    cast({{ measure }} as double) as value
from summarised
{{ "union all" if not loop.last }}
{%- endfor %}
