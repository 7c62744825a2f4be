-- The one list of what is asked for, one row per request: an outcome and its statistic, in a domain, by a
-- background and a split (`all` without one). Figures ask for some, the cube for a product, the register margins
-- and the response flow for counts of the sample, the codebook for the frequencies of every question and register
-- variable (`frequency`), the means of numbers (`level`), and why others have no answer (`status`).
-- `outcome_codes`: codes counted together; NULL for each code on its own.
with

-- Variables made of the same answer.
answers as (
    select
        variable_name,
        {{ parts_of('coalesce(derived_from, variable_name)') }} as answer
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
),

-- Delivered variables that are answers or background. Words, identifiers and dates have no frequencies.
delivered as (
    select *
    from {{ ref('stg_codebook__variables') }}
    where
        source in ('register', 'survey')
        and response_type not in ('id', 'text', 'date')
        and variable_name != 'status_code'
),

n_groups as (
    select
        variable_name,
        count(*) as n_groups
    from {{ ref('stg_codebook__bins') }}
    group by variable_name
),

-- What may be counted of each: the variable itself, or one made of it alone. Backgrounds come first, then variables
-- with the same categories, then groups of a number, those with the most: a number has one key here and in the figures.
candidates as (
    select
        delivered.variable_name,
        made.variable_name as outcome_variable,
        made.derivation,
        made.response_type,
        made.code_list,
        row_number() over (
            partition by delivered.variable_name, made.response_type in ('integer', 'score')
            order by
                case
                    when cube_backgrounds.variable_name is not null and made.response_type = 'category' then 1
                    when made.variable_name = delivered.variable_name then 4
                    when made.code_list = delivered.code_list then 2
                    when n_groups.n_groups is not null then 3
                    else 5
                end,
                n_groups.n_groups desc,
                made.variable_name
        ) as place
    from delivered
    inner join {{ ref('stg_codebook__variables') }} as made
        on delivered.variable_name = coalesce(made.derived_from, made.variable_name)
    left join {{ ref('stg_reporting__cube_backgrounds') }} as cube_backgrounds
        on made.variable_name = cube_backgrounds.variable_name
    left join n_groups
        on made.variable_name = n_groups.variable_name
    where made.response_type != 'year'
),

-- Answers that lead to a question, as the domain of those who gave them says it.
domain_answers as (
    select
        domains.domain_id,
        categories.answer_variable,
        {{ joined_in_order('categories.answer_code') }} as answer_codes
    from {{ ref('stg_reporting__domains') }} as domains
    inner join {{ ref('int_estimation__categories') }} as categories
        on
            domains.filter_variable = categories.variable_name
            and ';' || domains.filter_codes || ';' like '%;' || categories.code || ';%'
    where domains.valid_variables is null
    group by domains.domain_id, categories.answer_variable
),

asked_domains as (
    select
        routing.variable_name,
        max(domain_answers.domain_id) as domain_id
    from {{ ref('stg_codebook__routing') }} as routing
    inner join domain_answers
        on
            routing.condition_variable = domain_answers.answer_variable
            and routing.condition_codes = domain_answers.answer_codes
    group by routing.variable_name
),

frequencies as (
    select
        delivered.variable_name,
        delivered.source,
        delivered.response_type,
        counted.outcome_variable,
        numbers.outcome_variable as number_variable,
        coalesce(asked_domains.domain_id, 'all_managers') as domain_id,
        coalesce(bool_or(codes.is_missing), false) as has_missing_codes
    from delivered
    left join candidates as counted
        on
            delivered.variable_name = counted.variable_name
            and counted.response_type not in ('integer', 'score')
            and counted.place = 1
    -- Of years only the periods are told.
    left join candidates as numbers
        on
            delivered.variable_name = numbers.variable_name
            and delivered.response_type = 'integer'
            and numbers.response_type in ('integer', 'score')
            and numbers.place = 1
    left join asked_domains
        on delivered.variable_name = asked_domains.variable_name
    left join {{ ref('stg_codebook__codes') }} as codes
        on delivered.code_list = codes.code_list
    group by all
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
union all
select
    'frequency' as asked_by,
    variable_name as request_id,
    outcome_variable,
    'share' as statistic,
    cast(null as string) as outcome_codes,
    domain_id,
    'all' as group_variable,
    'all' as split_variable
from frequencies
where outcome_variable is not null
union all
select
    'level' as asked_by,
    variable_name as request_id,
    number_variable as outcome_variable,
    'mean' as statistic,
    cast(null as string) as outcome_codes,
    domain_id,
    'all' as group_variable,
    'all' as split_variable
from frequencies
where number_variable is not null
union all
-- Of the register, what is unknown.
select
    'status' as asked_by,
    variable_name as request_id,
    case when source = 'survey' then variable_name else outcome_variable end || '_status' as outcome_variable,
    'share' as statistic,
    cast(null as string) as outcome_codes,
    'all_managers' as domain_id,
    'all' as group_variable,
    'all' as split_variable
from frequencies
where source = 'survey' or has_missing_codes
