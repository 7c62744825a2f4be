-- Complete respondents by stratum and every calibration variable, one row per observed combination.
-- Managers and non-managers together: the weights describe the frame, over-coverage included.
with

base_weights as (
    select
        profiles.stratum_code,
        totals.population_n,
        count(*) as n_respondents,
        cast(totals.population_n as double) / count(*) as base_weight
    from {{ ref('int_response__profiles') }} as profiles
    inner join {{ ref('stg_register__population_totals') }} as totals
        on
            profiles.stratum_code = totals.stratum_code
            and totals.variable_name = 'total'
    where profiles.is_complete
    group by profiles.stratum_code, totals.population_n
),

cells as (
    select
        stratum_code,
        {%- for variable in calibration_variables() %}
        {{ variable }}_code,
        {%- endfor %}
        count(*) as n_respondents
    from {{ ref('int_response__profiles') }}
    where is_complete
    group by all
)

select
    row_number() over (
        order by
            cells.stratum_code,
            {%- for variable in calibration_variables() %}
            cells.{{ variable }}_code{{ "," if not loop.last }}
            {%- endfor %}
    ) - 1 as calibration_cell_id,
    cells.stratum_code,
    {%- for variable in calibration_variables() %}
    cells.{{ variable }}_code,
    {%- endfor %}
    cells.n_respondents,
    base_weights.population_n as stratum_population_n,
    base_weights.n_respondents as stratum_respondents_n,
    base_weights.base_weight
from cells
inner join base_weights
    on cells.stratum_code = base_weights.stratum_code
