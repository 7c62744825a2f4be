{{ config(group="survey_microdata") }}
-- Raked weights add up to the population in every calibrated category of every stratum, and calibrated weights
-- in every stratum: trimming, where it is on, moves weight inside the strata only (how far the categories then
-- deviate stands in pub_weight_diagnostics).
-- Tolerance: one person in a hundred million, far above round-off and far below a person.
with

cells as (
    select
        calibration_cell_id,
        stratum_code,
        n_respondents * base_weight * raked_g_weight as raked_weight,
        n_respondents * calibrated_weight as calibrated_weight
    from {{ ref('fit_calibration') }}
),

achieved as (
    select
        cells.stratum_code,
        categories.variable_name,
        categories.code as category_code,
        sum(cells.raked_weight) as weighted_n
    from cells
    inner join {{ ref('int_weights__cell_categories') }} as categories
        on cells.calibration_cell_id = categories.calibration_cell_id
    group by cells.stratum_code, categories.variable_name, categories.code
    union all
    select
        stratum_code,
        'total' as variable_name,
        'all' as category_code,
        sum(calibrated_weight) as weighted_n
    from cells
    group by stratum_code
)

select
    margins.stratum_code,
    margins.variable_name,
    margins.category_code,
    margins.population_n,
    achieved.weighted_n
from {{ ref('int_weights__margins') }} as margins
left join achieved
    on
        margins.stratum_code = achieved.stratum_code
        and margins.variable_name = achieved.variable_name
        and margins.category_code = achieved.category_code
where abs(margins.population_n - coalesce(achieved.weighted_n, 0)) > 1e-8 * margins.population_n
