-- What the weights are raked to, one row per stratum, calibration variable and category, and one per stratum's total.
-- A category in which nobody answered completely cannot be weighted: it is left out, and its persons are spread over
-- the other categories of the variable in proportion, so that the stratum keeps its size. By chance that happens in
-- small waves only; assert_categories_without_respondents_are_small refuses what chance does not explain.
{%- set calibrated = "'" ~ calibration_variables() | join("', '") ~ "'" %}
with

answered as (
    select distinct
        cells.stratum_code,
        categories.variable_name,
        categories.code as category_code
    from {{ ref('int_weights__cell_categories') }} as categories
    inner join {{ ref('int_weights__calibration_cells') }} as cells
        on categories.calibration_cell_id = cells.calibration_cell_id
),

counted as (
    select
        totals.stratum_code,
        totals.variable_name,
        totals.category_code,
        totals.population_n,
        totals.variable_name = 'total' or answered.category_code is not null as has_respondents
    from {{ ref('stg_register__population_totals') }} as totals
    left join answered
        on
            totals.stratum_code = answered.stratum_code
            and totals.variable_name = answered.variable_name
            and totals.category_code = answered.category_code
    where totals.variable_name in ('total', {{ calibrated }})
)

select
    stratum_code,
    variable_name,
    category_code,
    population_n as counted_n,
    has_respondents,
    -- Where every category has respondents the factor is exactly 1.
    case
        when has_respondents
            then
                population_n
                * (sum(population_n) over variables / sum(population_n) filter (where has_respondents) over variables)
        else 0
    end as population_n
from counted
window variables as (partition by stratum_code, variable_name)
