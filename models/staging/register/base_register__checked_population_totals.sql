-- Every delivered row of the population totals, typed, with the first rule of the contract it breaks.
-- The office delivers one grouping of industries, which the codebook calls industry10.
with

delivered as (
    select
        {{ trimmed("stratum_code") }} as stratum_code,
        {{ trimmed("variable") }} as variable_delivered,
        case when trim(variable) = 'industry' then 'industry10' else {{ trimmed("variable") }} end as variable_name,
        {{ trimmed("category_code") }} as category_code,
        {{ trimmed("population_n") }} as population_n_delivered,
        -- Digits only: a plain cast would round 30853.5 without a word.
        case
            when {{ matches("trim(population_n)", "[0-9]{1,15}") }} then cast(trim(population_n) as bigint)
        end as population_n
    from {{ ref('population_totals') }}
),

-- What the weights are calibrated on, and region, whose margins are shown beside them.
needed as (
    select variable_name
    from {{ ref('stg_codebook__variables') }}
    where
        variable_name = 'region'
        {%- for variable in calibration_variables() %}
        or variable_name = '{{ variable }}'
        {%- endfor %}
),

strata as (
    select code as stratum_code
    from {{ ref('stg_codebook__codes') }}
    where code_list = 'sector'
),

categories as (
    select
        needed.variable_name,
        codes.code as category_code
    from needed
    inner join {{ ref('stg_codebook__variables') }} as variables on needed.variable_name = variables.variable_name
    inner join {{ ref('stg_codebook__codes') }} as codes on variables.code_list = codes.code_list
    union all
    select
        'total' as variable_name,
        'all' as category_code
),

counted as (
    select
        stratum_code,
        variable_name,
        category_code,
        count(*) as n_rows
    from delivered
    group by stratum_code, variable_name, category_code
),

sums as (
    select
        stratum_code,
        variable_name,
        sum(population_n) as population_n
    from delivered
    group by stratum_code, variable_name
),

-- One row per stratum that has a total: do all variables count the same persons, and are any sampled?
stratum_checks as (
    select
        sums.stratum_code,
        sums.population_n,
        (
            select count(*)
            from needed
            inner join sums as others on needed.variable_name = others.variable_name
            where others.stratum_code = sums.stratum_code
        ) as n_variables,
        (
            select count(*)
            from {{ ref('stg_register__sample') }} as sample
            where sample.stratum_code = sums.stratum_code
        ) as n_sampled
    from sums
    where sums.variable_name = 'total'
)

select
    delivered.*,
    case
        when strata.stratum_code is null then 'unknown stratum code'
        when categories.category_code is null then 'unknown variable or category'
        when counted.n_rows > 1 then 'category occurs more than once'
        when delivered.population_n is null then 'population is not a whole number'
        when stratum_checks.stratum_code is null then 'stratum has no total'
        when sums.population_n != stratum_checks.population_n then 'variable counts other persons than the total'
        when delivered.variable_name = 'total' and stratum_checks.n_variables < (select count(*) from needed)
            then 'stratum lacks a variable'
        when delivered.variable_name = 'total' and stratum_checks.n_sampled = 0 then 'nobody sampled in the stratum'
        when delivered.variable_name = 'total' and stratum_checks.n_sampled > delivered.population_n
            then 'more persons sampled than counted'
    end as rejection_reason
from delivered
left join strata on delivered.stratum_code = strata.stratum_code
left join categories
    on
        delivered.variable_name = categories.variable_name
        and delivered.category_code = categories.category_code
left join counted
    on
        delivered.stratum_code = counted.stratum_code
        and delivered.variable_name = counted.variable_name
        and delivered.category_code = counted.category_code
left join sums
    on
        delivered.stratum_code = sums.stratum_code
        and delivered.variable_name = sums.variable_name
left join stratum_checks on delivered.stratum_code = stratum_checks.stratum_code
