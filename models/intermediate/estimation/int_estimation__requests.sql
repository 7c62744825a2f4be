-- The one list of what is asked for, one row per request: an outcome and its statistic, in a domain, by a background and
-- a split (`all` without one). Figures ask for some, the cube for a product, the register margins and the response flow
-- for counts of the sample. `outcome_codes`: codes counted together; NULL for each code on its own.
with

-- Variables made of the same answer.
answers as (
    select
        variable_name,
        unnest(string_split(coalesce(derived_from, variable_name), ';')) as answer
    from {{ ref('stg_codebook__variables') }}
),

same_answer as (
    select distinct
        outcomes.variable_name as outcome_variable,
        backgrounds.variable_name as background_variable
    from answers as outcomes
    inner join answers as backgrounds
        on outcomes.answer = backgrounds.answer
),

backgrounds as (
    select
        variable_name,
        is_split
    from {{ ref('stg_reporting__cube_backgrounds') }}
    union all
    select
        'all' as variable_name,
        true as is_split
),

cube as (
    select
        outcomes.outcome_id as request_id,
        outcomes.outcome_variable,
        outcomes.statistic,
        outcomes.outcome_key as outcome_codes,
        outcomes.domain_id,
        backgrounds.variable_name as group_variable,
        splits.variable_name as split_variable
    from {{ ref('int_estimation__cube_outcomes') }} as outcomes
    inner join {{ ref('stg_reporting__domains') }} as domains
        on outcomes.domain_id = domains.domain_id
    cross join backgrounds
    inner join backgrounds as splits
        on
            splits.is_split
            and (backgrounds.variable_name != splits.variable_name or splits.variable_name = 'all')
    -- Nobody needs an answer by itself, nor a domain of one category by that category.
    left join same_answer as same_group
        on
            outcomes.outcome_variable = same_group.outcome_variable
            and backgrounds.variable_name = same_group.background_variable
    left join same_answer as same_split
        on
            outcomes.outcome_variable = same_split.outcome_variable
            and splits.variable_name = same_split.background_variable
    where
        same_group.background_variable is null
        and same_split.background_variable is null
        and (
            domains.filter_variable is null
            or domains.filter_codes like '%;%'
            or domains.filter_variable not in (backgrounds.variable_name, splits.variable_name)
        )
),

-- Register variables whose categories are counted in the population: those of the printed margins.
counted_variables as (
    select distinct variable_name
    from {{ ref('stg_register__population_totals') }}
    where variable_name != 'total'
    union
    select variable_name
    from {{ ref('stg_codebook__variables') }}
    where
        derivation = 'copy'
        and derived_from = 'stratum_code'
),

dispositions as (
    select code
    from {{ ref('stg_codebook__codes') }}
    where code_list = 'disposition'
)

select
    'figure' as asked_by,
    spec_id as request_id,
    outcome_variable,
    statistic,
    outcome_codes,
    domain_id,
    coalesce(group_variable, 'all') as group_variable,
    'all' as split_variable
from {{ ref('stg_reporting__estimates') }}
union all
select
    'cube' as asked_by,
    request_id,
    outcome_variable,
    statistic,
    case when statistic = 'share' then outcome_codes end as outcome_codes,
    domain_id,
    group_variable,
    split_variable
from cube
union all
-- Complete answers of the sample.
select
    'margins' as asked_by,
    variable_name as request_id,
    'disposition' as outcome_variable,
    'count' as statistic,
    '1;2' as outcome_codes,
    'sample' as domain_id,
    variable_name as group_variable,
    'all' as split_variable
from counted_variables
union all
select
    'flow' as asked_by,
    flow.outcome_codes || ' by ' || flow.group_variable as request_id,
    'disposition' as outcome_variable,
    'count' as statistic,
    flow.outcome_codes,
    'sample' as domain_id,
    flow.group_variable,
    'all' as split_variable
from (
    select
        dispositions.code as outcome_codes,
        strata.group_variable
    from dispositions
    cross join (values ('all'), ('sector')) as strata (group_variable)
    union all
    select
        '1;2' as outcome_codes,
        strata.group_variable
    from (values ('all'), ('sector')) as strata (group_variable)
) as flow
