-- The numbers that every request asks for, one row per request and number, under the number's key. Groups of a
-- figure are those that somebody is in, the cube's all that there can be; frequencies are asked of every category, and
-- of each reason why there is no answer that somebody has. `number_key` is made here and nowhere
-- else, of what the number is: outcome and codes, domain, and the categories of background and split in
-- alphabetical order.
with

-- Categories that a person can be in.
categories as (
    select distinct
        categories.variable_name,
        categories.code
    from {{ ref('int_estimation__categories') }} as categories
    inner join {{ ref('stg_codebook__variables') }} as variables
        on categories.variable_name = variables.variable_name
    inner join {{ ref('stg_codebook__codes') }} as codes
        on
            variables.code_list = codes.code_list
            and categories.code = codes.code
    where not codes.is_missing
    union all
    select
        'all' as variable_name,
        'all' as code
),

-- Categories of the population; unknown regions are one.
population_categories as (
    select distinct
        case when variable_name = 'total' then 'sector' else variable_name end as variable_name,
        case when variable_name = 'total' then stratum_code else category_code end as code
    from {{ ref('stg_register__population_totals') }}
    union all
    select
        'all' as variable_name,
        'all' as code
),

-- Figures: groups that occur, and every answer that can be given: what nobody answered is a share of 0.
figure_groups as (
    select distinct
        requests.request_id,
        counts.group_code
    from {{ ref('int_estimation__requests') }} as requests
    inner join {{ ref('int_estimation__counts') }} as counts
        on
            requests.outcome_variable = counts.outcome_variable
            and requests.domain_id = counts.domain_id
            and requests.group_variable = counts.group_variable
            and counts.split_variable = 'all'
    where requests.asked_by = 'figure'
),

-- Codes that variables made of others can have.
made as (
    select distinct
        variable_name,
        code
    from {{ ref('int_estimation__categories') }}
),

-- Answers that can be given.
answers as (
    select
        variables.variable_name,
        codes.code
    from {{ ref('stg_codebook__variables') }} as variables
    inner join {{ ref('stg_codebook__codes') }} as codes
        on
            variables.code_list = codes.code_list
            and codes.is_in_denominator
            -- Only groups of a number keep a code without substance as a category.
            and (not codes.is_missing or variables.derivation = 'bin')
    left join made
        on
            variables.variable_name = made.variable_name
            and codes.code = made.code
    where
        variables.derivation is null
        or made.code is not null
),

figure_keys as (
    select
        requests.request_id,
        case
            when requests.statistic = 'mean' then 'mean'
            else coalesce(requests.outcome_codes, answers.code)
        end as outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    left join answers
        on
            requests.statistic = 'share'
            and requests.outcome_codes is null
            and requests.outcome_variable = answers.variable_name
    where requests.asked_by = 'figure'
),

-- Backgrounds that fewer persons than the threshold lack. Groups that add up to all who have one would tell how many
-- they are, which the tables by the background guard (docs/disclosure.md).
few_unknown as (
    select backgrounds.variable_name
    from {{ ref('stg_reporting__cube_backgrounds') }} as backgrounds
    inner join {{ ref('stg_codebook__variables') }} as variables
        on backgrounds.variable_name = variables.variable_name
    inner join {{ ref('int_estimation__counts') }} as counts
        on counts.outcome_variable in (variables.variable_name || '_status', variables.derived_from || '_status')
    inner join {{ ref('stg_codebook__codes') }} as statuses
        on
            statuses.code_list = 'answer_status'
            and counts.outcome_code = statuses.code
            and statuses.is_missing
    group by backgrounds.variable_name
    having sum(counts.n_persons) < {{ var('suppression_threshold') }}
),

asked as (
    select
        requests.*,
        figure_groups.group_code,
        'all' as split_code,
        figure_keys.outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    inner join figure_groups
        on requests.request_id = figure_groups.request_id
    inner join figure_keys
        on requests.request_id = figure_keys.request_id
    where requests.asked_by = 'figure'
    union all
    select
        requests.*,
        groups.code as group_code,
        splits.code as split_code,
        coalesce(requests.outcome_codes, 'mean') as outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    inner join {{ ref('stg_reporting__domains') }} as domains
        on requests.domain_id = domains.domain_id
    inner join categories as groups
        on requests.group_variable = groups.variable_name
    inner join categories as splits
        on requests.split_variable = splits.variable_name
    where
        requests.asked_by = 'cube'
        -- Not categories that the domain excludes by definition.
        and (
            requests.group_variable is distinct from domains.filter_variable
            or ';' || domains.filter_codes || ';' like '%;' || groups.code || ';%'
        )
        and (
            requests.split_variable is distinct from domains.filter_variable
            or ';' || domains.filter_codes || ';' like '%;' || splits.code || ';%'
        )
    union all
    select
        requests.*,
        groups.code as group_code,
        'all' as split_code,
        requests.outcome_codes as outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    inner join population_categories as groups
        on requests.group_variable = groups.variable_name
    where requests.asked_by in ('margins', 'flow')
    union all
    select
        requests.*,
        'all' as group_code,
        'all' as split_code,
        answers.code as outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    inner join answers
        on requests.outcome_variable = answers.variable_name
    left join few_unknown
        on requests.outcome_variable = few_unknown.variable_name
    where
        requests.asked_by = 'frequency'
        and few_unknown.variable_name is null
    union all
    select
        requests.*,
        'all' as group_code,
        'all' as split_code,
        'mean' as outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    where requests.asked_by = 'level'
    union all
    select
        requests.*,
        'all' as group_code,
        'all' as split_code,
        counts.outcome_code as outcome_key
    from {{ ref('int_estimation__requests') }} as requests
    inner join {{ ref('int_estimation__counts') }} as counts
        on
            requests.outcome_variable = counts.outcome_variable
            and requests.domain_id = counts.domain_id
            and counts.group_variable = 'all'
            and counts.split_variable = 'all'
    inner join {{ ref('stg_codebook__codes') }} as statuses
        on
            statuses.code_list = 'answer_status'
            and counts.outcome_code = statuses.code
    where requests.asked_by = 'status'
),

conditions as (
    select
        *,
        case when group_variable = 'all' then '' else '|' || group_variable || '=' || group_code end as group_condition,
        case when split_variable = 'all' then '' else '|' || split_variable || '=' || split_code end as split_condition
    from asked
)

select
    asked_by,
    request_id,
    outcome_variable || '=' || outcome_key || '@' || domain_id
    || least(group_condition, split_condition) || greatest(group_condition, split_condition) as number_key,
    outcome_variable,
    statistic,
    outcome_key,
    domain_id,
    group_variable,
    group_code,
    split_variable,
    split_code
from conditions
