-- Spread of the weights, and what trimming did to them, one row per stratum and measure, and for all strata together.
-- Design effect after Kish (1965): 1 + squared coefficient of variation of the weights.
{%- set calibrated = "'" ~ calibration_variables() | join("', '") ~ "'" %}
with

-- The respondents of a cell share its weights: so many rows.
weights as (
    select
        cells.stratum_code,
        cells.calibrated_weight,
        cells.g_weight,
        cells.raked_g_weight,
        cells.base_weight * cells.raked_g_weight as raked_weight,
        unnest(range(cells.n_respondents)) as respondent
    from {{ ref('fit_calibration') }} as cells
),

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
        count(*) * sum(calibrated_weight * calibrated_weight) / (sum(calibrated_weight) * sum(calibrated_weight))
            as kish_design_effect,
        count(*) * sum(raked_weight * raked_weight) / (sum(raked_weight) * sum(raked_weight))
            as kish_design_effect_untrimmed,
        count(*) filter (where g_weight < raked_g_weight) as n_trimmed,
        -- What some lose, others gain.
        sum(abs(calibrated_weight - raked_weight)) / 2 / sum(raked_weight) as share_of_weight_moved
    from weights
    group by rollup(stratum_code)
),

achieved as (
    select
        cells.stratum_code,
        categories.variable_name,
        categories.code as category_code,
        sum(cells.n_respondents * cells.calibrated_weight) as weighted_n
    from {{ ref('fit_calibration') }} as cells
    inner join {{ ref('int_weights__cell_categories') }} as categories
        on cells.calibration_cell_id = categories.calibration_cell_id
    group by cells.stratum_code, categories.variable_name, categories.code
),

deviations as (
    select
        coalesce(margins.stratum_code, 'all') as stratum_code,
        max(abs(coalesce(achieved.weighted_n, 0) - margins.population_n) / margins.population_n)
            as largest_margin_deviation
    from {{ ref('stg_register__population_totals') }} as margins
    left join achieved
        on
            margins.stratum_code = achieved.stratum_code
            and margins.variable_name = achieved.variable_name
            and margins.category_code = achieved.category_code
    where
        margins.variable_name in ({{ calibrated }})
        and margins.population_n > 0
    group by rollup(margins.stratum_code)
),

measured as (
    select
        summarised.*,
        deviations.largest_margin_deviation
    from summarised
    inner join deviations
        on summarised.stratum_code = deviations.stratum_code
)
{% set measures = [
    "n_respondents", "sum_of_weights", "weight_percentile_1", "median_weight", "weight_percentile_99",
    "g_weight_percentile_1", "g_weight_percentile_99", "kish_design_effect",
    "kish_design_effect_untrimmed", "n_trimmed", "share_of_weight_moved", "largest_margin_deviation",
] %}
{%- for measure in measures %}
select
    {{ var('wave') }} as wave,
    stratum_code,
    '{{ measure }}' as measure_id,
    {{ loop.index }} as sort_order,
    cast({{ measure }} as double) as value
from measured
{{ "union all" if not loop.last }}
{%- endfor %}
