-- Rows of the cube, one row per outcome and group, whether anybody is in it or not.
-- Left out: backgrounds made from the answer that is the outcome, backgrounds and codes that the outcome's domain
-- excludes by definition (training by whether trained, among the trained).
with

sources as (
    select
        variable_name,
        unnest(string_split(coalesce(derived_from, variable_name), ';')) as source_variable
    from {{ ref('stg_codebook__variables') }}
),

same_answer as (
    select distinct
        outcomes.variable_name as outcome_variable,
        backgrounds.variable_name as background_variable
    from sources as outcomes
    inner join sources as backgrounds
        on outcomes.source_variable = backgrounds.source_variable
),

outcomes as (
    select
        outcomes.outcome_index,
        outcomes.outcome_variable,
        domains.filter_variable,
        string_split(domains.filter_codes, ';') as filter_codes
    from {{ ref('dim_cube_outcome') }} as outcomes
    inner join {{ ref('stg_reporting__domains') }} as domains
        on outcomes.domain_id = domains.domain_id
)

select
    outcomes.outcome_index,
    groups.group_index
from outcomes
cross join {{ ref('int_cube__groups') }} as groups
left join same_answer as same_group
    on
        outcomes.outcome_variable = same_group.outcome_variable
        and groups.group_variable = same_group.background_variable
left join same_answer as same_split
    on
        outcomes.outcome_variable = same_split.outcome_variable
        and groups.split_variable = same_split.background_variable
where
    same_group.background_variable is null
    and same_split.background_variable is null
    and (
        groups.group_variable != coalesce(outcomes.filter_variable, '')
        or (len(outcomes.filter_codes) > 1 and list_contains(outcomes.filter_codes, groups.group_code))
    )
    and (
        groups.split_variable != coalesce(outcomes.filter_variable, '')
        or (len(outcomes.filter_codes) > 1 and list_contains(outcomes.filter_codes, groups.split_code))
    )
