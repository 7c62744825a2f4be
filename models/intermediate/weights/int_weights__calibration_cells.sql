-- Complete respondents by stratum and every calibration variable, one row per observed combination.
-- Managers and non-managers together: the weights describe the frame, over-coverage included.
with

cells as (
    select
        calibration_cell_id,
        stratum_code,
        {%- for variable in calibration_variables() %}
        cast({{ variable }} as string) as {{ variable }}_code,
        {%- endfor %}
        count(*) as n_respondents
    from {{ ref('int_sample__persons') }}
    where is_complete
    group by
        calibration_cell_id,
        stratum_code,
        {%- for variable in calibration_variables() %}
        {{ variable }}{{ "," if not loop.last }}
        {%- endfor %}
),

strata as (
    select
        cells.stratum_code,
        totals.population_n,
        sum(cells.n_respondents) as n_respondents
    from cells
    inner join {{ ref('stg_register__population_totals') }} as totals
        on
            cells.stratum_code = totals.stratum_code
            and totals.variable_name = 'total'
    group by cells.stratum_code, totals.population_n
)

select
    cells.calibration_cell_id,
    cells.stratum_code,
    {%- for variable in calibration_variables() %}
    cells.{{ variable }}_code,
    {%- endfor %}
    cells.n_respondents,
    strata.population_n as stratum_population_n,
    cast(strata.n_respondents as bigint) as stratum_respondents_n,
    cast(strata.population_n as double) / strata.n_respondents as base_weight
from cells
inner join strata
    on cells.stratum_code = strata.stratum_code
